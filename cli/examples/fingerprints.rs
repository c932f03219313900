//! Fingerprints of frames, for tests that compare them with those that modules compute in a browser (`e2e/support/fingerprints.mjs`).
//!
//! Reads a permalink a line. Each is simulated to its end, with as many pieces of what belongs to no step as the argument says;
//! a line with the number of bytes of its frame and two hashes of them is written.

use std::io::{self, BufRead, Write};
use thetaflow::lab::Progress;
use thetaflow_cli::labs::LABS;

fn main() -> io::Result<()> {
    let refinements: usize = std::env::args()
        .nth(1)
        .and_then(|text| text.parse().ok())
        .ok_or_else(|| io::Error::other("how many pieces?"))?;
    for link in io::stdin().lock().lines() {
        let frame = frame(&link?, refinements)?;
        let hashes = [0x811c_9dc5, 0x0100_0193].map(|seed| hash(&frame, seed));
        writeln!(
            io::stdout(),
            "{} {:08x} {:08x}",
            frame.len(),
            hashes[0],
            hashes[1]
        )?;
    }
    Ok(())
}

/// The bytes of a frame, as they cross from a worker to the page.
fn frame(link: &str, refinements: usize) -> io::Result<Vec<u8>> {
    let (state, errors) = LABS.parse(link);
    if !errors.is_empty() {
        return Err(io::Error::other(format!("{link}: {errors:?}")));
    }
    let mut session = LABS.of(&state).session(&state.params);
    let step = session.last_step();
    while session.advance(step, pieces(1)) == Progress::Stepping {}
    session.advance(step, pieces(refinements));
    Ok(session.frame())
}

/// Allows so many pieces of work: no clock has a say in it.
fn pieces(count: usize) -> impl FnMut() -> bool {
    let mut left = 0..count;
    move || left.next().is_some()
}

/// FNV-1a from any seed.
fn hash(bytes: &[u8], seed: u32) -> u32 {
    let step = |hash: u32, byte: &u8| (hash ^ u32::from(*byte)).wrapping_mul(16_777_619);
    bytes.iter().fold(seed, step)
}
