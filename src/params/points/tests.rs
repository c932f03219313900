use super::points;
use crate::params::{ParamError, Params, Scale, Schema, integer};
use proptest::prelude::*;
use std::sync::OnceLock;

fn schema() -> &'static Schema {
    static SCHEMA: OnceLock<Schema> = OnceLock::new();
    SCHEMA.get_or_init(|| Schema {
        lab: "test",
        steps_per_second: 1.0,
        params: vec![
            integer("seed", "", Scale::Linear, [0, 9], 1),
            points("points", "x", [-3.0, 3.0], 10_000),
        ],
    })
}

fn pasted(table: &str) -> Result<Vec<[f64; 2]>, ParamError> {
    let mut params = Params::new(schema());
    params.set("points", &(table.to_owned() + "\n"))?;
    Ok(params.points("points").to_vec())
}

/// Code and line of a refusal.
fn refusal(table: &str) -> (&'static str, String) {
    let error = pasted(table).expect_err(table);
    let line = error.args.iter().find(|(name, _)| *name == "line");
    (
        error.code,
        line.map(|(_, line)| line.clone()).unwrap_or_default(),
    )
}

#[test]
fn a_list_is_canonical() {
    let mut params = Params::new(schema());
    assert_eq!(params.query(), "");
    assert_eq!(params.load("points=1.50,-0.4004;%200,2;-0.0001,+.25;"), []);
    assert_eq!(
        params.points("points"),
        [[1.5, -0.4], [0.0, 2.0], [0.0, 0.25]]
    );
    assert_eq!(params.query(), "points=1.5,-0.4;0,2;0,0.25");
    assert_eq!(params.set("points", ""), Ok(()));
    assert_eq!(
        (params.query().as_str(), params.is_default("points")),
        ("", true)
    );
}

#[test]
fn a_refused_list_names_the_point_and_changes_nothing() {
    let mut params = Params::new(schema());
    params.load("points=1,2");
    for (text, number) in [
        ("1,2;x,1", "2"),
        ("1", "1"),
        ("0,0;1,2,3", "2"),
        ("0,0;;3.1,0", "2"),
        ("0,inf", "1"),
        ("0,1e999", "1"),
    ] {
        let error = params.set("points", text).expect_err(text);
        assert_eq!(error.code, "not_points");
        assert!(
            error.args.contains(&("number", number.to_owned())),
            "{error}"
        );
        assert_eq!(params.query(), "points=1,2");
    }
    let error = params
        .set("points", &"0,1;".repeat(10_001))
        .expect_err("many");
    assert_eq!(error.code, "too_many_points");
    assert_eq!(params.set("points", &"0,1;".repeat(10_000)), Ok(()));
}

#[test]
fn tables_are_read_as_people_have_them() {
    let expected = [[1.5, -2.0], [0.25, 0.0]];
    for table in [
        "1.5,-2\n0.25,0",
        "1.5, -2\r\n0.25, 0\r\n",
        "1.5 ,-2\r0.25 , 0",
        "x,y\n1.5,-2\n0.25,0\n",
        "\u{feff}\"first column\",\"second\"\n\n# measured in May\n1.5,-2,\n\t\n,,\n2.5e-1,+0.\n",
        "1.5;-2\n0.25;0;",
        "1,5;-2\n0,25;0",
        "1,5\t-2\n0,25\t0",
        "1,5 -2\n 0,25   0",
        "\"1,5\",\"-2\"\n\"0,25\",\"0\"",
        "a b\n1.5 -2\n.25 0",
        "1.5，\u{2212}2\n0.25；0",
        "1,500;-2\n0,25;0,000",
    ] {
        assert_eq!(pasted(table).as_deref(), Ok(&expected[..]), "{table:?}");
    }
    assert_eq!(pasted("1,2"), Ok(vec![[1.0, 2.0]]));
}

