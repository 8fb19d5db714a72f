//! Log files to typed columns, and the catalog of known tables.
//!
//! ```text
//! paths ──discover──▶ Tables ──▶ Table ──scan──▶ Scan ──▶ batches
//!                                 │ declared: catalog, schema files    what nothing has to be read for
//!                                 └ learned: census of all rows        what only the data knows
//!
//! file ──read: window, lines or documents──▶ row ──json: keys, values──▶ decode ──cell──▶ column
//!
//! Table ──load──▶ Kept ──view──▶ View ──▶ batches           what several readers share
//! ```
//!
//! Finding tables reads nothing. A query whose columns are all declared needs one pass over the files; one that
//! depends on further columns needs a pass before it, over all rows, to learn their names and types.

pub mod catalog;

mod cell;
mod census;
mod columnar;
mod contents;
mod declared;
mod decode;
mod discover;
mod evtx;
mod input;
mod json;
mod kept;
mod notes;
mod options;
mod progress;
mod projection;
mod read;
mod scan;
mod schema_file;
mod table;

pub use columnar::ParquetWriter;
pub use contents::Contents;
pub use declared::{Origin, declared_in, further_type};
pub use discover::{Tables, is_pattern};
pub use input::Input;
pub use kept::{Kept, View};
pub use options::ReadOptions;
pub use progress::Progress;
pub use read::{DateOrder, OnBadRow, Piece};
pub use scan::{Chunks, Scan};
pub use schema_file::Schemas;
pub use table::{ColumnInfo, FileInfo, Table};
