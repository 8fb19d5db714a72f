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

mod finder;
mod pair;

use std::ops::Range;
use std::sync::{Arc, LazyLock};

use kqlab_plan::{Needle, Needles};
use memchr::memmem;

use crate::json::scan;
pub(crate) use finder::Finder;

/// A shorter run is in too many lines.
const MIN: usize = 3;
/// More alternatives are not looked for.
const MAX: usize = 64;

/// Characters outside ASCII whose lower case begins with an ASCII letter: the Kelvin sign, and I with a dot.
const FOLDED: [(u8, char); 2] = [(b'k', '\u{212a}'), (b'i', '\u{130}')];

/// What is looked for in lines.
#[derive(Debug)]
pub(crate) struct Sieve {
    /// A line must hold a match of one finder of each; the first is the most telling.
    clauses: Vec<Vec<Finder>>,
    /// A line that holds a match of one of these is kept whatever else it holds.
    watch: Vec<Finder>,
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
            .map(Run::shared)
            .collect();
        clauses.sort_by_key(|runs| std::cmp::Reverse(runs.iter().map(|run| run.text.len()).min()));
        if clauses.is_empty() {
            return None;
        }
        let mut sieve = Self {
            clauses: Vec::new(),
            watch: Vec::new(),
            escapes: Vec::new(),
            folded: Vec::new(),
        };
        for runs in clauses {
            if let Some(finders) = finders(&runs) {
                runs.iter().for_each(|run| sieve.doubt(run));
                sieve.clauses.push(finders);
            }
        }
        (!sieve.clauses.is_empty()).then(|| sieve.sorted())
    }

    /// The same, keeping lines that may have a key of one of these names; `None` if one cannot be looked for.
    pub(crate) fn watching<'n>(
        mut self,
        names: impl Iterator<Item = &'n Arc<str>>,
    ) -> Option<Self> {
        let runs: Vec<Run> = names.map(|name| Run::of(&key(name))).collect::<Option<_>>()?;
        for group in Run::grouped(runs) {
            group.iter().for_each(|run| self.doubt(run));
            self.watch.extend(finders(&group)?);
        }
        Some(self.sorted())
    }

    fn sorted(mut self) -> Self {
        self.escapes.sort_unstable();
        self.escapes.dedup();
        self
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
        let bytes = text.as_bytes();
        self.clauses.iter().all(|clause| holds_any(clause, bytes))
            || holds_any(&self.watch, bytes)
            || self.next_doubt(bytes, if text.is_ascii() { &[] } else { &self.folded }).is_some()
    }

    /// What finds its only clause, if it has no other.
    pub(crate) fn only(&self) -> Option<&[Finder]> {
        match &self.clauses[..] {
            [clause] if self.watch.is_empty() => Some(clause),
            _ => None,
        }
    }

    /// Where things are that hide what is looked for.
    pub(crate) fn doubts(&self, bytes: &[u8]) -> impl Iterator<Item = usize> {
        let folded = if bytes.is_ascii() { &[] } else { &self.folded[..] };
        let mut from = 0;
        std::iter::from_fn(move || {
            let at = from + self.next_doubt(&bytes[from..], folded)?;
            from = at + 1;
            Some(at)
        })
    }

    /// Where the first thing is that hides what is looked for.
    fn next_doubt(&self, bytes: &[u8], folded: &[char]) -> Option<usize> {
        static ESCAPE: LazyLock<memmem::Finder<'static>> =
            LazyLock::new(|| memmem::Finder::new("\\u"));
        let doubtful = |at: &usize| {
            let code = scan::hex(bytes, at + 2);
            code.is_ok_and(|code| self.escapes.binary_search(&code).is_ok())
        };
        let escape = ESCAPE.find_iter(bytes).find(doubtful);
        let folded = folded
            .iter()
            .filter_map(|char| memmem::find(bytes, char.encode_utf8(&mut [0; 4]).as_bytes()));
        escape.into_iter().chain(folded).min()
    }

    /// Looks at the lines of some bytes, which are asked about in order; `ascii` is what all of them are.
    pub(super) fn over<'s>(
        &'s self,
        bytes: &'s [u8],
        ascii: bool,
        tally: &'s mut Tally,
    ) -> Sifting<'s> {
        let folded = if ascii { &[] } else { &self.folded[..] };
        let first = tally.clauses.first().map_or(&[][..], |count| &self.clauses[count.clause]);
        Sifting {
            sieve: self,
            bytes,
            folded,
            first: Ahead::new(first),
            watched: Ahead::new(&self.watch),
            tally,
            doubt: None,
        }
    }

    /// Nothing counted yet.
    pub(super) fn tally(&self) -> Tally {
        let clauses = (0..self.clauses.len()).map(|clause| Count { clause, tested: 0, passed: 0 });
        let most = if self.watch.is_empty() { Tally::MOST } else { Tally::MOST_WATCHED };
        Tally { clauses: clauses.collect(), most, lines: 0, kept: 0 }
    }
}

