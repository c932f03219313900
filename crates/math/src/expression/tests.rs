use crate::number::Dual;
use proptest::prelude::*;

use super::*;
use Fault::*;
use std::f64::consts::FRAC_PI_2;

fn value(source: &str) -> f64 {
    Expression::parse(source, &["x", "y"])
        .unwrap()
        .evaluate(&[3.0, -2.0])
}

/// What is wrong, where, and with which part of the text.
fn error(source: &str) -> (Fault, usize, String) {
    let error = Expression::parse(source, &["x", "y"]).unwrap_err();
    (error.fault, error.position, error.part)
}

fn suggestion(source: &str) -> Option<String> {
    Expression::parse(source, &["x", "y"])
        .unwrap_err()
        .suggestion
}

#[test]
fn precedence_is_that_of_mathematics() {
    for (source, expected) in [
        ("1 + 2*3", 7.0),
        ("-x^2", -9.0),
        ("(-x)^2", 9.0),
        ("2^3^2", 512.0),
        ("2^-x", 0.125),
        ("-2^-2", -0.25),
        ("10 - 3 - 2", 5.0),
        ("16 / 4 / 2", 2.0),
        ("x - -y", 1.0),
        ("+x", 3.0),
        ("x*y^2", 12.0),
        ("2x", 6.0),
        ("2x^2", 18.0),
        ("-2(x+1)", -8.0),
        ("3sin(0) + 2pi", std::f64::consts::TAU),
        ("x*2y", -12.0),
        ("1e-3 + .5 + 2.", 2.501),
        ("2e", 2.0 * std::f64::consts::E),
        ("2e-x", 2.0 * std::f64::consts::E - 3.0),
        ("min(x, y) + max(x, y)", 1.0),
        ("sqrt(abs(y) * 8) + log(exp(x))", 7.0),
        ("y^x", -8.0),
        ("2·π − π×2", 0.0),
        ("6/2*x", 9.0),
        ("2x/3", 2.0),
    ] {
        assert!(
            (value(source) - expected).abs() < 1e-13,
            "{source} = {}",
            value(source)
        );
    }
}

