//! One state, one text: what a schema lets through is printed and read back unchanged, and nothing else gets through.

use proptest::prelude::*;
use thetaflow::lab::{AnyLab, State, find_lab, labs};
use thetaflow::params::{ExpressionKind, Kind, Param, Params};
use thetaflow::texts::{Language, Texts};

fn optimizers() -> &'static dyn AnyLab {
    find_lab("optimizers").expect("there is such a lab")
}

fn optimizer_params(query: &str) -> Params {
    let mut params = optimizers().params();
    assert_eq!(params.load(query), []);
    params
}

/// A text that the parameter accepts.
fn text_of(param: &Param) -> BoxedStrategy<String> {
    match &param.kind {
        Kind::Number { min, max, .. } => {
            (*min..=*max).prop_map(|number| number.to_string()).boxed()
        }
        Kind::Integer { min, max, .. } => (*min..=*max)
            .prop_map(|integer| integer.to_string())
            .boxed(),
        Kind::Choice { options } => prop::sample::select(options.clone())
            .prop_map(str::to_owned)
            .boxed(),
        Kind::Flag => prop::sample::select(vec!["on", "off", "true", "0"])
            .prop_map(str::to_owned)
            .boxed(),
        Kind::Point { min, max } => (*min..=*max, *min..=*max)
            .prop_map(|(x, y)| format!("{x}, {y}"))
            .boxed(),
        Kind::Expression(ExpressionKind { variables, .. }) => {
            let (x, y) = (variables[0], variables.get(1).copied().unwrap_or("2"));
            prop::sample::select(vec![
                format!("{x}^2+{y}^2"),
                format!("{x}*{y} + 1"),
                format!("sin(3*{x})"),
                format!("max({x}, {y})"),
            ])
            .boxed()
        }
        Kind::Points(kind) => {
            let point = (kind.min..=kind.max, kind.min..=kind.max);
            prop::collection::vec(point.prop_map(|(x, y)| format!("{x}, {y};")), 0..20)
                .prop_map(|points| points.concat())
                .boxed()
        }
    }
}

/// A pair of a link with something wrong in it, as a rule.
fn any_pair() -> impl Strategy<Value = String> {
    let ids: Vec<&str> = (labs().iter())
        .flat_map(|lab| lab.schema().params.iter().map(|param| param.id))
        .chain(["lab", "step", "__proto__", "constructor", "", "lr%00"])
        .collect();
    let texts = [
        "<img src=x onerror=alert(1)>",
        "1e999",
        "-1e999",
        "NaN",
        "nan",
        "-0",
        "0x10",
        "1_000",
        "０．５",
        "٠.٥",
        "१",
        "\u{202e}5",
        "5\u{200b}",
        "%00",
        "%",
        "%E0%A4%A",
        "%ff",
        "null",
        "undefined",
        "__proto__",
        "1,2,3",
        ",",
        "{got}",
        "x^2+",
        "sin(sin(x",
        "9",
        "1e-999",
        "1e99999999999",
        "-",
        "∞",
        "½",
        "on",
        "😀",
        "\n",
        "a=b",
    ];
    let text = prop_oneof![
        4 => prop::sample::select(texts.to_vec()).prop_map(str::to_owned),
        1 => "\\PC{0,30}",
        1 => "[-0-9e.,x^*()a-z%+]{0,40}",
    ];
    (prop::sample::select(ids), text).prop_map(|(id, text)| format!("{id}={text}"))
}

/// Some parameters of the lab with texts that they accept.
fn assignments(lab: &'static dyn AnyLab) -> impl Strategy<Value = Vec<(String, String)>> {
    let params = &lab.schema().params;
    prop::sample::subsequence(params.iter().collect::<Vec<_>>(), 0..=params.len()).prop_flat_map(
        |chosen| {
            chosen
                .into_iter()
                .map(|param| (Just(param.id.to_owned()), text_of(param)))
                .collect::<Vec<_>>()
        },
    )
}

/// A lab, and some of its parameters with texts that they accept.
fn assignments_of_a_lab() -> impl Strategy<Value = (&'static str, Vec<(String, String)>)> {
    prop::sample::select(labs().iter().map(|lab| lab.id()).collect::<Vec<_>>()).prop_flat_map(
        |id| {
            let lab = find_lab(id).expect("there is such a lab");
            (Just(id), assignments(lab))
        },
    )
}