/// What came of the lines so far.
#[derive(Debug)]
pub(super) struct Tally {
    /// The clauses that are looked at, in this order.
    clauses: Vec<Count>,
    /// Of a hundred lines so many may be kept.
    most: u64,
    /// The lines that were asked about.
    lines: u32,
    /// Those that are kept.
    kept: u32,
}

#[derive(Debug)]
struct Count {
    clause: usize,
    tested: u32,
    passed: u32,
}

impl Tally {
    /// Lines that have to be seen before anything is concluded.
    const FEW: u32 = 64;
    /// A sieve that keeps nearly every line is not worth its time, ...
    const MOST: u64 = 75;
    /// ... and less so one that looks for names, too.
    const MOST_WATCHED: u64 = 60;

    /// Drops clauses that nearly every line passes.
    pub(super) fn review(&mut self) {
        let dull =
            |count: &Count| count.tested >= Self::FEW && count.passed > count.tested / 16 * 15;
        while self.clauses.len() > 1
            && let Some(at) = self.clauses.iter().position(dull)
        {
            self.clauses.remove(at);
        }
    }

    /// Whether enough lines are left out.
    pub(super) fn pays(&self) -> bool {
        self.lines < Self::FEW || u64::from(self.kept) * 100 < u64::from(self.lines) * self.most
    }
}

/// What a line holds that has a key of this name.
pub(crate) fn key(name: &Arc<str>) -> Needle {
    Needle { column: Arc::clone(name), text: Arc::clone(name), folded: false, inside: false }
}

/// A run of characters to look for.
#[derive(Clone)]
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

impl Run {
    /// So many texts are looked for one by one, which is faster than all at once.
    const FEW: usize = 4;

    /// The runs in groups of those that share a longer part, if those are few; else all together.
    fn grouped(runs: Vec<Self>) -> Vec<Vec<Self>> {
        /// A shorter part is in too many lines.
        const TELLING: usize = 8;
        let mut groups: Vec<Vec<Self>> = Vec::new();
        for run in &runs {
            let run = || vec![run.clone()];
            let joined = |group: &Vec<Self>| Self::shared([group.clone(), run()].concat());
            let is_telling =
                |joined: &Vec<Self>| matches!(&joined[..], [one] if one.text.len() >= TELLING);
            let found = groups.iter().map(joined).enumerate().find(|(_, j)| is_telling(j));
            match found {
                Some((at, joined)) => groups[at] = joined,
                None => groups.push(run()),
            }
        }
        if groups.len() <= Self::FEW { groups } else { vec![runs] }
    }