/// What people type or paste, and how it is read.
#[test]
fn formulas_are_read_as_people_write_them() {
    for (source, canonical) in [
        // Products without a sign.
        ("xy", "x * y"),
        ("2xy", "2 * x * y"),
        ("x y", "x * y"),
        ("x(x+1)", "x * (x + 1)"),
        ("(x+1)(y+2)", "(x + 1) * (y + 2)"),
        ("2(x+1)x", "2 * (x + 1) * x"),
        ("2[(x-1)^2+y]", "2 * ((x - 1)^2 + y)"),
        ("xsin(y)cos(x)", "x * sin(y) * cos(x)"),
        ("2pix + ey", "2 * pi * x + e * y"),
        ("2xy/3", "2 * x * y / 3"),
        ("x^2y^3", "x^2 * y^3"),
        ("x^2 y", "x^2 * y"),
        ("x^2(y+1)", "x^2 * (y + 1)"),
        ("2^(x)y", "2^x * y"),
        ("-xy", "-x * y"),
        // Powers.
        ("x**2", "x^2"),
        ("2**-x", "2^-x"),
        ("x² + y³", "x^2 + y^3"),
        ("x¹⁰y⁻¹", "x^10 * y^-1"),
        ("-x²", "-x^2"),
        ("x^-1", "x^-1"),
        ("pow(x, 2)", "x^2"),
        // Signs of articles, and of Chinese input methods.
        ("x ÷ 2 × y – 1", "x / 2 * y - 1"),
        ("（ｘ＋１）＊２－ｙ＾２／３", "(x + 1) * 2 - y^2 / 3"),
        ("ｍａｘ（ｘ，ｙ）", "max(x, y)"),
        ("|x|", "abs(x)"),
        ("2|x| + |y||x|", "2 * abs(x) + abs(y) * abs(x)"),
        ("||x|-1|", "abs(abs(x) - 1)"),
        ("|x(|y|+1)|", "abs(x * (abs(y) + 1))"),
        ("⌊x⌋ + ⌈y⌉", "floor(x) + ceil(y)"),
        ("√x + √2/2 + √(x+1)", "sqrt(x) + sqrt(2) / 2 + sqrt(x + 1)"),
        ("∛x", "cbrt(x)"),
        ("√|x|", "sqrt(abs(x))"),
        // Functions.
        ("ln x + log(x)", "log(x) + log(x)"),
        ("sin x cos y", "sin(x) * cos(y)"),
        ("2sinx", "2 * sin(x)"),
        ("ln|x|", "log(abs(x))"),
        ("sin^2(x) + cos²x", "sin(x)^2 + cos(x)^2"),
        ("log₂(x) + log_10(y)", "log2(x) + log10(y)"),
        ("arctan(x) + sgn(y)", "atan(x) + sign(y)"),
        ("min(x, y, 3)", "min(min(x, y), 3)"),
        // The whole equation.
        ("f(x,y) = x+y", "x + y"),
        ("z = xy", "x * y"),
        ("L（x，y）＝x", "x"),
        ("φ(x)=x", "x"),
        // LaTeX.
        ("\\frac{x^2}{2}y", "x^2 / 2 * y"),
        ("\\left( x - 1 \\right)^{2}", "(x - 1)^2"),
        ("x^{10}y", "x^10 * y"),
        ("2\\cdot x\\times y", "2 * x * y"),
        ("\\sin^{2} x + \\sin(y)", "sin(x)^2 + sin(y)"),
        ("\\sqrt[3]{x} + \\sqrt{2\\pi}", "cbrt(x) + sqrt(2 * pi)"),
        ("\\ln\\left|x\\right|", "log(abs(x))"),
        ("\\log_2 x + \\log_{10}(y)", "log2(x) + log10(y)"),
        ("\\operatorname{sign}(x)\\,\\mathrm{e}^{y}", "sign(x) * e^y"),
        ("$x^2$", "x^2"),
    ] {
        let read = Expression::parse(source, &["x", "y"]).map(|f| f.canonical(&["x", "y"]));
        assert_eq!(read.as_deref(), Ok(canonical), "{source}");
    }
    for source in ["y_1y_2", "y1y2", "y_{1}y_{2}", "y₁·y₂"] {
        let read = Expression::parse(source, &["y1", "y2"]).map(|f| f.canonical(&["y1", "y2"]));
        assert_eq!(read.as_deref(), Ok("y1 * y2"), "{source}");
    }
}

