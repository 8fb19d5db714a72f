//! The rules of two versions, and which is which.

use std::path::{Path, PathBuf};

use kqlab::Diagnostic;
use kqlab_rules::Rule;

use crate::commands::{Failure, files, rules};
use crate::report::Source;

/// A rule of a version.
pub(super) struct Owned {
    /// Its file, as people call it.
    pub(super) file: String,
    /// Its file, from the folder that is compared.
    within: PathBuf,
    /// Which of its file's rules it is.
    position: usize,
    /// Its file's text.
    pub(super) text: String,
    /// Where its query stands.
    pub(super) query: Source,
    pub(super) rule: Rule,
}

/// A rule of both versions, or of one.
pub(super) struct Pair {
    pub(super) old: Option<Owned>,
    pub(super) new: Option<Owned>,
}

/// The rules below a path, called by `name`.
pub(super) fn load(
    path: &Path,
    name: &Path,
    mut found: impl FnMut(&Source, &[Diagnostic]),
) -> Result<Vec<Owned>, Failure> {
    let (mut all, mut ids) = (Vec::new(), rules::Ids::default());
    for file in files::expand(&[path.to_owned()])? {
        if file.by_folder && kqlab_rules::is_detection(&file.path) {
            continue;
        }
        let text = match file.text() {
            Ok(Some(text)) => text,
            Ok(None) => continue,
            Err(unread) => {
                found(&unread.source, &[unread.fault]);
                continue;
            }
        };
        let within = file.path.strip_prefix(path).unwrap_or(&file.path).to_owned();
        let called =
            if within.as_os_str().is_empty() { name.to_owned() } else { name.join(&within) };
        let source = Source::whole(&called, &text);
        let loaded = match kqlab_rules::load(&file.path, &text) {
            Ok(loaded) => loaded,
            Err(fault) if file.is_no_rule(&fault) => continue,
            Err(fault) => {
                found(&source, &[fault]);
                continue;
            }
        };
        found(&source, &loaded.findings);
        for (position, rule) in loaded.rules.into_iter().enumerate() {
            if let Some(fault) = ids.twice(&rule, &source.name) {
                found(&source, &[fault]);
            }
            let mut query = rules::source(&rule, &source.name, &text);
            if let Some((beside, _)) = &rule.query.file {
                let beside = called.with_file_name(beside.file_name().unwrap_or_default());
                query.name = beside.display().to_string();
            }
            let (file, text, within) = (source.name.clone(), text.clone(), within.clone());
            all.push(Owned { file, within, position, text, query, rule });
        }
    }
    Ok(all)
}

/// Which rule is which: by file, then by id, then by name. Two files of one rule each are versions of it.
pub(super) fn pairs(old: Vec<Owned>, new: Vec<Owned>) -> Vec<Pair> {
    let mut old: Vec<Option<Owned>> = old.into_iter().map(Some).collect();
    let mut pairs: Vec<Pair> =
        new.into_iter().map(|new| Pair { old: None, new: Some(new) }).collect();
    let same: [fn(&Owned, &Owned) -> bool; 4] = [
        |a, b| a.within == b.within && same_id(a, b),
        |a, b| a.within == b.within && a.position == b.position,
        same_id,
        |a, b| a.rule.name.is_some() && a.rule.name == b.rule.name,
    ];
    for same in same {
        for pair in pairs.iter_mut().filter(|pair| pair.old.is_none()) {
            let is = |old: &&mut Option<Owned>| {
                old.as_ref().zip(pair.new.as_ref()).is_some_and(|(old, new)| same(old, new))
            };
            pair.old = old.iter_mut().find(is).and_then(Option::take);
        }
    }
    pairs.extend(old.into_iter().flatten().map(|old| Pair { old: Some(old), new: None }));
    pairs
}

fn same_id(a: &Owned, b: &Owned) -> bool {
    rules::id(&a.rule).is_some() && rules::id(&a.rule) == rules::id(&b.rule)
}

impl Pair {
    /// The newest there is.
    pub(super) fn newest(&self) -> &Owned {
        self.new.as_ref().or(self.old.as_ref()).expect("invariant: a pair has at least one rule")
    }

    /// The file's name, or both where it has moved.
    pub(super) fn title(&self) -> String {
        match (&self.old, &self.new) {
            (Some(old), Some(new)) if old.within != new.within => {
                format!("{} → {}", old.file, new.file)
            }
            _ => self.newest().file.clone(),
        }
    }
}
