//! A writer of Windows event logs, after <https://learn.microsoft.com/openspecs/windows_protocols/ms-even6> (binary XML).

#![expect(clippy::unwrap_used, reason = "a test that cannot write its data fails")]

/// An element: its name, its attributes, and its text or its children.
pub(crate) struct Element<'a> {
    pub(crate) name: &'a str,
    pub(crate) attributes: Vec<(&'a str, &'a str)>,
    pub(crate) text: &'a str,
    pub(crate) children: Vec<Element<'a>>,
}

pub(crate) fn element<'a>(
    name: &'a str,
    attributes: &[(&'a str, &'a str)],
    text: &'a str,
) -> Element<'a> {
    Element { name, attributes: attributes.to_vec(), text, children: Vec::new() }
}

pub(crate) fn parent<'a>(name: &'a str, children: Vec<Element<'a>>) -> Element<'a> {
    Element { children, ..element(name, &[], "") }
}

/// Binary XML that begins at an offset of its chunk.
struct BinXml {
    bytes: Vec<u8>,
    base: usize,
}

impl BinXml {
    fn name(&mut self, name: &str) {
        let here = u32::try_from(self.base + self.bytes.len() + 4).unwrap();
        self.bytes.extend(here.to_le_bytes());
        self.bytes.extend([0; 6]);
        self.utf16(name);
        self.bytes.extend([0; 2]);
    }

    fn utf16(&mut self, text: &str) {
        let units: Vec<u16> = text.encode_utf16().collect();
        self.bytes.extend(u16::try_from(units.len()).unwrap().to_le_bytes());
        self.bytes.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
    }

    fn value(&mut self, text: &str) {
        match text.strip_prefix("filetime:") {
            Some(ticks) => {
                self.bytes.extend([0x05, 0x11]);
                self.bytes.extend(ticks.parse::<u64>().unwrap().to_le_bytes());
            }
            None => {
                self.bytes.extend([0x05, 0x01]);
                self.utf16(text);
            }
        }
    }

    fn element(&mut self, element: &Element<'_>) {
        let attributes = !element.attributes.is_empty();
        self.bytes.push(if attributes { 0x41 } else { 0x01 });
        self.bytes.extend([0; 4]);
        self.name(element.name);
        if attributes {
            self.bytes.extend([0; 4]);
        }
        let last = element.attributes.len().saturating_sub(1);
        for (at, (name, value)) in element.attributes.iter().enumerate() {
            self.bytes.push(if at < last { 0x46 } else { 0x06 });
            self.name(name);
            self.value(value);
        }
        self.bytes.push(0x02);
        if !element.text.is_empty() {
            self.value(element.text);
        }
        element.children.iter().for_each(|child| self.element(child));
        self.bytes.push(0x04);
    }
}

/// A log of one chunk.
pub(crate) fn log(records: &[Element<'_>]) -> Vec<u8> {
    let count = records.len() as u64;
    let mut chunk = vec![0; 512];
    let mut last = 0;
    for (at, record) in records.iter().enumerate() {
        last = chunk.len();
        let mut xml = BinXml { bytes: vec![0x0f, 1, 1, 0], base: last + 24 };
        xml.element(record);
        xml.bytes.push(0);
        let size = u32::try_from(xml.bytes.len() + 28).unwrap();
        chunk.extend(b"**\0\0");
        chunk.extend(size.to_le_bytes());
        chunk.extend((at as u64 + 1).to_le_bytes());
        chunk.extend(134_212_360_871_234_567_u64.to_le_bytes());
        chunk.extend(xml.bytes);
        chunk.extend(size.to_le_bytes());
    }
    let free = u32::try_from(chunk.len()).unwrap();
    let mut header = b"ElfChnk\0".to_vec();
    [1, count, 1, count].iter().for_each(|number: &u64| header.extend(number.to_le_bytes()));
    header.extend(128_u32.to_le_bytes());
    header.extend(u32::try_from(last).unwrap().to_le_bytes());
    header.extend(free.to_le_bytes());
    chunk[..header.len()].copy_from_slice(&header);
    chunk.resize(65_536, 0);
    let mut file = b"ElfFile\0".to_vec();
    [0, 0, count + 1].iter().for_each(|number: &u64| file.extend(number.to_le_bytes()));
    file.extend(128_u32.to_le_bytes());
    [1_u16, 3, 4096, 1].iter().for_each(|number| file.extend(number.to_le_bytes()));
    file.resize(4096, 0);
    file.extend(chunk);
    file
}