#[test]
fn a_refused_table_names_the_line_and_the_reason() {
    for (table, code, line) in [
        ("1,2\n\n# no\nx,1", "points_not_two_numbers", "4"),
        ("x,y\nx,y\n1,2", "points_not_two_numbers", "2"),
        ("1,2\n1", "points_not_two_numbers", "2"),
        ("1,2\n1,2,x", "points_not_two_numbers", "2"),
        ("1,2\r\n1,", "points_not_two_numbers", "2"),
        ("1.2.3,1", "points_not_two_numbers", "1"),
        ("0,0\nnan,1", "points_not_finite", "2"),
        ("0 0\n-Infinity 1", "points_not_finite", "2"),
        ("NaN,NaN", "points_not_finite", "1"),
        ("1e999,1", "points_not_finite", "1"),
        ("1,2\n1,5,2,5", "points_decimal_comma", "2"),
        // A thousand, or one and a bit?
        ("1,234;1", "points_decimal_comma", "1"),
        ("0.5;1\n1,5;2", "points_decimal_comma", "2"),
        ("0,0\n\n0,3.5", "points_out_of_range", "3"),
        ("", "points_none", "1"),
        ("x,y\n# nothing\n", "points_none", "1"),
    ] {
        assert_eq!(refusal(table), (code, line.to_owned()), "{table:?}");
    }
    let many = "x y\n".to_owned() + &"1 2\n".repeat(10_001);
    assert_eq!(
        refusal(&many),
        ("points_too_many_lines", "10002".to_owned())
    );
}

#[test]
fn an_address_may_hold_a_table() {
    let mut params = Params::new(schema());
    assert_eq!(params.load("points=x;y%0A1,5;2%0A0;1"), []);
    assert_eq!(params.query(), "points=1.5,2;0,1");
    assert_eq!(
        params.set("points", "1 2\n3"),
        Err(pasted("1 2\n3").expect_err("short"))
    );
}

#[test]
fn rescaling_fits_any_cloud() {
    let rescaled = |table: &str| {
        let mut params = Params::new(schema());
        assert_eq!(
            params.set("points", &(table.to_owned() + "\n# rescale")),
            Ok(())
        );
        params.points("points").to_vec()
    };
    // The longer side fills 80 % of the range, around its middle.
    assert_eq!(
        rescaled("1000,70\n3000,70\n2000,570"),
        [[-2.4, -0.6], [2.4, -0.6], [0.0, 0.6]]
    );
    assert_eq!(rescaled("5e300,7\n5e300,7"), [[0.0, 0.0], [0.0, 0.0]]);
    assert_eq!(rescaled("-1.7e308,0\n1.7e308,0"), [[-2.4, 0.0], [2.4, 0.0]]);
}

proptest! {
    #[test]
    fn points_are_read_back(points in prop::collection::vec((-3.0f64..=3.0, -3.0f64..=3.0), 0..40)) {
        let mut params = Params::new(schema());
        let list = points.iter().map(|(x, y)| format!("{x},{y};")).collect::<String>();
        prop_assert_eq!(params.set("points", &list), Ok(()));
        let kept = params.points("points");
        prop_assert_eq!(kept.len(), points.len());
        for ([x, y], (wanted_x, wanted_y)) in kept.iter().zip(&points) {
            prop_assert!((x - wanted_x).abs() <= 5e-4 + 1e-12 && (y - wanted_y).abs() <= 5e-4 + 1e-12);
        }
        let mut again = Params::new(schema());
        prop_assert_eq!(again.load(&params.query()), []);
        prop_assert_eq!(&again, &params);
        prop_assert_eq!(again.query(), params.query());
        // Nothing is escaped, so a link stays as short as its text.
        prop_assert!(!params.query().contains('%'));
        if !points.is_empty() {
            let table = points.iter().map(|(x, y)| format!("{x}\t{y}\n")).collect::<String>();
            prop_assert_eq!(again.set("points", &table), Ok(()));
            prop_assert_eq!(&again, &params);
        }
    }

    #[test]
    fn any_table_is_read_or_refused(table in "([-+0-9.,;e#x \"\t\r\n\u{feff}，]|nan|inf){0,60}", rescaled: bool) {
        let mut params = Params::new(schema());
        match params.set("points", &(table + if rescaled { "\n#rescale" } else { "\n" })) {
            Ok(()) => {
                let points = params.points("points");
                prop_assert!(!points.is_empty());
                prop_assert!(points.iter().flatten().all(|x| (-3.0..=3.0).contains(x)));
                let query = params.query();
                let mut again = Params::new(schema());
                prop_assert_eq!(again.load(&query), []);
                prop_assert_eq!(again, params);
            }
            Err(error) => {
                prop_assert!(error.code.contains("points"));
                prop_assert_eq!(params.query(), "");
            }
        }
    }
}
