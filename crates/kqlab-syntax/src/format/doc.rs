//! Documents of groups and possible line breaks, and their printer. A group stands on one line if it fits,
//! otherwise all its own breaks are taken.

/// How wide a line may be.
const WIDTH: usize = 100;
/// How far a level is indented.
const INDENT: usize = 4;

/// A piece of the output.
#[derive(Debug)]
pub(super) enum Doc<'a> {
    Text(&'a str),
    /// A space, or a line break where the group is broken.
    Line,
    /// Nothing, or a line break where the group is broken.
    SoftLine,
    /// A line break.
    Hard,
    /// A line break and an empty line.
    Blank,
    /// One level deeper.
    Indent(Vec<Doc<'a>>),
    Group(Group<'a>),
}

/// Pieces that are broken together or not at all.
#[derive(Debug)]
pub(super) struct Group<'a> {
    docs: Vec<Doc<'a>>,
    /// The width on one line; `None` if it cannot stand on one.
    width: Option<usize>,
}

/// The pieces as a group.
pub(super) fn group(docs: Vec<Doc<'_>>) -> Doc<'_> {
    let width = total_width(&docs);
    Doc::Group(Group { docs, width })
}

fn total_width(docs: &[Doc<'_>]) -> Option<usize> {
    docs.iter().try_fold(0, |sum, doc| Some(sum + doc.width()?))
}

impl Doc<'_> {
    fn width(&self) -> Option<usize> {
        match self {
            Doc::Text(text) if text.contains('\n') => None,
            Doc::Text(text) => Some(text.chars().count()),
            Doc::Line => Some(1),
            Doc::SoftLine => Some(0),
            Doc::Hard | Doc::Blank => None,
            Doc::Indent(docs) => total_width(docs),
            Doc::Group(group) => group.width,
        }
    }
}

/// The pieces as text, without spaces at the ends of lines.
pub(super) fn print(docs: &[Doc<'_>]) -> String {
    let mut printer = Printer { out: String::new(), column: 0 };
    printer.all(docs, 0, true);
    printer.out
}

struct Printer {
    out: String,
    column: usize,
}

impl Printer {
    fn all(&mut self, docs: &[Doc<'_>], indent: usize, broken: bool) {
        for doc in docs {
            self.one(doc, indent, broken);
        }
    }

    fn one(&mut self, doc: &Doc<'_>, indent: usize, broken: bool) {
        match doc {
            Doc::Text(text) => self.text(text),
            Doc::Line if !broken => self.text(" "),
            Doc::SoftLine if !broken => {}
            Doc::Line | Doc::SoftLine | Doc::Hard => self.line(indent),
            Doc::Blank => {
                self.line(0);
                self.line(indent);
            }
            Doc::Indent(docs) => self.all(docs, indent + INDENT, broken),
            Doc::Group(group) => {
                let fits = group.width.is_some_and(|width| self.column + width <= WIDTH);
                super::layout::deeper(|| self.all(&group.docs, indent, !fits));
            }
        }
    }

    fn text(&mut self, text: &str) {
        self.out.push_str(text);
        self.column = match text.rfind('\n') {
            Some(at) => text[at + 1..].chars().count(),
            None => self.column + text.chars().count(),
        };
    }

    fn line(&mut self, indent: usize) {
        self.out.truncate(self.out.trim_end_matches(' ').len());
        self.out.push('\n');
        self.out.extend(std::iter::repeat_n(' ', indent));
        self.column = indent;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(items: usize) -> Vec<Doc<'static>> {
        let mut inner = vec![Doc::SoftLine];
        for _ in 0..items {
            inner.extend([Doc::Text("aaaaaaaaa,"), Doc::Line]);
        }
        inner.push(Doc::Text("b"));
        vec![
            Doc::Text("f"),
            group(vec![Doc::Text("("), Doc::Indent(inner), Doc::SoftLine, Doc::Text(")")]),
        ]
    }

    #[test]
    fn a_group_stands_on_one_line_or_is_broken_at_all_its_breaks() {
        assert_eq!(print(&list(1)), "f(aaaaaaaaa, b)");
        assert_eq!(print(&list(9)).lines().count(), 12);
        assert!(print(&list(9)).starts_with("f(\n    aaaaaaaaa,\n    aaaaaaaaa,\n"));
    }

    #[test]
    fn a_hard_break_breaks_the_groups_around_it() {
        let docs =
            [group(vec![Doc::Text("a"), Doc::Line, Doc::Text("b"), Doc::Hard, Doc::Text("c")])];
        assert_eq!(print(&docs), "a\nb\nc");
    }
}
