//! What any text must go through without a panic: [`parse`] and [`bind`]; and what any file of lines must give with and
//! without the prefilter: [`sieve`].
//!
//! ```text
//! cargo install cargo-fuzz
//! cd tests/fuzz
//! cargo +nightly fuzz run parse --fuzz-dir . corpus/parse ../suite -- -dict=kql.dict -max_len=4096
//! cargo +nightly fuzz run bind  --fuzz-dir . corpus/bind  ../suite -- -dict=kql.dict -max_len=4096
//! cargo +nightly fuzz run sieve --fuzz-dir . corpus/sieve -- -dict=lines.dict -max_len=512
//! ```
//!
//! The short run, which needs no fuzzer and is part of `cargo test`, is `tests/robust.rs`. A query that once failed
//! becomes a case in `tests/suite/regression`, a file of lines one in `crates/kqlab-tables/tests/files/sieve.rs`.

mod sieve;

use std::sync::Arc;

use kqlab_functions::{Builtins, Context};
use kqlab_plan::{
    Catalog, Environment, Field, Mode, Plan, Probe, Probed, SavedFunction, Schema, Type,
    bind as bound, text as plan,
};
use kqlab_syntax::ast::same;
use kqlab_syntax::{Diagnostic, format};

pub use sieve::sieve;

/// Reads and formats a text: places lie inside it, and formatting changes nothing but white space, once.
pub fn parse(text: &str) {
    let parsed = kqlab_syntax::parse(text);
    places(text, &parsed.diagnostics);
    match format(text) {
        Err(errors) => assert!(errors.iter().any(Diagnostic::is_error), "refused without an error"),
        Ok(once) => {
            assert!(
                same(&parsed.query, &kqlab_syntax::parse(&once).query),
                "another meaning:\n{once}"
            );
            assert_eq!(format(&once).as_ref(), Ok(&once), "formatted twice");
        }
    }
}

/// Binds a text, for checking and for running, and prints the plan.
pub fn bind(text: &str) {
    let parsed = kqlab_syntax::parse(text);
    if parsed.diagnostics.iter().any(Diagnostic::is_error) {
        return;
    }
    for mode in [Mode::Check, Mode::Run] {
        let context = Context::new(NOW);
        let library = Builtins::new(&context);
        let (catalog, mut probe) = (Tables, Resting);
        let mut env = Environment {
            catalog: &catalog,
            library: &library,
            probe: &mut probe,
            mode,
            open_tables: true,
        };
        let found = bound(&parsed.query, &mut env);
        places(text, &found.diagnostics);
        let refused = found.diagnostics.iter().any(Diagnostic::is_error);
        assert_eq!(found.query.is_none(), refused, "a plan, or an error");
        let _plan = found.query.as_ref().map(plan::print);
    }
}

/// 2026-01-01.
const NOW: i64 = 639_028_224_000_000_000;

/// Every diagnostic that has a place has one in the text.
fn places(text: &str, diagnostics: &[Diagnostic]) {
    for diagnostic in diagnostics {
        let labels = diagnostic.labels.iter().map(|label| label.span);
        for span in diagnostic.span.into_iter().chain(labels) {
            assert!(text.get(span.range()).is_some(), "{diagnostic:?}");
        }
    }
}

/// Every word that begins with a capital and ends in a letter is a table, with a column of each type.
struct Tables;

impl Catalog for Tables {
    fn table(&self, _: Option<&str>, name: &str) -> Option<Arc<Schema>> {
        if !name.starts_with(char::is_uppercase) || !name.ends_with(char::is_alphabetic) {
            return None;
        }
        let types = [
            ("TimeGenerated", Type::Datetime),
            ("User", Type::String),
            ("Count", Type::Long),
            ("a", Type::Int),
            ("b", Type::Real),
            ("c", Type::Bool),
            ("d", Type::Dynamic),
            ("e", Type::Timespan),
            ("f", Type::Guid),
            ("x", Type::Decimal),
        ];
        Some(Arc::new(Schema::new(types.map(|(name, ty)| Field::new(name, ty)).into())))
    }

    fn table_names(&self) -> Vec<Arc<str>> {
        ["AuditLogs", "SigninLogs", "T", "U"].map(Arc::from).into()
    }

    fn near_tables(&self, _: &str) -> Vec<Arc<str>> {
        Vec::new()
    }

    fn function(&self, name: &str) -> Option<SavedFunction> {
        let saved = |parameters: &str, body: &str| SavedFunction {
            name: name.into(),
            parameters: parameters.into(),
            body: body.into(),
            origin: None,
            fault: None,
        };
        match name {
            "saved" => Some(saved("(T:(*), n:long = 5)", "T | take n")),
            "looped" => Some(saved("(x:long)", "looped(x + 1)")),
            _ => None,
        }
    }
}

/// There is no data.
struct Resting;

impl Probe for Resting {
    fn probe(&mut self, plan: Plan) -> Result<Probed, Vec<Diagnostic>> {
        Ok(Probed::Open(plan))
    }
}
