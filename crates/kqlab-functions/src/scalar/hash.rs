//! Digests and hashes.

use kqlab_columns::Column;
use kqlab_plan::FnDef;

use crate::core::{
    Any, INTERNAL, Inner, LONG, Long, Read, Ref, SCALAR, STRING, Str, eg, guid_bytes, integer,
    not_dynamic, scalar, sig,
};
use crate::{Call, EvalError, ScalarFn};
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256};
use xxhash_rust::xxh64::xxh64;

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "hash",
            overloads: &[sig(&[not_dynamic("source"), integer("mod").optional()], LONG)],
            doc: "Returns the xxhash64 of a value, on demand its remainder.",
            page: "hash-function",
            examples: &[
                eg(r#"hash("World")"#, "1846988464401551951"),
                eg(r#"hash("World", 100)"#, "51"),
                eg("hash(datetime(2015-01-01))", "1380966698541616202"),
            ],
            ..SCALAR
        },
        kernel: Some(xxhash64),
    },
    ScalarFn {
        def: FnDef {
            name: "hash_xxhash64",
            overloads: &[sig(&[not_dynamic("source"), integer("mod").optional()], LONG)],
            doc: "Returns the xxhash64 of a value, on demand its remainder.",
            page: "hash-xxhash64-function",
            examples: &[
                eg(r#"hash_xxhash64("World")"#, "1846988464401551951"),
                eg(r#"hash_xxhash64("World", 100)"#, "51"),
                eg("hash_xxhash64(datetime(2015-01-01))", "1380966698541616202"),
            ],
            ..SCALAR
        },
        kernel: Some(xxhash64),
    },
    ScalarFn {
        def: FnDef {
            name: "hash_sha256",
            overloads: &[sig(&[not_dynamic("source")], STRING)],
            doc: "Returns the SHA256 digest of a value's text, in hexadecimal digits; of nothing it is empty.",
            page: "hash-sha256-function",
            examples: &[
                eg(
                    r#"hash_sha256("World")"#,
                    r#""78ae647dc5544d227130a0682a51e30bc7777fbb6d8a8f17007463a3ecd1d524""#,
                ),
                eg(
                    r#"hash_sha256("abc")"#,
                    r#""ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad""#,
                ),
            ],
            ..SCALAR
        },
        kernel: Some(digest::<Sha256>),
    },
    ScalarFn {
        def: FnDef {
            name: "hash_md5",
            overloads: &[sig(&[not_dynamic("source")], STRING)],
            doc: "Returns the MD5 digest of a value's text, in hexadecimal digits; of nothing it is empty.",
            page: "hash-md5-function",
            examples: &[
                eg(r#"hash_md5("World")"#, r#""f5a7924e621e84c9280a9a27e1bcb7f6""#),
                eg("hash_md5(datetime(2020-01-01))", r#""786c530672d1f8db31fee25ea8a9390b""#),
                eg("hash_md5(123)", r#""202cb962ac59075b964b07152d234b70""#),
                eg(r#"hash_md5("")"#, r#""""#),
            ],
            ..SCALAR
        },
        kernel: Some(digest::<Md5>),
    },
    ScalarFn {
        def: FnDef {
            name: "hash_sha1",
            overloads: &[sig(&[not_dynamic("source")], STRING)],
            doc: "Returns the SHA1 digest of a value's text, in hexadecimal digits; of nothing it is empty.",
            page: "hash-sha1-function",
            examples: &[
                eg(r#"hash_sha1("World")"#, r#""70c07ec18ef89c5309bbb0937f3a6342411e1fdd""#),
                eg(r#"hash_sha1("abc")"#, r#""a9993e364706816aba3e25717850c26c9cd0d89d""#),
            ],
            ..SCALAR
        },
        kernel: Some(digest::<Sha1>),
    },
    ScalarFn {
        def: FnDef {
            name: "hash_combine",
            overloads: &[sig(&[scalar("source").repeated(2)], LONG)],
            doc: "Combines hash values of two or more hashes.",
            page: "hash-combine-function",
            unsupported: Some("how Kusto combines hashes is not documented"),
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
            unsupported: Some("how Kusto combines hashes is not documented"),
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

/// Of the text, so of null and of the empty text nothing (measured).
fn digest<D: Digest>(call: &Call<'_>) -> Result<Column, EvalError> {
    call.text1::<Str>(|text, out| {
        use std::fmt::Write as _;
        if !text.is_empty() {
            for byte in D::digest(text.as_bytes()) {
                write!(out, "{byte:02x}").ok()?;
            }
        }
        Some(())
    })
}

/// Of the value's own bytes, the lowest first (measured). Those of a decimal, and of an array or bag, are not known.
fn xxhash64(call: &Call<'_>) -> Result<Column, EvalError> {
    let values = Any::open(&call.args[0]);
    let divisors = call.args.get(1).map(Long::open);
    call.rows(|row| {
        let Some(hash) = hash(Any::get(&values, row).unwrap_or(Ref::Null))? else {
            return Ok(None);
        };
        let Some(divisors) = &divisors else { return Ok(Some(hash.cast_signed())) };
        let divisor = Long::get(divisors, row).and_then(|divisor| u64::try_from(divisor).ok());
        let rest = divisor.and_then(|divisor| hash.checked_rem(divisor));
        Ok(rest.map(u64::cast_signed))
    })
}

fn hash(value: Ref<'_>) -> Result<Option<u64>, EvalError> {
    let of = |bytes: &[u8]| Ok(Some(xxh64(bytes, 0)));
    match value {
        Ref::Null => Ok(None),
        Ref::Bool(value) => of(&[u8::from(value)]),
        Ref::Int(value) => of(&value.to_le_bytes()),
        Ref::Long(value) | Ref::Datetime(value) | Ref::Timespan(value) => of(&value.to_le_bytes()),
        Ref::Real(value) => of(&value.to_le_bytes()),
        Ref::String(text) => of(text.as_bytes()),
        Ref::Guid(text) => Ok(guid_bytes(text).map(|bytes| xxh64(&bytes, 0))),
        Ref::Dynamic(value) => match value.inner() {
            Inner::String(text) => of(text.as_bytes()),
            Inner::Long(value) => of(&value.to_le_bytes()),
            Inner::Real(value) => of(&value.to_le_bytes()),
            Inner::Bool(value) => of(&[u8::from(value)]),
            Inner::Null => Ok(None),
            Inner::Array | Inner::Bag => Err(unknown("an array or bag")),
        },
        Ref::Decimal(_) => Err(unknown("a decimal")),
    }
}

fn unknown(what: &str) -> EvalError {
    let error = EvalError::argument(format!("the hash of {what} is not known"));
    error.with_hint("hash its text: hash(tostring(x))")
}