#[test]
fn errors_say_what_and_where() {
    let open = MissingParenthesis { expected: '(' };
    let count = |expected, or_more, found| WrongArgumentCount {
        expected,
        or_more,
        found,
    };
    for (source, fault, position, part) in [
        ("", UnexpectedEnd, 0, ""),
        ("x + ", UnexpectedEnd, 4, ""),
        ("x + * y", UnexpectedCharacter, 4, "*"),
        ("x $ x", UnexpectedCharacter, 2, "$"),
        ("π + $", UnexpectedCharacter, 4, "$"),
        ("x 25", UnexpectedCharacter, 2, "2"),
        ("(x)2", UnexpectedCharacter, 3, "2"),
        ("x[0]", UnexpectedCharacter, 1, "["),
        ("x^2 = 1", UnexpectedCharacter, 4, "="),
        ("y = x^2", UnexpectedCharacter, 2, "="),
        ("x²^3", UnexpectedCharacter, 2, "^"),
        ("1.2.3", UnexpectedCharacter, 3, "."),
        (".", UnexpectedCharacter, 0, "."),
        ("x)", UnexpectedCharacter, 1, ")"),
        ("(x]", UnexpectedCharacter, 2, "]"),
        ("（ｘ＋！）", UnexpectedCharacter, 3, "！"),
        ("x, y", UnexpectedCharacter, 1, ","),
        ("x \\5", UnexpectedCharacter, 2, "\\"),
        ("1,5x", DecimalComma, 1, ","),
        ("sin(1,5)", DecimalComma, 5, ","),
        ("(x + 1", MissingParenthesis { expected: ')' }, 6, ""),
        ("|x", MissingParenthesis { expected: '|' }, 2, ""),
        ("\\frac12", MissingParenthesis { expected: '{' }, 5, "12"),
        ("sin -x", open, 4, "-"),
        ("sin 2x", open, 4, "2"),
        ("sin x/2", open, 4, "x"),
        ("sin x^2", open, 4, "x"),
        ("√2x", open, 1, "2"),
        ("max x", open, 4, "x"),
        ("sni(x)", UnknownName, 0, "sni"),
        ("2sine(x)", UnknownName, 1, "sine"),
        ("x + z", UnknownName, 4, "z"),
        ("xz", UnknownName, 0, "xz"),
        ("f(a, b) = x", UnknownName, 2, "a"),
        ("\\gamma x", UnknownName, 0, "\\gamma"),
        ("1 + x2", PowerOrProduct, 4, "x2"),
        ("1/2x", AmbiguousProduct, 3, "x"),
        ("x/yx", AmbiguousProduct, 3, "x"),
        ("1/2(x+1)", AmbiguousProduct, 3, "("),
        ("2^3x", AmbiguousProduct, 3, "x"),
        ("e^x y", AmbiguousProduct, 4, "y"),
        ("e^2x", AmbiguousProduct, 3, "x"),
        ("|x|y|x|", AmbiguousProduct, 2, "|"),
        ("|2|x|+1|", AmbiguousProduct, 2, "|"),
        ("sin^-1(x)", AmbiguousInverse, 3, "^"),
        ("cos⁻¹(x)", AmbiguousInverse, 3, "⁻¹"),
        ("\\tan^{-1}(x)", AmbiguousInverse, 4, "^"),
        ("2 + max(x)", count(2, true, 1), 4, "max"),
        ("sin(x, y)", count(1, false, 2), 0, "sin"),
        ("atan2(x, y, x)", count(2, false, 3), 0, "atan2"),
        ("cos()", count(1, false, 0), 0, "cos"),
        ("2 + 1e999x", NumberTooLarge, 4, "1e999"),
    ] {
        assert_eq!(
            error(source),
            (fault, position, part.to_owned()),
            "{source}"
        );
    }
    for (source, expected) in [
        ("sni(x)", Some("sin")),
        ("x + Sqrt(y)", Some("sqrt")),
        ("X^2", Some("x")),
        ("Pi x", Some("pi")),
        ("lnn(x)", Some("ln")),
        ("x + z", None),
        ("xz", None),
        ("pj", None),
    ] {
        assert_eq!(suggestion(source).as_deref(), expected, "{source}");
    }
    // These are known elsewhere as functions of another value.
    for name in [
        "sec", "cot", "asinh", "lg", "log3", "log1p", "sinc", "exp2", "mod", "argmin",
    ] {
        let found = error(&format!("{name}(x)")).0;
        assert_eq!(
            (found, suggestion(&format!("{name}(x)"))),
            (UnknownName, None),
            "{name}"
        );
    }
    let too_long = error(&"x".repeat(501));
    assert_eq!((too_long.0, too_long.1), (TooLong, 500));
    for source in [
        "(".repeat(100),
        "-".repeat(400),
        "|".repeat(400),
        "√{".repeat(200),
        // Few parentheses, but every one keeps three values waiting.
        format!("{}x{}", "x+x*x^(".repeat(60), ")".repeat(60)),
    ] {
        assert_eq!(error(&source).0, TooDeep, "{source}");
    }
}

#[test]
fn long_flat_formulas_are_fine() {
    let sum = format!("0{}", "+x".repeat(240));
    assert_eq!(value(&sum), 720.0);
}

