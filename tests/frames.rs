//! What every lab promises: the same parameters and steps give the same frame, and no setting breaks a run.

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{TestCaseResult, TestRunner};
use serde_json::Value;
use std::env;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};
use thetaflow::lab::{
    AnyFigure, AnyLab, Figure, Lab, LabVisitor, Progress, Session, Standing, find_lab, labs,
    visit_lab,
};
use thetaflow::params::{ExpressionKind, Kind, Param, Params};
use thetaflow::render::{self, Paper};

fn frame_at(lab: &'static dyn AnyLab, params: &Params, step: u64) -> Vec<u8> {
    let mut session = lab.session(params);
    step_to(&mut session, step);
    refine_a_little(&mut session);
    session.frame()
}

/// Some labs do work that grows with the length of the run before its first step, or beside it; and some steps are long.
fn shorten(params: &mut Params) {
    if work_of_a_step(params) > 20 {
        params.set("batch", "16").expect("a size that is allowed");
    }
    let longest = (40 / (1 + work_of_a_step(params))).max(1);
    if params.integer("steps") > longest {
        params
            .set("steps", &longest.to_string())
            .expect("a length that every lab allows");
    }
}

/// Millions of multiply-adds of an update of a network, or 0 where there is none.
fn work_of_a_step(params: &Params) -> u64 {
    if params.schema().lab != "gans" || params.choice("view") != "live" {
        return 0;
    }
    let weights = |width, depth| params.integer(width).pow(2) * params.integer(depth);
    let weights = weights("width_d", "depth_d") + weights("width_g", "depth_g");
    // Forward, backward and products, and as much again for each penalty.
    let passes = 10;
    passes * weights * params.integer("batch") / 1_000_000
}

/// One piece of work.
fn piece(session: &mut Session, step: u64) -> Progress {
    let mut pieces = 0..1;
    session.advance(step, || pieces.next().is_some())
}

/// Goes to a step and leaves what belongs to no step.
fn step_to(session: &mut Session, step: u64) {
    /// Pieces of a step: a minute or two.
    const MOST: u32 = 50_000;
    let mut pieces = 0;
    let mut reached = session.step();
    while piece(session, step) == Progress::Stepping {
        pieces = if session.step() == reached {
            pieces + 1
        } else {
            0
        };
        reached = session.step();
        assert!(pieces < MOST, "the run stands still at step {reached}");
    }
}

/// The beginning of what belongs to no step: all of a map would take a test of random settings too long.
fn refine_a_little(session: &mut Session) {
    for _ in 0..12 {
        piece(session, session.step());
    }
}

trait JsonFigure: AnyFigure {
    fn json(&self) -> Value;
}

impl<L: Lab> JsonFigure for Figure<L> {
    fn json(&self) -> Value {
        serde_json::to_value(self.frame()).expect("plain data")
    }
}

struct NewFigure;

impl LabVisitor for NewFigure {
    type Output = Box<dyn JsonFigure>;

    fn visit<L: Lab>(self) -> Box<dyn JsonFigure> {
        Box::new(Figure::<L>::default())
    }
}

fn figure_of(lab: &'static dyn AnyLab) -> Box<dyn JsonFigure> {
    visit_lab(lab.id(), NewFigure).expect("it is in the list")
}

fn figure_at(lab: &'static dyn AnyLab, params: &Params, step: u64) -> Box<dyn JsonFigure> {
    let mut figure = figure_of(lab);
    figure
        .show(&frame_at(lab, params, step))
        .expect("a frame of the same lab");
    figure
}

/// How many random settings of all labs together are tried. `npm run test:soak` asks for many more than `npm test`.
fn settings(few: u32) -> u32 {
    let asked = env::var("THETAFLOW_SETTINGS").ok();
    asked.map_or(few, |text| {
        text.parse().expect("THETAFLOW_SETTINGS is a number")
    })
}

/// Random parameters of a lab.
fn any_params(lab: &'static dyn AnyLab) -> impl Strategy<Value = Vec<(String, String)>> {
    let texts: Vec<_> = (lab.schema().params.iter())
        .map(|param| (Just(param.id.to_owned()), any_text(lab, param)))
        .collect();
    texts
}

