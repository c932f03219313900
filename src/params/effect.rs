//! Parameters without effect: what stands in their way, and what would make them count.

use super::{Condition, Kind, ParamError, Params, number_text};

impl Params {
    /// Why a parameter changes nothing under the present values of the others, as data for a sentence; `None` where it has
    /// an effect. `now` are the values that stand in its way, `wanted` is what would let it count: `,` parts options of which
    /// one is enough, `&` joins what is needed together, `|` parts ways to get there.
    pub fn without_effect(&self, id: &str) -> Option<ParamError> {
        let condition = self.schema().param(id)?.relevant.as_ref()?;
        if condition.holds(self) {
            return None;
        }
        let mut lack = Lack::default();
        self.look_for(condition, &[], &mut lack);
        Some(ParamError {
            code: "no_effect",
            args: vec![
                ("id", id.to_owned()),
                ("now", lack.now),
                ("wanted", lack.wanted),
            ],
        })
    }

    /// Adds what a condition lacks. It stands among `needed`, which rule some ways out.
    fn look_for(&self, condition: &Condition, needed: &[Condition], lack: &mut Lack) {
        let (parts, joint, needed) = match condition {
            Condition::All(parts) => (parts, " & ", &parts[..]),
            Condition::Any(parts) => (parts, " | ", needed),
            leaf => return self.look_for_one(leaf, lack),
        };
        let is_possible = |way: &Condition| !needed.iter().any(|other| excludes(way, other));
        let lacking = parts.iter().filter(|part| !part.holds(self)).count();
        let begin = lack.wanted.len();
        for part in parts {
            if part.holds(self) || joint == " | " && !is_possible(part) {
                continue;
            }
            if lack.wanted.len() > begin {
                lack.wanted += joint;
            }
            let inner = lack.wanted.len();
            self.look_for(part, needed, lack);
            let is_several = (lack.wanted.get(inner..)).is_some_and(|text| text.contains('|'));
            if is_several && lacking > 1 && joint == " & " {
                lack.wanted.insert(inner, '(');
                lack.wanted.push(')');
            }
        }
    }

    fn look_for_one(&self, condition: &Condition, lack: &mut Lack) {
        let (Condition::Is(id, _)
        | Condition::Above(id, _)
        | Condition::Below(id, _)
        | Condition::On(id)) = condition
        else {
            return;
        };
        if !lack.ids.contains(id) {
            if !lack.ids.is_empty() {
                lack.now += ", ";
            }
            lack.ids.push(id);
            let value = self.value(id).map(|value| value.text());
            lack.now += id;
            lack.now += "=";
            lack.now += value.as_deref().unwrap_or_default();
        }
        let kind = self.schema().param(id).map(|param| &param.kind);
        let is_whole = matches!(kind, Some(Kind::Integer { .. }));
        let (relation, value) = match condition {
            Condition::Is(_, options) => match kind {
                // Shorter where nearly all of them will do.
                Some(Kind::Choice { options: all }) if 2 * options.len() > all.len() + 1 => {
                    let others = all.iter().filter(|option| !options.contains(option));
                    ("≠", others.copied().collect::<Vec<_>>().join(", "))
                }
                _ => ("=", options.join(", ")),
            },
            Condition::Above(_, bound) if is_whole => ("≥", number_text(bound.floor() + 1.0)),
            Condition::Below(_, bound) if is_whole => ("≤", number_text(bound.ceil() - 1.0)),
            Condition::Above(_, bound) => (">", number_text(*bound)),
            Condition::Below(_, bound) => ("<", number_text(*bound)),
            _ => ("=", "on".to_owned()),
        };
        lack.wanted += id;
        lack.wanted += relation;
        lack.wanted += &value;
    }
}

/// What a parameter waits for.
#[derive(Default)]
struct Lack {
    /// The parameters that stand in its way.
    ids: Vec<&'static str>,
    /// The same with their values.
    now: String,
    wanted: String,
}

/// Two choices of the same parameter that have no option in common.
fn excludes(way: &Condition, other: &Condition) -> bool {
    match (way, other) {
        (Condition::Is(id, options), Condition::Is(other, others)) => {
            id == other && !options.iter().any(|option| others.contains(option))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::find_lab;

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
        for lab in crate::lab::labs() {
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
            Some('>') => number_text(bound.parse::<f64>().expect("a number") + 0.5),
            Some('<') => number_text(bound.parse::<f64>().expect("a number") * 0.5),
            _ => bound.to_owned(),
        };
        (id.to_owned(), value)
    }
}
