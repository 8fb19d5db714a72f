//! Files of JSON lines without end, each with what is asked of its rows: spelled in every way that JSON has, and damaged.

use crate::numbers::Numbers;

/// What is asked: one text, texts of which one is enough, texts that must all be there.
const ASKED: [&str; 12] = [
    "kiwi",
    "Kiwi/7",
    "iwi",
    "wi y",
    "kiwi|plum",
    "kiwi\tplum",
    "iwi|lum\tkiwi",
    "12.0",
    "tru",
    "é",
    "ki",
    "",
];

/// Texts that hold it, nearly, or not.
const TEXTS: [&str; 14] = [
    "kiwi",
    "Kiwi/7",
    "KIWI",
    "\u{212a}iwi",
    "k\u{130}wi",
    "kiw",
    "a kiwi y",
    "plum",
    "plum kiwi",
    "é",
    "12.0",
    "ki\"wi",
    "ki\\wi",
    "true",
];

/// Values that are no strings.
const OTHERS: [&str; 6] = ["null", "12", "1200e-2", "true", "[1,\"kiwi\" , 7]", "{\"kiwi\" : 7}"];

/// The files, each behind the line that the target reads first.
pub(crate) struct Lines(pub(crate) Numbers);

impl Lines {
    fn one<'t>(&mut self, texts: &[&'t str]) -> &'t str {
        texts[self.0.below(texts.len())]
    }

    /// A string, some of its characters escaped.
    fn quoted(&mut self, text: &str) -> String {
        let mut json = String::from("\"");
        for char in text.chars() {
            match (self.0.below(12), char) {
                (0, '/') => json.push_str("\\/"),
                (0, _) => units(&mut json, char, false),
                (1, _) => units(&mut json, char, true),
                (_, '"' | '\\') => json.extend(['\\', char]),
                (_, _) => json.push(char),
            }
        }
        json + "\""
    }

    fn value(&mut self) -> String {
        let text = self.one(&TEXTS);
        match self.0.below(6) {
            0 => self.one(&OTHERS).to_owned(),
            1 => {
                // JSON within a string, up to twice.
                let inner = format!("{{ \"a\" : [ {} , 7.0 ] }}", self.quoted(text));
                let once = self.quoted(&inner);
                if self.0.below(2) == 0 { once } else { self.quoted(&once) }
            }
            2 => format!("{{\"a\":{}}}", self.quoted(text)),
            _ => self.quoted(text),
        }
    }

    fn row(&mut self) -> String {
        let (string, dynamic) = (self.value(), self.value());
        let gap = self.one(&["", "", "", " ", "\t"]);
        match self.0.below(5) {
            0 => format!("{{\"d\":{dynamic},\"x\":{gap}{string}}}"),
            1 => format!("{{\"d\":{dynamic},{gap}\"s\":{string},\"d\":{dynamic}}}"),
            _ => format!("{{\"s\":{string},{gap}\"d\":{gap}{dynamic}}}"),
        }
    }

    /// Bytes deleted, doubled, and put in.
    fn damage(&mut self, file: &mut Vec<u8>) {
        let at = self.0.below(file.len());
        match self.0.below(4) {
            0 => drop(file.remove(at)),
            1 => file.insert(at, file[at]),
            2 => file[at] = b"\"\\{}[]:,u0\n\r \xff\0"[self.0.below(15)],
            _ => {
                let from = self.0.below(file.len());
                let part = file[from..file.len().min(from + 20)].to_vec();
                file.splice(at..at, part);
            }
        }
    }
}

/// A character as its code units.
fn units(json: &mut String, char: char, upper: bool) {
    for unit in char.encode_utf16(&mut [0; 2]) {
        let digits = format!("{unit:04x}");
        json.push_str("\\u");
        json.push_str(&if upper { digits.to_uppercase() } else { digits });
    }
}

impl Iterator for Lines {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        let mut file = Vec::new();
        for _ in 0..=self.0.below(4) {
            file.extend(self.row().into_bytes());
            file.extend(self.one(&["\n", "\n", "\n", "\r\n", "\n\n"]).bytes());
        }
        for _ in 0..self.0.below(3) {
            self.damage(&mut file);
            if file.is_empty() {
                break;
            }
        }
        let flags = u8::try_from(self.0.below(8)).unwrap_or_default();
        Some([&[flags], self.one(&ASKED).as_bytes(), b"\n", &file].concat())
    }
}