#[test]
fn corners_have_a_slope_of_zero() {
    for source in [
        "abs(x)",
        "sqrt(x)",
        "cbrt(x)",
        "sqrt(x^2 + x^4)",
        "x^0.5",
        "x^1.5",
        "floor(x)",
        "sign(x)",
        "atan2(x, x)",
    ] {
        let f = Expression::parse(source, &["x"]).unwrap();
        let d = f.evaluate(&[Dual::variable(0.0)]);
        assert_eq!((d.re, d.slope()), (0.0, 0.0), "{source}");
    }
    let flat = Expression::parse("tanh(x)", &["x"]).unwrap();
    let d = flat.evaluate(&[Dual::variable(800.0)]);
    assert_eq!((d.re, d.slope()), (1.0, 0.0));
}

#[test]
fn functions_have_the_values_and_derivatives_of_mpmath() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/formulas.json");
    let cases: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    for case in cases.as_array().unwrap() {
        let f = Expression::parse(case["formula"].as_str().unwrap(), &["x", "y"]).unwrap();
        let at = [0, 1].map(|i| case["at"][i].as_f64().unwrap());
        let plain = f.evaluate(&at);
        let twice = f.evaluate(&Dual::variables(Dual::<f64, 2>::variables(at)));
        let [[xx, xy], [_, yy]] = twice.slopes.map(|slope| slope.slopes);
        for (name, found) in [
            ("value", plain),
            ("value", twice.re.re),
            ("x", twice.re.slopes[0]),
            ("y", twice.slopes[1].re),
            ("xx", xx),
            ("xy", xy),
            ("yy", yy),
        ] {
            let Some(expected) = case[name].as_f64() else {
                continue;
            };
            let slack = 1e-13 * expected.abs().max(1e-3);
            assert!(
                (found - expected).abs() <= slack,
                "{name} of {case}: {found}"
            );
        }
    }
}

#[test]
fn powers_of_the_base_have_whole_logarithms() {
    for n in -300..300 {
        let power = format!("1e{n}");
        assert_eq!(value(&format!("log10({power})")), f64::from(n), "{power}");
    }
    assert_eq!(value("log2(8) + log2(0.125) + cbrt(-27)"), -3.0);
}

#[test]
fn outside_its_domain_a_function_has_no_value() {
    for source in [
        "asin(2)",
        "acos(-1.1)",
        "log2(-1)",
        "log10(-1)",
        "sign(0/0)",
    ] {
        assert!(value(source).is_nan(), "{source}");
    }
    assert_eq!(value("sinh(1000)"), f64::INFINITY);
    assert_eq!(value("atan(1e308*1e308)"), FRAC_PI_2);
    let edge = Expression::parse("asin(x)", &["x"]).unwrap();
    let d = edge.evaluate(&[Dual::variable(1.0)]);
    assert_eq!((d.re, d.slope()), (FRAC_PI_2, 0.0));
}

#[test]
fn what_was_read_is_told_in_postfix_order() {
    for (source, expected) in [
        ("2x^-y", "2 x y ~ ^ * "),
        (
            "log(π) - max(x, y, 1e-9)/3",
            "pi log x y max 1e-9 max 3 / - ",
        ),
        ("|x|√e", "x abs e sqrt * "),
    ] {
        let formula = Expression::parse(source, &["x", "y"]).unwrap();
        assert_eq!(formula.postfix(&["x", "y"]), expected, "{source}");
    }
}

#[test]
fn missing_values_are_nan() {
    let f = Expression::parse("x + y", &["x", "y"]).unwrap();
    assert!(f.evaluate(&[1.0_f64]).is_nan());
}

