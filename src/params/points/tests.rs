use super::points;
use crate::params::{Key, ParamError, Params, Points, Schema, seed};
use proptest::prelude::*;
use std::sync::OnceLock;

const POINTS: Key<Points> = Key::new("points");

fn schema() -> &'static Schema {
    static SCHEMA: OnceLock<Schema> = OnceLock::new();
    let params = || vec![seed(), points(POINTS, "x", [-3.0, 3.0], 10_000)];
    SCHEMA.get_or_init(|| Schema::new("test", 1.0, params()))
}

fn pasted(table: &str) -> Result<Vec<[f64; 2]>, ParamError> {
    let mut params = Params::new(schema());
    params.set("points", &(table.to_owned() + "\n"))?;
    Ok(params.get(POINTS).to_vec())
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
    assert_eq!(params.get(POINTS), [[1.5, -0.4], [0.0, 2.0], [0.0, 0.25]]);
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
        ("0.5,1,2", "1"),
        ("1,2;1,234,5", "2"),
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

/// The code and arguments of the remarks about a table.
fn remarks(table: &str) -> Vec<String> {
    let remarks = Params::new(schema()).remarks("points", &(table.to_owned() + "\n"));
    let argument = |(_, text): &(_, String)| text.clone();
    let sentence = |remark: ParamError| {
        let args: Vec<_> = remark.args.iter().map(argument).collect();
        remark.code.trim_start_matches("points_read").to_owned() + " " + &args.join(" / ")
    };
    remarks
        .into_iter()
        .map(|remark| sentence(remark).trim().to_owned())
        .collect()
}

/// As pandas, R, NumPy, PyTorch, JSON, MATLAB, Mathematica, Markdown, LaTeX, psql and spreadsheets write them.
#[test]
fn tables_of_other_programs_are_read() {
    let expected = [[0.5, 1.2], [-1.3, 0.8], [2.0, -0.25]];
    for table in [
        // pandas: to_csv, with another separator, as printed, to_json.
        ",x,y\n0,0.5,1.2\n1,-1.3,0.8\n2,2.0,-0.25\n",
        ",name,x,y\n0,a,0.5,1.2\n1,b,-1.3,0.8\n2,c,2.0,-0.25\n",
        ",a,b\n0,0.5,1.2\n1,-1.3,0.8\n2,2.0,-0.25\n",
        "0,0.5,1.2\n1,-1.3,0.8\n2,2.0,-0.25\n",
        ";x;y\n0;0,5;1,2\n1;-1,3;0,8\n2;2,0;-0,25\n",
        "     x     y\n0  0.5  1.20\n1 -1.3  0.80\n2  2.0 -0.25",
        r#"{"x":{"0":0.5,"1":-1.3,"2":2.0},"y":{"0":1.2,"1":0.8,"2":-0.25}}"#,
        r#"[{"x":0.5,"y":1.2},{"x":-1.3,"y":0.8},{"x":2.0,"y":-0.25}]"#,
        r#"{"0":{"x":0.5,"y":1.2},"1":{"x":-1.3,"y":0.8},"2":{"x":2.0,"y":-0.25}}"#,
        r#"{"columns":["x","y"],"index":[0,1,2],"data":[[0.5,1.2],[-1.3,0.8],[2.0,-0.25]]}"#,
        r#"{"schema":{"fields":[{"name":"index"},{"name":"x"}],"pandas_version":"1.4.0"},"data":[{"index":0,"x":0.5,"y":1.2},{"index":1,"x":-1.3,"y":0.8},{"index":2,"x":2.0,"y":-0.25}]}"#,
        "{'x': [0.5, -1.3, 2.0], 'y': [1.2, 0.8, -0.25]}",
        // R: write.csv, write.csv2, write.table, as printed.
        "\"\",\"x\",\"y\"\n\"1\",0.5,1.2\n\"2\",-1.3,0.8\n\"3\",2,-0.25\n",
        "\"\";\"x\";\"y\"\n\"1\";0,5;1,2\n\"2\";-1,3;0,8\n\"3\";2;-0,25\n",
        "\"name\" \"x\" \"y\"\n\"1\" \"a\" 0.5 1.2\n\"2\" \"b\" -1.3 0.8\n\"3\" \"c\" 2 -0.25\n",
        "\"V1\" \"V2\"\n\"1\" 0.5 1.2\n\"2\" -1.3 0.8\n\"3\" 2 -0.25\n",
        "  name    x     y\n1    a  0.5  1.20\n2    b -1.3  0.80\n3    c  2.0 -0.25",
        // NumPy and PyTorch: printed, their own form, lists, saved with a comment.
        "[[ 0.5   1.2 ]\n [-1.3   0.8 ]\n [ 2.   -0.25]]",
        "array([[ 0.5 ,  1.2 ],\n       [-1.3 ,  0.8 ],\n       [ 2.  , -0.25]], dtype=float32)",
        "tensor([[ 0.5000,  1.2000],\n        [-1.3000,  0.8000],\n        [ 2.0000, -0.2500]], device='cuda:0', dtype=torch.float64)",
        "points = [[0.5, 1.2], [-1.3, 0.8], [2.0, -0.25]]",
        "[(0.5, 1.2), (-1.3, 0.8), (2.0, -0.25)]",
        "x = [0.5, -1.3, 2.0]\ny = np.array([1.2, 0.8, -0.25])",
        "x = np.array([0.5, -1.3, 2.0])\ny = np.array([1.2, 0.8, -0.25])",
        "# x y\n5.000000000000000000e-01 1.199999999999999956e+00\n-1.3e+00 8.0e-01\n2.0e+00 -2.5e-01\n",
        "# t x y\n0.1 0.5 1.2\n0.7 -1.3 0.8\n0.9 2 -0.25\n",
        // Others.
        "[\n  [\n    0.5,\n    1.2\n  ],\n  [-1.3, 0.8],\n  [2, -0.25]\n]",
        "[0.5 1.2; -1.3 0.8; 2 -0.25]",
        "A = [0.5, 1.2; -1.3, 0.8; 2, -0.25];",
        "{{0.5, 1.2}, {-1.3, 0.8}, {2, -0.25}}",
        "(0.5,1.2) (-1.3,0.8) (2,-0.25)",
        "（0.5，1.2），（-1.3，0.8），（2，-0.25）",
        "0.5,1.2;-1.3,0.8;2,-0.25",
        "| x | y |\n|---|--:|\n| 0.5 | 1.2 |\n| -1.3 | 0.8 |\n| 2 | -0.25 |\n",
        "x | y\n--|--\n0.5 | 1.2\n-1.3 | 0.8\n2 | -0.25",
        "+------+-------+\n| x    | y     |\n+======+=======+\n| 0.5  | 1.2   |\n| -1.3 | 0.8   |\n| 2    | -0.25 |\n+------+-------+",
        "\\hline\nx & y \\\\\n\\hline\n0.5 & 1.2 \\\\\n-1.3 & 0.8 \\\\\n2 & -0.25 \\\\\n\\hline",
        "sep=;\r\nx;y\r\n0,5;1,2\r\n-1,3;0,8\r\n2;-0,25\r\n",
        "\u{feff}\"sep=,\"\nx,y\n\"0,5\",\"1,2\"\n\"-1,3\",\"0,8\"\n2,\"-0,25\"\n",
        "sep=\t\nx\ty\n0.5\t1.2\n-1.3\t0.8\n2\t-0.25",
        "\tx\ty\na\t0.5\t1.2\nb\t-1.3\t0.8\nc\t2\t-0.25\n",
        "x (cm),y [m/s]\n0.5,1.2\n-1.3,0.8\n2,-0.25",
        "t,X/mm,Y/mm,err\n1,0.5,1.2,0.1\n4,-1.3,0.8,0.1\n9,2,-0.25,0.2",
        "\"x\n(cm)\",\"y\n(cm)\"\n0.5,1.2\n-1.3,0.8\n2,-0.25",
        "名称,x坐标,y坐标\n甲,0.5,1.2\n乙,-1.3,0.8\n丙,2,-0.25",
        "序号，横坐标，纵坐标\n１，０．５，１．２\n２，－１．３，０．８\n３，２，－０．２５",
        "y,x\n1.2,0.5\n0.8,-1.3\n-0.25,2",
        "Measured in May 2024\n\nx,y\ncm,cm\n0.5,1.2\n-1.3,0.8\n2,-0.25",
        "name,where,x,y\na,\"Paris, France\",0.5,1.2\nb,Rome,-1.3,0.8\n\"c \"\"x\"\"\",,2,-0.25",
        "x,y,,\n0.5,1.2,,\n-1.3,0.8,,\n2,-0.25,,\n,,,",
        "% x y\n0.5 1.2\n-1.3 0.8\n2 -0.25",
    ] {
        assert_eq!(pasted(table).as_deref(), Ok(&expected[..]), "{table}");
    }
}

#[test]
fn what_was_decided_about_a_table_is_said() {
    assert_eq!(remarks("1,2\n2,1"), [" 2 / 1 / 2".trim()]);
    assert_eq!(
        remarks(
            ",name,x,y\n0,a,0.5,1.2\n1,b,,0.8\n2,c,NA,1\n3,d,nan,1\n4,e,1,#N/A\n5,f,null,1\n6,g,None,1"
        ),
        [
            "1 / 3 “x” / 4 “y”",
            "_columns 1, 2 “name”",
            "_rows 6 / 3, 4, 5, 6, 7, …"
        ]
    );
    assert_eq!(remarks("1,5;2,5"), ["1 / 1 / 2", "_commas"]);
    assert_eq!(
        remarks("0.5;1\n0.25;\"1,002.5\"\n# rescale"),
        ["2 / 1 / 2", "_thousands"]
    );
    assert_eq!(
        remarks("0,5;1\n0,25;1.002,5\n# rescale"),
        ["2 / 1 / 2", "_commas"]
    );
    assert_eq!(
        remarks("t;a;b\n1;2;\n1;;3\n1;2;x\n"),
        ["2 / 1 “t” / 2 “a”", "_columns 3 “b”", "_rows 1 / 3"]
    );
    let list = Params::new(schema()).remarks("points", "1,2;2,1");
    assert_eq!(list, [], "a list of two points, as links have it");
}

#[test]
fn a_refused_table_names_the_line_and_the_reason() {
    for (table, code, line) in [
        ("1,2\n\n# no\nx,1", "points_not_a_number", "4"),
        ("x,y\n1,2\nx,y", "points_not_a_number", "3"),
        ("1,2\n1", "points_ragged", "2"),
        ("1,2\n1,2,x", "points_ragged", "2"),
        ("1.2.3,1", "points_not_a_number", "1"),
        ("0,0\ninf,1", "points_not_finite", "2"),
        ("0 0\n-Infinity 1", "points_not_finite", "2"),
        ("1e999,1", "points_not_finite", "1"),
        ("1,2\n1,5,2,5", "points_decimal_comma", "2"),
        ("1,5,2,5", "points_decimal_comma", "1"),
        // A thousand, or one and a bit?
        ("1,234;1", "points_decimal_comma", "1"),
        ("0.5;1\n1,5;2", "points_decimal_comma", "2"),
        ("0.5;1\n1.234.567;2", "points_decimal_comma", "1"),
        ("0,0\n\n0,3.5", "points_out_of_range", "3"),
        ("", "points_none", "1"),
        ("x,y\n# nothing\n", "points_none", "1"),
        ("1,2\n,\n", "", ""),
        ("x,y\n1,\nNaN,2\n", "points_none", "1"),
        ("1\n2\n3", "points_one_column", "1"),
        ("a,b,c\np,q,1\np,q,2", "points_one_column", "2"),
        ("a,b,c\n1,2,3\n2,3,4", "points_columns", "2"),
        ("0.1,0.2,1\n0.3,0.4,0", "points_columns", "1"),
        ("x,b,c\n1,2,3", "points_columns", "2"),
        ("[[1, 2], [3, 4, 5]]", "points_ragged", "1"),
        ("[[1, 2],\n [3, a]]", "points_not_a_number", "2"),
        ("[[0. 0.]\n ...\n [1. 1.]]", "points_cut_short", "2"),
        ("[1, 2, 3, 4, 5]", "points_columns", "1"),
        ("x = [1, 2]\ny = [1]", "points_ragged", "2"),
        (
            "[{\"x\": 1, \"y\": 2}, {\"x\": 1, \"z\": 2}]",
            "points_ragged",
            "1",
        ),
        ("x y\n1 2\n.. ..\n3 4", "points_not_a_number", "3"),
    ] {
        if code.is_empty() {
            assert_eq!(pasted(table), Ok(vec![[1.0, 2.0]]));
        } else {
            assert_eq!(refusal(table), (code, line.to_owned()), "{table:?}");
        }
    }
    let arg = |table: &str, name: &str| {
        let error = pasted(table).expect_err(table);
        error
            .args
            .iter()
            .find(|(other, _)| *other == name)
            .map(|(_, text)| text.clone())
            .unwrap_or_default()
    };
    assert_eq!(arg("name,x,y\na,1,2\nb,1,oops", "column"), "3 “y”");
    assert_eq!(arg("1,2\n1,oops", "column"), "2");
    assert_eq!(arg("a,b,c\n1,2,3", "got"), "1 “a”, 2 “b”, 3 “c”");
    assert_eq!(arg("1\t2\n1\t2\t3", "got"), "1⇥2⇥3", "a tab can be seen");
    let many = "x y\n".to_owned() + &"1 2\n".repeat(10_001);
    assert_eq!(
        refusal(&many),
        ("points_too_many_lines", "10002".to_owned())
    );
    // What is far too long is not read to its end.
    let rows = "0.5,1\n".repeat(1_000_000);
    assert_eq!(refusal(&rows).0, "points_too_many_lines");
    assert_eq!(refusal(&"1,".repeat(1_000_000)).0, "points_columns");
    assert_eq!(refusal(&"[1 2]".repeat(100_000)).0, "points_too_many_lines");
    assert_eq!(refusal(&"\"\n".repeat(100_001)).0, "points_none");
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
        params.get(POINTS).to_vec()
    };
    // The longer side fills 80 % of the range, around its middle.
    assert_eq!(
        rescaled("1000,70\n3000,70\n2000,570"),
        [[-2.4, -0.6], [2.4, -0.6], [0.0, 0.6]]
    );
    assert_eq!(
        rescaled("[[1000, 70], [3000, 70],\n [2000, 570]]"),
        [[-2.4, -0.6], [2.4, -0.6], [0.0, 0.6]]
    );
    assert_eq!(rescaled("5e300,7\n5e300,7"), [[0.0, 0.0], [0.0, 0.0]]);
    assert_eq!(rescaled("-1.7e308,0\n1.7e308,0"), [[-2.4, 0.0], [2.4, 0.0]]);
}

