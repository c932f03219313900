//! One state, one text: what a schema lets through is printed and read back unchanged, and nothing else gets through.

use proptest::prelude::*;
use thetaflow::lab::{AnyLab, State, find_lab, labs};
use thetaflow::params::{Kind, Param, Params};

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
        Kind::Expression { variables } => {
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
        ("lr=０．０５", "not_a_number"),
        ("steps=2.5", "not_an_integer"),
        ("steps=1e9", "out_of_range"),
        ("rule=adan", "not_a_choice_suggestion"),
        ("rule=zzzz", "not_a_choice"),
        ("start=1", "not_a_point"),
        ("start=1,2,3", "not_a_point"),
        ("start=1,99", "point_out_of_range"),
        ("zzz=1", "unknown_key"),
        ("lrr=1", "unknown_key_suggestion"),
        ("lr", "malformed_pair"),
        ("lr=%ff", "malformed_pair"),
        ("f=x^2 + ", "expression_unexpected_end"),
        ("f=sn(x)", "expression_unknown_name_suggestion"),
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
}
