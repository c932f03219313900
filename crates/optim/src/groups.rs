//! Which coordinates share a norm.

use super::Real;
use std::fmt;
use thetaflow_math::number::Arithmetic;

/// How a parameter vector falls into groups, for the wrappers that measure norms.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Groups {
    /// All coordinates are one group.
    #[default]
    Whole,
    /// Consecutive stretches of these lengths, such as the layers of a network.
    Lengths(Vec<usize>),
    /// This many points stored coordinate by coordinate, x₁ x₂ ... y₁ y₂ ...: each point is a group.
    Points(usize),
}

/// The groups do not fit the parameter vector.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GroupsError {
    /// How many parameters the groups describe; for [`Groups::Points`], the number of points.
    pub grouped: usize,
    /// How many parameters there are.
    pub parameters: usize,
}

impl fmt::Display for GroupsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            grouped,
            parameters,
        } = self;
        write!(
            f,
            "groups of {grouped} do not divide a vector of {parameters} parameters"
        )
    }
}

impl std::error::Error for GroupsError {}

impl Groups {
    /// Lays the groups over a vector of `parameters` entries.
    pub(super) fn lay_out(&self, parameters: usize) -> Result<Vec<Group>, GroupsError> {
        let misfit = |grouped| {
            Err(GroupsError {
                grouped,
                parameters,
            })
        };
        match self {
            Self::Whole => Ok(vec![Group {
                start: 0,
                end: parameters,
                stride: 1,
            }]),
            Self::Lengths(lengths) => {
                let grouped = lengths
                    .iter()
                    .fold(0_usize, |sum, &length| sum.saturating_add(length));
                if grouped != parameters {
                    return misfit(grouped);
                }
                let mut end = 0;
                let next = |&length: &usize| {
                    let start = end;
                    end += length;
                    Group {
                        start,
                        end,
                        stride: 1,
                    }
                };
                Ok(lengths.iter().map(next).collect())
            }
            Self::Points(points) if parameters.checked_rem(*points) == Some(0) => {
                let group = |start| Group {
                    start,
                    end: parameters,
                    stride: *points,
                };
                Ok((0..*points).map(group).collect())
            }
            Self::Points(points) => misfit(*points),
        }
    }
}

/// Every `stride`-th coordinate of `start..end`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Group {
    start: usize,
    end: usize,
    stride: usize,
}

impl Group {
    pub fn of<'a, T>(&self, values: &'a [T]) -> impl Iterator<Item = &'a T> + Clone + use<'a, T> {
        values
            .iter()
            .take(self.end)
            .skip(self.start)
            .step_by(self.stride)
    }

    pub fn of_mut<'a, T>(
        &self,
        values: &'a mut [T],
    ) -> impl Iterator<Item = &'a mut T> + use<'a, T> {
        values
            .iter_mut()
            .take(self.end)
            .skip(self.start)
            .step_by(self.stride)
    }

    /// The Euclidean norm of the group's coordinates.
    pub fn norm<T: Real>(&self, values: &[T]) -> f64 {
        norm(self.of(values).copied())
    }
}

/// The Euclidean norm, summed in `f64`; it overflows only if the norm itself does.
pub(super) fn norm<T: Real>(values: impl Iterator<Item = T> + Clone) -> f64 {
    let widened = values.map(Real::widen);
    let norm = widened.clone().map(|x| x * x).sum::<f64>().sqrt();
    if norm.is_finite() && norm > 1e-150 {
        return norm;
    }
    // Squares left the range of f64: measure in units of the largest entry.
    let unit = widened
        .clone()
        .fold(0.0_f64, |largest, x| largest.larger(x.abs()));
    if unit > 0.0 && unit.is_finite() {
        unit * widened.map(|x| (x / unit).powi(2)).sum::<f64>().sqrt()
    } else {
        unit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn members(groups: &Groups, parameters: usize) -> Vec<Vec<usize>> {
        let all: Vec<usize> = (0..parameters).collect();
        let laid_out = groups.lay_out(parameters).unwrap();
        laid_out
            .iter()
            .map(|group| group.of(&all).copied().collect())
            .collect()
    }

    #[test]
    fn each_layout_covers_every_coordinate_once() {
        assert_eq!(members(&Groups::Whole, 3), [[0, 1, 2]]);
        assert_eq!(
            members(&Groups::Lengths(vec![1, 3]), 4),
            [vec![0], vec![1, 2, 3]]
        );
        assert_eq!(members(&Groups::Points(3), 6), [[0, 3], [1, 4], [2, 5]]);
    }

    #[test]
    fn a_misfit_is_told_at_construction() {
        let error = Groups::Lengths(vec![2, 3]).lay_out(6).unwrap_err();
        assert_eq!(
            error.to_string(),
            "groups of 5 do not divide a vector of 6 parameters"
        );
        assert!(Groups::Points(0).lay_out(6).is_err());
        assert!(Groups::Points(4).lay_out(6).is_err());
    }

    #[test]
    fn norm_survives_overflow_underflow_and_nan() {
        assert_eq!(norm([3.0, 4.0].into_iter()), 5.0);
        assert!((norm([3e200, 4e200].into_iter()) / 5e200 - 1.0).abs() < 1e-15);
        assert!((norm([3e-200, 4e-200].into_iter()) / 5e-200 - 1.0).abs() < 1e-15);
        assert_eq!(norm([0.0; 2].into_iter()), 0.0);
        assert_eq!(norm([1.0, f64::NEG_INFINITY].into_iter()), f64::INFINITY);
        assert!(norm([f64::NAN, 1.0].into_iter()).is_nan());
    }
}