    /// The longest run that all alternatives hold, if there is one: one text is found faster than one of several.
    fn shared(runs: Vec<Self>) -> Vec<Self> {
        let folded = runs.iter().any(|run| run.folded);
        let text = |run: &Self| match folded {
            true => run.text.to_ascii_lowercase(),
            false => run.text.clone(),
        };
        let texts: Vec<String> = runs.iter().map(text).collect();
        let Some(first) = texts.first().filter(|_| texts.len() > 1) else { return runs };
        let parts = (MIN..=first.len())
            .rev()
            .flat_map(|len| (0..=first.len() - len).filter_map(move |at| first.get(at..at + len)));
        let inside = runs.iter().any(|run| run.inside);
        let usable = |part: &&str| !(inside && could_be_a_number(part));
        match parts.filter(usable).find(|part| texts.iter().all(|text| text.contains(*part))) {
            Some(part) => vec![Self { text: part.to_owned(), folded, inside }],
            None => runs,
        }
    }
}

/// Whether the run may be a part of a number or of a word, which a JSON value may spell in another way.
fn could_be_a_number(run: &str) -> bool {
    let run = run.to_ascii_lowercase();
    let digits = |byte: u8| byte.is_ascii_digit() || b"+-.e".contains(&byte);
    let words = ["true", "false", "null", "nan", "-infinity"];
    run.bytes().all(digits) || words.iter().any(|word| word.contains(&run))
}

fn finders(runs: &[Run]) -> Option<Vec<Finder>> {
    Finder::any(runs.iter().map(|run| (&*run.text, run.folded)))
}

fn holds_any(finders: &[Finder], bytes: &[u8]) -> bool {
    finders.iter().any(|finder| finder.find(bytes, 0).is_some())
}

/// Finders on their way over some bytes: where each matches next.
struct Ahead<'s> {
    finders: &'s [Finder],
    next: Vec<Option<usize>>,
}

impl<'s> Ahead<'s> {
    fn new(finders: &'s [Finder]) -> Self {
        Self { finders, next: vec![None; finders.len()] }
    }

    /// Where the first match from `from` on begins, which is no earlier than the time before.
    fn from(&mut self, bytes: &[u8], from: usize) -> usize {
        let mut first = usize::MAX;
        for (finder, known) in self.finders.iter().zip(&mut self.next) {
            let next = match *known {
                Some(at) if at >= from => at,
                _ => finder.find(bytes, from).unwrap_or(usize::MAX),
            };
            *known = Some(next);
            first = first.min(next);
        }
        first
    }
}

/// A sieve on its way over some bytes.
pub(super) struct Sifting<'s> {
    sieve: &'s Sieve,
    bytes: &'s [u8],
    folded: &'s [char],
    tally: &'s mut Tally,
    /// The first clause.
    first: Ahead<'s>,
    /// Where the next doubt is.
    doubt: Option<usize>,
    /// The watched names.
    watched: Ahead<'s>,
}

impl Sifting<'_> {
    /// Whether a line may hold what is asked.
    pub(super) fn keeps(&mut self, line: Range<usize>) -> bool {
        let hit = self.first.from(self.bytes, line.start);
        let doubt = self.doubt.filter(|at| *at >= line.start);
        let doubt = doubt.unwrap_or_else(|| self.next_doubt(line.start));
        self.doubt = Some(doubt);
        let certain = doubt.min(self.watched.from(self.bytes, line.start)) < line.end;
        let keeps = certain || self.passes(hit < line.end, &self.bytes[line]);
        self.tally.lines += 1;
        self.tally.kept += u32::from(keeps);
        keeps
    }

    /// Whether a line passes every clause; of the first that is known.
    fn passes(&mut self, first: bool, line: &[u8]) -> bool {
        let clauses = &self.sieve.clauses;
        self.tally.clauses.iter_mut().enumerate().all(|(at, count)| {
            let passes = if at == 0 { first } else { holds_any(&clauses[count.clause], line) };
            count.tested += 1;
            count.passed += u32::from(passes);
            passes
        })
    }

    fn next_doubt(&self, from: usize) -> usize {
        let doubt = self.sieve.next_doubt(&self.bytes[from..], self.folded);
        doubt.map_or(usize::MAX, |at| from + at)
    }
}

/// Whether a line begins and ends as an object does.
pub(super) fn is_whole(line: &str) -> bool {
    let line = line.trim_ascii();
    line.starts_with('{') && line.ends_with('}')
}
