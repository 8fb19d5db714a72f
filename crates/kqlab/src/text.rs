//! The text of a file that somebody wrote: a rule, a saved function.

use kqlab_syntax::codes::data;
use kqlab_syntax::{Diagnostic, Phase, Span};

/// Bytes as text.
///
/// # Errors
/// Where they are no UTF-8: a text to show, and the fault, whose span is one of it.
pub fn text(bytes: Vec<u8>) -> Result<String, (String, Box<Diagnostic>)> {
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let message = format!("expected UTF-8, found the byte 0x{:02X}", error.as_bytes()[at]);
        // In its place stands a character for what is none.
        let end = at + char::REPLACEMENT_CHARACTER.len_utf8();
        let span = Span::new(u32::try_from(at).unwrap_or(0), u32::try_from(end).unwrap_or(0));
        let fault = Diagnostic::error(Phase::Data, data::BAD_UTF8, span, message);
        let shown = String::from_utf8_lossy(error.as_bytes()).into_owned();
        (shown, Box::new(fault.with_hint("save the file as UTF-8")))
    })
}
