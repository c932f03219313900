//! No setting breaks a run, its files, or its picture, in any of the forms that pictures have.

use super::try_cases;
use crate::lab::legend;
use crate::render::{self, Paper};
use crate::testing::runs::figure_at;
use crate::testing::{Subject, settings};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use serde_json::Value;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::Instant;
use thetaflow_papers::{Fonts, Picture, untranslated};

/// On as many threads as there are cores, in portions: settings differ a hundredfold in what they cost.
pub fn no_setting_breaks_a_run_or_its_picture(subject: &Subject) {
    const PORTION: u32 = 10;
    let begin = Instant::now();
    let portions = settings::count(100).div_ceil(PORTION);
    let (next, done) = (AtomicU32::new(0), AtomicU32::new(0));
    let work = || {
        while next.fetch_add(1, Ordering::Relaxed) < portions {
            let cases = (settings::of_all(subject.lab), 0u64..40, 200u32..1400);
            try_cases(PORTION, cases, |(pairs, step, width)| {
                works(subject, &pairs, step, width)
            });
            let done = 1 + done.fetch_add(1, Ordering::Relaxed);
            if done.is_multiple_of(100) || done == portions {
                let (id, settings) = (subject.lab.id(), done * PORTION);
                println!("{id}: {settings} settings in {:.0?}", begin.elapsed());
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
}

/// A run with these values has a frame without gaps and a picture, whose handles can be moved.
fn works(subject: &Subject, pairs: &[(String, String)], step: u64, width: u32) -> TestCaseResult {
    let lab = subject.lab;
    let mut params = lab.params();
    prop_assert_eq!(params.load_pairs(pairs), []);
    subject.shorten(&mut params);
    let mut figure = figure_at(lab, &params, step);
    let frame = figure.frame_json();
    prop_assert!(
        is_whole(&frame, subject.may_lack),
        "{}: {frame}",
        params.query()
    );
    for format in lab.scripts() {
        // A script may be refused, for a run that has none.
        let _ = lab.script(format, &params, step);
    }
    let size = (width, figure.height(f64::from(width)) as u32);
    let legend = legend(figure.as_ref(), &[], |_| "words".to_owned());
    let paper = Paper {
        legend: &legend,
        ..Paper::white(size)
    };
    let svg = render::svg(figure.as_mut(), paper);
    let drawn = without_images(&svg);
    prop_assert!(!drawn.contains("NaN") && !drawn.contains("inf"));
    is_ready_for_papers(&svg)?;
    for handle in figure.handles() {
        let places = [(0.0, 0.0), (1e9, -1e9), (f64::from(width) / 2.0, 100.0)];
        let steps = [(1.0, -10.0), (0.1, 0.0), (f64::NEG_INFINITY, 0.0)];
        let dragged = places.map(|at| figure.drag(handle.id, at, lab.schema()));
        let nudged = steps.map(|by| figure.nudge(handle.id, handle.value, by, lab.schema()));
        for set in dragged.into_iter().chain(nudged) {
            prop_assert_eq!(set.len(), handle.params.len());
            for (id, text) in set {
                prop_assert_eq!(params.clone().set(id, &text), Ok(()));
            }
        }
    }
    Ok(())
}

/// A picture can be made a PDF and PGF: all that is in it is known, TeX has a name for every symbol, and the fonts have it.
fn is_ready_for_papers(svg: &str) -> TestCaseResult {
    let picture = Picture::read(svg);
    prop_assert!(picture.is_ok(), "{picture:?}");
    let fonts = Fonts::default();
    for text in picture.iter().flat_map(Picture::texts) {
        prop_assert_eq!(untranslated(&text.text), [], "TeX: {}", text.text);
        prop_assert_eq!(fonts.missing(&text.text), [], "fonts: {}", text.text);
    }
    Ok(())
}

/// Every number of a frame is one: JSON has `null` for what is not finite. Readouts are without a value until there is one.
fn is_whole(value: &Value, may_lack: &[&str]) -> bool {
    match value {
        Value::Null => false,
        Value::Array(items) => items.iter().all(|item| is_whole(item, may_lack)),
        Value::Object(fields) => fields.iter().all(|(key, value)| {
            key == "readouts" || may_lack.contains(&key.as_str()) || is_whole(value, may_lack)
        }),
        _ => true,
    }
}

/// The base64 of an image may spell anything.
fn without_images(svg: &str) -> String {
    let mut parts = svg.split("href=\"data:");
    let first = parts.next().unwrap_or_default();
    let rest = parts.map(|part| part.split_once('"').map_or("", |(_, rest)| rest));
    std::iter::once(first).chain(rest).collect()
}
