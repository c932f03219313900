//! What a schema has and has not.

use crate::params::Kind;
use crate::testing::Subject;

/// Conditions and defaults look back only.
pub fn a_parameter_depends_on_earlier_ones(subject: &Subject) {
    let params = &subject.lab.schema().params;
    for (index, param) in params.iter().enumerate() {
        for id in param.depends_on() {
            let is_earlier = params[..index].iter().any(|earlier| earlier.id == id);
            assert!(is_earlier, "{} looks ahead at {id}", param.id);
        }
    }
}

/// What repeats a run, and what ends it.
pub fn there_is_a_seed_and_a_length(subject: &Subject) {
    for id in ["seed", "steps"] {
        let kind = subject.lab.schema().param(id).map(|param| &param.kind);
        assert!(matches!(kind, Some(Kind::Integer { .. })), "{id}: {kind:?}");
    }
}

/// In the page's query these stand beside the parameters.
pub fn no_parameter_is_called_like_an_option_of_the_page(subject: &Subject) {
    let options =
        "lab step controls theme lang autoplay export home runner poster reveal group".split(' ');
    for id in options {
        assert!(subject.lab.schema().param(id).is_none(), "{id}");
    }
}
