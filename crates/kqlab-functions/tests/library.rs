//! The definitions hold together: names, reasons, docs.

use std::collections::HashSet;

use kqlab_functions::library;
use kqlab_plan::FnKind;

/// The binder replaces their calls, so they have neither a kernel nor a reason for its absence.
const REPLACED_BY_THE_BINDER: &[&str] = &[
    "bag_pack_columns",
    "bin_auto",
    "cluster",
    "column_ifexists",
    "column_names_of",
    "columnifexists",
    "database",
    "external_table",
    "ingestion_time",
    "iscolumnexists",
    "materialized_view",
    "stored_query_result",
    "table",
];

#[test]
fn names_are_unique() {
    for aggregates in [false, true] {
        let mut seen = HashSet::new();
        for def in library::all().filter(|def| (def.kind == FnKind::Aggregate) == aggregates) {
            assert!(seen.insert((def.name, def.kind)), "{} twice", def.name);
        }
    }
}

#[test]
fn a_kernel_or_a_reason() {
    for def in library::all() {
        let kernel = match def.kind {
            FnKind::Scalar | FnKind::Window => {
                library::scalar(def.name).is_some_and(|function| function.kernel.is_some())
            }
            FnKind::Aggregate => {
                library::aggregate(def.name).is_some_and(|function| function.make.is_some())
            }
            FnKind::Plugin => continue,
        };
        let replaced = REPLACED_BY_THE_BINDER.contains(&def.name);
        assert_eq!(kernel, def.unsupported.is_none() && !replaced, "{}", def.name);
    }
}

#[test]
fn docs_are_sentences() {
    for def in library::all() {
        let first = def.doc.chars().next().unwrap_or_default();
        assert!(first.is_uppercase() && def.doc.ends_with('.'), "{}: {}", def.name, def.doc);
        assert!(!def.overloads.is_empty(), "{} cannot be called", def.name);
    }
}

#[test]
fn near_names() {
    assert_eq!(library::near("tolowr").first(), Some(&"tolower"));
    assert_eq!(library::near("parse_jsn").first(), Some(&"parse_json"));
    assert!(library::near("zzzzzzzz").is_empty());
}
