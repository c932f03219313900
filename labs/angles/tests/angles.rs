//! The angle lab against reference values: laws by mpmath (40 digits), samplers against the laws, and the whole pipeline
//! as a reader would drive it. The values are made by the scripts in golden/.

use proptest::prelude::*;
use serde_json::Value;
use std::f64::consts::{FRAC_PI_2, PI};
use thetaflow::lab::Frame;
use thetaflow::math::random::generator;
use thetaflow::testing;
use thetaflow_angles::Angles;
use thetaflow_angles::approximation::Approximation;
use thetaflow_angles::components::Distribution;
use thetaflow_angles::direct::DirectSampler;
use thetaflow_angles::family::{SmallestAngle, log10_orthogonal_count, orthogonal_count};
use thetaflow_angles::frame::{AngleFrame, Shown};
use thetaflow_angles::law::AngleLaw;
use thetaflow_angles::pairs::PairSampler;

fn golden(name: &str) -> Vec<Value> {
    let path = format!("{}/golden/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).expect("the reference file");
    serde_json::from_str(&text).expect("JSON")
}

fn numbers(value: &Value) -> Vec<f64> {
    serde_json::from_value(value.clone()).expect("numbers")
}

fn assert_relative(ours: f64, theirs: f64, tolerance: f64, what: &str) {
    assert!(
        (ours - theirs).abs() <= tolerance * theirs.abs(),
        "{what}: {ours} is not {theirs}"
    );
}

#[test]
fn laws_are_those_of_mpmath() {
    for entry in golden("angles") {
        let n = entry["n"].as_u64().expect("a dimension");
        let law = AngleLaw::new(n);
        assert_relative(
            law.variance(),
            entry["variance"].as_f64().expect("a number"),
            1e-10,
            &format!("variance for n = {n}"),
        );
        for (theta, pdf) in numbers(&entry["theta"])
            .into_iter()
            .zip(numbers(&entry["pdf"]))
        {
            let what = format!("pdf for n = {n} at {theta}");
            if pdf == 0.0 {
                assert!(law.density(theta) < 1e-300, "{what}");
            } else {
                assert_relative(law.density(theta), pdf, 1e-10, &what);
            }
        }
        for (delta, tail) in numbers(&entry["delta"])
            .into_iter()
            .zip(numbers(&entry["tail"]))
        {
            assert_relative(
                law.tail(delta),
                tail,
                1e-10,
                &format!("tail for n = {n} at {delta}"),
            );
        }
    }
}

/// The same for large n and far into the tails, where only logarithms are left.
#[test]
fn laws_of_large_dimensions_are_those_of_mpmath() {
    for entry in golden("angles_large") {
        let n = entry["n"].as_u64().expect("a dimension");
        let law = AngleLaw::new(n);
        let variance = entry["variance"].as_f64().expect("a number");
        assert_relative(
            law.variance(),
            variance,
            1e-14,
            &format!("variance for n = {n}"),
        );
        let columns = ["delta", "log_pdf", "log_tail"].map(|name| numbers(&entry[name]));
        for ((delta, log_pdf), log_tail) in columns[0].iter().zip(&columns[1]).zip(&columns[2]) {
            let what = format!("n = {n}, δ = {delta}");
            // Of a density or a tail, the relative error is the absolute one of its logarithm.
            let tolerance = |log: f64| 1e-12 + 1e-15 * log.abs();
            if *log_pdf > -700.0 {
                let ours = law.density_beside(*delta).ln();
                assert!(
                    (ours - log_pdf).abs() < tolerance(*log_pdf) * 10.0,
                    "{what}: {ours} {log_pdf}"
                );
            }
            let ours = law.ln_tail(*delta);
            assert!(
                (ours - log_tail).abs() < tolerance(*log_tail) * 10.0,
                "{what}: {ours} {log_tail}"
            );
        }
    }
}

/// p_n(π/2 + z/√n)/√n → φ(z) (1 + (z⁴·(−1/12) + z² − 3/4)/n + O(1/n²)): the large-n expansion of the density.
#[test]
fn a_million_dimensions_follow_the_expansion() {
    let n = 1e6_f64;
    let law = AngleLaw::new(1_000_000);
    for z in [0.0, 0.5, 1.0, 2.0, 3.0, 4.0] {
        let normal = (-0.5_f64 * z * z).exp() / (2.0 * PI).sqrt();
        // ln p = −¾/n + ln √(n/2π) + (n − 2) ln cos(z/√n), expanded.
        let correction = (-0.75 + z * z - z.powi(4) / 12.0) / n;
        let expected = normal * (1.0 + correction);
        let ours = law.density_beside(z / n.sqrt()) / n.sqrt();
        assert_relative(ours, expected, 1e-8, &format!("z = {z}"));
    }
    // ½ ψ₁(n/2) = 1/n + 1/n² + 2/(3n³) − …
    let variance = 1.0 / n + 1.0 / (n * n) + 2.0 / (3.0 * n.powi(3));
    assert_relative(law.variance(), variance, 1e-14, "variance");
}

/// The table of the article.
#[test]
fn the_table_of_variances_is_reproduced() {
    for (n, variance, digits) in [
        (3, 0.467401, 6),
        (10, 0.110661, 6),
        (20, 0.0525832, 6),
        (50, 0.0204053, 6),
        (100, 0.0101007, 6),
        (200, 0.00502508, 6),
        (1000, 0.001001, 4),
    ] {
        let ours = AngleLaw::new(n).variance();
        assert_relative(
            ours,
            variance,
            1.0 * 10f64.powi(-digits + 1),
            &format!("n = {n}"),
        );
    }
    assert!((AngleLaw::new(2).variance() - PI * PI / 12.0).abs() < 1e-15);
    assert!((AngleLaw::new(3).variance() - (PI * PI / 4.0 - 2.0)).abs() < 1e-15);
}

fn kolmogorov_smirnov(mut angles: Vec<f64>, exact: impl Fn(f64) -> f64) -> f64 {
    angles.sort_unstable_by(f64::total_cmp);
    let count = angles.len() as f64;
    let gap = |(i, angle): (usize, &f64)| {
        let exact = exact(*angle);
        (exact - i as f64 / count)
            .abs()
            .max(((i + 1) as f64 / count - exact).abs())
    };
    angles.iter().enumerate().map(gap).fold(0.0, f64::max)
}

fn from_vectors(distribution: Distribution, n: u64, count: usize) -> Vec<f64> {
    let mut sampler = PairSampler::new(distribution, n, &mut generator(17));
    let mut angles = Vec::with_capacity(count);
    while angles.len() < count {
        match sampler.direction() {
            Some(direction) => angles.push(direction.angle),
            None => {
                sampler.work(u64::MAX);
            }
        }
    }
    angles
}

fn from_law(n: u64, count: usize) -> Vec<f64> {
    let mut sampler = DirectSampler::new(n, generator(23));
    (0..count).map(|_| sampler.direction().angle).collect()
}

/// D √N exceeds 1.95 once in a thousand times.
#[test]
fn both_samplers_follow_the_exact_law() {
    for (n, count) in [
        (2, 200_000),
        (3, 200_000),
        (4, 50_000),
        (10, 50_000),
        (200, 10_000),
        (3000, 2000),
    ] {
        let law = AngleLaw::new(n);
        let samples = [
            ("vectors", from_vectors(Distribution::Gaussian, n, count)),
            ("sphere", from_vectors(Distribution::Sphere, n, count)),
            ("law", from_law(n, count)),
        ];
        for (name, angles) in samples {
            let distance = kolmogorov_smirnov(angles, |theta| law.distribution(theta));
            assert!(
                distance * (count as f64).sqrt() < 1.95,
                "{name}, n = {n}: {distance}"
            );
        }
    }
    let law = AngleLaw::new(1_000_000);
    let distance = kolmogorov_smirnov(from_law(1_000_000, 20_000), |theta| law.distribution(theta));
    assert!(distance * 20_000_f64.sqrt() < 1.95, "{distance}");
}

/// The test above can fail: dimensions that are close are told apart.
#[test]
fn a_wrong_dimension_is_noticed() {
    let law = AngleLaw::new(11);
    let angles = from_vectors(Distribution::Gaussian, 10, 50_000);
    let distance = kolmogorov_smirnov(angles, |theta| law.distribution(theta));
    assert!(distance * 50_000_f64.sqrt() > 1.95, "{distance}");
}

/// The frame at the end of a run with these parameters.
fn frame(query: &str) -> AngleFrame {
    testing::frame::<Angles>(query, u64::MAX)
}

fn readout(frame: &AngleFrame, id: &str) -> Option<f64> {
    let found = frame.readouts.iter().find(|readout| readout.id == id);
    found.unwrap_or_else(|| panic!("no readout {id}")).value
}

#[test]
fn sampled_moments_are_within_five_standard_errors() {
    for n in [2, 3, 10, 100, 1000] {
        for distribution in ["gaussian", "sphere"] {
            for sampler in ["vectors", "law"] {
                let query =
                    format!("n={n}&distribution={distribution}&sampler={sampler}&samples=20000");
                let frame = frame(&query);
                assert_eq!(readout(&frame, "samples"), Some(20_000.0));
                assert_eq!(frame.comparisons.len(), 3);
                for comparison in &frame.comparisons {
                    let [value, error, exact] =
                        [0, 1, 2].map(|k| comparison.readouts[k].value.expect("known"));
                    let id = &comparison.readouts[0].id;
                    // Where nothing was seen in the tail, its error is not known either.
                    let error = if value == 0.0 {
                        (exact / 20_000.0).sqrt()
                    } else {
                        error
                    };
                    assert!(
                        (value - exact).abs() <= 5.0 * error,
                        "{query}: {id} {value} ± {error}, not {exact}"
                    );
                    assert_eq!(readout(&frame, id), Some(value));
                    assert_eq!(readout(&frame, &format!("{id}_exact")), Some(exact));
                }
                let distance = readout(&frame, "ks").expect("known");
                assert!(distance * 20_000_f64.sqrt() < 1.95, "{query}: {distance}");
            }
        }
    }
}

#[test]
fn histograms_count_every_sample_and_curves_have_mass_one() {
    for query in [
        "",
        "n=2",
        "n=1000",
        "n=1000000&sampler=law",
        "n=100&vectors=20&samples=500",
        "distribution=positive&n=5000&samples=300",
    ] {
        let frame = frame(query);
        let histogram = &frame.histogram;
        let counted = histogram.counts.iter().sum::<u64>() + histogram.below + histogram.above;
        assert_eq!(Some(counted as f64), readout(&frame, "samples"), "{query}");
        assert_eq!(histogram.edges.len(), histogram.counts.len() + 1);
        let (theta, p) = (&frame.density.theta, &frame.density.p);
        let mass: f64 = (theta.windows(2).zip(p.windows(2)))
            .map(|(theta, p)| 0.5 * (theta[1] - theta[0]) * (p[0] + p[1]))
            .sum();
        if !query.contains("positive") {
            assert!((mass - 1.0).abs() < 1e-3, "{query}: {mass}");
        }
    }
}

/// Exact values are those of isotropic vectors, and missing for others.
#[test]
fn only_isotropic_vectors_have_exact_moments() {
    for (distribution, known) in [
        ("gaussian", true),
        ("sphere", true),
        ("uniform_cube", false),
        ("rademacher", false),
        ("sparse", false),
        ("correlated", false),
        ("positive", false),
        ("student_t", false),
    ] {
        let frame = frame(&format!("distribution={distribution}&samples=1000"));
        for id in ["mean_exact", "variance_exact", "tail_exact"] {
            let is_there = frame.readouts.iter().any(|readout| readout.id == id);
            assert_eq!(is_there, known, "{distribution} {id}");
        }
    }
}

/// The mean angle of positive vectors tends to arccos(2/π), not to π/2.
#[test]
fn positive_vectors_are_not_orthogonal() {
    let frame = frame("distribution=positive&n=10000&samples=400");
    let mean = readout(&frame, "mean").expect("sampled");
    assert!((mean - (2.0 / PI).acos()).abs() < 1e-3, "{mean}");
}

/// 60 vectors in 200 dimensions: the smallest of all angles against the curve for independent pairs.
#[test]
fn the_smallest_of_many_angles_follows_its_curve() {
    let frame = frame("n=200&vectors=60&samples=4000");
    let histogram = &frame.histogram;
    let law = SmallestAngle {
        law: AngleLaw::new(200),
        vectors: 60,
    };
    let total: u64 = histogram.counts.iter().sum();
    assert_eq!(total, 4000, "the whole law is in view");
    let (mut below, mut distance) = (0, 0.0_f64);
    for (edge, count) in histogram.edges.iter().skip(1).zip(&histogram.counts) {
        below += count;
        let exact = law.distribution_beside(edge - FRAC_PI_2);
        distance = distance.max((below as f64 / 4000.0 - exact).abs());
    }
    assert!(distance < 1.95 / 4000_f64.sqrt(), "{distance}");
    assert!(readout(&frame, "min_angle") < readout(&frame, "mean"));
}

#[test]
fn singular_values_lie_between_the_edges() {
    let frame = frame("figure=gram&fan_in=512&fan_out=128");
    let Shown::Gram(figure) = &frame.shown else {
        panic!("another figure");
    };
    assert_eq!(figure.singular_values.len(), 128);
    assert!((figure.edges[0] - 0.5).abs() < 1e-12 && (figure.edges[1] - 1.5).abs() < 1e-12);
    assert!((readout(&frame, "singular_min").expect("known") - 0.5).abs() < 0.03);
    assert!((readout(&frame, "singular_max").expect("known") - 1.5).abs() < 0.03);
    let rms = readout(&frame, "cosine_rms").expect("known");
    let exact = readout(&frame, "cosine_rms_exact").expect("known");
    // cos² has the variance 2(n − 1)/(n²(n + 2)), and pairs are independent two by two.
    let pairs = 128.0 * 127.0 / 2.0_f64;
    assert!((rms / exact - 1.0).abs() < 5.0 / (2.0 * pairs).sqrt());
}

#[test]
fn orthogonal_weights_have_equal_singular_values() {
    for (fan_in, fan_out) in [(200, 64), (64, 64), (64, 200)] {
        let frame = frame(&format!(
            "figure=gram&init=orthogonal&gain=2&fan_in={fan_in}&fan_out={fan_out}"
        ));
        for id in ["singular_min", "singular_max"] {
            let value = readout(&frame, id).expect("known");
            assert!((value - 2.0).abs() < 2e-12, "{fan_in} {fan_out} {value}");
        }
    }
}

/// Relu halves the mean square under LeCun's initialisation; Kaiming's preserves it.
#[test]
fn relu_halves_the_mean_square() {
    for (init, factor) in [("lecun_normal", 0.5_f64), ("kaiming_normal", 1.0)] {
        let frame = frame(&format!(
            "figure=signal&init={init}&layers=6&steps=400&fan_in=32&fan_out=32"
        ));
        let Shown::Signal(figure) = &frame.shown else {
            panic!("another figure");
        };
        for (layer, measured) in figure.mean_square.iter().enumerate() {
            let expected = factor.powi(layer as i32);
            let error = measured.error.max(1e-12);
            assert!(
                (measured.mean - expected).abs() <= 5.0 * error,
                "{init} {layer}: {measured:?}"
            );
            assert!((figure.limit_mean_square[layer] / expected - 1.0).abs() < 1e-12);
        }
    }
}

/// The sphere of n = 3 has its samples on it; in the plane they stand on both sides of x.
#[test]
fn points_of_the_sphere_are_the_first_samples() {
    for (n, sides) in [(2, true), (3, false), (50, false)] {
        let frame = frame(&format!("figure=sphere&n={n}&samples=600"));
        let Shown::Sphere(figure) = &frame.shown else {
            panic!("another figure");
        };
        assert_eq!(figure.points.len(), 600);
        let mean = figure.points.iter().map(|[theta, _]| theta).sum::<f64>() / 600.0;
        assert!((mean - readout(&frame, "mean").expect("sampled")).abs() < 1e-12);
        assert_eq!(
            figure
                .points
                .iter()
                .all(|[_, azimuth]| *azimuth == 0.0 || *azimuth == PI),
            sides
        );
    }
}

/// Seen otherwise, the samples are the same.
#[test]
fn a_run_that_is_kept_is_the_run_that_would_be_made() {
    let mut kept = testing::session::<Angles>("figure=sphere&samples=5000");
    kept.advance(u64::MAX, || true);
    for query in [
        "figure=sphere&samples=5000&yaw=77",
        "n=3&samples=5000&zoom=on",
        "figure=dimensions&n=3&samples=5000",
        "n=3&samples=5001",
    ] {
        kept.restart(&testing::params::<Angles>(query));
        let mut fresh = testing::session::<Angles>(query);
        for step in [0, 7, 60, 10_000] {
            kept.advance(step, || true);
            fresh.advance(step, || true);
            assert_eq!(kept.frame(), fresh.frame(), "{query} at {step}");
        }
    }
}

/// A run of 10⁸ pairs is many short steps: it can be stopped, and is far from its end after a few.
#[test]
fn a_hundred_million_pairs_are_many_short_steps() {
    let session = testing::session::<Angles>("samples=100000000&n=50&sampler=vectors");
    assert!(
        (2000..20_000).contains(&session.last_step()),
        "{}",
        session.last_step()
    );
}

#[test]
fn sliders_of_whole_numbers_go_one_by_one_and_then_in_round_numbers() {
    let params = testing::params::<Angles>("");
    let texts: Vec<_> = (0..1000)
        .map_while(|position| {
            let text = params.text_at("samples", position)?;
            (text != "100000000").then_some(text)
        })
        .collect();
    assert_eq!(
        texts[..20],
        (1..=20)
            .map(|number: u32| number.to_string())
            .collect::<Vec<_>>()[..]
    );
    for familiar in ["50", "100", "500", "1000", "2000", "10000", "1000000"] {
        assert!(
            texts.iter().any(|text| text == familiar),
            "{familiar}: {texts:?}"
        );
    }
}

// ---- Numbers that stand beside each other

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
                let frame = frame(&query);
                let numbers = testing::numbers(&frame);
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
        let frame = testing::frame::<Angles>(
            &format!("figure=gram&init={init}&fan_in=3&fan_out=256"),
            400,
        );
        let numbers = testing::numbers(&frame);
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

#[test]
fn what_stands_in_the_way_of_a_parameter_is_said() {
    let said = |query: &str, id: &str| {
        let error = testing::params::<Angles>(query).without_effect(id)?;
        assert_eq!((error.code, error.args[0].1.as_str()), ("no_effect", id));
        Some(format!("{} → {}", error.args[1].1, error.args[2].1))
    };
    for (query, id, expected) in [
        (
            "vectors=5&n=3000",
            "sampler",
            "figure=density, vectors=5 → figure=sphere, dimensions | vectors≤2",
        ),
        ("vectors=5", "normal", "vectors=5 → vectors≤2"),
    ] {
        assert_eq!(said(query, id).as_deref(), Some(expected), "{query}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// No NaN, no overflow, nothing outside its range, for any dimension and any angle.
    #[test]
    fn laws_are_finite_everywhere(n in 2_u64..=1_000_000, theta in 0.0..=PI, delta in 0.0..=1.6, vectors in 2_u64..=256) {
        let law = AngleLaw::new(n);
        prop_assert!(law.density(theta) >= 0.0 && law.density(theta) <= law.peak() * (1.0 + 1e-9));
        prop_assert!((0.0..=1.0).contains(&law.distribution(theta)));
        prop_assert!(law.ln_tail(delta) <= 0.0);
        prop_assert!(log10_orthogonal_count(&law, delta) >= 0.0 || delta >= FRAC_PI_2);
        prop_assert!(orthogonal_count(&law, delta).is_none_or(|count| count >= 1.0));
        let smallest = SmallestAngle { law, vectors };
        let at = smallest.distribution_beside(theta - FRAC_PI_2);
        prop_assert!((0.0..=1.0).contains(&at), "{}", at);
        prop_assert!(smallest.density_beside(theta - FRAC_PI_2).is_finite());
        for kind in [Approximation::Angle, Approximation::Cosine] {
            let distance = kind.distance(&law);
            prop_assert!(distance.is_none_or(|d| (0.0..1.0).contains(&d)));
        }
    }
}
