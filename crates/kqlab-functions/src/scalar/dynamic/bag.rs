//! Functions over property bags in a dynamic.

use kqlab_plan::{FnDef, ResultName};

use crate::ScalarFn;
use crate::core::{BOOL, DYNAMIC, NOT_YET, SCALAR, STRING, array, bag, scalar, sig, string};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "bag_pack",
            overloads: &[sig(&[string("key").repeated(1), scalar("value").repeated(1)], DYNAMIC)],
            doc: "Creates a dynamic JSON object from a list of keys and values.",
            page: "pack-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "pack",
            overloads: &[sig(&[string("key").repeated(1), scalar("value").repeated(1)], DYNAMIC)],
            doc: "The old name of `bag_pack`.",
            page: "pack-function",
            replaced_by: Some("bag_pack"),
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "pack_dictionary",
            overloads: &[sig(&[string("key").repeated(1), scalar("value").repeated(1)], DYNAMIC)],
            doc: "The old name of `bag_pack`.",
            page: "pack-function",
            replaced_by: Some("bag_pack"),
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "bag_keys",
            overloads: &[sig(&[bag("object")], DYNAMIC)],
            doc: "Enumerates the root keys in a dynamic property bag object.",
            page: "bag-keys-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "bag_merge",
            overloads: &[sig(&[bag("bag").occurs(2, 64)], DYNAMIC)],
            doc: "Merges property bags.",
            page: "bag-merge-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "bag_remove_keys",
            overloads: &[sig(&[bag("bag"), array("keys")], DYNAMIC)],
            doc: "Removes keys and associated values from property bags.",
            page: "bag-remove-keys-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "bag_has_key",
            overloads: &[sig(&[bag("bag"), string("key")], BOOL)],
            doc: "Checks if a dynamic property bag object contains a given key.",
            page: "bag-has-key-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "bag_set_key",
            overloads: &[sig(&[bag("bag"), string("key").constant(), scalar("value")], DYNAMIC)],
            doc: "Sets a given key to a given value in a dynamic property-bag.",
            page: "bag-set-key-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "bag_zip",
            overloads: &[sig(&[array("keys"), array("values")], DYNAMIC)],
            doc: "Merges two dynamic arrays into a single property-bag of keys and values.",
            page: "bag-zip",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "treepath",
            overloads: &[sig(&[bag("object")], DYNAMIC)],
            result_name: ResultName::PrefixAndFirstArgument("tree"),
            doc: "Lists the paths of the leaves of a dynamic.",
            page: "treepath-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "dynamic_to_json",
            overloads: &[sig(&[scalar("dynamic")], STRING)],
            doc: "Converts a scalar value of type `dynamic` to a canonical string representation.",
            page: "dynamic-to-json-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
