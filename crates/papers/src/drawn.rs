//! Letters that are drawn as pixels. A page cannot read the fonts of its reader's machine, but it can draw their letters: so a PDF
//! made in a page has Chinese words as well, as letters that can be searched and copied, in a font of fine dots.

/// A letter, and which dots it covers.
#[derive(Clone, Debug, PartialEq)]
pub struct DrawnLetter {
    /// Which.
    pub letter: char,
    /// Dots to an em: 256 are fine enough for print.
    pub per_em: f64,
    /// How far it moves what comes after it, in dots.
    pub advance: f64,
    /// How far to the right of its place its dots begin.
    pub left: f64,
    /// How far above the line its dots end.
    pub top: f64,
    /// Dots in a row.
    pub width: usize,
    /// How much of each dot is covered, from 0 to 255, row by row from the top.
    pub coverage: Vec<u8>,
}

impl DrawnLetter {
    fn height(&self) -> usize {
        self.coverage.len().checked_div(self.width).unwrap_or(0)
    }

    /// In thousandths of an em: its advance.
    pub(crate) fn advance_in_thousandths(&self) -> f64 {
        1000.0 * self.advance / self.per_em
    }

    /// What draws it in a PDF, in thousandths of an em.
    pub(crate) fn procedure(&self) -> String {
        let advance = self.advance_in_thousandths();
        let [left, top, width, height] =
            [self.left, self.top, self.width as f64, self.height() as f64]
                .map(|length| 1000.0 * length / self.per_em);
        let (right, bottom) = (left + width, top - height);
        let mut procedure =
            format!("{advance:.2} 0 {left:.2} {bottom:.2} {right:.2} {top:.2} d1\n");
        if self.height() > 0 {
            let rows = self.coverage.chunks_exact(self.width);
            let bits = rows.flat_map(|row| row.chunks(8).map(bits));
            let bits: String = bits.map(|byte| format!("{byte:02x}")).collect();
            procedure += &format!(
                "{width:.2} 0 0 {height:.2} {left:.2} {bottom:.2} cm\n\
                 BI/W {}/H {}/IM true/D[1 0]/F/AHx ID\n{bits}> EI\n",
                self.width,
                self.height()
            );
        }
        procedure
    }
}

/// Eight dots: those that are covered by half.
fn bits(dots: &[u8]) -> u8 {
    let covered = dots.iter().enumerate().filter(|(_, dot)| **dot >= 128);
    covered.fold(0, |bits, (place, _)| bits | (0x80 >> place))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_are_written_row_by_row() {
        let letter = DrawnLetter {
            letter: '一',
            per_em: 100.0,
            advance: 100.0,
            left: 10.0,
            top: 40.0,
            width: 9,
            coverage: vec![255, 0, 0, 0, 0, 0, 0, 127, 128, 0, 255, 0, 0, 0, 0, 0, 0, 0],
        };
        let procedure = letter.procedure();
        assert!(procedure.starts_with("1000.00 0 100.00 380.00 190.00 400.00 d1\n"));
        assert!(
            procedure.contains("/W 9/H 2/") && procedure.contains("ID\n80804000> EI"),
            "{procedure}"
        );
        let space = DrawnLetter {
            width: 0,
            coverage: Vec::new(),
            ..letter
        };
        assert!(!space.procedure().contains("BI"));
    }
}
