//! Tables for people.

use comfy_table::{Cell, CellAlignment, ContentArrangement, LineStyle, Table as Drawn, TableStyle};

/// A line below the header, and none else.
const LINES: TableStyle = TableStyle::new().header_separator(LineStyle::new('─', '─', '─', '─'));

/// Where the cells of a column stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Align {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// A table under construction.
pub(crate) struct Table {
    drawn: Drawn,
    aligns: Vec<Align>,
}

impl Table {
    /// A table with these columns.
    pub(crate) fn new<'h>(columns: impl IntoIterator<Item = (&'h str, Align)>) -> Self {
        let (names, aligns): (Vec<&str>, Vec<Align>) = columns.into_iter().unzip();
        let mut drawn = Drawn::new();
        drawn.load_style(LINES).set_content_arrangement(ContentArrangement::Dynamic);
        let mut table = Self { drawn, aligns };
        let header = table.cells(names.into_iter().map(str::to_owned));
        table.drawn.set_header(header);
        table
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        let cells = self.cells(cells);
        self.drawn.add_row(cells);
    }

    fn cells(&self, texts: impl IntoIterator<Item = String>) -> Vec<Cell> {
        texts
            .into_iter()
            .zip(&self.aligns)
            .map(|(text, align)| {
                Cell::new_owned(text).set_alignment(match align {
                    Align::Left => CellAlignment::Left,
                    Align::Right => CellAlignment::Right,
                })
            })
            .collect()
    }
}

impl std::fmt::Display for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (number, line) in self.drawn.lines().enumerate() {
            if number > 0 {
                f.write_str("\n")?;
            }
            f.write_str(line.trim_end())?;
        }
        Ok(())
    }
}
