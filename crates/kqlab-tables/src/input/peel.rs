//! What is inside of everything that is around an input's bytes.

use std::io::{self, Read};

use kqlab_syntax::Diagnostic;

use super::packing::{Packing, limit};
use super::{Input, is_archive, members};
use crate::ReadOptions;
use crate::read::unreadable;

/// Compressions within each other that are undone.
const MAX_PACKINGS: usize = 4;

/// So many bytes tell what an input is.
const HEAD: u64 = 256 * 1024;

impl Input {
    /// The input without compressions, and how it begins.
    pub(crate) fn peel(&self, max_inflated: Option<u64>) -> io::Result<(Self, Vec<u8>)> {
        let most = max_inflated.unwrap_or(limit(self.size()?));
        let mut input = self.clone();
        loop {
            let head = input.head()?;
            match Packing::detect(&head) {
                Some(_) if input.packings().len() == MAX_PACKINGS => {
                    let message = "expected text within four compressions, found a fifth";
                    return Err(io::Error::other(message));
                }
                Some(packing) => input = input.inside(packing, most),
                None => return Ok((input, head)),
            }
        }
    }

    /// The first bytes, or as many of them as can be read.
    fn head(&self) -> io::Result<Vec<u8>> {
        let mut head = Vec::new();
        match self.open(0)?.take(HEAD).read_to_end(&mut head) {
            Err(error) if head.is_empty() => Err(error),
            _ => Ok(head),
        }
    }

    /// All its bytes, unpacked; of an archive those of each file in it whose name, with the folders before it, is wanted.
    ///
    /// # Errors
    /// When it cannot be read, or would unpack to more than the options allow.
    pub fn bodies(
        &self,
        wanted: &dyn Fn(&str) -> bool,
        options: &ReadOptions,
    ) -> Result<Vec<Vec<u8>>, Diagnostic> {
        let read = || {
            let (input, head) = self.peel(options.max_inflated)?;
            let whole = match is_archive(&head) {
                true => {
                    let mut members = members(&input, options.max_inflated)?;
                    members.retain(|(name, _)| wanted(name));
                    members
                }
                false => vec![(String::new(), input)],
            };
            let body = |(_, part): (String, Self)| {
                let (part, _) = part.peel(options.max_inflated)?;
                let mut bytes = Vec::new();
                part.open(0)?.read_to_end(&mut bytes)?;
                Ok(bytes)
            };
            whole.into_iter().map(body).collect::<io::Result<Vec<_>>>()
        };
        read().map_err(|error| unreadable(self.path(), &error))
    }
}
