use super::*;
use proptest::prelude::*;

/// Every finite number is as likely as every other, so most are very large or very small.
fn any_number() -> impl Strategy<Value = f64> {
    any::<u64>()
        .prop_map(f64::from_bits)
        .prop_filter("finite", |value| value.is_finite())
}

/// Numbers as they occur.
fn common_number() -> impl Strategy<Value = f64> {
    prop_oneof![
        -1e4..1e4,
        (-1_000_000i64..1_000_000, 0..12)
            .prop_map(|(whole, power)| whole as f64 / 10f64.powi(power)),
        (any::<u32>(), -60..60).prop_map(|(whole, power)| f64::from(whole) * 2f64.powi(power)),
    ]
}

/// Where the algorithms have their special cases.
fn corners() -> Vec<f64> {
    let mut corners = vec![
        0.0,
        -0.0,
        f64::MAX,
        f64::MIN_POSITIVE,
        f64::EPSILON,
        5e-324,
        9_007_199_254_740_993.0,
        0.3,
        2.5,
        9.5,
        99.5,
        0.05,
    ];
    for power in -1074..1024 {
        let value = 2f64.powi(power);
        corners.extend([value, value.next_up(), value.next_down()]);
    }
    corners.extend((-323..309).map(|power| format!("1e{power}").parse::<f64>().unwrap()));
    corners
}

fn written_like_the_standard_library(value: f64) -> Result<(), TestCaseError> {
    prop_assert_eq!(shortest(value), format!("{value}"));
    let decimal = Decimal::shortest(value).unwrap();
    prop_assert_eq!(
        format!("{}e{}", decimal.mantissa(1), decimal.exponent()),
        format!("{value:e}")
    );
    for count in [0, 1, 3, 12, 20] {
        prop_assert_eq!(fixed(value, count), format!("{value:.count$}"));
        let decimal = Decimal::to_digits(value, count + 1).unwrap();
        prop_assert_eq!(
            format!("{}e{}", decimal.mantissa(count + 1), decimal.exponent()),
            format!("{value:.count$e}")
        );
    }
    Ok(())
}

fn read_like_the_standard_library(text: &str) -> Result<(), TestCaseError> {
    let bits = |number: Option<f64>| number.map(f64::to_bits);
    prop_assert_eq!(bits(parse(text)), bits(text.parse().ok()), "{}", text);
    Ok(())
}

#[test]
fn corners_are_written_and_read() {
    for value in corners() {
        written_like_the_standard_library(value).unwrap();
        read_like_the_standard_library(&format!("{value:e}")).unwrap();
        read_like_the_standard_library(&format!("{value:.30e}")).unwrap();
    }
    assert_eq!(shortest(f64::NEG_INFINITY), "-inf");
    assert_eq!(fixed(f64::NAN, 2), "NaN");
}

#[test]
fn halves_between_neighbours_are_rounded_to_even() {
    for Parts { mantissa, exponent } in corners().into_iter().filter_map(Parts::of) {
        let middle = 2 * mantissa + 1;
        let (mut rest, mut one) = fraction(middle, exponent - 1);
        let point = places_before_point(middle, exponent - 1) + 1;
        one.multiply_by_power_of_ten(point);
        rest.multiply_by_power_of_ten(-point);
        let mut digits = String::new();
        while !rest.is_zero() {
            rest.multiply_add(10, 0);
            digits.push(char::from(b'0' + rest.divide_small(&one)));
        }
        for more in ["", "0", "0000000001"] {
            read_like_the_standard_library(&format!("0.{digits}{more}e{point}")).unwrap();
        }
    }
}

#[test]
fn what_is_no_number_is_refused() {
    for text in [
        "", ".", "-", "+", "e5", "1e", "1e+", "1.2.3", "1e2.5", "--1", "1 ", " 1", "inf", "nan",
        "0x10", "1_000", "１", "1e5e5", ".e1",
    ] {
        assert_eq!(parse(text), None, "{text:?}");
    }
    for text in [
        "1.",
        ".5",
        "+1",
        "-0",
        "007",
        "1E5",
        "1e-0",
        "0e999999999999",
        "1e999999999999",
        "1e-999999999999",
    ] {
        read_like_the_standard_library(text).unwrap();
    }
}

#[test]
fn texts_of_any_length_are_read() {
    for text in [
        format!("1{}", "0".repeat(1000)),
        format!("0.{}1", "0".repeat(1000)),
        format!("0.{}1e1001", "0".repeat(1000)),
        format!("{}e-1000", "123456789".repeat(200)),
        format!("4.{}1", "9406564584124654417656879286822137236505980261432476442558568250067550727020875186529983636163599237979656469544571773092665671035593979639877479601078187812630071319031140452784581716784898210368871863605699873072305000638740915356498438731247339727316961514003171538539807412623856559117102665855668676818706033".repeat(3)),
    ] {
        read_like_the_standard_library(&text).unwrap();
    }
}

proptest! {
    #[test]
    fn any_number_is_written_and_read(value in any_number()) {
        written_like_the_standard_library(value)?;
        read_like_the_standard_library(&format!("{value:e}"))?;
        read_like_the_standard_library(&format!("{value}"))?;
    }

    #[test]
    fn common_numbers_are_written_and_read(value in common_number()) {
        written_like_the_standard_library(value)?;
        read_like_the_standard_library(&format!("{value}"))?;
    }

    #[test]
    fn any_decimal_is_read(text in r"[+-]?[0-9]{0,25}\.?[0-9]{0,25}([eE][+-]?[0-9]{1,3})?") {
        read_like_the_standard_library(&text)?;
    }

    #[test]
    fn anything_else_is_no_number(text in r"[-+0-9.eEx ]{0,6}") {
        read_like_the_standard_library(&text)?;
    }
}
