//! Which step each frame of an animation shows, and for how long.

use std::ops::RangeInclusive;

/// A picture and the number of frames that it stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held<T> {
    pub shown: T,
    pub frames: u32,
}

/// The steps of `frames` frames, evenly from the first of a range to its last, both of them exactly. A step that several
/// frames in a row would show is there once, held for as many frames: so a short run is slow, and the file not larger.
pub fn steps(range: &RangeInclusive<u64>, frames: u32) -> Vec<Held<u64>> {
    let (first, last) = (*range.start(), *range.end());
    let way = u128::from(last.saturating_sub(first));
    let gaps = u128::from(frames.max(2)) - 1;
    // Rounded to the nearest: the first and the last of many frames on few steps are held half as long as the others.
    let at = |frame: u32| first + ((2 * u128::from(frame) * way + gaps) / (2 * gaps)) as u64;
    held((0..frames.max(2)).map(|frame| Held {
        shown: at(frame),
        frames: 1,
    }))
}

/// What is the same several times in a row, once.
pub fn held<T: PartialEq>(all: impl IntoIterator<Item = Held<T>>) -> Vec<Held<T>> {
    let mut held: Vec<Held<T>> = Vec::new();
    for next in all {
        match held.last_mut().filter(|last| last.shown == next.shown) {
            Some(last) => last.frames += next.frames,
            None => held.push(next),
        }
    }
    held
}

/// How long each picture stays, in hundredths of a second, as a GIF counts: rounded so that what is lost here is made good
/// there, and the whole is as long as it should be.
pub fn hundredths(frames: impl IntoIterator<Item = u32>, fps: u16) -> Vec<u16> {
    let (mut shown, mut told) = (0_u64, 0_u64);
    let mut delays = Vec::new();
    for frames in frames {
        shown += u64::from(frames);
        let until = (200 * shown + u64::from(fps)) / (2 * u64::from(fps));
        delays.push(u16::try_from(until - told).unwrap_or(u16::MAX));
        told = until;
    }
    delays
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(first: u64, last: u64, frames: u32) -> Vec<(u64, u32)> {
        let steps = steps(&(first..=last), frames);
        steps.iter().map(|step| (step.shown, step.frames)).collect()
    }

    #[test]
    fn frames_go_evenly_from_the_first_step_to_the_last() {
        assert_eq!(of(0, 4, 5), [(0, 1), (1, 1), (2, 1), (3, 1), (4, 1)]);
        assert_eq!(of(10, 510, 3), [(10, 1), (260, 1), (510, 1)]);
        assert_eq!(of(0, 2, 5), [(0, 1), (1, 2), (2, 2)]);
        assert_eq!(of(7, 8, 100), [(7, 50), (8, 50)]);
        assert_eq!(of(3, 9, 1), [(3, 1), (9, 1)], "two at least");
    }

    #[test]
    fn all_frames_are_shown() {
        for (last, frames) in [(1, 200), (7, 200), (500, 200), (100_000, 3000), (199, 200)] {
            let steps = of(0, last, frames);
            assert_eq!(steps.iter().map(|step| step.1).sum::<u32>(), frames);
            assert_eq!((steps[0].0, steps[steps.len() - 1].0), (0, last));
            assert!(steps.windows(2).all(|pair| pair[0].0 < pair[1].0));
        }
    }

    #[test]
    fn hundredths_add_up() {
        assert_eq!(hundredths([1; 4], 25), [4; 4]);
        assert_eq!(hundredths([1, 1, 1], 30), [3, 4, 3]);
        let delays = hundredths(vec![1; 240], 30);
        assert_eq!(
            delays.iter().map(|delay| u32::from(*delay)).sum::<u32>(),
            800
        );
        assert!(delays.iter().all(|delay| (3..=4).contains(delay)));
        assert_eq!(hundredths([50, 50], 25), [200, 200]);
    }
}
