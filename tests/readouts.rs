//! Which number is defined where: the tables `readouts.txt` of the labs against what the labs say, at every pair of choices
//! and at many more settings; and numbers that stand beside each other agree.

use rand::RngExt;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use thetaflow::lab::{
    AnyLab, Figure, Frame, Lab, LabVisitor, Progress, Readout, Session, find_lab, labs, visit_lab,
};
use thetaflow::labs::angles::Angles;
use thetaflow::labs::estimators::Estimators;
use thetaflow::labs::gans::Gans;
use thetaflow::math::random::generator;
use thetaflow::math::real::hypot;
use thetaflow::params::{Condition as Relevance, Kind, Params};

/// The table of a lab: conditions by id, read once.
struct Rules {
    rows: Vec<Row>,
}

struct Row {
    /// One of them is there.
    ids: Vec<String>,
    defined: Condition,
    shown: Condition,
}

/// A condition in the notation of the tables: `a=x, y`, `a≠x`, `&`, `|`, parentheses, `always`, `never`.
enum Condition {
    Always,
    Never,
    /// The parameter has one of these values, or none of them.
    Is(String, Vec<String>, bool),
    All(Vec<Condition>),
    Any(Vec<Condition>),
}

impl Condition {
    fn parse(text: &str) -> Self {
        for (joint, join) in [('|', Self::Any as fn(Vec<Self>) -> Self), ('&', Self::All)] {
            let parts = split(text, joint);
            if parts.len() > 1 {
                return join(parts.into_iter().map(Self::parse).collect());
            }
        }
        let text = text.trim();
        if let Some(inner) = text.strip_prefix('(') {
            return Self::parse(inner.strip_suffix(')').expect("a closing parenthesis"));
        }
        match text {
            "always" => return Self::Always,
            "never" => return Self::Never,
            _ => {}
        }
        let (place, relation) = (text.char_indices())
            .find(|(_, c)| "=≠".contains(*c))
            .unwrap_or_else(|| panic!("no condition: {text}"));
        let values = text[place + relation.len_utf8()..].split(',');
        let values = values.map(|value| value.trim().to_owned()).collect();
        Self::Is(text[..place].trim().to_owned(), values, relation == '=')
    }

    fn holds(&self, params: &Params) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Is(id, values, wanted) => {
                let value = params
                    .value(id)
                    .unwrap_or_else(|| panic!("no parameter {id}"));
                values.contains(&value.text()) == *wanted
            }
            Self::All(parts) => parts.iter().all(|part| part.holds(params)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(params)),
        }
    }

    fn collect(&self, ids: &mut BTreeSet<String>) {
        match self {
            Self::Always | Self::Never => {}
            Self::Is(id, ..) => {
                ids.insert(id.clone());
            }
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.collect(ids)),
        }
    }
}