/// A text that the parameter accepts: a number anywhere in its range, both ends included.
fn any_text(lab: &'static dyn AnyLab, param: &'static Param) -> BoxedStrategy<String> {
    let id = param.id;
    match &param.kind {
        Kind::Number { positions, .. } | Kind::Integer { positions, .. } => {
            let params = lab.params();
            prop_oneof![Just(0), Just(*positions), 0..=*positions]
                .prop_map(move |position| params.text_at(id, position).unwrap_or_default())
                .boxed()
        }
        Kind::Choice { options } => prop::sample::select(options.clone())
            .prop_map(str::to_owned)
            .boxed(),
        Kind::Flag => prop::sample::select(vec!["on", "off"])
            .prop_map(str::to_owned)
            .boxed(),
        Kind::Point { min, max } => (*min..=*max, *min..=*max)
            .prop_map(|(x, y)| format!("{x},{y}"))
            .boxed(),
        Kind::Expression(ExpressionKind { variables, .. }) => {
            let formulas = [
                "X^2+Y^2",
                "log(X)",
                "1/X",
                "sqrt(-Y)",
                "X^X",
                "abs(X)-1e300*Y^9",
                "tan(X*Y)",
                "0/0",
                "exp(exp(X))",
                "floor(X)/sign(Y)",
                "asin(X)acos(Y)",
                "∛(X)^Y - log10|X|",
                "atan2(Y, X)sinh(9X)",
            ];
            let [first, last] = [variables[0], variables[variables.len() - 1]];
            prop::sample::select(formulas.to_vec())
                .prop_map(move |formula| formula.replace('X', first).replace('Y', last))
                .boxed()
        }
        Kind::Points(kind) => {
            let point = (kind.min..=kind.max, kind.min..=kind.max);
            prop::collection::vec(point.prop_map(|(x, y)| format!("{x},{y};")), 0..5)
                .prop_map(|points| points.concat())
                .boxed()
        }
    }
}

/// Any lab, by its place in the list, with random parameters.
fn any_setting() -> impl Strategy<Value = (usize, Vec<(String, String)>)> {
    (0..labs().len()).prop_flat_map(|index| (Just(index), any_params(labs()[index])))
}

/// Parts of frames that may be missing.
const OPTIONAL: [&str; 37] = [
    "least",
    "readouts",
    "flow",
    "modified",
    "leading",
    "reached",
    "order",
    "slope",
    "stability",
    "momentum",
    "optimum",
    "basins",
    "cloud",
    "stationary",
    "parameter",
    "exact",
    "sweep",
    "simplex",
    "gumbel_max",
    "obstacle",
    "mean",
    "bias",
    "bias_exact",
    "variance",
    "variance_exact",
    "mse",
    "standard_error",
    "standard_error_of_variance",
    "trace",
    "trace_exact",
    "squared_bias",
    "chi_squared",
    "p_value",
    "verdict",
    "capture",
    "now",
    "time_step",
];

/// Every number of a frame is one: JSON has `null` for what is not finite.
fn has_no_null_outside_readouts(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Array(items) => items.iter().all(has_no_null_outside_readouts),
        Value::Object(fields) => fields.iter().all(|(key, value)| {
            OPTIONAL.contains(&key.as_str()) || has_no_null_outside_readouts(value)
        }),
        _ => true,
    }
}

