//! What the matrix says of operators and statements is true: every example runs, or is refused as not supported.

use kqlab::matrix::{self, Section};
use kqlab::{Engine, Options, codes};

#[test]
fn operators_and_statements() {
    let engine = Engine::new(Options::default()).expect("an engine without data");
    let sections = [Section::Operator, Section::Statement];
    for entry in matrix::entries().iter().filter(|entry| sections.contains(&entry.section)) {
        for (query, _) in &entry.examples {
            let ran = engine.run(query);
            let refused = ran.as_ref().is_err_and(|found| {
                found.iter().any(|found| found.code == codes::binding::UNSUPPORTED_OPERATOR)
            });
            let name = entry.name;
            assert_eq!(ran.is_ok(), entry.refused.is_none(), "{name}: {ran:?}");
            assert_eq!(refused, entry.refused.is_some(), "{name}: {ran:?}");
        }
    }
}
