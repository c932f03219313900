//! What is said of parameters that change nothing: which others stand in the way, and what would make them count.

use thetaflow::lab::{find_lab, labs};
use thetaflow::params::{Kind, Params};

fn said(lab: &str, query: &str, id: &str) -> Option<String> {
    let mut params = find_lab(lab).expect("a lab").params();
    assert_eq!(params.load(query), [], "{query}");
    let error = params.without_effect(id)?;
    assert_eq!((error.code, error.args[0].1.as_str()), ("no_effect", id));
    Some(format!("{} → {}", error.args[1].1, error.args[2].1))
}

#[test]
fn what_stands_in_the_way_and_what_would_do() {
    let cases = [
        (
            "optimizers",
            "rule=adam",
            "momentum",
            "rule=adam → rule=momentum, nesterov",
        ),
        ("optimizers", "", "lr_2", "rule_2=none → rule_2≠none"),
        (
            "optimizers",
            "",
            "lookahead_alpha",
            "lookahead_k=1 → lookahead_k≥2",
        ),
        (
            "optimizers",
            "rule=adamw",
            "decoupled",
            "rule=adamw → rule≠adamw",
        ),
        ("gans", "", "points", "data=ring → data=points"),
        (
            "gans",
            "view=dirac",
            "points",
            "view=dirac, data=ring → view=live & data=points",
        ),
        (
            "gans",
            "encoder=on&latents=1",
            "code_weight",
            "latents=1 → latents≥2",
        ),
        (
            "angles",
            "vectors=5&n=3000",
            "sampler",
            "figure=density, vectors=5 → figure=sphere, dimensions | vectors≤2",
        ),
        ("angles", "vectors=5", "normal", "vectors=5 → vectors≤2"),
        (
            "estimators",
            "",
            "against_discrete",
            "figure=histogram, family=gaussian → figure=variance & family=bernoulli, categorical",
        ),
    ];
    for (lab, query, id, expected) in cases {
        assert_eq!(
            said(lab, query, id).as_deref(),
            Some(expected),
            "{lab} {query}"
        );
    }
    let any = said("optimizers", "", "seed").unwrap_or_default();
    assert!(
        any.contains("noise>0 | ") && any.contains("sparsity>0"),
        "{any}"
    );
}

#[test]
fn nothing_is_said_where_it_counts_or_is_unknown() {
    assert_eq!(said("optimizers", "rule=nesterov", "momentum"), None);
    assert_eq!(said("optimizers", "", "start"), None);
    assert_eq!(said("optimizers", "", "no_such_parameter"), None);
    assert_eq!(said("gans", "data=points", "points"), None);
}

/// What the sentence asks for is enough: whoever does it, and what the next sentence asks for, gets there.
#[test]
fn what_is_wanted_is_enough() {
    for lab in labs() {
        for param in &lab.schema().params {
            let mut params = lab.params();
            let mut sentences = 0;
            while let Some(error) = params.without_effect(param.id) {
                // The first of several ways.
                let way = error.args[2].1.split('|').next().unwrap_or_default();
                for part in way.split('&') {
                    let part = part.split(',').next().unwrap_or_default();
                    let (id, value) = assignment(&params, part.trim_matches([' ', '(', ')']));
                    assert_eq!(params.set(&id, &value), Ok(()), "{way}");
                }
                sentences += 1;
                assert!(sentences < 4, "{} {}: {error}", lab.id(), param.id);
            }
        }
    }
}

/// A value as `rule=adam`, `rule≠none`, `noise>0` or `k≥2` ask for it.
fn assignment(params: &Params, wanted: &str) -> (String, String) {
    let place = wanted
        .find(['=', '≠', '>', '<', '≥', '≤'])
        .expect("a relation");
    let (id, rest) = wanted.split_at(place);
    let mut rest = rest.chars();
    let relation = rest.next();
    let bound = rest.as_str();
    let value = match relation {
        Some('≠') => match params.schema().param(id).map(|param| &param.kind) {
            Some(Kind::Choice { options }) => {
                let other = options.iter().find(|option| **option != bound);
                other.copied().unwrap_or_default().to_owned()
            }
            _ => String::new(),
        },
        Some('>') => (bound.parse::<f64>().expect("a number") + 0.5).to_string(),
        Some('<') => (bound.parse::<f64>().expect("a number") * 0.5).to_string(),
        _ => bound.to_owned(),
    };
    (id.to_owned(), value)
}
