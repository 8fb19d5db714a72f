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
        let known = self.0.take().filter(|(known, _)| known == text);
        let made = match known {
            Some(known) => known,
            None => (text.to_owned(), make(text)?),
        };
        Ok(&self.0.insert(made).1)
    }
}