/// At a character that stands in no parentheses.
fn split(text: &str, joint: char) -> Vec<&str> {
    let (mut depth, mut begin, mut parts) = (0, 0, Vec::new());
    for (place, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ if c == joint && depth == 0 => {
                parts.push(&text[begin..place]);
                begin = place + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[begin..]);
    parts
}

impl Rules {
    fn of(lab: &str) -> Self {
        let path = format!("{}/src/labs/{lab}/readouts.txt", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).expect("every lab has its table");
        let mut names: Vec<(String, String)> = Vec::new();
        let mut rows = Vec::new();
        for line in text
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
        {
            // Longer names first: `$flow` is no part of `$flowing`.
            let mut line = line.to_owned();
            if let Some((name, meaning)) = line.clone().split_once(" = ") {
                names.push((name.to_owned(), named(meaning, &names)));
                names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
                continue;
            }
            line = named(&line, &names);
            let (ids, conditions) = line.split_once(':').expect("ids, then conditions");
            let (defined, shown) = conditions.split_once(';').unwrap_or((conditions, "always"));
            rows.push(Row {
                ids: ids.split('/').map(str::to_owned).collect(),
                defined: Condition::parse(defined),
                shown: Condition::parse(shown),
            });
        }
        Self { rows }
    }

    /// What is said against these readouts.
    fn complaints(&self, params: &Params, found: &[Readout]) -> Vec<String> {
        let mut complaints = Vec::new();
        for row in &self.rows {
            let there: Vec<_> = found
                .iter()
                .filter(|found| row.ids.contains(&found.id))
                .collect();
            let expected = usize::from(row.defined.holds(params));
            if there.len() != expected {
                let (ids, count) = (row.ids.join("/"), there.len());
                complaints.push(format!("{ids}: {count} times, not {expected}"));
            }
            for readout in there {
                if readout.shown != row.shown.holds(params) {
                    complaints.push(format!("{}: shown {}", readout.id, readout.shown));
                }
            }
        }
        let known = |readout: &&Readout| self.rows.iter().any(|row| row.ids.contains(&readout.id));
        let unknown = found.iter().filter(|readout| !known(readout));
        complaints.extend(unknown.map(|readout| format!("{}: not in the table", readout.id)));
        complaints
    }

    fn params(&self) -> BTreeSet<String> {
        let mut ids = BTreeSet::new();
        for row in &self.rows {
            row.defined.collect(&mut ids);
            row.shown.collect(&mut ids);
        }
        ids
    }
}

/// Names replaced by what they stand for.
fn named(text: &str, names: &[(String, String)]) -> String {
    names.iter().fold(text.to_owned(), |text, (name, meaning)| {
        text.replace(name, &format!("({meaning})"))
    })
}

/// All readouts of a frame, those in data alone as well.
struct Readouts<'a>(&'a [u8]);

impl LabVisitor for Readouts<'_> {
    type Output = Vec<Readout>;

    fn visit<L: Lab>(self) -> Vec<Readout> {
        postcard::from_bytes::<L::Frame>(self.0)
            .expect("a frame")
            .readouts()
    }
}

fn readouts(lab: &str, session: &Session) -> Vec<Readout> {
    visit_lab(lab, Readouts(&session.frame())).expect("it is in the list")
}

/// The values that settings are made of: all options, both sides of a switch, and of what conditions look at, the ends of
/// the range and the default.
fn values(lab: &'static dyn AnyLab, rules: &Rules) -> Vec<(&'static str, Vec<String>)> {
    let mut looked_at = rules.params();
    for param in &lab.schema().params {
        looked_at.extend(param.depends_on().into_iter().map(str::to_owned));
    }
    let values = lab.schema().params.iter().filter_map(|param| {
        // Further rules are like the second.
        if param.index.is_some_and(|index| index > 2) {
            return None;
        }
        let texts = match &param.kind {
            Kind::Choice { options } => options.iter().map(|option| (*option).to_owned()).collect(),
            Kind::Flag => vec!["off".to_owned(), "on".to_owned()],
            Kind::Number { positions, .. } | Kind::Integer { positions, .. }
                if looked_at.contains(param.id) =>
            {
                let params = lab.params();
                let ends = [0, *positions].map(|at| params.text_at(param.id, at));
                let default = params.value(param.id).map(|value| value.text());
                ends.into_iter().chain([default]).flatten().collect()
            }
            _ => return None,
        };
        Some((param.id, texts))
    });
    values.collect()
}

/// Small enough for thousands of runs, in what no number is made of.
fn lighten(params: &mut Params) {
    let light = [
        ("batch", "16"),
        ("samples", "100"),
        ("layers", "2"),
        ("steps", "30"),
        ("heat", "off"),
        ("grid", "off"),
        ("field", "arrows"),
        ("nullclines", "off"),
        ("resolution", "128"),
    ];
    for (id, text) in light {
        if params.schema().param(id).is_some() {
            params.set(id, text).expect("a size that is allowed");
        }
    }
    if params.schema().lab == "angles" && params.integer("n") > 1000 {
        params.set("n", "1000").expect("a dimension");
    }
}

/// What the table says against the lab at these parameters, at the beginning and a little later.
fn check(lab: &'static dyn AnyLab, rules: &Rules, mut params: Params) {
    lighten(&mut params);
    let mut session = lab.session(&params);
    for step in [0, 3] {
        let mut pieces = 0..6;
        let _: Progress = session.advance(step, || pieces.next().is_some());
        let complaints = rules.complaints(&params, &readouts(lab.id(), &session));
        assert_eq!(complaints, [""; 0], "{} {}", lab.id(), params.query());
    }
}

