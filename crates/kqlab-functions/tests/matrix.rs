//! The matrix: complete, and the same as the page that is shipped.

use kqlab_functions::matrix::{self, Section};

#[test]
fn the_page_is_current() {
    let shipped = include_str!("../docs/functions.md");
    let written = matrix::to_markdown(&matrix::entries());
    assert!(
        shipped == written,
        "docs/functions.md is old: kqlab functions --format markdown writes a new one"
    );
}

/// Each section has what the reference has in it, by some of its names.
#[test]
fn sections() {
    let expected = [
        (Section::Operator, "mv-apply"),
        (Section::Statement, "let"),
        (Section::ScalarOperator, "!has_cs"),
        (Section::Scalar, "strlen"),
        (Section::Window, "row_number"),
        (Section::Aggregate, "arg_max"),
        (Section::Plugin, "bag_unpack"),
    ];
    for (section, name) in expected {
        let found = matrix::named(name);
        assert!(found.iter().any(|entry| entry.section == section), "{name}");
    }
    assert_eq!(matrix::near("strlenn").first(), Some(&"strlen"));
    assert_eq!(matrix::near("mv-aply").first(), Some(&"mv-apply"));
}

/// At least 97 of a hundred scalar functions and aggregates of the reference are supported; geography, graphs and old
/// names apart.
#[test]
fn share() {
    let entries = matrix::entries();
    let counted = entries.iter().filter(|entry| {
        matches!(entry.section, Section::Scalar | Section::Window | Section::Aggregate)
            && entry.page.is_some()
            && entry.replaced_by.is_none()
            && !entry.name.starts_with("geo_")
            && !entry.refused.is_some_and(|reason| reason.contains("graph"))
    });
    let (supported, refused): (Vec<_>, Vec<_>) = counted.partition(|entry| entry.refused.is_none());
    let names: Vec<&str> = refused.iter().map(|entry| entry.name).collect();
    assert!(
        refused.len() * 33 <= supported.len() + refused.len(),
        "{}: {names:?}",
        supported.len()
    );
}