/// Formulas as trees, printed with the fewest parentheses and evaluated on their own: what the parser is checked against.
#[derive(Clone, Debug)]
enum Tree {
    Number(f64),
    Variable(usize),
    Negate(Box<Tree>),
    Binary(char, Box<Tree>, Box<Tree>),
    Call(&'static str, Vec<Tree>),
}

impl Tree {
    fn value(&self, at: [f64; 2]) -> f64 {
        match self {
            Self::Number(number) => *number,
            Self::Variable(index) => at[*index],
            Self::Negate(inner) => -inner.value(at),
            Self::Binary(operator, a, b) => {
                let (a, b) = (a.value(at), b.value(at));
                match operator {
                    '+' => a + b,
                    '-' => a - b,
                    '*' => a * b,
                    '/' => a / b,
                    _ => a.powf(b),
                }
            }
            Self::Call(name, arguments) => {
                let value = |i: usize| arguments[i].value(at);
                match *name {
                    "sin" => value(0).sin(),
                    "cos" => value(0).cos(),
                    "tanh" => value(0).tanh(),
                    "exp" => value(0).exp(),
                    "asin" => value(0).asin(),
                    "atan" => value(0).atan(),
                    "sinh" => value(0).sinh(),
                    "cbrt" => value(0).cbrt(),
                    "log2" => value(0).log2(),
                    "floor" => value(0).floor(),
                    "atan2" => value(0).atan2(value(1)),
                    "min" => value(0).min(value(1)),
                    _ => value(0).max(value(1)),
                }
            }
        }
    }

    /// Whether all its parts have values; 1/∞ is 0, but has no slope.
    fn is_finite(&self, at: [f64; 2]) -> bool {
        let parts: &[&Self] = match self {
            Self::Number(_) | Self::Variable(_) => &[],
            Self::Negate(inner) => &[inner],
            Self::Binary(_, a, b) => &[a, b],
            Self::Call(_, arguments) => &arguments.iter().collect::<Vec<_>>(),
        };
        self.value(at).is_finite() && parts.iter().all(|part| part.is_finite(at))
    }

    fn binding(&self) -> u8 {
        match self {
            Self::Binary('+' | '-', ..) => 1,
            Self::Binary('*' | '/', ..) => 2,
            Self::Negate(_) => 3,
            Self::Binary(..) => 4,
            _ => 5,
        }
    }

