//! Parameters without effect: what stands in their way, and what would make them count.

use super::{Condition, Kind, ParamError, Params, number_text};

impl Params {
    /// Why a parameter changes nothing under the present values of the others, as data for a sentence; `None` where it has
    /// an effect, and of one that never has any. `now` are the values that stand in its way, `wanted` is what would let it count: `,` parts options of which
    /// one is enough, `&` joins what is needed together, `|` parts ways to get there.
    pub fn without_effect(&self, id: &str) -> Option<ParamError> {
        let condition = self.schema().param(id)?.relevant.as_ref()?;
        if condition.holds(self) {
            return None;
        }
        let mut lack = Lack::default();
        self.look_for(condition, &[], &mut lack);
        if lack.wanted.is_empty() {
            return None;
        }
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
