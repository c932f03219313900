//! Random numbers: one named, portable generator, always with an explicit seed.

use rand::SeedableRng;

/// PCG XSL RR 128/64 (O'Neill 2014): the same numbers on every machine and in every browser.
pub type Generator = rand_pcg::Pcg64;

/// The generator of a seed.
pub fn generator(seed: u64) -> Generator {
    Generator::seed_from_u64(seed)
}

/// The generator of one of many runs with a seed below 2³², as those of labs are: no other run of any seed has the same.
/// The first run's is that of the seed itself.
pub fn generator_of_run(seed: u64, run: u64) -> Generator {
    generator(seed.wrapping_add(run << 32))
}