#[test]
fn every_number_is_there_where_it_is_defined_and_nowhere_else() {
    let count = std::thread::available_parallelism().map_or(1, usize::from);
    for lab in labs().iter().copied() {
        let rules = Rules::of(lab.id());
        let values = values(lab, &rules);
        // A number may also hang on what the table does not name: each with each of those that it does, and all at random.
        let named = rules.params();
        let mut settings: Vec<Vec<(&str, &str)>> = vec![Vec::new()];
        for (k, (first, of_first)) in values.iter().enumerate() {
            for (second, of_second) in &values[k + 1..] {
                if !named.contains(*first) && !named.contains(*second) {
                    continue;
                }
                for a in of_first {
                    settings.extend(
                        of_second
                            .iter()
                            .map(|b| vec![(*first, &**a), (*second, &**b)]),
                    );
                }
            }
        }
        let mut random = generator(1);
        for _ in 0..600 {
            let all = values.iter().map(|(id, texts)| {
                // Mostly at the default, or hardly anything would be left that is defined.
                let at = random.random_range(0..2 * texts.len());
                (*id, texts.get(at).map_or("", String::as_str))
            });
            settings.push(all.filter(|(_, text)| !text.is_empty()).collect());
        }
        println!("{}: {} settings", lab.id(), settings.len());
        std::thread::scope(|scope| {
            for worker in 0..count {
                let (rules, settings) = (&rules, &settings);
                scope.spawn(move || {
                    for setting in settings.iter().skip(worker).step_by(count) {
                        let mut params = lab.params();
                        for (id, text) in setting {
                            params.set(id, text).expect("a value of the schema");
                        }
                        check(lab, rules, params);
                    }
                });
            }
        });
    }
}

/// Every text of a readout has its row, and every row its text.
#[test]
fn the_tables_name_the_numbers_that_are_worded() {
    let texts: Value = serde_json::from_str(include_str!("../www/i18n/en.json")).expect("JSON");
    for lab in labs() {
        let worded = texts["lab"][lab.id()]["readout"]
            .as_object()
            .expect("texts");
        let worded: BTreeSet<_> = worded.keys().cloned().collect();
        let rules = Rules::of(lab.id());
        let named: BTreeSet<_> = rules.rows.iter().flat_map(|row| row.ids.clone()).collect();
        assert_eq!(worded, named, "{}", lab.id());
    }
}

fn frame<L: Lab>(query: &str, step: u64) -> L::Frame {
    let lab = find_lab(L::schema().lab).expect("a lab");
    let mut params = lab.params();
    assert_eq!(params.load(query), [], "{query}");
    let mut session = lab.session(&params);
    session.advance(step, || true);
    postcard::from_bytes(&session.frame()).expect("a frame")
}

fn by_id(readouts: Vec<Readout>) -> BTreeMap<String, f64> {
    let known = readouts
        .into_iter()
        .filter_map(|readout| Some((readout.id, readout.value?)));
    known.collect()
}

/// Sampled angles beside their law: within five standard errors, wherever there is an exact value.
#[test]
fn sampled_angles_agree_with_what_is_exact() {
    let mut compared = 0;
    for figure in ["density", "sphere", "dimensions"] {
        for distribution in ["gaussian", "sphere", "rademacher", "positive"] {
            for (sampler, n) in [("vectors", 2), ("vectors", 7), ("law", 7), ("auto", 200)] {
                let query = format!(
                    "figure={figure}&distribution={distribution}&sampler={sampler}&n={n}&samples=20000"
                );
                let frame = frame::<Angles>(&query, u64::MAX);
                let numbers = by_id(frame.readouts());
                for comparison in &frame.comparisons {
                    let [sampled, error, exact] = [0, 1, 2].map(|k| comparison.readouts[k].value);
                    let id = &comparison.readouts[0].id;
                    // The table says what stands above it.
                    assert_eq!(numbers.get(id).copied(), sampled, "{query} {id}");
                    assert_eq!(
                        numbers.get(&format!("{id}_exact")).copied(),
                        exact,
                        "{query} {id}"
                    );
                    if let (Some(sampled), Some(error), Some(exact)) = (sampled, error, exact) {
                        assert!((sampled - exact).abs() <= 5.0 * error, "{query} {id}");
                        compared += 1;
                    }
                }
                let board = frame.board().expect("a table");
                let has_exact = numbers.contains_key("mean_exact");
                assert_eq!(board.columns.contains(&"exact"), has_exact, "{query}");
                assert!(
                    board
                        .rows
                        .iter()
                        .all(|row| row.cells.len() == board.columns.len())
                );
            }
        }
    }
    assert_eq!(compared, 3 * 2 * 4 * 3);
}

