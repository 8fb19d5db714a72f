//! Digests and hashes.

use kqlab_plan::FnDef;

use crate::ScalarFn;
use crate::core::{INTERNAL, LONG, NOT_YET, SCALAR, STRING, integer, not_dynamic, scalar, sig};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "hash",
            overloads: &[sig(&[not_dynamic("source"), integer("mod").optional()], LONG)],
            doc: "Returns the hash value of the input.",
            page: "hash-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "hash_xxhash64",
            overloads: &[sig(&[not_dynamic("source"), integer("mod").optional()], LONG)],
            doc: "Returns the xxhash64 value of the input.",
            page: "hash-xxhash64-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "hash_sha256",
            overloads: &[sig(&[not_dynamic("source")], STRING)],
            doc: "Returns a sha256 hash value of the source input.",
            page: "hash-sha256-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "hash_md5",
            overloads: &[sig(&[not_dynamic("source")], STRING)],
            doc: "Returns the MD5 hash value of the input.",
            page: "hash-md5-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "hash_sha1",
            overloads: &[sig(&[not_dynamic("source")], STRING)],
            doc: "Returns a sha1 hash value of the source input.",
            page: "hash-sha1-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "hash_combine",
            overloads: &[sig(&[scalar("source").repeated(2)], LONG)],
            doc: "Combines hash values of two or more hashes.",
            page: "hash-combine-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "hash_many",
            overloads: &[sig(&[not_dynamic("source").repeated(1)], LONG)],
            doc: "Returns a combined hash value of multiple values.",
            page: "hash-many-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "__hash_crc32",
            overloads: &[sig(&[not_dynamic("source"), integer("mod"), integer("seed")], LONG)],
            doc: "An internal function of Kusto.",
            unsupported: Some(INTERNAL),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "__hash_djb2",
            overloads: &[sig(&[not_dynamic("source"), integer("mod").optional()], LONG)],
            doc: "An internal function of Kusto.",
            unsupported: Some(INTERNAL),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "__hash_xxh64",
            overloads: &[sig(&[not_dynamic("source"), integer("mod"), integer("seed")], LONG)],
            doc: "An internal function of Kusto.",
            unsupported: Some(INTERNAL),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "__hash_many_crc32",
            overloads: &[sig(&[scalar("arg").occurs(1, 2)], LONG)],
            doc: "An internal function of Kusto.",
            unsupported: Some(INTERNAL),
            ..SCALAR
        },
        kernel: None,
    },
];
