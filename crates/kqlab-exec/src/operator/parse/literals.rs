//! Patterns of texts with one wildcard between each two: found by looking for one text after the other. A lazy regex
//! finds the same: the first place of each text after the one before, and the last one at the end.

use kqlab_plan::plan::{Parse, ParseKind, ParsePart};
use memchr::memmem::Finder;

/// Such a pattern.
pub(super) struct Literals {
    /// What the text begins with.
    start: String,
    steps: Vec<Step>,
}

/// A wildcard and the text after it.
struct Step {
    /// The wildcard is a column.
    captures: bool,
    text: String,
    finder: Finder<'static>,
}

impl Literals {
    /// The pattern of an operator, if it is of this kind.
    pub(super) fn new(parse: &Parse) -> Option<Self> {
        if parse.kind == ParseKind::Regex {
            return None;
        }
        let (mut start, mut steps) = (String::new(), Vec::<(bool, String)>::new());
        for part in &parse.pattern {
            let captures = match part {
                ParsePart::Text(text) => {
                    steps.last_mut().map_or(&mut start, |(_, after)| after).push_str(text);
                    continue;
                }
                ParsePart::Star => false,
                ParsePart::Column(_) => true,
            };
            // What belongs to the first of two wildcards is another matter.
            if steps.last().is_some_and(|(_, after)| after.is_empty()) {
                return None;
            }
            steps.push((captures, String::new()));
        }
        let step = |(captures, text): (bool, String)| {
            let finder = Finder::new(&text).into_owned();
            Step { captures, text, finder }
        };
        Some(Self { start, steps: steps.into_iter().map(step).collect() })
    }

    /// The captured texts, if the text matches.
    pub(super) fn groups<'t>(&self, text: &'t str) -> Option<Vec<&'t str>> {
        let mut rest = text.strip_prefix(&*self.start)?;
        let Some((last, steps)) = self.steps.split_last() else {
            return rest.is_empty().then(Vec::new);
        };
        let mut groups = Vec::with_capacity(self.steps.len());
        for step in steps {
            let at = step.finder.find(rest.as_bytes())?;
            groups.extend(step.captures.then_some(&rest[..at]));
            rest = &rest[at + step.text.len()..];
        }
        let found = rest.strip_suffix(&*last.text)?;
        groups.extend(last.captures.then_some(found));
        Some(groups)
    }
}
