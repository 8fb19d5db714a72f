//! Lines that cannot hold what is asked of a row, told from their bytes before any of them is read as JSON.
//!
//! What a value holds stands in its line byte for byte, unless something comes between: an escape (`\u0041`, `\/`,
//! also of JSON within a string), white space between the tokens of an array that a string column takes as text, a
//! number that is written in another way, a character beyond ASCII whose lower case is an ASCII letter. So only runs
//! of ASCII characters are looked for that have one spelling and cannot reach over a token's border, runs that could
//! be a number's are not, and a line with an escape of one of the characters is kept whatever it holds.
//!
//! A line that is left out has been checked to be UTF-8 and to begin and end as an object does, so that a cut line is
//! still an error; its inside has not been looked at. What is wrong there is not told.

use std::ops::Range;
use std::sync::LazyLock;

use kqlab_plan::{Needle, Needles};
use memchr::memmem::{Finder, find};
use regex::bytes::Regex;

use crate::json::scan;

/// A shorter run is in too many lines.
const MIN: usize = 3;
/// More alternatives are not looked for.
const MAX: usize = 64;

/// Characters outside ASCII whose lower case begins with an ASCII letter: the Kelvin sign, and I with a dot.
const FOLDED: [(u8, char); 2] = [(b'k', '\u{212a}'), (b'i', '\u{130}')];

/// What is looked for in lines.
#[derive(Debug)]
pub(crate) struct Sieve {
    /// A line must hold a match of each; the first is the most telling.
    clauses: Vec<Regex>,
    /// The code units whose escapes make a line doubtful.
    escapes: Vec<u16>,
    /// The characters of [`FOLDED`] that make a line doubtful.
    folded: Vec<char>,
}

impl Sieve {
    /// The sieve of what is asked; `reads` says whether a column's values come out of its row's line. `None` if
    /// nothing can be looked for.
    pub(crate) fn new(needles: &Needles, reads: impl Fn(&str) -> bool) -> Option<Self> {
        let mut clauses: Vec<Vec<Run>> = needles
            .clauses()
            .filter(|clause| clause.len() <= MAX && clause.iter().all(|n| reads(&n.column)))
            .filter_map(|clause| clause.iter().map(Run::of).collect())
            .collect();
        clauses.sort_by_key(|runs| std::cmp::Reverse(runs.iter().map(|run| run.text.len()).min()));
        if clauses.is_empty() {
            return None;
        }
        let mut sieve = Self { clauses: Vec::new(), escapes: Vec::new(), folded: Vec::new() };
        for run in clauses.iter().flatten() {
            sieve.doubt(run);
        }
        sieve.escapes.sort_unstable();
        sieve.escapes.dedup();
        sieve.clauses = clauses.iter().map(|runs| regex(runs)).collect();
        Some(sieve)
    }

    /// Adds what hides a run.
    fn doubt(&mut self, run: &Run) {
        let same = |byte: u8| [byte.to_ascii_lowercase(), byte.to_ascii_uppercase()];
        if run.inside {
            self.escapes.extend(0..0x80);
        }
        self.escapes.extend(run.text.bytes().flat_map(same).map(u16::from));
        for (byte, char) in FOLDED {
            if run.folded && run.text.as_bytes().contains(&byte) {
                self.escapes.push(char as u16);
                self.folded.push(char);
            }
        }
    }

    /// Whether a text that stands alone may hold what is asked.
    pub(crate) fn may_keep(&self, text: &str) -> bool {
        self.over(text.as_bytes()).keeps(0..text.len())
    }

    /// Looks at the lines of some bytes, which are asked about in order.
    pub(super) fn over<'s>(&'s self, bytes: &'s [u8]) -> Sifting<'s> {
        let folded = if bytes.is_ascii() { &[] } else { &self.folded[..] };
        Sifting { sieve: self, bytes, folded, hit: None, doubt: None, lines: 0, kept: 0 }
    }
}

/// A run of characters to look for.
struct Run {
    text: String,
    folded: bool,
    inside: bool,
}

impl Run {
    /// The longest run of a needle that can be looked for.
    fn of(needle: &Needle) -> Option<Self> {
        let plain = |char: char| matches!(char, ' '..='~') && !"\"\\/,:[]{}".contains(char);
        let runs = needle.text.split(|char| !plain(char)).filter(|run| run.len() >= MIN);
        let runs = runs.filter(|run| !(needle.inside && could_be_a_number(run)));
        let text = runs.max_by_key(|run| run.len())?.to_owned();
        Some(Self { text, folded: needle.folded, inside: needle.inside })
    }
}

/// Whether the run may be a part of a number or of a word, which a JSON value may spell in another way.
fn could_be_a_number(run: &str) -> bool {
    let run = run.to_ascii_lowercase();
    let digits = |byte: u8| byte.is_ascii_digit() || b"+-.e".contains(&byte);
    let words = ["true", "false", "null", "nan", "-infinity"];
    run.bytes().all(digits) || words.iter().any(|word| word.contains(&run))
}

fn regex(runs: &[Run]) -> Regex {
    let one = |run: &Run| {
        let case = if run.folded { "i-u" } else { "-u" };
        format!("(?{case}:{})", regex::escape(&run.text))
    };
    let pattern: Vec<String> = runs.iter().map(one).collect();
    Regex::new(&pattern.join("|")).expect("invariant: escaped texts are a pattern")
}

/// A sieve on its way over some bytes.
pub(super) struct Sifting<'s> {
    sieve: &'s Sieve,
    bytes: &'s [u8],
    folded: &'s [char],
    /// Where the first clause matches next.
    hit: Option<usize>,
    /// Where the next doubt is.
    doubt: Option<usize>,
    /// The lines that were asked about.
    pub(super) lines: u32,
    /// Those that are kept.
    pub(super) kept: u32,
}

impl Sifting<'_> {
    /// Whether a line may hold what is asked.
    pub(super) fn keeps(&mut self, line: Range<usize>) -> bool {
        let from = |known: Option<usize>| known.filter(|at| *at >= line.start);
        let hit = from(self.hit).unwrap_or_else(|| self.next_hit(line.start));
        let doubt = from(self.doubt).unwrap_or_else(|| self.next_doubt(line.start));
        (self.hit, self.doubt) = (Some(hit), Some(doubt));
        let mut rest = self.sieve.clauses[1..].iter();
        let keeps = doubt < line.end
            || hit < line.end && rest.all(|clause| clause.is_match(&self.bytes[line.clone()]));
        self.lines += 1;
        self.kept += u32::from(keeps);
        keeps
    }

    fn next_hit(&self, from: usize) -> usize {
        let found = self.sieve.clauses[0].find_at(self.bytes, from);
        found.map_or(usize::MAX, |found| found.start())
    }

    fn next_doubt(&self, from: usize) -> usize {
        static ESCAPE: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("\\u"));
        let rest = &self.bytes[from..];
        let doubtful = |at: &usize| {
            let code = scan::hex(rest, at + 2);
            code.is_ok_and(|code| self.sieve.escapes.binary_search(&code).is_ok())
        };
        let escape = ESCAPE.find_iter(rest).find(doubtful);
        let folded = self
            .folded
            .iter()
            .filter_map(|char| find(rest, char.encode_utf8(&mut [0; 4]).as_bytes()));
        escape.into_iter().chain(folded).min().map_or(usize::MAX, |at| from + at)
    }
}

/// Whether a line begins and ends as an object does.
pub(super) fn is_whole(line: &str) -> bool {
    let line = line.trim_ascii();
    line.starts_with('{') && line.ends_with('}')
}
