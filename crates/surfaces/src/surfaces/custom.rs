//! A surface that the reader writes: an expression in x and y, differentiated exactly.
//!
//! Nothing is known of its minima or its scale: the view is [−3, 3]² and the start off the diagonal.

use serde::{Deserialize, Deserializer, Serialize, de};

use crate::{Known, Surface, ViewBox, python};
use thetaflow_math::expression::{Expression, ExpressionError};
use thetaflow_math::number::Number;

const VARIABLES: [&str; 2] = ["x", "y"];

/// A surface that the reader writes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Custom {
    #[serde(deserialize_with = "deserialize")]
    expression: Expression,
}

impl Custom {
    /// What a reader finds there to begin with.
    pub const FORMULA: &str = "(1-x)^2 + 10(y-x^2)^2";

    pub(super) fn parse(source: &str) -> Result<Self, ExpressionError> {
        let expression = Expression::parse(source, &VARIABLES)?;
        Ok(Self { expression })
    }
}

impl Default for Custom {
    fn default() -> Self {
        let Ok(usual) = Self::parse(Self::FORMULA) else {
            unreachable!("it is a formula")
        };
        usual
    }
}

impl Surface for Custom {
    const ID: &'static str = "custom";
    const VIEW: ViewBox = ViewBox::new([-3.0, 3.0], [-3.0, 3.0]);
    const START: [f64; 2] = [-1.5, 2.0];
    const RATES: [f64; 3] = [5e-3, 2e-3, 0.05];
    const KNOWN: Known = Known::Nothing;
    const IS_POLYNOMIAL: bool = false;

    #[inline]
    fn value<N: Number>(&self, x: N, y: N) -> N {
        self.expression.evaluate(&[x, y])
    }

    fn minima(&self) -> Vec<[f64; 2]> {
        Vec::new()
    }

    fn python(&self) -> String {
        let functions = self.expression.functions().into_iter();
        let definitions: String = functions.filter_map(definition).collect();
        format!(
            "{definitions}pi, e = math.pi, math.e\n\n{}",
            python::loss(&self.expression.python(&VARIABLES))
        )
    }
}

fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Expression, D::Error> {
    let source = String::deserialize(deserializer)?;
    Expression::parse(&source, &VARIABLES).map_err(de::Error::custom)
}

/// A line that defines a function of formulas, unless Python itself does.
fn definition(name: &str) -> Option<String> {
    // As tensors, because torch.sin(2) is an error.
    Some(match name {
        "abs" | "min" | "max" => return None,
        "atan2" => {
            "atan2 = lambda a, b: torch.atan2(torch.as_tensor(a), torch.as_tensor(b))\n".to_owned()
        }
        // PyTorch has no real cube root.
        "cbrt" => "cbrt = lambda a: torch.sign(torch.as_tensor(a)) * abs(a)**(1 / 3)\n".to_owned(),
        name => format!("{name} = lambda a: torch.{name}(torch.as_tensor(a))\n"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn python(formula: &str) -> String {
        Custom::parse(formula).unwrap().python()
    }

    #[test]
    fn formulas_are_spelled_as_python_does() {
        for (formula, expected) in [
            ("2x^2", "2 * x**2"),
            ("-2(x+1)", "-2 * (x + 1)"),
            ("2e + 1e-9y", "2 * e + 1e-9 * y"),
            ("|x|y/2", "abs(x) * y / 2"),
        ] {
            let expected =
                format!("pi, e = math.pi, math.e\n\ndef loss(x, y):\n    return {expected}\n");
            assert_eq!(python(formula), expected);
        }
        let expected = "cbrt = lambda a: torch.sign(torch.as_tensor(a)) * abs(a)**(1 / 3)\n\
            sqrt = lambda a: torch.sqrt(torch.as_tensor(a))\n\
            exp = lambda a: torch.exp(torch.as_tensor(a))\n\
            log = lambda a: torch.log(torch.as_tensor(a))\n\
            pi, e = math.pi, math.e\n\n\
            def loss(x, y):\n    \
            return cbrt(x) + sqrt(y) + 3 * exp(x) - pi * y + log(x)\n";
        assert_eq!(python("∛x + √y + 3exp(x) − π·y + ln(x)"), expected);
    }
}
