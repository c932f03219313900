//! From coarse to fine: the order in which pixels are computed, and how one stands for its neighbours meanwhile.
//!
//! The image is cut into square cells whose side is a power of two and halves from level to level. One pixel stands for its
//! cell, and stands again for its cell of the next level, so that nothing is computed twice.

/// Cells of the coarsest level along the longer side of the image, at most.
const COARSEST: u32 = 16;

/// Where in its cell the pixel that stands for it lies, by its low bits: ...01010101, which is a third of the way across
/// whatever the size of the cell.
const PLACE: u32 = 0x5555_5555;

/// Walks over all pixels of an image, level by level.
#[derive(Clone, Debug)]
pub struct Refinement {
    /// Columns and rows.
    size: [u32; 2],
    /// The side of a cell; 0 after the last level.
    cell: u32,
    coarsest_cell: u32,
    /// The next cell of this level, row by row.
    next: u32,
}

/// Pixels of one level.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Batch {
    /// The side of the cell that each of them stands for.
    cell: u32,
    /// Column and row.
    pub pixels: Vec<[u32; 2]>,
}

impl Refinement {
    pub fn new(size: [u32; 2]) -> Self {
        let longer = size[0].max(size[1]);
        let cell = longer.div_ceil(COARSEST).next_power_of_two();
        Self {
            size,
            cell,
            coarsest_cell: cell,
            next: 0,
        }
    }

    pub fn size(&self) -> [u32; 2] {
        self.size
    }

    /// Up to `count` pixels to compute next; none after the last.
    pub fn next_batch(&mut self, count: usize) -> Batch {
        let mut batch = Batch::default();
        while self.cell > 0 && batch.pixels.len() < count {
            let [columns, rows] = self.size.map(|side| side.div_ceil(self.cell));
            if self.next == columns * rows {
                (self.cell, self.next) = (self.cell / 2, 0);
                if batch.pixels.is_empty() {
                    continue;
                }
                break;
            }
            let corner = [self.next % columns, self.next / columns].map(|index| index * self.cell);
            self.next += 1;
            batch.cell = self.cell;
            batch.pixels.extend(self.new_representative(corner));
        }
        batch
    }

    /// The pixel that stands for the cell with this corner; none where it did so for a larger cell, or where the edge of
    /// the image cuts it off (its cell then waits for a finer level).
    fn new_representative(&self, corner: [u32; 2]) -> Option<[u32; 2]> {
        let pixel = corner.map(|corner| corner + (PLACE & (self.cell - 1)));
        let stood = |p: u32| (p ^ PLACE) & (2 * self.cell - 1) == 0;
        let is_old = self.cell < self.coarsest_cell && stood(pixel[0]) && stood(pixel[1]);
        let is_inside = pixel[0] < self.size[0] && pixel[1] < self.size[1];
        (is_inside && !is_old).then_some(pixel)
    }

    /// Gives the cell that a pixel of `batch` stands for its value, in an image of rows from below.
    pub fn paint<T: Copy>(&self, batch: &Batch, pixel: [u32; 2], value: T, image: &mut [T]) {
        let [left, bottom] = pixel.map(|p| p & !(batch.cell.max(1) - 1));
        let right = (left + batch.cell).min(self.size[0]);
        for row in bottom..(bottom + batch.cell).min(self.size[1]) {
            let start = row * self.size[0];
            if let Some(cells) = image.get_mut((start + left) as usize..(start + right) as usize) {
                cells.fill(value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pixel_comes_once_and_keeps_its_own_value() {
        for size in [[64, 64], [512, 512], [100, 37], [1, 1], [17, 3]] {
            let mut refinement = Refinement::new(size);
            let mut image = vec![None; (size[0] * size[1]) as usize];
            let mut count = 0;
            loop {
                let batch = refinement.next_batch(50);
                if batch.pixels.is_empty() {
                    break;
                }
                count += batch.pixels.len();
                for &pixel in &batch.pixels {
                    refinement.paint(&batch, pixel, Some(pixel), &mut image);
                }
            }
            assert_eq!(count, image.len());
            let own = (0..size[1]).flat_map(|row| (0..size[0]).map(move |column| [column, row]));
            assert!(image.into_iter().eq(own.map(Some)));
        }
    }

    #[test]
    fn the_first_batch_already_covers_a_square_image() {
        let mut refinement = Refinement::new([512, 512]);
        let batch = refinement.next_batch(256);
        let mut image = vec![false; 512 * 512];
        for &pixel in &batch.pixels {
            refinement.paint(&batch, pixel, true, &mut image);
        }
        assert!(image.into_iter().all(|painted| painted));
    }
}
