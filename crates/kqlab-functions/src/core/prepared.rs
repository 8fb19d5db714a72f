//! What is made of an argument that mostly stays the same from row to row: a regex, a search.

use super::EvalError;

/// The last thing made, and of what.
#[derive(Debug)]
pub struct Prepared<T>(Option<(String, T)>);

impl<T> Default for Prepared<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Prepared<T> {
    /// What `make` makes of the text; made again only when the text has changed.
    ///
    /// # Errors
    /// Those of `make`.
    pub fn get(
        &mut self,
        text: &str,
        make: impl FnOnce(&str) -> Result<T, EvalError>,
    ) -> Result<&T, EvalError> {
        if self.0.as_ref().is_none_or(|(known, _)| known != text) {
            self.0 = Some((text.to_owned(), make(text)?));
        }
        Ok(&self.0.as_ref().expect("invariant: it has been made").1)
    }
}
