//! What the functions over IPv4 and over IPv6 addresses have in common.

use kqlab_columns::Column;
use serde_json::Value as JsonValue;

use crate::address::{Network, Ranges};
use crate::core::{Any, Dynamic, Inner, Long, Read, Ref, Str};
use crate::{Call, EvalError};

/// How a text is read.
type Parse = fn(&str) -> Option<Network>;

/// A number of leading bits, counted from the bit `first` on.
pub(super) fn bits(prefix: i64, first: u8) -> Option<u8> {
    u8::try_from(prefix).ok()?.checked_add(first).filter(|prefix| *prefix <= 128)
}

/// Compares two addresses by the bits that their prefixes, and the one that may follow, leave. Null where one of them is none.
fn in_common<R: crate::core::Cell>(
    call: &Call<'_>,
    parse: Parse,
    first: u8,
    compare: impl Fn(u128, u128) -> R,
) -> Result<Column, EvalError> {
    let texts = [0, 1].map(|position| Str::open(&call.args[position]));
    let prefixes = call.args.get(2).map(Long::open);
    call.rows(|row| {
        let [a, b] =
            [0, 1].map(|at: usize| Str::get(&texts[at], row).and_then(|text| parse(&text)));
        let prefix = match &prefixes {
            Some(prefixes) => Long::get(prefixes, row).and_then(|prefix| bits(prefix, first)),
            None => Some(128),
        };
        Ok(a.zip(b).zip(prefix).map(|((a, b), prefix)| {
            let prefix = a.prefix.min(b.prefix).min(prefix);
            compare(a.at_most(prefix).first(), b.at_most(prefix).first())
        }))
    })
}

/// -1, 0 or 1.
pub(super) fn compared(call: &Call<'_>, parse: Parse, first: u8) -> Result<Column, EvalError> {
    in_common(call, parse, first, |a, b| a.cmp(&b) as i64)
}

/// Whether they are equal.
pub(super) fn matched(call: &Call<'_>, parse: Parse, first: u8) -> Result<Column, EvalError> {
    in_common(call, parse, first, |a, b| a == b)
}

/// Whether the first lies in the second.
pub(super) fn in_range(call: &Call<'_>, parse: Parse) -> Result<Column, EvalError> {
    call.map2::<Str, Str, _>(|address, range| {
        let (address, range) = (parse(&address)?, parse(&range)?);
        Some((range.first()..=range.last()).contains(&address.first()))
    })
}

/// Whether the first lies in one of the others. What is no network matches nothing, but then the answer is null and not false.
pub(super) fn in_any_range(call: &Call<'_>, parse: Parse) -> Result<Column, EvalError> {
    let addresses = Str::open(&call.args[0]);
    let lists: Vec<_> = call.args[1..].iter().map(Any::open).collect();
    let constant = (1..call.args.len()).all(|position| call.constant(position).is_some());
    let mut known = None;
    call.rows(|row| {
        if known.is_none() || !constant {
            let members = lists.iter().filter_map(|list| Any::get(list, row));
            known = Some(Ranges::new(
                members.flat_map(|member| texts(member)).map(|text| parse(&text)),
            ));
        }
        let address = Str::get(&addresses, row).and_then(|text| parse(&text));
        Ok(address.zip(known.as_ref()).and_then(|(address, ranges)| {
            match ranges.contains(address.first()) {
                true => Some(true),
                false => (!ranges.invalid).then_some(false),
            }
        }))
    })
}

/// The texts that an argument stands for: those of an array, or itself.
pub(super) fn texts(member: Ref<'_>) -> Vec<String> {
    match member {
        Ref::Dynamic(value) if value.inner() == Inner::Array => match &*value.value() {
            JsonValue::Array(items) => items
                .iter()
                .map(|item| crate::cast::text::of(Ref::Dynamic(Dynamic::Value(item))).into_owned())
                .collect(),
            _ => Vec::new(),
        },
        member => vec![crate::cast::text::of(member).into_owned()],
    }
}
