//! Labs with their types hidden, and lists of them.

use super::{AnyFigure, Describe, Figure, Session, Simulate, State, Write};
use crate::params::{ParamError, Params, Schema};
use crate::texts::Language;
use std::marker::PhantomData;
use std::sync::OnceLock;

/// A lab with its types hidden.
pub trait AnyLab: Sync {
    /// Its parameters.
    fn schema(&'static self) -> &'static Schema;
    /// The simulating side, at step 0.
    fn session(&self, params: &Params) -> Session;
    /// The drawing side, with no frame yet.
    fn figure(&self) -> Box<dyn AnyFigure>;
    /// See [`super::Lab::needs_compute`].
    fn needs_compute(&self, params: &Params) -> bool;
    /// See [`super::Lab::texts`].
    fn texts(&self, language: Language) -> &'static str;
    /// See [`super::Lab::scripts`].
    fn scripts(&self) -> &'static [&'static str];
    /// See [`Write::script`].
    ///
    /// # Errors
    /// The lab has no such format; the error names those that it has.
    fn script(&self, format: &str, params: &Params, step: u64) -> Result<String, ParamError>;

    /// Its name.
    fn id(&'static self) -> &'static str {
        self.schema().lab
    }

    /// Every parameter at its default.
    fn params(&'static self) -> Params {
        Params::new(self.schema())
    }
}

/// The [`AnyLab`] of a lab: its schema is made once.
pub struct Entry<L> {
    schema: OnceLock<Schema>,
    lab: PhantomData<fn() -> L>,
}

impl<L> Entry<L> {
    /// The lab `L`.
    pub const fn new() -> Self {
        Self {
            schema: OnceLock::new(),
            lab: PhantomData,
        }
    }
}

impl<L> Default for Entry<L> {
    fn default() -> Self {
        Self::new()
    }
}

impl<L: Simulate + Describe + Write> AnyLab for Entry<L> {
    fn schema(&'static self) -> &'static Schema {
        self.schema.get_or_init(L::schema)
    }

    fn session(&self, params: &Params) -> Session {
        Session::new::<L>(params)
    }

    fn figure(&self) -> Box<dyn AnyFigure> {
        Box::new(Figure::<L>::default())
    }

    fn needs_compute(&self, params: &Params) -> bool {
        L::needs_compute(params)
    }

    fn texts(&self, language: Language) -> &'static str {
        L::texts(language)
    }

    fn scripts(&self) -> &'static [&'static str] {
        L::scripts()
    }

    fn script(&self, format: &str, params: &Params, step: u64) -> Result<String, ParamError> {
        write_script::<L>(format, params, step)
    }
}

/// See [`AnyLab::script`].
pub(crate) fn write_script<L: Write>(
    format: &str,
    params: &Params,
    step: u64,
) -> Result<String, ParamError> {
    let formats = L::scripts();
    if formats.contains(&format) {
        return Ok(L::script(format, params, step));
    }
    let codes = ["not_a_choice", "not_a_choice_suggestion"];
    let args = vec![("id", "format".to_owned()), ("got", format.to_owned())];
    Err(ParamError::not_among(
        codes,
        args,
        format,
        formats.iter().copied(),
    ))
}

/// The labs of a program, in the order in which a reader meets them. There is at least one: see [`labs!`](crate::labs).
#[derive(Clone, Copy)]
pub struct Labs(&'static [&'static dyn AnyLab]);

impl Labs {
    /// What [`labs!`](crate::labs) makes.
    pub const fn new(labs: &'static [&'static dyn AnyLab]) -> Self {
        assert!(!labs.is_empty(), "a program without labs");
        Self(labs)
    }

    /// One by one.
    pub fn iter(self) -> impl Iterator<Item = &'static dyn AnyLab> + Clone {
        self.0.iter().copied()
    }

    /// The one that is meant where none is named.
    pub fn first(self) -> &'static dyn AnyLab {
        self.0[0]
    }

    /// The lab with this id.
    ///
    /// # Errors
    /// There is none; the error names those that there are.
    pub fn find(self, id: &str) -> Result<&'static dyn AnyLab, ParamError> {
        let found = self.iter().find(|lab| lab.id() == id);
        found.ok_or_else(|| unknown_lab(id, self.iter().map(AnyLab::id)))
    }

    /// Reads a state of any of the labs: see [`State::parse`].
    pub fn parse(self, text: &str) -> (State, Vec<ParamError>) {
        State::parse(text, self.first().schema(), &|id| {
            self.find(id).map(AnyLab::schema)
        })
    }

    /// The lab that a state is of.
    pub fn of(self, state: &State) -> &'static dyn AnyLab {
        let id = state.params.schema().lab;
        self.find(id).unwrap_or_else(|_| self.first())
    }
}

/// There is no lab with this id, but those that are known.
pub fn unknown_lab<'a>(id: &str, known: impl Iterator<Item = &'a str> + Clone) -> ParamError {
    let codes = ["unknown_lab", "unknown_lab_suggestion"];
    ParamError::not_among(codes, vec![("got", id.to_owned())], id, known)
}

/// The [`Labs`](crate::lab::Labs) of a program, from their types.
#[macro_export]
macro_rules! labs {
    ($($lab:ty),+ $(,)?) => {
        $crate::lab::Labs::new(&[$({
            static LAB: $crate::lab::Entry<$lab> = $crate::lab::Entry::new();
            &LAB
        }),+])
    };
}