/// The root mean square of cos θ is 1/√n for entries of every symmetric law, and not for orthogonal columns.
#[test]
fn columns_agree_with_what_is_said_of_them() {
    for (init, exact) in [
        ("lecun_normal", true),
        ("kaiming_uniform", true),
        ("xavier_uniform", true),
        ("orthogonal", false),
    ] {
        let frame = frame::<Angles>(
            &format!("figure=gram&init={init}&fan_in=3&fan_out=256"),
            400,
        );
        let numbers = by_id(frame.readouts());
        assert_eq!(numbers.contains_key("cosine_rms_exact"), exact, "{init}");
        if exact {
            // Pairs are independent two by two: 255·128 of them, with Var cos² = 2(n−1)/(n²(n+2)) or less.
            let error = 0.5 * (4.0 / 45.0_f64 / (255.0 * 128.0)).sqrt() * 3.0_f64.sqrt();
            let gap = numbers["cosine_rms"] - numbers["cosine_rms_exact"];
            assert!(
                gap.abs() < 5.0 * error,
                "{init}: {gap} with the error {error}"
            );
        }
        let uniform = init.ends_with("uniform");
        let ids: Vec<_> = frame.notes().iter().map(|note| note.id).collect();
        assert_eq!(ids.contains(&"nearly_isotropic"), uniform, "{init}");
    }
}

/// Every estimator's mean is the gradient and its exact bias; variance and mean squared error are what they say.
#[test]
fn sampled_estimates_agree_with_what_is_exact() {
    let mut compared = 0;
    for family in ["gaussian", "bernoulli", "categorical"] {
        for figure in ["histogram", "variance", "race"] {
            let query = format!("figure={figure}&family={family}&show=all&samples=2&steps=200");
            let frame = frame::<Estimators>(&query, 200);
            let numbers = by_id(frame.readouts());
            assert_eq!(numbers.get("exact").copied(), frame.exact);
            for row in frame.estimators.iter().filter(|row| row.obstacle.is_none()) {
                let id = &row.id;
                assert_eq!(row.exact, frame.exact, "{query} {id}");
                let (Some(mean), Some(error)) = (row.mean, row.standard_error) else {
                    continue;
                };
                if let (Some(exact), Some(bias)) = (row.exact, row.bias_exact) {
                    let gap = mean - (exact + bias);
                    assert!(
                        gap.abs() <= 5.0 * error + 1e-9,
                        "{query} {id}: {gap} ± {error}"
                    );
                    compared += 1;
                }
                let variance =
                    (row.variance.zip(row.variance_exact)).zip(row.standard_error_of_variance);
                if let Some(((variance, exact), error)) = variance {
                    let gap = variance - exact;
                    assert!(
                        gap.abs() <= 6.0 * error + 1e-9 * exact,
                        "{query} {id}: {gap} ± {error}"
                    );
                    compared += 1;
                }
                if let (Some(bias), Some(variance), Some(mse)) = (row.bias, row.variance, row.mse) {
                    assert!(
                        (bias * bias + variance - mse).abs() <= 1e-12 * mse,
                        "{query} {id}"
                    );
                }
            }
            if let Some(test) = &frame.gumbel_max {
                let total: u64 = test.counts.iter().sum();
                assert_eq!(numbers["degrees"], test.counts.len() as f64 - 1.0);
                assert!(total > 0 && numbers["p_value"] > 1e-6, "{query}");
            }
        }
    }
    assert!(compared > 60, "{compared}");
}