struct Form {
    header: &'static str,
    open: &'static str,
    before: &'static str,
    between: &'static str,
    after: &'static str,
    close: &'static str,
    takes_comma: bool,
}

/// Header, beginning, row in three parts, end, and whether decimal commas are clear.
const FORMS: [Form; 11] = [
    form("x,y\n", "", ["", ",", "\n"], "", false),
    form("\"x\",\"y\"\n", "", ["\"", "\",\"", "\"\n"], "", true),
    form("x;y\n", "", ["", ";", "\n"], "", true),
    form("sep=;\nx;y\n", "", ["", " ; ", ";\n"], "", true),
    form("x\ty\n", "", ["", "\t", "\n"], "", true),
    form("x y\n", "", ["  ", "   ", "\n"], "", true),
    form(
        "| x | y |\n|--:|--:|\n",
        "",
        ["| ", " | ", " |\n"],
        "",
        true,
    ),
    form(
        "x & y \\\\\n\\hline\n",
        "",
        ["", " & ", " \\\\\n"],
        "",
        true,
    ),
    form("", "[", ["[", ", ", "], "], "]", false),
    form("", "tensor([", ["[ ", "  ", "],\n"], "])", false),
    form(
        "",
        "[",
        ["{\"t\": 0, \"x\": ", ", \"z\": 1, \"y\": ", "},"],
        "]",
        false,
    ),
];

