//! A plain text table: the first column to the left, figures to the right. Wide characters count as two.

use unicode_width::UnicodeWidthStr;

/// A table under construction.
pub(super) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// Begins with the header.
    pub(super) fn new(header: &[&str]) -> Self {
        Self { rows: vec![header.iter().map(ToString::to_string).collect()] }
    }

    /// Adds a row.
    pub(super) fn row<const N: usize>(&mut self, cells: [String; N]) {
        self.rows.push(cells.into());
    }

    /// Writes the table, if it has rows.
    pub(super) fn write(&self, out: &mut String) {
        if self.rows.len() < 2 {
            return;
        }
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or_default();
        let width = |column: usize| {
            self.rows
                .iter()
                .filter_map(|row| row.get(column))
                .map(|cell| cell.width())
                .max()
                .unwrap_or_default()
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        for (index, row) in self.rows.iter().enumerate() {
            let mut line = String::from(" ");
            for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
                let blanks = " ".repeat(width - cell.width());
                line.push(' ');
                if column == 0 {
                    line.push_str(cell);
                    line.push_str(&blanks);
                } else {
                    line.push(' ');
                    line.push_str(&blanks);
                    line.push_str(cell);
                }
            }
            out.push_str(line.trim_end());
            out.push('\n');
            if index == 0 {
                let rule: usize = widths.iter().sum::<usize>() + 2 * columns - 1;
                out.push_str("  ");
                out.push_str(&"-".repeat(rule - 1));
                out.push('\n');
            }
        }
    }
}

/// The digits before the decimal point in groups of three: `1234567.50` becomes `1,234,567.50`.
pub(super) fn grouped(number: &str) -> String {
    let (sign, digits) = number.strip_prefix('-').map_or(("", number), |digits| ("-", digits));
    let (whole, rest) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut out = String::from(sign);
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_stand_under_each_other_in_both_scripts() {
        let mut table = Table::new(&["等级", "members"]);
        table.row(["黄金".into(), grouped("1234567")]);
        table.row(["a".into(), grouped("-12.50")]);
        let mut out = String::new();
        table.write(&mut out);
        assert_eq!(out, "  等级    members\n  ---------------\n  黄金  1,234,567\n  a        -12.50\n");
    }
}
