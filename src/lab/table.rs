//! The numbers of a frame as one table, for CSV.

use crate::params::number_text;

/// Named columns, with gaps.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Name and values of each column.
    pub columns: Vec<(String, Vec<Option<f64>>)>,
}

impl Table {
    /// Adds a column of `rows` values; where it has fewer, the rest are gaps.
    pub fn add(&mut self, name: String, values: &mut dyn Iterator<Item = f64>, rows: usize) {
        let mut column: Vec<Option<f64>> = values.map(Some).collect();
        column.resize(rows, None);
        self.columns.push((name, column));
    }

    /// The table as CSV: the names, then a line a row. Every number is the shortest text that reads back as the same one;
    /// a gap, and what is not finite, is empty.
    pub fn csv(&self) -> String {
        let rows = (self.columns.iter().map(|(_, column)| column.len()))
            .max()
            .unwrap_or(0);
        let mut text = String::new();
        let mut line = |cells: &mut dyn Iterator<Item = String>| {
            for (index, cell) in cells.enumerate() {
                if index > 0 {
                    text.push(',');
                }
                text += &cell;
            }
            text.push('\n');
        };
        line(&mut self.columns.iter().map(|(name, _)| name.clone()));
        for row in 0..rows {
            line(&mut self.columns.iter().map(|(_, column)| {
                let value = column.get(row).copied().flatten();
                (value.filter(|value| value.is_finite()))
                    .map(number_text)
                    .unwrap_or_default()
            }));
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn csv_keeps_every_digit_and_leaves_gaps_empty() {
        let mut table = Table::default();
        table.add(
            "x".to_owned(),
            &mut [0.1, 1e-9, f64::NAN, -2.5e300].into_iter(),
            4,
        );
        table.add("y".to_owned(), &mut [1.0 / 3.0].into_iter(), 4);
        assert_eq!(
            table.csv(),
            "x,y\n0.1,0.3333333333333333\n1e-9,\n,\n-2.5e300,\n"
        );
    }
}
