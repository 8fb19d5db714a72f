//! Texts under construction: no longer text is held twice in a row, and no more memory than they take.

use polars_arrow::array::{Utf8ViewArray, View};
use polars_arrow::bitmap::{Bitmap, MutableBitmap};
use polars_arrow::datatypes::ArrowDataType;
use polars_buffer::Buffer;

/// The first block of bytes is so long; each has twice the room of the one before, ...
const FIRST: usize = 4 * 1024;
/// ... up to this.
const LONGEST: usize = 16 * 1024 * 1024;
/// So many texts that were met are remembered, so that they are not held again.
const REMEMBERED: usize = 256;

/// An array of texts that grows.
#[derive(Debug)]
pub(crate) struct Texts {
    views: Vec<View>,
    /// Which rows have a text; `None` is all of them.
    valid: Option<MutableBitmap>,
    /// The bytes of texts that are too long for their view.
    blocks: Vec<Buffer<u8>>,
    /// The block that grows.
    block: Vec<u8>,
    /// The bytes of all texts.
    bytes: usize,
    /// Views of texts in the blocks, by their hash.
    remembered: Box<[View]>,
}

impl Texts {
    /// None, with room for the views of so many.
    pub(crate) fn with_capacity(rows: usize) -> Self {
        Self {
            views: Vec::with_capacity(rows),
            valid: None,
            blocks: Vec::new(),
            block: Vec::new(),
            bytes: 0,
            remembered: Box::default(),
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.views.len()
    }

    pub(crate) fn push(&mut self, text: &str) {
        let view = self.view(text.as_bytes());
        self.push_view(view);
    }

    fn push_view(&mut self, view: View) {
        self.bytes += view.length as usize;
        self.views.push(view);
        if let Some(valid) = &mut self.valid {
            valid.push(true);
        }
    }

    /// So many nulls.
    pub(crate) fn push_nulls(&mut self, count: usize) {
        let rows = self.views.len();
        let valid = self.valid.get_or_insert_with(|| {
            let mut valid = MutableBitmap::with_capacity(rows + count);
            valid.extend_constant(rows, true);
            valid
        });
        valid.extend_constant(count, false);
        self.views.resize(rows + count, View::default());
    }

    /// So many times the same text.
    pub(crate) fn push_same(&mut self, text: &str, count: usize) {
        let view = self.view(text.as_bytes());
        (0..count).for_each(|_| self.push_view(view));
    }

    /// The view of a text, which is in the blocks from now on if it is too long for that.
    fn view(&mut self, text: &[u8]) -> View {
        if text.len() <= View::MAX_INLINE_SIZE as usize {
            return View::new_inline(text);
        }
        if self.remembered.is_empty() {
            self.remembered = vec![View::default(); REMEMBERED].into();
        }
        let place = place(text);
        let known = self.remembered[place];
        if self.holds(&known, text) {
            return known;
        }
        let view = self.append(text);
        self.remembered[place] = view;
        view
    }

    fn holds(&self, view: &View, text: &[u8]) -> bool {
        let block = match self.blocks.get(view.buffer_idx as usize) {
            Some(block) => block.as_slice(),
            None => &self.block,
        };
        let held = block.get(view.offset as usize..).and_then(|held| held.get(..text.len()));
        view.length as usize == text.len() && held == Some(text)
    }

    fn append(&mut self, text: &[u8]) -> View {
        if self.block.capacity() - self.block.len() < text.len() {
            let next = (self.block.capacity() * 2).clamp(FIRST, LONGEST).max(text.len());
            self.close(Vec::with_capacity(next));
        }
        let offset = small(self.block.len());
        self.block.extend_from_slice(text);
        View::new_from_bytes(text, small(self.blocks.len()), offset)
    }

    /// The block is full.
    fn close(&mut self, next: Vec<u8>) {
        let full = std::mem::replace(&mut self.block, next);
        if !full.is_empty() {
            self.blocks.push(fitting(full).into());
        }
    }

    /// The array.
    pub(crate) fn finish(mut self) -> Utf8ViewArray {
        self.close(Vec::new());
        let held = self.blocks.iter().map(Buffer::len).sum();
        let valid = self.valid.and_then(Option::<Bitmap>::from);
        #[expect(unsafe_code, reason = "each view is of a whole text inside its block")]
        unsafe {
            Utf8ViewArray::new_unchecked(
                ArrowDataType::Utf8View,
                self.views.into(),
                self.blocks.into(),
                valid,
                Some(self.bytes),
                held,
            )
        }
    }
}

/// The same bytes without room for more, unless that is little.
fn fitting(block: Vec<u8>) -> Vec<u8> {
    let little = block.capacity() / 16;
    // An allocator may leave what it has where it is, though it is asked to shrink it.
    if block.capacity() - block.len() > little { block.as_slice().to_vec() } else { block }
}

/// Where a text of more than eight bytes is remembered.
fn place(text: &[u8]) -> usize {
    let word = |bytes: Option<&[u8; 8]>| bytes.map_or(0, |bytes| u64::from_le_bytes(*bytes));
    let ends = word(text.first_chunk()).rotate_left(29) ^ word(text.last_chunk());
    let mixed = u128::from(ends ^ text.len() as u64) * 0x9E37_79B9_7F4A_7C15;
    // Whichever bit differs, the middle of the product does.
    (mixed >> 60) as usize % REMEMBERED
}

fn small(number: usize) -> u32 {
    u32::try_from(number).expect("invariant: a block and a text are shorter than 4 GB")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn array(texts: &[Option<&str>]) -> Utf8ViewArray {
        let mut growing = Texts::with_capacity(0);
        for text in texts {
            match text {
                Some(text) => growing.push(text),
                None => growing.push_nulls(1),
            }
        }
        growing.finish()
    }

    fn valid(array: &Utf8ViewArray) -> Option<&Bitmap> {
        polars_arrow::array::Array::validity(array)
    }

    #[test]
    fn texts_come_back() {
        let long = "x".repeat(3 * FIRST);
        let texts = [Some(""), None, Some("twelve bytes"), Some("thirteen byte"), Some(&*long)];
        let texts = texts.repeat(3);
        let array = array(&texts);
        assert!(array.iter().eq(texts.iter().copied()));
        let bytes: usize = texts.iter().flatten().map(|text| text.len()).sum();
        assert_eq!(array.total_bytes_len(), bytes);
        assert!(valid(&self::array(&[Some("a")])).is_none());
    }

    #[test]
    fn a_text_that_was_just_met_is_held_once() {
        let texts: Vec<String> = (10..30).map(|vault| format!("/VAULTS/VAULT{vault}")).collect();
        let texts: Vec<Option<&str>> = (0..90).map(|row| Some(&*texts[row % 20])).collect();
        let array = array(&texts);
        assert!(array.total_buffer_len() < 2 * 20 * 15, "{}", array.total_buffer_len());
        assert!(array.iter().eq(texts));
    }

    #[test]
    fn blocks_have_no_room_left() {
        let texts: Vec<String> = (0..5_000).map(|row| format!("a text of its own {row}")).collect();
        let texts: Vec<Option<&str>> = texts.iter().map(|text| Some(&**text)).collect();
        let array = array(&texts);
        assert!(array.iter().eq(texts.iter().copied()));
        assert!(array.data_buffers().len() > 2);
        let mut block = Vec::with_capacity(1000);
        block.extend_from_slice(&[7; 900]);
        assert_eq!(fitting(block.clone()).capacity(), 900);
        block.extend_from_slice(&[7; 60]);
        assert_eq!(fitting(block).capacity(), 1000);
    }

    #[test]
    fn the_same_text_many_times() {
        let mut growing = Texts::with_capacity(0);
        growing.push_same("more than twelve bytes", 3);
        growing.push_nulls(0);
        let array = growing.finish();
        assert!(array.values_iter().eq(["more than twelve bytes"; 3]));
        assert!(valid(&array).is_none());
    }
}