/// As many at once as there are cores, in portions of each lab in turn: their settings differ a hundredfold in what they cost.
#[test]
fn no_setting_breaks_a_run_or_its_picture() {
    const PORTION: u32 = 20;
    let chosen = env::var("THETAFLOW_LAB").ok();
    let labs: Vec<_> = (labs().iter().copied())
        .filter(|lab| chosen.as_deref().is_none_or(|chosen| chosen == lab.id()))
        .collect();
    assert!(!labs.is_empty(), "there is no lab {chosen:?}");
    let portions = settings(400).div_ceil(PORTION * labs.len() as u32);
    let config = ProptestConfig {
        // What fails is printed; a seed would mean something else with the next parameter of the lab.
        failure_persistence: None,
        // A setting that stands still would be made simpler for hours.
        max_shrink_time: 120_000,
        ..ProptestConfig::with_cases(PORTION)
    };
    let next = AtomicUsize::new(0);
    // For each lab, how many portions are done, and how long one core took for them.
    let done = Mutex::new(vec![(0, Duration::ZERO); labs.len()]);
    let work = || {
        loop {
            let portion = next.fetch_add(1, Ordering::Relaxed);
            if portion >= labs.len() * portions as usize {
                return;
            }
            let index = portion % labs.len();
            let lab = labs[index];
            let begin = Instant::now();
            let cases = (any_params(lab), 0u64..40, 200u32..1400);
            let found = TestRunner::new(config.clone()).run(&cases, |(pairs, step, width)| {
                works(lab, &pairs, step, width)
            });
            if let Err(error) = found {
                panic!("{}: {error}", lab.id());
            }
            let mut done = done.lock().expect("no other portion failed");
            let (count, time) = &mut done[index];
            *count += 1;
            *time += begin.elapsed();
            if *count % 50 == 0 || *count == portions {
                println!(
                    "{}: {} settings in {:.0?}",
                    lab.id(),
                    *count * PORTION,
                    time
                );
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
}

/// A run of these parameters has a picture, whose handles can be moved.
fn works(
    lab: &'static dyn AnyLab,
    pairs: &[(String, String)],
    step: u64,
    width: u32,
) -> TestCaseResult {
    let mut params = lab.params();
    prop_assert_eq!(params.load_pairs(pairs), []);
    shorten(&mut params);
    let mut figure = figure_at(lab, &params, step);
    let frame = figure.json();
    prop_assert!(
        has_no_null_outside_readouts(&frame),
        "{}: {frame}",
        params.query()
    );
    for format in lab.scripts() {
        // A script may be refused, for a run that has none.
        let _ = lab.script(format, &params, step);
    }
    let size = (width, figure.height(f64::from(width)) as u32);
    let svg = render::svg(figure.as_mut(), Paper::white(size));
    let drawn = without_images(&svg);
    prop_assert!(!drawn.contains("NaN") && !drawn.contains("inf"));
    for handle in figure.handles() {
        for (x, y) in [(0.0, 0.0), (1e9, -1e9), (f64::from(width) / 2.0, 100.0)] {
            let dragged = figure.drag(handle.id, (x, y), lab.schema());
            prop_assert_eq!(dragged.len(), handle.params.len());
            for (id, text) in dragged {
                prop_assert_eq!(params.clone().set(id, &text), Ok(()));
            }
        }
        for steps in [(1.0, -10.0), (0.1, 0.0), (f64::NEG_INFINITY, 0.0)] {
            let nudged = figure.nudge(handle.id, handle.value, steps, lab.schema());
            prop_assert_eq!(nudged.len(), handle.params.len());
            for (id, text) in nudged {
                prop_assert_eq!(params.clone().set(id, &text), Ok(()));
            }
        }
    }
    Ok(())
}

/// Rounding swallows no step and adds up to none, on linear and logarithmic axes and through maps.
#[test]
fn ten_fine_steps_of_a_handle_are_one_step() {
    let figures = [
        ("optimizers", ""),
        (
            "optimizers",
            "landscape=quadratic&rule=momentum&chart=stability",
        ),
        ("angles", "figure=sphere"),
        ("gans", "view=dirac"),
        ("estimators", "figure=simplex"),
    ];
    let mut handles = 0;
    for (id, query) in figures {
        let lab = find_lab(id).expect("a lab");
        let mut params = lab.params();
        assert_eq!(params.load(query), [], "{id}: {query}");
        let figure = figure_at(lab, &params, 0);
        for handle in figure.handles() {
            handles += 1;
            for (right, up) in [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)] {
                let go = |from, size: f64| {
                    let steps = (right * size, up * size);
                    let set = figure.nudge(handle.id, from, steps, lab.schema());
                    let texts: Vec<String> = set.into_iter().map(|(_, text)| text).collect();
                    let values = texts.join(",");
                    let mut values = values
                        .split(',')
                        .map(|text| text.parse().expect("a number"));
                    [values.next().expect("x"), values.next().expect("y")]
                };
                let [far, near] = [1.0, 0.0].map(|size| go(handle.value, size));
                let mut fine = near;
                for _ in 0..10 {
                    let next = go(fine, 0.1);
                    let moves = (0..2).any(|k| near[k] != far[k]);
                    assert!(
                        !moves || next != fine,
                        "{id}: {}: {fine:?} is stuck",
                        handle.id
                    );
                    fine = next;
                }
                for k in 0..2 {
                    let step = (far[k] - near[k]).abs();
                    let missed = (fine[k] - far[k]).abs();
                    assert!(
                        missed <= 0.3 * step.max(1e-9),
                        "{id}: {near:?}, {fine:?}, {far:?}"
                    );
                }
            }
        }
    }
    assert!(handles >= 6, "{handles} handles");
}

/// The base64 of an image may spell anything.
fn without_images(svg: &str) -> String {
    let mut parts = svg.split("href=\"data:");
    let first = parts.next().unwrap_or_default();
    let rest = parts.map(|part| part.split_once('"').map_or("", |(_, rest)| rest));
    std::iter::once(first).chain(rest).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_frame_depends_on_parameters_and_step_alone((index, pairs) in any_setting(), steps in 1u64..30, pause in 0u64..30) {
        let lab = labs()[index];
        let mut params = lab.params();
        params.load_pairs(&pairs);
        shorten(&mut params);
        let mut at_once = lab.session(&params);
        prop_assert_eq!(at_once.advance(steps, || true), Progress::Done);
        let mut session = lab.session(&params);
        step_to(&mut session, pause.min(steps));
        let _ = session.frame();
        let mut budget = 3;
        while session.advance(steps, || { budget -= 1; budget % 3 != 0 }) != Progress::Done {}
        prop_assert_eq!(at_once.frame(), session.frame());
        // What is taken over from a run before does not show.
        session.restart(&params);
        session.advance(steps, || true);
        prop_assert_eq!(at_once.frame(), session.frame());
    }
}

/// A control that is not there, and a parameter that a warning is about, change nothing.
#[test]
fn what_has_no_effect_changes_nothing() {
    const SETTINGS: u32 = 60;
    let mut guilty = Vec::new();
    for lab in labs() {
        let mut runner = TestRunner::deterministic();
        for _ in 0..settings(SETTINGS) {
            let pairs = any_params(*lab)
                .new_tree(&mut runner)
                .expect("a setting")
                .current();
            let mut params = lab.params();
            assert_eq!(params.load_pairs(&pairs), []);
            shorten(&mut params);
            let step = 5;
            let frame = frame_at(*lab, &params, step);
            let without = |ids: &[&str]| {
                let mut plain = params.clone();
                ids.iter().for_each(|id| plain.reset(id));
                frame_at(*lab, &plain, step)
            };
            let in_vain = lab
                .schema()
                .params
                .iter()
                .filter(|param| !params.is_relevant(param));
            let in_vain: Vec<_> = in_vain.map(|param| param.id).collect();
            if without(&in_vain) != frame {
                let alone = in_vain.iter().filter(|id| without(&[**id]) != frame);
                guilty.push(format!(
                    "{:?}: {}",
                    alone.collect::<Vec<_>>(),
                    params.query()
                ));
            }
        }
    }
    assert_eq!(guilty, [""; 0]);
}

/// Whoever moves the seed to see whether something is chance sees other random numbers: neighbouring seeds have no more in
/// common than distant ones.
#[test]
fn neighbouring_seeds_share_no_run() {
    for lab in labs() {
        let noisy: &[&str] = match lab.id() {
            "optimizers" => &[
                "noise=1&cloud=60&steps=30",
                "landscape=logistic_regression&batch=3&cloud=60&steps=30",
                "sparsity=0.5&steps=30",
            ],
            "gans" => &["batch=16&steps=30"],
            _ => &["steps=30"],
        };
        let choices = lab
            .schema()
            .params
            .iter()
            .filter(|param| param.index.is_none());
        let choices = choices.filter_map(|param| match &param.kind {
            Kind::Choice { options } => Some((param.id, options)),
            _ => None,
        });
        let options = choices.flat_map(|(id, options)| options.iter().map(move |o| (id, *o)));
        let mut compared = 0;
        for (id, option) in std::iter::once(("seed", "1")).chain(options) {
            for query in noisy.iter().filter(|query| !query.contains(id)) {
                let numbers = |seed: u64| {
                    let mut params = lab.params();
                    assert_eq!(params.load(query), []);
                    params.set(id, option).expect("an option");
                    params.set("seed", &seed.to_string()).expect("a seed");
                    let mut numbers = Vec::new();
                    collect(&figure_at(*lab, &params, 6).json(), &mut numbers);
                    numbers
                };
                let [one, next, distant] = [1, 2, 1_000_003].map(numbers);
                let common = |other: &[u64]| {
                    one.iter()
                        .filter(|number| other.binary_search(number).is_ok())
                        .count()
                };
                // In single precision some numbers are the same by chance.
                let (near, far) = (common(&next), common(&distant));
                let chance = 2 + one.len() / 50;
                assert!(
                    near <= far + chance,
                    "{} {query} {id}={option}: {near}, {far}",
                    lab.id()
                );
                compared += usize::from(far < one.len());
            }
        }
        assert!(compared > 3, "{}: nothing is random", lab.id());
    }
}

/// The numbers of a frame that are not whole, in order.
fn collect(value: &Value, numbers: &mut Vec<u64>) {
    fn visit(value: &Value, numbers: &mut Vec<u64>) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| visit(item, numbers)),
            Value::Object(fields) => fields.values().for_each(|field| visit(field, numbers)),
            Value::Number(number) => {
                let number = number.as_f64().filter(|number| number.fract() != 0.0);
                numbers.extend(number.map(f64::to_bits));
            }
            _ => {}
        }
    }
    visit(value, numbers);
    numbers.sort_unstable();
    numbers.dedup();
}

