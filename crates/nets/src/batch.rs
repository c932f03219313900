//! Many points at once: eight of them beside each other in a tile, so that every operation is one on eight lanes.

use std::ops::Range;

/// Points in a tile. Two registers of SIMD in `f32`.
pub const LANES: usize = 8;

/// One value for each point of a tile.
pub type Lanes<T> = [T; LANES];

/// A vector of `units` numbers for every point of a batch, in tiles: within a tile, unit by unit.
///
/// The last tile may have lanes to spare; they hold whatever was computed from zeros.
#[derive(Clone, Debug)]
pub struct Batch<T> {
    units: usize,
    /// From one tile to the next. Odd, so that the tiles of one unit fall on different sets of the cache.
    stride: usize,
    data: Vec<Lanes<T>>,
}

/// How many tiles hold so many points.
pub fn tiles(points: usize) -> usize {
    points.div_ceil(LANES)
}

impl<T: num_traits::Zero + Copy> Batch<T> {
    /// Zeros: `units` numbers for each of `tiles * LANES` points.
    pub fn new(units: usize, tiles: usize) -> Self {
        let stride = units | 1;
        Self {
            units,
            stride,
            data: vec![[T::zero(); LANES]; stride * tiles],
        }
    }

    /// Numbers a point.
    pub fn units(&self) -> usize {
        self.units
    }

    /// Lanes from one tile to the next.
    pub fn stride(&self) -> usize {
        self.stride
    }

    /// How many tiles there are.
    pub fn tiles(&self) -> usize {
        self.data.len() / self.stride
    }

    /// The tiles of a range, `stride` apart; empty where there are none.
    pub fn range(&self, tiles: &Range<usize>) -> &[Lanes<T>] {
        let range = tiles.start * self.stride..tiles.end * self.stride;
        self.data.get(range).unwrap_or_default()
    }

    /// The units of a tile; none where there is no such tile.
    #[inline(always)]
    pub fn tile(&self, tile: usize) -> &[Lanes<T>] {
        let start = tile * self.stride;
        (self.data.get(start..start + self.units)).unwrap_or_default()
    }

    /// The same, to write to.
    #[inline(always)]
    pub fn tile_mut(&mut self, tile: usize) -> &mut [Lanes<T>] {
        let start = tile * self.stride;
        (self.data.get_mut(start..start + self.units)).unwrap_or_default()
    }

    /// A unit of a point; zero where there is none.
    pub fn get(&self, point: usize, unit: usize) -> T {
        let tile = self.data.get(point / LANES * self.stride + unit);
        tile.map_or(T::zero(), |lanes| lanes[point % LANES])
    }

    /// Sets a unit of a point; nothing happens where there is none.
    pub fn set(&mut self, point: usize, unit: usize, value: T) {
        if let Some(lanes) = self.data.get_mut(point / LANES * self.stride + unit) {
            lanes[point % LANES] = value;
        }
    }
}
