//! `table`: aligned columns for people; a record a row where the columns do not fit the terminal.

use std::io::{Result, Write};

use comfy_table::{Attribute, Cell, CellAlignment, Color, Table as Grid, presets};
use kqlab::{Row, Table, Type};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::cell::is_right;
use super::counted;
use crate::args::RunArgs;

/// A cell is cut at so many columns where there is room for more.
const CELL: usize = 60;
/// A column narrower than this tells nothing.
const NARROW: usize = 8;
/// Where output goes to no terminal.
const WIDE: usize = 160;

/// Writes the rows and their number.
pub(super) fn write(
    out: &mut impl Write,
    table: &Table,
    position: usize,
    named: bool,
    args: &RunArgs,
) -> Result<()> {
    if position > 0 {
        writeln!(out)?;
    }
    if named {
        let number = format!("Table_{position}");
        writeln!(out, "{}", table.name.as_deref().unwrap_or(&number))?;
    }
    let count = counted(table.row_count() as u64, "row");
    let heads: Vec<String> = table.schema.fields.iter().map(|f| head(f, args.types)).collect();
    if heads.is_empty() {
        return writeln!(out, "no columns, {count}");
    }
    let rows: Vec<Vec<Shown>> =
        table.rows().map(|row| (0..heads.len()).map(|at| Shown::new(row, at)).collect()).collect();
    let room = terminal_size::terminal_size_of(std::io::stdout())
        .map_or(WIDE, |size| usize::from(size.0.0));
    let room = if args.full { usize::MAX } else { room };
    match widths(&heads, &rows, room) {
        Some(widths) => grid(out, table, &heads, &rows, &widths)?,
        None => records(out, &heads, &rows, room)?,
    }
    writeln!(out, "{count}")
}

fn head(field: &kqlab::Field, types: bool) -> String {
    if types { format!("{}: {}", field.name, field.ty) } else { field.name.to_string() }
}

/// A cell as it is shown: control characters escaped, null apart from empty text.
struct Shown {
    text: String,
    null: bool,
}

impl Shown {
    fn new(row: Row<'_>, position: usize) -> Self {
        if row.is_null(position) {
            return Self { text: "null".to_owned(), null: true };
        }
        let text = row.text(position);
        if !text.contains(char::is_control) {
            return Self { text, null: false };
        }
        let escape = |c: char| match c {
            '\n' => "\\n".chars().collect::<Vec<_>>(),
            '\r' => "\\r".chars().collect(),
            '\t' => "\\t".chars().collect(),
            c if c.is_control() => c.escape_unicode().collect(),
            c => vec![c],
        };
        Self { text: text.chars().flat_map(escape).collect(), null: false }
    }
}

/// Widths that fit into `room`, or `None` where not even narrow columns do. Boundless room cuts nothing.
fn widths(heads: &[String], rows: &[Vec<Shown>], room: usize) -> Option<Vec<usize>> {
    let natural = |at: usize| {
        let cells = rows.iter().map(|row| row[at].text.width()).max().unwrap_or(0);
        let most = if room == usize::MAX { room } else { CELL.max(heads[at].width()) };
        cells.max(heads[at].width()).min(most)
    };
    let mut widths: Vec<usize> = (0..heads.len()).map(natural).collect();
    let frame = 3 * heads.len() + 1;
    while widths.iter().sum::<usize>() + frame > room {
        let (at, widest) = widths.iter().copied().enumerate().max_by_key(|(_, width)| *width)?;
        if widest <= NARROW || widest <= heads[at].width() {
            return None;
        }
        widths[at] = widest - 1;
    }
    Some(widths)
}

fn grid(
    out: &mut impl Write,
    table: &Table,
    heads: &[String],
    rows: &[Vec<Shown>],
    widths: &[usize],
) -> Result<()> {
    let mut grid = Grid::new();
    grid.load_style(presets::UTF8_FULL_CONDENSED).enforce_styling();
    grid.set_header(heads.iter().map(|head| Cell::new(head).add_attribute(Attribute::Bold)));
    for row in rows {
        let cells = row.iter().zip(&table.schema.fields).zip(widths);
        grid.add_row(cells.map(|((shown, field), width)| cell(shown, field.ty, *width)));
    }
    writeln!(out, "{grid}")
}

fn cell(shown: &Shown, ty: Type, width: usize) -> Cell {
    let cell = Cell::new(cut(&shown.text, width));
    let cell = if is_right(ty) { cell.set_alignment(CellAlignment::Right) } else { cell };
    if shown.null { cell.fg(Color::DarkGrey) } else { cell }
}

/// The text in at most `width` columns, cut with a mark.
fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut used = 1;
    let kept = text.chars().take_while(|c| {
        used += c.width().unwrap_or(0);
        used <= width
    });
    kept.chain(['…']).collect()
}

/// A line a cell.
fn records(out: &mut impl Write, heads: &[String], rows: &[Vec<Shown>], room: usize) -> Result<()> {
    let label = heads.iter().map(|head| head.width()).max().unwrap_or(0);
    let value = room.saturating_sub(label + 2).max(NARROW);
    for (number, row) in rows.iter().enumerate() {
        writeln!(out, "── row {} {}", number + 1, "─".repeat(label.saturating_sub(4)))?;
        for (head, shown) in heads.iter().zip(row) {
            let pad = " ".repeat(label - head.width());
            writeln!(out, "{head}{pad}  {}", cut(&shown.text, value))?;
        }
    }
    Ok(())
}
