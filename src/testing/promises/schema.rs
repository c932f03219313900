//! What a schema has and has not.

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

/// Each default is a value of the parameter's kind and in its range.
pub fn every_default_can_be_set(subject: &Subject) {
    for param in &subject.lab.schema().params {
        for default in param.defaults() {
            let text = default.text();
            let read = param.kind.parse(param.id, &text);
            assert_eq!(read.as_ref(), Ok(default), "{}", param.id);
        }
    }
}

/// Each parameter is asked for by its own id.
pub fn no_id_is_used_twice(subject: &Subject) {
    let params = &subject.lab.schema().params;
    for (index, param) in params.iter().enumerate() {
        assert_eq!(subject.lab.schema().index(param.id), Some(index));
    }
}
