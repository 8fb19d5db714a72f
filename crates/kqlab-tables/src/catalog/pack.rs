//! The packed form of the catalog, read and written.
//!
//! ```text
//! catalog = length of the packed index (4 bytes, little endian), index, block, block ...
//! index   = for each block "=" and its packed length, then its entries; one a line, deflated
//! entry   = a table's name; a leading "+" marks the Defender view of the table before it
//! block   = for each entry its columns, one a line, a letter for the type before the name; an empty line; deflated
//! ```

use std::ops::Range;
use std::sync::Arc;

use kqlab_plan::{Field, Type};
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec;

use super::View;

/// Entries of a block: more pack better, fewer unpack faster.
const BLOCK: usize = 64;

const LETTERS: [(Type, char); 10] = [
    (Type::Bool, 'b'),
    (Type::Int, 'i'),
    (Type::Long, 'l'),
    (Type::Real, 'r'),
    (Type::Decimal, 'm'),
    (Type::String, 's'),
    (Type::Datetime, 't'),
    (Type::Timespan, 'n'),
    (Type::Guid, 'g'),
    (Type::Dynamic, 'd'),
];

/// A table's columns to pack.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The table.
    pub name: Arc<str>,
    /// Its columns in a workspace.
    pub workspace: Vec<Field>,
    /// Its columns in Defender, where they differ.
    pub defender: Option<Vec<Field>>,
}

/// Packs a catalog.
#[must_use]
pub fn encode(mut entries: Vec<Entry>) -> Vec<u8> {
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    let mut index = String::new();
    let mut blocks = Vec::new();
    for entries in entries.chunks(BLOCK) {
        let mut names = String::new();
        let mut columns = String::new();
        for entry in entries {
            names.push_str(&format!("{}\n", entry.name));
            write_columns(&entry.workspace, &mut columns);
            if let Some(defender) = &entry.defender {
                names.push_str("+\n");
                write_columns(defender, &mut columns);
            }
        }
        let block = compress_to_vec(columns.as_bytes(), 10);
        index.push_str(&format!("={}\n{names}", block.len()));
        blocks.extend(block);
    }
    let index = compress_to_vec(index.as_bytes(), 10);
    let len = u32::try_from(index.len()).expect("invariant: an index of some kilobytes");
    [&len.to_le_bytes()[..], &index, &blocks].concat()
}

fn write_columns(columns: &[Field], out: &mut String) {
    for column in columns {
        let letter = LETTERS.iter().find(|(ty, _)| *ty == column.ty);
        out.push(letter.expect("invariant: a column's type is known").1);
        out.push_str(&column.name);
        out.push('\n');
    }
    out.push('\n');
}

/// Where each table's columns stand.
#[derive(Debug)]
pub(super) struct Index {
    tables: Vec<Place>,
}

#[derive(Debug)]
struct Place {
    name: Box<str>,
    block: Range<usize>,
    /// The position within the block, of the Defender view too.
    workspace: usize,
    defender: usize,
}

const PACKED_WELL: &str = "invariant: the catalog is packed by `encode`";

impl Index {
    pub(super) fn read(packed: &[u8]) -> Self {
        let (len, rest) = packed.split_first_chunk::<4>().expect(PACKED_WELL);
        let len = u32::from_le_bytes(*len) as usize;
        let index = inflate(&rest[..len]);
        let mut tables: Vec<Place> = Vec::new();
        let mut block = 0..4 + len;
        let mut position = 0;
        for line in index.lines() {
            if let Some(len) = line.strip_prefix('=') {
                block = block.end..block.end + len.parse::<usize>().expect(PACKED_WELL);
                position = 0;
                continue;
            }
            if line == "+" {
                tables.last_mut().expect(PACKED_WELL).defender = position;
            } else {
                let (workspace, defender) = (position, position);
                tables.push(Place { name: line.into(), block: block.clone(), workspace, defender });
            }
            position += 1;
        }
        Self { tables }
    }

    pub(super) fn names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.tables.iter().map(|place| &*place.name)
    }

    pub(super) fn contains(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    pub(super) fn differs(&self, name: &str) -> bool {
        self.find(name).is_some_and(|place| place.workspace != place.defender)
    }

    fn find(&self, name: &str) -> Option<&Place> {
        let position = self.tables.binary_search_by(|place| (*place.name).cmp(name)).ok()?;
        Some(&self.tables[position])
    }

    pub(super) fn columns(&self, packed: &[u8], name: &str, view: View) -> Option<Vec<Field>> {
        let place = self.find(name)?;
        let block = inflate(&packed[place.block.clone()]);
        let position = match view {
            View::Workspace => place.workspace,
            View::Defender => place.defender,
        };
        let columns = block.split("\n\n").nth(position).expect(PACKED_WELL);
        Some(columns.lines().map(read_column).collect())
    }
}

fn read_column(line: &str) -> Field {
    let letter = line.chars().next().expect(PACKED_WELL);
    let ty = LETTERS.iter().find(|(_, known)| *known == letter).expect(PACKED_WELL).0;
    Field::new(&line[1..], ty)
}

fn inflate(packed: &[u8]) -> String {
    let text = decompress_to_vec(packed).expect(PACKED_WELL);
    String::from_utf8(text).expect(PACKED_WELL)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_read() {
        let column = |at: usize| Field::new(format!("c{at}"), LETTERS[at % LETTERS.len()].0);
        let entries: Vec<Entry> = (0..3 * BLOCK)
            .map(|at| Entry {
                name: format!("T{at:03}").into(),
                workspace: (0..=at).map(column).collect(),
                defender: at.is_multiple_of(7).then(|| vec![column(at)]),
            })
            .collect();
        let packed = encode(entries.clone());
        let index = Index::read(&packed);
        assert_eq!(index.names().len(), entries.len());
        for entry in entries {
            let defender = entry.defender.as_ref().unwrap_or(&entry.workspace);
            let columns = |view| index.columns(&packed, &entry.name, view);
            assert_eq!(columns(View::Workspace).as_ref(), Some(&entry.workspace));
            assert_eq!(columns(View::Defender).as_ref(), Some(defender));
        }
    }
}