/// What is measured of a GAN is measured at the step that is shown, not at the last one of its history.
#[test]
fn a_gan_is_measured_at_the_step_that_is_shown() {
    for step in [0, 3, 20, 37] {
        let frame = frame::<Gans>("steps=200&batch=16&width_d=8&width_g=8", step);
        let live = frame.live().expect("the live view");
        let now = live.now.expect("a measurement");
        assert_eq!((live.step, now.step), (step, step));
        let numbers = by_id(frame.readouts());
        assert_eq!(numbers["loss_d"], now.losses[0]);
        assert_eq!(numbers["sliced"], now.sliced_wasserstein);
        if let Some(last) = live.history.last().filter(|last| last.step == step) {
            assert_eq!(*last, now);
        }
    }
}

/// The Dirac-GAN's numbers follow from each other.
#[test]
fn the_numbers_of_a_dirac_gan_follow_from_each_other() {
    for method in ["simultaneous", "alternating", "momentum", "rk4", "adam"] {
        let frame = frame::<Gans>(&format!("view=dirac&method={method}&lr=0.2"), 25);
        let dirac = frame.dirac().expect("the portrait");
        let numbers = by_id(frame.readouts());
        let [theta, psi] = dirac.runs[0].path[25];
        assert_eq!([numbers["theta"], numbers["psi"]], [theta, psi]);
        assert_eq!(numbers["distance"], hypot(theta, psi));
        assert_eq!(
            numbers.get("time").copied(),
            (method != "adam").then_some(25.0 * 0.2)
        );
        let largest = dirac.runs[0].step_eigenvalues.first();
        assert_eq!(
            numbers.get("rho").copied(),
            largest.map(|[re, im]| re.hypot(*im))
        );
    }
}

/// A figure shows no more than data has, and in the same order.
#[test]
fn what_stands_under_the_figure_is_part_of_the_data() {
    struct Both<'a>(&'a [u8]);
    impl LabVisitor for Both<'_> {
        type Output = (Vec<Readout>, Vec<Readout>);
        fn visit<L: Lab>(self) -> Self::Output {
            let mut figure = Figure::<L>::default();
            let shown: &mut dyn thetaflow::lab::AnyFigure = &mut figure;
            shown.show(self.0).expect("a frame");
            let under = shown.readouts();
            (figure.frame().expect("shown").readouts(), under)
        }
    }
    for (query, shown) in [("chart=time", false), ("chart=stability", true)] {
        let lab = find_lab("optimizers").expect("a lab");
        let mut params = lab.params();
        assert_eq!(
            params.load(&format!("landscape=quadratic&rule=sgd&{query}")),
            []
        );
        let mut session = lab.session(&params);
        session.advance(30, || true);
        let (data, under) = visit_lab("optimizers", Both(&session.frame())).expect("a lab");
        let has = |readouts: &[Readout], id: &str| readouts.iter().any(|readout| readout.id == id);
        assert!(has(&data, "predicted_rate") && has(&data, "spectral_radius"));
        assert_eq!(has(&under, "predicted_rate"), shown);
        assert!(
            !has(&under, "spectral_radius"),
            "the same number once is enough"
        );
        let by_id = by_id(data);
        assert_eq!(by_id["predicted_rate"], by_id["spectral_radius"]);
    }
}

/// The conditions of the schema and those of the tables mean the same by "at least".
#[test]
fn a_condition_is_read_as_it_is_written() {
    let params = find_lab("optimizers").expect("a lab").params();
    for (text, holds) in [
        ("rule=sgd, adam", true),
        ("rule≠sgd, adam", false),
        ("rule=sgd | rule=adam & rule_2=none", true),
        ("(rule=sgd | rule=adam) & rule_2≠none", false),
        ("never", false),
    ] {
        assert_eq!(Condition::parse(text).holds(&params), holds, "{text}");
    }
    assert!(Relevance::Is("rule", vec!["adam"]).holds(&params));
}
