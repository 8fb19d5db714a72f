//! `ipv4_lookup`, `ipv6_lookup`: rows of another table whose address range holds the row's address.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::Arc;

use kqlab_columns::{Batch, Column};
use kqlab_plan::Value;

use super::Args;
use crate::Result;
use crate::group::Grouper;
use crate::scope::Scope;

pub(super) fn run_v4(scope: &Scope<'_>, args: &Args<'_>, rows: Batch) -> Result<Batch> {
    lookup(scope, args, &rows, ["SourceIPv4Key", "IPv4LookupKey"], Network::v4)
}

pub(super) fn run_v6(scope: &Scope<'_>, args: &Args<'_>, rows: Batch) -> Result<Batch> {
    lookup(scope, args, &rows, ["SourceIPv6Key", "IPv6LookupKey"], Network::v6)
}

fn lookup(
    scope: &Scope<'_>,
    args: &Args<'_>,
    rows: &Batch,
    [source_key, table_key]: [&str; 2],
    parse: fn(&str) -> Option<Network>,
) -> Result<Batch> {
    let table = args.table(scope, "LookupTable")?;
    let extra = args.columns("ExtraKey")?;
    let unmatched = args.value(scope, "return_unmatched")? == Some(Value::Bool(true));
    let keys = |batch: &Batch, name: &str| -> Vec<Option<Network>> {
        let column = batch.column(name).expect("invariant: the key is a column");
        (0..batch.rows()).map(|row| parse(column.text(row).unwrap_or_default())).collect()
    };
    let ranges = Ranges::new(&keys(&table, args.column(table_key)?));
    let same = Extra::new(rows, &table, &extra);
    let none = u32::try_from(table.rows()).expect("invariant: 4 G rows");
    let (mut left, mut right) = (Vec::new(), Vec::new());
    let sources = keys(rows, args.column(source_key)?);
    for (row, source) in (0_u32..).zip(&sources) {
        let found = source.as_ref().map(|source| ranges.matches(source)).unwrap_or_default();
        let found: Vec<u32> = found.into_iter().filter(|other| same.equal(row, *other)).collect();
        if found.is_empty() && unmatched {
            left.push(row);
            right.push(none);
        }
        left.extend(std::iter::repeat_n(row, found.len()));
        right.extend(found);
    }
    Ok(beside(args, rows, &table, &extra, &left, &right))
}

/// The source's columns and the table's other than the extra keys, in the order of the plan's schema: the source's are
/// first, but for `ipv6_lookup`.
fn beside(
    args: &Args<'_>,
    rows: &Batch,
    table: &Batch,
    extra: &[&str],
    left: &[u32],
    right: &[u32],
) -> Batch {
    let fields = table.schema().fields.iter().zip(table.columns());
    let shown = fields.filter(|(field, _)| !extra.contains(&&*field.name));
    let shown = shown
        .map(|(field, column)| Column::concat(&[column, &Column::nulls(field.ty, 1)]).take(right));
    let mut columns: Vec<Column> =
        rows.columns().iter().map(|column| column.take(left)).chain(shown).collect();
    if args.call.def.name == "ipv6_lookup" {
        columns.rotate_left(rows.columns().len());
    }
    Batch::new(Arc::clone(&args.plan.schema), columns, left.len())
}

/// An address range: the first bits of an address.
#[derive(Clone, Copy)]
struct Network {
    bits: u128,
    prefix: u8,
}

impl Network {
    fn v4(text: &str) -> Option<Self> {
        let (address, prefix) = split(text, 32)?;
        let address: Ipv4Addr = address.parse().ok()?;
        let bits = u128::from(u32::from(address)) << 96;
        Some(Self { bits, prefix })
    }

    /// An IPv4 address is one among the IPv6 addresses.
    fn v6(text: &str) -> Option<Self> {
        let whole = text.trim().split('/').next()?;
        match whole.parse().ok()? {
            IpAddr::V4(address) => {
                let (_, prefix) = split(text, 32)?;
                let address: Ipv6Addr = address.to_ipv6_mapped();
                Some(Self { bits: u128::from(address), prefix: prefix + 96 })
            }
            IpAddr::V6(address) => {
                let (_, prefix) = split(text, 128)?;
                Some(Self { bits: u128::from(address), prefix })
            }
        }
    }

    fn masked(self, prefix: u8) -> u128 {
        match prefix {
            0 => 0,
            prefix => self.bits >> (128 - u32::from(prefix)),
        }
    }
}

fn split(text: &str, most: u8) -> Option<(&str, u8)> {
    let text = text.trim();
    match text.split_once('/') {
        None => Some((text, most)),
        Some((address, prefix)) => {
            let prefix = prefix.parse().ok().filter(|prefix| *prefix <= most)?;
            Some((address, prefix))
        }
    }
}

/// The table's ranges, by the length of their prefix.
struct Ranges(HashMap<u8, HashMap<u128, Vec<u32>>>);

impl Ranges {
    fn new(networks: &[Option<Network>]) -> Self {
        let mut ranges: HashMap<u8, HashMap<u128, Vec<u32>>> = HashMap::new();
        for (row, network) in (0_u32..).zip(networks) {
            if let Some(network) = network {
                let of_prefix = ranges.entry(network.prefix).or_default();
                of_prefix.entry(network.masked(network.prefix)).or_default().push(row);
            }
        }
        Self(ranges)
    }

    /// The rows whose range holds the address, or that the source's own range holds: the shorter prefix of the two is
    /// compared, as in `ipv4_is_match`.
    fn matches(&self, source: &Network) -> Vec<u32> {
        let mut found = Vec::new();
        for (prefix, rows) in &self.0 {
            if *prefix <= source.prefix {
                found.extend(rows.get(&source.masked(*prefix)).into_iter().flatten());
            } else {
                let longer = u32::from(*prefix - source.prefix);
                let wanted = source.masked(source.prefix);
                let inside =
                    rows.iter().filter(|(bits, _)| bits.checked_shr(longer) == Some(wanted));
                found.extend(inside.flat_map(|(_, rows)| rows));
            }
        }
        found.sort_unstable();
        found
    }
}

/// Further columns that must be equal: their group in both tables.
struct Extra {
    left: Vec<u32>,
    right: Vec<u32>,
}

impl Extra {
    fn new(rows: &Batch, table: &Batch, names: &[&str]) -> Self {
        let columns = |batch: &Batch| -> Vec<Column> {
            let column = |name: &&str| batch.column(name).expect("invariant: a key of both tables");
            names.iter().map(column).cloned().collect()
        };
        let mut groups = Grouper::default();
        let left = groups.assign(&columns(rows), rows.rows()).groups;
        Self { left, right: groups.assign(&columns(table), table.rows()).groups }
    }

    fn equal(&self, left: u32, right: u32) -> bool {
        self.left[left as usize] == self.right[right as usize]
    }
}