    fn print(&self, least: u8) -> String {
        let text = match self {
            Self::Number(number) => number.to_string(),
            Self::Variable(index) => ["x", "y"][*index].to_owned(),
            Self::Negate(inner) => format!("-{}", inner.print(3)),
            Self::Binary('^', a, b) => format!("{}^{}", a.print(5), b.print(3)),
            Self::Binary(operator, a, b) => {
                let own = self.binding();
                format!("{} {operator} {}", a.print(own), b.print(own + 1))
            }
            Self::Call(name, arguments) => {
                let arguments: Vec<_> = arguments.iter().map(|a| a.print(0)).collect();
                format!("{name}({})", arguments.join(", "))
            }
        };
        if self.binding() < least {
            format!("({text})")
        } else {
            text
        }
    }
}

fn trees() -> impl Strategy<Value = Tree> {
    let leaf = prop_oneof![
        (0..1000u32).prop_map(|n| Tree::Number(f64::from(n) / 100.0)),
        (0..2usize).prop_map(Tree::Variable),
    ];
    leaf.prop_recursive(5, 24, 2, |inner| {
        prop_oneof![
            inner.clone().prop_map(|a| Tree::Negate(Box::new(a))),
            (
                prop::sample::select(vec!['+', '-', '*', '/', '^']),
                inner.clone(),
                inner.clone()
            )
                .prop_map(|(operator, a, b)| Tree::Binary(
                    operator,
                    Box::new(a),
                    Box::new(b)
                )),
            (
                prop::sample::select(vec![
                    "sin", "cos", "tanh", "exp", "asin", "atan", "sinh", "cbrt", "log2", "floor"
                ]),
                inner.clone()
            )
                .prop_map(|(name, a)| Tree::Call(name, vec![a])),
            (
                prop::sample::select(vec!["min", "max", "atan2"]),
                inner.clone(),
                inner
            )
                .prop_map(|(name, a, b)| Tree::Call(name, vec![a, b])),
        ]
    })
}

fn alike(a: f64, b: f64) -> bool {
    a == b
        || (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0)
        || !a.is_finite()
        || !b.is_finite()
}

/// Instruction by instruction, and so to the last bit of every value.
fn is_read_from_its_canonical_text(f: &Expression) -> Result<(), TestCaseError> {
    let text = f.canonical(&["x", "y"]);
    match Expression::parse(&text, &["x", "y"]) {
        Ok(again) => prop_assert_eq!(&f.postfix, &again.postfix, "{} is {}", f, text),
        // Signs that were left out take room, and raised digits no level.
        Err(error) => prop_assert!(matches!(error.fault, TooLong | TooDeep), "{error}"),
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_gets_an_answer(source in "\\PC*") {
        let _ = Expression::parse(&source, &["x", "y"]);
    }

    #[test]
    fn any_likely_text_gets_an_answer(
        source in "[xy0-9.e+*/^(), -]{0,80}|(sin|max|\\(|\\)|x|2|,|\\^|-){0,60}\
            |(sin|ln|[|]|x|y|[(]|[)]|2|²|√|[+]|=|[*]|/|[\\^]| ){0,24}|([\\\\](frac|left|right|sqrt|log_|sin)|[{]|[}]|x|2|[|]){0,24}"
    ) {
        if let Ok(f) = Expression::parse(&source, &["x", "y"]) {
            let _ = f.evaluate(&[0.3, 0.4]);
            let _ = f.evaluate(&Dual::variables(Dual::<f64, 2>::variables([0.3, 0.4])));
            let _ = f.postfix(&["x", "y"]);
            is_read_from_its_canonical_text(&f)?;
        }
    }

    #[test]
    fn the_canonical_text_is_the_same_formula(tree in trees()) {
        let f = Expression::parse(&tree.print(0), &["x", "y"]);
        prop_assume!(f.is_ok());
        is_read_from_its_canonical_text(&f.unwrap())?;
    }

    #[test]
    fn what_is_printed_is_parsed_back(tree in trees(), x in -3.0..3.0f64, y in -3.0..3.0f64) {
        let source = tree.print(0);
        prop_assume!(source.len() <= MAX_LENGTH);
        let f = Expression::parse(&source, &["x", "y"]).unwrap();
        // Nearly singular formulas enlarge rounding without limit.
        let (moved, expected) = (tree.value([x * (1.0 + 1e-15), y]), tree.value([x, y]));
        prop_assume!(alike(moved, expected));
        let found = f.evaluate(&[x, y]);
        let slack = 1e3 * (moved - expected).abs();
        prop_assert!(alike(found, expected) || (found - expected).abs() <= slack, "{source}: {found} {expected}");
    }

    #[test]
    fn derivatives_are_finite_differences(tree in trees(), x in 0.1..2.0f64, y in 0.1..2.0f64) {
        let f = Expression::parse(&tree.print(0), &["x", "y"]);
        prop_assume!(f.is_ok() && tree.is_finite([x, y]));
        let f = f.unwrap();
        let d = f.evaluate(&[Dual::variable(x), Dual::from(y)]);
        let at = |h: f64| f.evaluate(&[x + h, y]);
        let central = |h: f64| (at(h) - at(-h)) / (2.0 * h);
        let (coarse, fine) = (central(2e-4), central(1e-4));
        // Where the differences have not settled (kinks, poles) they say nothing.
        prop_assume!(fine.is_finite() && (coarse - fine).abs() < 1e-6 * (1.0 + fine.abs()));
        prop_assume!(at(0.0).abs() < 1e4);
        let forward = (at(1e-6) - at(0.0)) / 1e-6;
        prop_assume!((forward - fine).abs() < 1e-2 * (1.0 + fine.abs()));
        prop_assert!((d.slope() - fine).abs() < 1e-4 * (1.0 + fine.abs()), "{f}: {} {fine}", d.slope());
        prop_assert!(alike(d.re, at(0.0)));
    }
}
