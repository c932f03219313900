//! From random weights to a frame.

use super::frame::{
    AngleFrame, Comparison, Density, GramFigure, Histogram, Measured, Remark, Shown, SignalFigure,
};
use super::gram::{MarchenkoPastur, WeightMatrix, cosine_density};
use super::limit::Signal;
use super::settings::Settings;
use super::signal::{Ensemble, Network};
use super::weights::{Init, Shape, Weights};
use thetaflow::lab::Readout;
use thetaflow::math::interval::spaced;
use thetaflow::math::moments::Moments;
use thetaflow::math::real::acos;

const POINTS: usize = 201;

fn frame(shown: Shown, comparisons: Vec<Comparison>, readouts: Vec<Readout>) -> AngleFrame {
    AngleFrame {
        step: 0,
        last_step: 0,
        density: Density::default(),
        histogram: Histogram::default(),
        shown,
        comparisons,
        remarks: Vec::new(),
        readouts,
    }
}

/// Where cos θ is looked at: six standard deviations 1/√n, at most [−1, 1].
pub fn cosine_bound(fan_in: u64) -> f64 {
    (6.0 / (fan_in as f64).sqrt()).min(1.0)
}

pub fn gram(settings: &Settings, matrix: &WeightMatrix) -> AngleFrame {
    let weights = settings.weights;
    let Weights {
        fan_in,
        fan_out,
        init,
        gain,
    } = weights;
    let size = matrix.size();
    let cosines = matrix.cosines();
    let values = matrix.singular_values();
    let law = MarchenkoPastur {
        ratio: size as f64 / fan_in as f64,
        scale: weights.std() * (fan_in as f64).sqrt(),
    };
    let orthogonal = init == Init::Orthogonal;
    // Until a wide orthogonal matrix is complete, its columns are a part of one.
    let edges = if orthogonal {
        [gain, gain]
    } else {
        law.edges()
    };
    let bound = cosine_bound(fan_in) * (1.0 - 1e-9);
    let cosine = if orthogonal {
        Vec::new()
    } else {
        spaced([-bound, bound], POINTS)
    };
    let value = if orthogonal || size == 0 {
        Vec::new()
    } else {
        spaced(edges, POINTS)
    };
    // Of independent entries; those of an orthogonal matrix are not.
    let of_law = |id: &str, symbol: &str, value: Option<f64>| {
        (!orthogonal).then(|| Readout::number(id, symbol, value))
    };
    let edge = |k: usize| (size > 0).then_some(edges[k]);
    let smallest = cosines.iter().copied().reduce(f64::max).map(acos);
    let readouts = [
        Some(Readout::count("fan_in", "n", fan_in)),
        Some(Readout::count("fan_out", "m", fan_out)),
        Some(Readout::number("std", "σ", Some(weights.std()))),
        Some(Readout::number(
            "singular_min",
            "min σ",
            values.first().copied(),
        )),
        of_law("edge_low", "", edge(0)),
        Some(Readout::number(
            "singular_max",
            "max σ",
            values.last().copied(),
        )),
        of_law("edge_high", "", edge(1)),
        Some(Readout::number(
            "cosine_rms",
            "",
            root_mean_square(&cosines),
        )),
        // Signs make it exact for every law of entries that has ±x alike: E cos² θ = n E[u²]² with E[u²] = 1/n.
        of_law(
            "cosine_rms_exact",
            "1/√n",
            Some(1.0 / (fan_in as f64).sqrt()),
        ),
        Some(Readout::number("min_angle", "", smallest)),
    ];
    let readouts = readouts.into_iter().flatten().collect();
    let shown = Shown::Gram(GramFigure {
        fan_in,
        fan_out,
        columns: size as u64,
        cosine_density: cosine.iter().map(|c| cosine_density(fan_in, *c)).collect(),
        cosine,
        cosines: cosines.into_iter().map(|cosine| cosine as f32).collect(),
        value_density: value.iter().map(|x| law.density(*x)).collect(),
        value,
        singular_values: values,
        edges,
    });
    let mut frame = frame(shown, Vec::new(), readouts);
    if weights.shape() == Shape::Uniform {
        frame.remarks.push(Remark::NearlyIsotropic);
    }
    frame
}

fn root_mean_square(values: &[f64]) -> Option<f64> {
    let sum: f64 = values.iter().map(|value| value * value).sum();
    (!values.is_empty()).then(|| (sum / values.len() as f64).sqrt())
}

fn measured(sums: &Moments) -> Measured {
    Measured {
        count: sums.count(),
        mean: sums.mean().unwrap_or(0.0),
        error: sums.standard_error().unwrap_or(0.0),
    }
}

pub fn signal(settings: &Settings, ensemble: &Ensemble) -> AngleFrame {
    let weights = settings.weights;
    let limit = Network {
        weights,
        activation: settings.activation,
        layers: settings.layers,
        input_angle: settings.input_angle,
    }
    .limit();
    let networks = ensemble.networks;
    let complete: &[super::signal::Depth] = if networks > 0 { &ensemble.depths } else { &[] };
    let output = complete.last();
    let angle = |signal: &Signal| acos(signal.cosine.clamp(-1.0, 1.0));
    let row = |id: &str, sums: Option<&Moments>, exact: Option<f64>| Comparison {
        readouts: [
            Readout::number(id, "", sums.and_then(Moments::mean)),
            Readout::number("error", "", sums.and_then(Moments::standard_error)),
            Readout::number("exact", "", exact),
        ],
    };
    let comparisons = vec![
        row(
            "output_square",
            output.map(|depth| &depth.mean_square),
            limit.last().map(|signal| signal.mean_square),
        ),
        row(
            "output_angle",
            output.map(|depth| &depth.angle),
            limit.last().map(angle),
        ),
    ];
    let readouts = vec![
        Readout::count("fan_in", "n", weights.fan_in),
        Readout::count("fan_out", "m", weights.fan_out),
        Readout::number("std", "σ", Some(weights.std())),
        Readout::count("networks", "N", networks),
        Readout::number(
            "output_square",
            "q(L)",
            output.and_then(|depth| depth.mean_square.mean()),
        ),
        Readout::number(
            "output_square_limit",
            "",
            limit.last().map(|signal| signal.mean_square),
        ),
        Readout::number(
            "output_angle",
            "θ(L)",
            output.and_then(|depth| depth.angle.mean()),
        ),
        Readout::number("output_angle_limit", "", limit.last().map(angle)),
    ];
    let column = |of: fn(&super::signal::Depth) -> &Moments| {
        complete.iter().map(|depth| measured(of(depth))).collect()
    };
    let shown = Shown::Signal(SignalFigure {
        mean_square: column(|depth| &depth.mean_square),
        angle: column(|depth| &depth.angle),
        cosine: column(|depth| &depth.cosine),
        last: ensemble.last.clone(),
        limit_mean_square: limit.iter().map(|signal| signal.mean_square).collect(),
        limit_angle: limit.iter().map(angle).collect(),
    });
    frame(shown, comparisons, readouts)
}
