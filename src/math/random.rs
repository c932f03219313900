//! Random numbers: one named, portable generator, always with an explicit seed.

use rand::SeedableRng;

/// PCG XSL RR 128/64 (O'Neill 2014): the same numbers on every machine and in every browser.
pub type Generator = rand_pcg::Pcg64;

/// The generator of a seed.
pub fn generator(seed: u64) -> Generator {
    Generator::seed_from_u64(seed)
}
