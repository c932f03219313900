//! What readers write of parameters: what is kept, what is refused and why, and what is said of parameters without effect.

use thetaflow::testing;
use thetaflow_optimizers::Optimizers;
use thetaflow_optimizers::keys::CONTENDERS;

#[test]
fn defaults_are_left_out_and_follow_the_choices() {
    assert_eq!(testing::params::<Optimizers>("").query(), "");
    assert_eq!(
        testing::params::<Optimizers>("rule=adam&lr=0.05").query(),
        ""
    );
    let mut params = testing::params::<Optimizers>("rule=sgd");
    assert_eq!(params.get(CONTENDERS[0].lr), 5e-4);
    assert_eq!(params.set("lr", "0.05"), Ok(()));
    assert_eq!(params.query(), "rule=sgd&lr=0.05");
    // 0.05 is Adam's own default: with Adam it is nothing to write down.
    assert_eq!(params.set("rule", "adam"), Ok(()));
    assert_eq!(params.query(), "");
}

#[test]
fn a_link_stays_readable() {
    let params = testing::params::<Optimizers>(
        "landscape=custom&f=x%5E2%2B3*y%5E2&start=-1.50,%202&lr=2e-3",
    );
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
        let mut params = testing::params::<Optimizers>("");
        let codes: Vec<_> = params
            .load(query)
            .into_iter()
            .map(|error| error.code)
            .collect();
        assert_eq!(codes, [code], "{query}");
        assert_eq!(params.query(), "", "{query}");
    }
    let mut params = testing::params::<Optimizers>("rule=sgd&lr=0.01");
    assert!(params.set("lr", "banana").is_err());
    assert_eq!(params.get(CONTENDERS[0].lr), 0.01);
}

#[test]
fn what_a_refusal_quotes_is_short() {
    let mut params = testing::params::<Optimizers>("");
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
fn what_stands_in_the_way_of_a_parameter_is_said() {
    let said = |query: &str, id: &str| {
        let error = testing::params::<Optimizers>(query).without_effect(id)?;
        assert_eq!((error.code, error.args[0].1.as_str()), ("no_effect", id));
        Some(format!("{} → {}", error.args[1].1, error.args[2].1))
    };
    for (query, id, expected) in [
        (
            "rule=adam",
            "momentum",
            "rule=adam → rule=momentum, nesterov",
        ),
        ("", "lr_2", "rule_2=none → rule_2≠none"),
        ("", "lookahead_alpha", "lookahead_k=1 → lookahead_k≥2"),
        ("rule=adamw", "decoupled", "rule=adamw → rule≠adamw"),
    ] {
        assert_eq!(said(query, id).as_deref(), Some(expected), "{query}");
    }
    let any = said("", "seed").unwrap_or_default();
    assert!(
        any.contains("noise>0 | ") && any.contains("sparsity>0"),
        "{any}"
    );
    // Nothing is said where it counts or is unknown.
    assert_eq!(said("rule=nesterov", "momentum"), None);
    assert_eq!(said("", "start"), None);
    assert_eq!(said("", "no_such_parameter"), None);
}