proptest! {
    #[test]
    fn print_and_parse_are_inverse((id, pairs) in assignments_of_a_lab(), step in prop::option::of(0u64..500)) {
        let lab = find_lab(id).expect("there is such a lab");
        let mut params = lab.params();
        prop_assert_eq!(params.load_pairs(&pairs), []);
        let mut again = lab.params();
        prop_assert_eq!(again.load(&params.query()), []);
        prop_assert_eq!(&again, &params);
        prop_assert_eq!(again.query(), params.query());

        let state = State { lab, step: step.filter(|step| *step < params.integer("steps")), params };
        let (read, errors) = State::parse(&state.text());
        prop_assert_eq!(errors, []);
        prop_assert_eq!(read.text(), state.text());
        prop_assert_eq!((&read.params, read.step), (&state.params, state.step));
    }

    #[test]
    fn any_text_gives_a_valid_state(text in "\\PC{0,80}|(lr|rule|start|lab|step|f|steps)=[-0-9e.,a-z&=%+]{0,40}") {
        let (state, _) = State::parse(&text);
        let (again, errors) = State::parse(&state.text());
        prop_assert_eq!(errors, []);
        prop_assert_eq!(again.text(), state.text());
    }

    /// Whatever is in a link: no panic, a state that can be written and read, and a sentence in both languages for
    /// every part that is refused.
    #[test]
    fn any_mistake_has_its_sentence(
        lab in prop::sample::select(labs().iter().map(|lab| lab.id()).collect::<Vec<_>>()),
        pairs in prop::collection::vec(any_pair(), 0..6),
        lengthens in prop::option::of(0usize..6),
    ) {
        let mut pairs = pairs;
        if let Some(pair) = lengthens.and_then(|at| pairs.get_mut(at)) {
            *pair = pair.repeat(2000);
        }
        let text = format!("lab={lab}&{}", pairs.join("&"));
        let (state, errors) = State::parse(&text);
        let (again, none) = State::parse(&state.text());
        prop_assert_eq!(none, []);
        prop_assert_eq!(again.text(), state.text());
        for error in errors {
            for language in [Language::English, Language::Chinese] {
                let texts = Texts::new(language);
                let sentence = texts.sentence(&error);
                prop_assert!(sentence.chars().count() < 2000 && !sentence.starts_with("error."), "{sentence}");
                let key = format!("error.{}", error.code);
                let gaps = texts.get(&key).split('{').skip(1);
                for gap in gaps.filter_map(|rest| Some(rest.split_once('}')?.0)) {
                    prop_assert!(error.args.iter().any(|(name, _)| *name == gap), "{error}: {gap}");
                }
                prop_assert!(!sentence.contains(['\u{202e}', '\u{200b}', '\0', '\n']), "{sentence:?}");
            }
        }
    }

    #[test]
    fn a_slider_and_its_value_agree(pairs in assignments(optimizers())) {
        let mut params = optimizers().params();
        params.load_pairs(&pairs);
        for param in &optimizers().schema().params {
            let Some(position) = params.position(param.id) else { continue };
            let text = params.text_at(param.id, position).expect("a slider has values");
            prop_assert_eq!(params.set(param.id, &text), Ok(()));
            let (Kind::Number { positions, .. } | Kind::Integer { positions, .. }) = &param.kind else { continue };
            prop_assert!(position <= *positions);
        }
    }
}

#[test]
fn a_parameter_only_depends_on_earlier_ones() {
    for lab in labs() {
        let params = &lab.schema().params;
        for (index, param) in params.iter().enumerate() {
            for id in param.depends_on() {
                assert!(
                    params[..index].iter().any(|earlier| earlier.id == id),
                    "{} looks ahead at {id}",
                    param.id
                );
            }
        }
    }
}

#[test]
fn every_lab_has_a_seed_and_a_length() {
    for lab in labs() {
        for id in ["seed", "steps"] {
            assert!(
                matches!(
                    lab.schema().param(id).map(|param| &param.kind),
                    Some(Kind::Integer { .. })
                ),
                "{id}"
            );
        }
    }
}