#[test]
fn seeds_decide_the_noise() {
    let lab = labs()[0];
    let frame = |query: &str| {
        let mut params = lab.params();
        assert_eq!(params.load(query), []);
        frame_at(lab, &params, 50)
    };
    assert_eq!(frame("noise=1&seed=7"), frame("noise=1&seed=7"));
    assert_ne!(frame("noise=1&seed=7"), frame("noise=1&seed=8"));
    assert_eq!(frame("seed=7"), frame("seed=8"));
}

#[test]
fn a_run_that_diverges_says_at_which_step_and_stops() {
    let lab = labs()[0];
    let mut params = lab.params();
    assert_eq!(params.load("rule=sgd&lr=1"), []);
    let mut session = lab.session(&params);
    assert_eq!(session.advance(500, || true), Progress::Done);
    let mut figure = figure_of(lab);
    figure.show(&session.frame()).expect("a frame");
    let status = figure.status().expect("shown");
    assert_eq!(
        (status.id, status.step),
        (Standing::Diverged, session.step())
    );
    assert!(session.has_ended() && session.step() < 10);
}

#[test]
fn a_run_that_converges_says_since_when() {
    let lab = labs()[0];
    let mut params = lab.params();
    assert_eq!(params.load("landscape=quadratic&rule=sgd&lr=0.1"), []);
    let status = figure_at(lab, &params, 500).status().expect("shown");
    assert_eq!(status.id, Standing::Converged);
    let earlier = figure_at(lab, &params, status.step - 1)
        .status()
        .expect("shown");
    assert_eq!(earlier.id, Standing::Running);
}

#[test]
fn bytes_that_are_no_frame_are_refused() {
    let lab = labs()[0];
    let mut figure = figure_of(lab);
    assert!(figure.show(&[]).is_err());
    assert!(figure.show(&[255; 64]).is_err());
    assert!(figure.status().is_none());
}