const fn form(
    header: &'static str,
    open: &'static str,
    [before, between, after]: [&'static str; 3],
    close: &'static str,
    takes_comma: bool,
) -> Form {
    Form {
        header,
        open,
        before,
        between,
        after,
        close,
        takes_comma,
    }
}

proptest! {
    #[test]
    fn points_are_read_back(points in prop::collection::vec((-3.0f64..=3.0, -3.0f64..=3.0), 0..40)) {
        let mut params = Params::new(schema());
        let list = points.iter().map(|(x, y)| format!("{x},{y};")).collect::<String>();
        prop_assert_eq!(params.set("points", &list), Ok(()));
        let kept = params.get(POINTS);
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

    /// Every form in which a table may be written means the same points.
    #[test]
    fn a_table_is_the_same_in_every_form(
        points in prop::collection::vec((-3000i32..=3000, -3000i32..=3000), 1..30),
        form in 0usize..FORMS.len(),
        decimal_comma: bool,
        names: bool,
        windows: bool,
    ) {
        let Form { open, before, between, after, close, header, takes_comma } = FORMS[form];
        let with_comma = decimal_comma && takes_comma;
        // With four digits after it, a comma cannot separate thousands.
        let number = |thousandths: i32| {
            let text = format!("{:.4}", f64::from(thousandths) / 1000.0);
            if with_comma { text.replace('.', ",") } else { text }
        };
        let mut table = if names { header.to_owned() } else { String::new() };
        table += open;
        for (x, y) in &points {
            table += &(before.to_owned() + &number(*x) + between + &number(*y) + after);
        }
        table += close;
        if windows {
            table = "\u{feff}".to_owned() + &table.replace('\n', "\r\n");
        }
        let mut params = Params::new(schema());
        prop_assert_eq!(params.set("points", &(table.clone() + "\n")), Ok(()), "{}", table);
        let expected: Vec<_> = points.iter().map(|(x, y)| [f64::from(*x) / 1000.0, f64::from(*y) / 1000.0]).collect();
        prop_assert_eq!(params.get(POINTS), &expected[..], "{}", table);
    }

    #[test]
    fn any_text_is_read_or_refused(table in any::<String>(), lines in prop::collection::vec("\\PC{0,12}|[-0-9.,;|&\t \"]{0,12}", 0..8)) {
        for table in [table, lines.join("\n")] {
            let mut params = Params::new(schema());
            let remarks = params.remarks("points", &(table.clone() + "\n"));
            match params.set("points", &(table + "\n")) {
                Ok(()) => prop_assert!(remarks.iter().all(|remark| remark.code.starts_with("points_read"))),
                Err(error) => prop_assert_eq!(remarks, [error]),
            }
        }
    }

    #[test]
    fn any_table_is_read_or_refused(table in "([-+0-9.,;e#x \"\t\r\n\u{feff}，]|nan|inf){0,60}", rescaled: bool) {
        let mut params = Params::new(schema());
        match params.set("points", &(table + if rescaled { "\n#rescale" } else { "\n" })) {
            Ok(()) => {
                let points = params.get(POINTS);
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