#[test]
fn every_slider_reaches_both_ends_and_every_default() {
    for lab in labs() {
        for param in &lab.schema().params {
            let (positions, min, max) = match &param.kind {
                Kind::Number {
                    positions,
                    min,
                    max,
                    ..
                } => (*positions, *min, *max),
                Kind::Integer {
                    positions,
                    min,
                    max,
                    ..
                } => (*positions, *min as f64, *max as f64),
                _ => continue,
            };
            let at = |position| {
                lab.params()
                    .text_at(param.id, position)
                    .and_then(|text| text.parse::<f64>().ok())
            };
            assert_eq!(
                (at(0), at(positions)),
                (Some(min), Some(max)),
                "{}",
                param.id
            );
        }
    }
}

#[test]
fn every_arrow_key_on_a_slider_moves_its_value() {
    for lab in labs() {
        for param in &lab.schema().params {
            let (Kind::Number { positions, .. } | Kind::Integer { positions, .. }) = &param.kind
            else {
                continue;
            };
            let mut before = None;
            for position in 0..=*positions {
                let mut params = lab.params();
                let text = params.text_at(param.id, position).expect("it has a slider");
                assert_eq!(params.set(param.id, &text), Ok(()));
                assert_eq!(
                    params.position(param.id),
                    Some(position),
                    "{} {text}",
                    param.id
                );
                let value: f64 = text.parse().expect("a number");
                assert!(before < Some(value), "{} at {text}", param.id);
                before = Some(value);
            }
        }
    }
}

