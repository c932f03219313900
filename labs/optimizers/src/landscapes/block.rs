//! ∇L at many points at once.
//!
//! The polynomial surfaces run in loops of their own, one a surface, in which dual numbers dissolve into plain arithmetic
//! that the compiler vectorises. Each result has the very bits that [`Landscape::gradient`] gives.

use super::{
    Landscape, beale, booth, himmelblau, logistic_regression, monkey_saddle, quadratic, rosenbrock,
    saddle, styblinski_tang, three_hump_camel,
};
use thetaflow::math::number::Dual;

impl Landscape {
    /// Writes ∇L at the points (xᵢ, yᵢ), `theta` being x₁ x₂ ... y₁ y₂ ..., into `gradient`, laid out alike.
    pub fn gradients(&self, theta: &[f64], gradient: &mut [f64]) {
        let (x, y) = theta.split_at(theta.len() / 2);
        let (gx, gy) = gradient.split_at_mut(gradient.len() / 2);
        let points = Points { x, y, gx, gy };
        match *self {
            Self::Quadratic { kappa, angle } => {
                points.each(|x, y| quadratic::value(kappa, angle, x, y))
            }
            Self::Rosenbrock { b } => points.each(|x, y| rosenbrock::value(b, x, y)),
            Self::Himmelblau => points.each(himmelblau::value),
            Self::Beale => points.each(beale::value),
            Self::Booth => points.each(booth::value),
            Self::StyblinskiTang => points.each(styblinski_tang::value),
            Self::ThreeHumpCamel => points.each(three_hump_camel::value),
            Self::Saddle => points.each(saddle::value),
            Self::MonkeySaddle => points.each(monkey_saddle::value),
            Self::LogisticRegression => points.one_by_one(logistic_regression::gradient),
            Self::Rastrigin | Self::Ackley | Self::Custom { .. } => {
                points.one_by_one(|theta| self.gradient(theta));
            }
        }
    }
}

struct Points<'a> {
    x: &'a [f64],
    y: &'a [f64],
    gx: &'a mut [f64],
    gy: &'a mut [f64],
}

impl Points<'_> {
    fn one_by_one(self, gradient: impl Fn([f64; 2]) -> [f64; 2]) {
        for (((&x, &y), gx), gy) in self.x.iter().zip(self.y).zip(self.gx).zip(self.gy) {
            [*gx, *gy] = gradient([x, y]);
        }
    }

    #[inline]
    fn each(self, loss: impl Fn(Dual, Dual) -> Dual) {
        for (((&x, &y), gx), gy) in self.x.iter().zip(self.y).zip(self.gx).zip(self.gy) {
            // One slope at a time: the compiler sees that the values are the same.
            *gx = loss(Dual::variable(x), Dual::from(y)).slope();
            *gy = loss(Dual::from(x), Dual::variable(y)).slope();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_gradients_are_the_single_ones_bit_by_bit() {
        let custom = Landscape::custom("x^2 y^3".replace(' ', "*").as_str()).unwrap();
        let surfaces = [
            Landscape::Quadratic {
                kappa: 7.0,
                angle: 0.3,
            },
            Landscape::Rosenbrock { b: 100.0 },
            Landscape::Himmelblau,
            Landscape::Beale,
            Landscape::Booth,
            Landscape::StyblinskiTang,
            Landscape::ThreeHumpCamel,
            Landscape::Rastrigin,
            Landscape::Ackley,
            Landscape::Saddle,
            Landscape::MonkeySaddle,
            Landscape::LogisticRegression,
            custom,
        ];
        let (x, y) = ([-1.5, 0.0, 0.7, 2.3, 1.0], [2.0, 0.0, -0.4, 1.1, 1.0]);
        let theta = [x, y].concat();
        for surface in surfaces {
            let mut gradient = [f64::NAN; 10];
            surface.gradients(&theta, &mut gradient);
            for i in 0..5 {
                assert_eq!(
                    [gradient[i], gradient[i + 5]].map(f64::to_bits),
                    surface.gradient([x[i], y[i]]).map(f64::to_bits),
                    "{surface:?} at {}, {}",
                    x[i],
                    y[i]
                );
            }
        }
    }
}
