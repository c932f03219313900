//! The learning rate and its defaults: what is a good rate for one rule diverges with another, and likewise for surfaces.

use crate::keys::{LANDSCAPE, RuleKeys};
use crate::settings::Surface;
use thetaflow::blocks::rule;
use thetaflow::math::real::log10;
use thetaflow::optim::rules::Family;
use thetaflow::params::{Param, Params, Scale, Value, number};
use thetaflow_surfaces::Landscape;

/// Families of rules: which of the rates of a surface is theirs, and times what.
const FAMILIES: [(Family, usize, f64); 6] = [
    (Family::Euler, 0, 1.0),
    (Family::Ball, 1, 1.0),
    (Family::Adam, 2, 1.0),
    (Family::MeanSquare, 2, 0.2),
    (Family::Sign, 2, 0.5),
    (Family::Sum, 2, 5.0),
];

/// γ, with a default for each pair of a surface and a rule.
pub fn learning_rate(keys: &'static RuleKeys) -> Param {
    let rates = Landscape::all().into_iter().flat_map(|surface| {
        let rates = surface.rates();
        (FAMILIES.iter())
            .map(move |(_, column, factor)| Value::Number(rounded(rates[*column] * factor)))
    });
    let pick = |params: &Params| {
        let Surface(surface) = params.get(LANDSCAPE);
        let row = (Landscape::IDS.iter()).position(|id| *id == surface.id());
        let group = (params.get(keys.rule))
            .and_then(|rule| (FAMILIES.iter()).position(|(family, ..)| *family == rule.family()));
        match (row, group) {
            (Some(row), Some(group)) => row * FAMILIES.len() + group,
            _ => usize::MAX,
        }
    };
    number(keys.lr, "γ", Scale::Log, [1e-6, 10.0], 0.05)
        .default_when(
            rule::is(keys.rule, |rule| rule.family() == Family::Unit),
            1.0,
        )
        .default_among(rates.collect(), &[LANDSCAPE.id(), keys.rule.id()], pick)
}

/// Two significant digits: 0.1 · 0.2 is 0.020000000000000004.
fn rounded(rate: f64) -> f64 {
    let unit = 10f64.powi(1 - log10(rate).floor() as i32);
    (rate * unit).round() / unit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_short_numbers() {
        assert_eq!(rounded(0.1 * 0.2), 0.02);
        assert_eq!(rounded(5e-4), 5e-4);
    }
}