#[test]
fn sliders_of_whole_numbers_go_one_by_one_and_then_in_round_numbers() {
    let params = find_lab("angles").expect("there is such a lab").params();
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

#[test]
fn defaults_are_left_out_and_follow_the_choices() {
    assert_eq!(optimizer_params("").query(), "");
    assert_eq!(optimizer_params("rule=adam&lr=0.05").query(), "");
    let mut params = optimizer_params("rule=sgd");
    assert_eq!(params.number("lr"), 5e-4);
    assert_eq!(params.set("lr", "0.05"), Ok(()));
    assert_eq!(params.query(), "rule=sgd&lr=0.05");
    // 0.05 is Adam's own default: with Adam it is nothing to write down.
    assert_eq!(params.set("rule", "adam"), Ok(()));
    assert_eq!(params.query(), "");
}

#[test]
fn a_link_stays_readable() {
    let params = optimizer_params("landscape=custom&f=x%5E2%2B3*y%5E2&start=-1.50,%202&lr=2e-3");
    assert_eq!(params.query(), "landscape=custom&f=x^2+3*y^2&lr=0.002");
}

#[test]
fn refusals_say_what_is_wrong_and_keep_the_last_good_value() {
    let refusals = [
        ("lr=banana", "not_a_number"),
        ("lr=", "not_a_number"),
        ("lr=nan", "not_a_number"),
        ("lr=inf", "not_a_number"),
        ("lr=1e999", "out_of_range"),
        ("lr=-1", "out_of_range"),
        ("lr=٠.٥", "not_a_number"),
        ("lr=1,234", "number_in_two_ways"),
        ("steps=1,000", "number_in_two_ways"),
        ("lr=5%25", "percentage"),
        ("steps=2.5", "not_an_integer"),
        ("steps=1e9", "out_of_range"),
        ("rule=adan", "not_a_choice_suggestion"),
        ("rule=zzzz", "not_a_choice"),
        ("start=1", "not_a_point"),
        ("start=1,2,3", "not_a_point"),
        ("start=0,5,1,5", "not_a_point"),
        ("start=1,99", "point_out_of_range"),
        ("zzz=1", "unknown_key"),
        ("lrr=1", "unknown_key_suggestion"),
        ("lr", "malformed_pair"),
        ("lr=%ff", "malformed_pair"),
        ("f=x^2 + ", "expression_unexpected_end"),
        ("f=sn(x)", "expression_unknown_name_suggestion"),
        ("f=lg(x)", "expression_unknown_name"),
        ("f=1/2x", "expression_ambiguous_product"),
        ("f=sin^-1(x)", "expression_ambiguous_inverse"),
        ("f=x2", "expression_power_or_product"),
        ("f=0,5x", "expression_decimal_comma"),
        ("f=sin(x", "expression_missing_parenthesis"),
        ("f=max(x)", "expression_wrong_argument_count"),
    ];
    for (query, code) in refusals {
        let mut params = optimizers().params();
        let codes: Vec<_> = params
            .load(query)
            .into_iter()
            .map(|error| error.code)
            .collect();
        assert_eq!(codes, [code], "{query}");
        assert_eq!(params.query(), "", "{query}");
    }
    let mut params = optimizer_params("rule=sgd&lr=0.01");
    assert!(params.set("lr", "banana").is_err());
    assert_eq!(params.number("lr"), 0.01);
}

#[test]
fn what_a_refusal_quotes_is_short() {
    let mut params = optimizers().params();
    let error = params
        .set("lr", &"9".repeat(10_000))
        .expect_err("too large");
    assert!(
        error
            .args
            .iter()
            .all(|(_, text)| text.chars().count() < 100)
    );
}

#[test]
fn a_state_names_lab_and_step() {
    let (state, errors) = State::parse("#lab=optimizers&rule=sgd&step=37");
    assert_eq!(
        (errors.len(), state.step, state.text()),
        (0, Some(37), "lab=optimizers&rule=sgd&step=37".to_owned())
    );
    let refused = |text| {
        State::parse(text)
            .1
            .into_iter()
            .map(|error| error.code)
            .collect::<Vec<_>>()
    };
    assert_eq!(refused("lab=optimisers"), ["unknown_lab_suggestion"]);
    assert_eq!(refused("lab=zzz"), ["unknown_lab"]);
    assert_eq!(refused("step=501"), ["not_an_integer"]);
    assert_eq!(refused("step=-1"), ["not_an_integer"]);
    assert_eq!(refused("step=1&step=2"), ["repeated_key"]);
    assert_eq!(refused("lab=gans&lab=angles"), ["repeated_key"]);
    assert_eq!(State::parse("lab=gans&lab=angles").0.lab.id(), "gans");
}

#[test]
fn a_state_is_found_in_addresses_and_under_escapes() {
    let text = "lab=optimizers&rule=sgd&step=37";
    let once = "lab%3Doptimizers%26rule%3Dsgd%26step%3D37";
    let twice = once.replace('%', "%25");
    for link in [
        format!("#{text}"),
        format!("?{text}"),
        format!("#{once}"),
        once.to_owned(),
        format!("#{twice}"),
        format!("#%23{text}"),
        format!("%23{text}"),
        format!("#%23{once}"),
        format!("##{text}"),
        format!("#{}", text.replace('&', "&amp;")),
        format!("?{}", text.replace('&', "&amp;")),
        format!("embed.html#{text}"),
        format!("https://example.org/a=b/embed.html?controls=lr&theme=dark#{text}"),
        format!("https://example.org/embed.html?{text}&utm_source=letter&fresh&theme=dark"),
        format!("https://example.org/embed.html?{text}#"),
        format!("https://example.org/embed.html?lab=gans&steps=50#{once}"),
    ] {
        let (state, errors) = State::parse(&link);
        assert_eq!((state.text().as_str(), errors.len()), (text, 0), "{link}");
    }
    let refused = |text| State::parse(text).1.len();
    assert_eq!(
        refused("?lr=banana&unknown=1"),
        1,
        "in a query, other keys are meant for others"
    );
    assert_eq!(refused("#lr=banana&unknown=1"), 2);
    // What a formula holds is no part of an address.
    let (state, _) = State::parse("lab=optimizers&landscape=custom&f=x^2+y^2?#");
    assert_eq!(state.params.query(), "landscape=custom");
}

/// In the page's query stand these as well.
#[test]
fn no_parameter_is_called_like_an_option_of_the_page() {
    for lab in labs() {
        for id in "lab step controls theme lang autoplay export home runner poster reveal group"
            .split(' ')
        {
            assert!(lab.schema().param(id).is_none(), "{id}");
        }
    }
}

#[test]
fn a_link_of_mistakes_is_answered_in_a_few_sentences() {
    let many: String = (0..20_000)
        .map(|number| format!("k{number}={number}&"))
        .collect();
    let (state, errors) = State::parse(&format!("steps=60&{many}"));
    assert_eq!(state.params.query(), "steps=60");
    assert_eq!(errors.len(), 13);
    assert_eq!(errors[12].code, "more_errors");
}

#[test]
fn what_cannot_be_seen_is_spelled_out() {
    let (_, errors) = State::parse("lr=\u{202e}5.0&steps=6\u{200b}0");
    let got: Vec<_> = errors
        .iter()
        .filter_map(|error| error.args.iter().find(|(name, _)| *name == "got"))
        .collect();
    assert_eq!(got.len(), 2);
    assert_eq!(got[0].1, r"\u{202e}5.0");
    assert_eq!(got[1].1, r"6\u{200b}0");
}
