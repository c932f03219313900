//! Options that mean something: an enum whose ids stand once, for the schema and for whoever reads the parameters.

use super::Params;

/// One of a choice's options, as [`choices!`](crate::choices!) declares them.
pub trait Choices: Copy + PartialEq + 'static {
    /// In the order of the reader's list; the first is the default.
    const ALL: &'static [Self];
    /// Their ids, for [`choice`](super::choice).
    const IDS: &'static [&'static str];

    /// What it is called in URL, element and command line.
    fn id(self) -> &'static str;

    /// The option with this id.
    fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|option| option.id() == id)
    }

    /// The option that is chosen. A schema lets no others through; should it list more than these, they mean the first.
    fn of(params: &Params, id: &str) -> Self {
        const { assert!(!Self::ALL.is_empty()) };
        Self::from_id(params.choice(id)).unwrap_or(Self::ALL[0])
    }
}

/// Declares an enum of options with their ids: `choices! { pub enum Figure { Density = "density", Sphere = "sphere" } }`.
/// It is [`Choices`](crate::params::Choices), so a schema has `choice("figure", "", Figure::IDS)`, its conditions
/// `Condition::is("figure", &[Figure::Sphere])`, and the settings `Figure::of(params, "figure")`.
#[macro_export]
macro_rules! choices {
    ($(#[$meta:meta])* $visible:vis enum $name:ident {
        $($(#[$of_option:meta])* $option:ident = $id:literal),+ $(,)?
    }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        $visible enum $name {
            $($(#[$of_option])* $option),+
        }

        impl $crate::params::Choices for $name {
            const ALL: &'static [Self] = &[$(Self::$option),+];
            const IDS: &'static [&'static str] = &[$($id),+];

            fn id(self) -> &'static str {
                match self {
                    $(Self::$option => $id),+
                }
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params::{Condition, Schema, Value, choice};

    choices! {
        /// Two options.
        enum Side {
            Left = "left",
            Right = "on_the_right",
        }
    }

    fn params() -> Params {
        Params::new(Box::leak(Box::new(Schema {
            lab: "test",
            steps_per_second: 1.0,
            params: vec![
                choice("side", "", Side::IDS),
                choice("other", "", &["else", "left"]),
            ],
        })))
    }

    #[test]
    fn ids_lead_to_options_and_back() {
        assert_eq!(Side::IDS, ["left", "on_the_right"]);
        for side in Side::ALL {
            assert_eq!(Side::from_id(side.id()), Some(*side));
        }
        assert_eq!(Side::from_id("Left"), None);
    }

    #[test]
    fn settings_and_conditions_see_what_is_chosen() {
        let mut params = params();
        assert_eq!(Side::of(&params, "side"), Side::Left);
        assert_eq!(params.set("side", "on_the_right"), Ok(()));
        assert_eq!(Side::of(&params, "side"), Side::Right);
        assert!(Condition::is("side", &[Side::Right]).holds(&params));
        assert!(!Condition::is("side", &[Side::Left]).holds(&params));
        assert_eq!(params.value("side"), Some(&Value::Choice(Side::Right.id())));
    }

    /// A schema with more options than the enum is a mistake in a lab; readers get the first.
    #[test]
    fn what_is_none_of_them_means_the_first() {
        assert_eq!(Side::of(&params(), "other"), Side::Left);
    }
}
