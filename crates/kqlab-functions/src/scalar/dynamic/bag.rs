//! Functions over property bags in a dynamic.

use kqlab_plan::{FnDef, ResultName};

use super::bag_kernels::{
    bag_has_key, bag_keys, bag_merge, bag_pack, bag_remove_keys, bag_set_key, bag_zip,
    dynamic_to_json, treepath,
};
use crate::ScalarFn;
use crate::core::{BOOL, DYNAMIC, SCALAR, STRING, array, bag, eg, scalar, sig, string};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "bag_pack",
            overloads: &[sig(&[string("key").repeated(1), scalar("value").repeated(1)], DYNAMIC)],
            doc: "Makes a property bag of keys and values.",
            page: "pack-function",
            examples: &[
                eg(
                    r#"bag_pack("Level", "Information", "ProcessID", 1234)"#,
                    r#"dynamic({"Level": "Information", "ProcessID": 1234})"#,
                ),
                eg(
                    r#"bag_pack("t", 1d, "d", datetime(2020-01-01))"#,
                    r#"dynamic({"t": "1.00:00:00", "d": "2020-01-01T00:00:00.0000000Z"})"#,
                ),
            ],
            ..SCALAR
        },
        kernel: Some(bag_pack),
    },
    ScalarFn {
        def: FnDef {
            name: "pack",
            overloads: &[sig(&[string("key").repeated(1), scalar("value").repeated(1)], DYNAMIC)],
            doc: "Makes a property bag of keys and values.",
            page: "pack-function",
            replaced_by: Some("bag_pack"),
            examples: &[
                eg(
                    r#"pack("Level", "Information", "ProcessID", 1234)"#,
                    r#"dynamic({"Level": "Information", "ProcessID": 1234})"#,
                ),
                eg(
                    r#"pack("t", 1d, "d", datetime(2020-01-01))"#,
                    r#"dynamic({"t": "1.00:00:00", "d": "2020-01-01T00:00:00.0000000Z"})"#,
                ),
            ],
            ..SCALAR
        },
        kernel: Some(bag_pack),
    },
    ScalarFn {
        def: FnDef {
            name: "pack_dictionary",
            overloads: &[sig(&[string("key").repeated(1), scalar("value").repeated(1)], DYNAMIC)],
            doc: "Makes a property bag of keys and values.",
            page: "pack-function",
            replaced_by: Some("bag_pack"),
            examples: &[
                eg(
                    r#"pack_dictionary("Level", "Information", "ProcessID", 1234)"#,
                    r#"dynamic({"Level": "Information", "ProcessID": 1234})"#,
                ),
                eg(
                    r#"pack_dictionary("t", 1d, "d", datetime(2020-01-01))"#,
                    r#"dynamic({"t": "1.00:00:00", "d": "2020-01-01T00:00:00.0000000Z"})"#,
                ),
            ],
            ..SCALAR
        },
        kernel: Some(bag_pack),
    },
    ScalarFn {
        def: FnDef {
            name: "bag_keys",
            overloads: &[sig(&[bag("object")], DYNAMIC)],
            doc: "Lists the keys of a property bag.",
            page: "bag-keys-function",
            examples: &[
                eg(r#"bag_keys(dynamic({"a": "b", "c": 123}))"#, r#"dynamic(["a", "c"])"#),
                eg("bag_keys(dynamic([]))", "dynamic(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(bag_keys),
    },
    ScalarFn {
        def: FnDef {
            name: "bag_merge",
            overloads: &[sig(&[bag("bag").occurs(2, 64)], DYNAMIC)],
            doc: "Merges property bags; of a key given twice the leftmost value is kept.",
            page: "bag-merge-function",
            examples: &[eg(
                r#"bag_merge(dynamic({"A1": 12, "B1": 2}), dynamic({"A2": 81, "A1": 1}))"#,
                r#"dynamic({"A1": 12, "B1": 2, "A2": 81})"#,
            )],
            ..SCALAR
        },
        kernel: Some(bag_merge),
    },
    ScalarFn {
        def: FnDef {
            name: "bag_remove_keys",
            overloads: &[sig(&[bag("bag"), array("keys")], DYNAMIC)],
            doc: "Removes keys from a property bag, inner ones by `$.a.b`.",
            page: "bag-remove-keys-function",
            examples: &[
                eg(
                    r#"bag_remove_keys(dynamic({"key1": 123, "key2": "abc"}), dynamic(["key2", "key4"]))"#,
                    r#"dynamic({"key1": 123})"#,
                ),
                eg(
                    r#"bag_remove_keys(dynamic({"a": {"b": 1, "c": 2}, "d": 3}), dynamic(["$.a.b", "d"]))"#,
                    r#"dynamic({"a": {"c": 2}})"#,
                ),
            ],
            ..SCALAR
        },
        kernel: Some(bag_remove_keys),
    },
    ScalarFn {
        def: FnDef {
            name: "bag_has_key",
            overloads: &[sig(&[bag("bag"), string("key")], BOOL)],
            doc: "Tells whether a property bag has a key, an inner one by `$.a.b`.",
            page: "bag-has-key-function",
            examples: &[
                eg(r#"bag_has_key(dynamic({"key1": 123}), "key1")"#, "true"),
                eg(r#"bag_has_key(dynamic({"key1": 123}), "key2")"#, "false"),
                eg(r#"bag_has_key(dynamic({"a": {"b": null}}), "$.a.b")"#, "true"),
            ],
            ..SCALAR
        },
        kernel: Some(bag_has_key),
    },
    ScalarFn {
        def: FnDef {
            name: "bag_set_key",
            overloads: &[sig(&[bag("bag"), string("key").constant(), scalar("value")], DYNAMIC)],
            doc: "Sets a key of a property bag, an inner one by `$.a.b`.",
            page: "bag-set-key-function",
            examples: &[
                eg(
                    r#"bag_set_key(dynamic({"key1": 1, "key3": "abc"}), "key3", 3)"#,
                    r#"dynamic({"key1": 1, "key3": 3})"#,
                ),
                eg(
                    r#"bag_set_key(dynamic({"key1": 123}), "$.key2.prop1", "abc")"#,
                    r#"dynamic({"key1": 123, "key2": {"prop1": "abc"}})"#,
                ),
                eg(r#"bag_set_key(dynamic(null), "a", 1)"#, "dynamic(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(bag_set_key),
    },
    ScalarFn {
        def: FnDef {
            name: "bag_zip",
            overloads: &[sig(&[array("keys"), array("values")], DYNAMIC)],
            doc: "Makes a property bag of an array of keys and an array of values.",
            page: "bag-zip",
            examples: &[
                eg(
                    r#"bag_zip(dynamic(["a", "b", "c"]), dynamic([1, "2"]))"#,
                    r#"dynamic({"a": 1, "b": "2", "c": null})"#,
                ),
                eg(
                    r#"bag_zip(dynamic(["a", 8, "b"]), dynamic([1, "2", 2.5]))"#,
                    r#"dynamic({"a": 1, "b": 2.5})"#,
                ),
                eg(r#"bag_zip(dynamic("a"), dynamic([1]))"#, "dynamic(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(bag_zip),
    },
    ScalarFn {
        def: FnDef {
            name: "treepath",
            overloads: &[sig(&[bag("object")], DYNAMIC)],
            result_name: ResultName::PrefixAndFirstArgument("tree"),
            doc: "Lists the paths within a dynamic; all elements of an array count as its first.",
            page: "treepath-function",
            examples: &[
                eg(
                    r#"treepath(parse_json('{"a":"b", "c":123}'))"#,
                    r#"dynamic(["['a']", "['c']"])"#,
                ),
                eg(
                    r#"treepath(parse_json('{"listProperty":[100,"abcde",{"x":"y"}]}'))"#,
                    r#"dynamic(["['listProperty']", "['listProperty'][0]", "['listProperty'][0]['x']"])"#,
                ),
            ],
            ..SCALAR
        },
        kernel: Some(treepath),
    },
    ScalarFn {
        def: FnDef {
            name: "dynamic_to_json",
            overloads: &[sig(&[scalar("dynamic")], STRING)],
            doc: "Writes a dynamic as text, the keys of bags in alphabetical order.",
            page: "dynamic-to-json-function",
            examples: &[
                eg(
                    r#"dynamic_to_json(dynamic({"b": [1, 2], "a": {}}))"#,
                    r#"'{"a":{},"b":[1,2]}'"#,
                ),
                eg("dynamic_to_json(1d)", r#""1.00:00:00""#),
            ],
            ..SCALAR
        },
        kernel: Some(dynamic_to_json),
    },
];
