//! Options that mean something: an enum whose ids stand once, for the schema and for whoever reads the parameters.

/// What one can be chosen of: an enum, as [`choices!`](crate::choices!) declares it, or a type that has other data besides.
pub trait Choices: Sized {
    /// All of them, at least one, in the order of the reader's list; the first is the default.
    fn all() -> Vec<Self>;

    /// What it is called in URL, element and command line.
    fn id(&self) -> &'static str;

    /// The option with this id. A schema lets no other ids through; any other means the first.
    fn of_id(id: &str) -> Self {
        let mut all = Self::all();
        let place = all.iter().position(|option| option.id() == id);
        all.swap_remove(place.unwrap_or(0))
    }
}

/// One of them, or nothing, which stands in front.
impl<C: Choices> Choices for Option<C> {
    fn all() -> Vec<Self> {
        let some = C::all().into_iter().map(Some);
        std::iter::once(None).chain(some).collect()
    }

    fn id(&self) -> &'static str {
        self.as_ref().map_or("none", C::id)
    }
}

/// Declares an enum of options with their ids: `choices! { pub enum Figure { Density = "density", Sphere = "sphere" } }`.
/// It is [`Choices`](crate::params::Choices), so there are keys of it, `const FIGURE: Key<Figure> = Key::new("figure")`, of
/// which a schema has `choice(FIGURE, "")`, its conditions `Condition::is(FIGURE, &[Figure::Sphere])`, and the settings
/// `params.get(FIGURE)`.
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

        impl $name {
            /// In the order of the reader's list; the first is the default.
            $visible const ALL: &[Self] = &[$(Self::$option),+];
        }

        impl $crate::params::Choices for $name {
            fn all() -> Vec<Self> {
                Self::ALL.to_vec()
            }

            fn id(&self) -> &'static str {
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
    use crate::params::{Condition, Key, Params, Schema, Value, choice};

    choices! {
        /// Two options.
        enum Side {
            Left = "left",
            Right = "on_the_right",
        }
    }

    const SIDE: Key<Side> = Key::new("side");
    const OTHER: Key<Option<Side>> = Key::new("other");

    fn params() -> Params {
        let params = vec![choice(SIDE, ""), choice(OTHER, "")];
        Params::new(Box::leak(Box::new(Schema::new("test", 1.0, params))))
    }

    #[test]
    fn ids_lead_to_options_and_back() {
        let ids: Vec<_> = Side::ALL.iter().map(Side::id).collect();
        assert_eq!(ids, ["left", "on_the_right"]);
        for side in Option::<Side>::all() {
            assert_eq!(Option::of_id(side.id()), side);
        }
        assert_eq!(Side::of_id("On_the_right"), Side::Left);
    }

    #[test]
    fn settings_and_conditions_see_what_is_chosen() {
        let mut params = params();
        assert_eq!((params.get(SIDE), params.get(OTHER)), (Side::Left, None));
        assert_eq!(params.set("side", "on_the_right"), Ok(()));
        assert_eq!(params.get(SIDE), Side::Right);
        assert!(Condition::is(SIDE, &[Side::Right]).holds(&params));
        assert!(!Condition::is(SIDE, &[Side::Left]).holds(&params));
        assert_eq!(params.value("side"), Some(&Value::from(Side::Right)));
        assert_eq!(params.set("other", "left"), Ok(()));
        assert_eq!(params.get(OTHER), Some(Side::Left));
    }
}
