//! The lab of this module.

#[cfg(feature = "page")]
use super::view::WebFigure;
#[cfg(feature = "page")]
use crate::lab::Figure;
#[cfg(feature = "compute")]
use crate::lab::{Frame, Write, read_frame, write_script};
use crate::lab::{Session, Simulate};
#[cfg(feature = "compute")]
use crate::params::ParamError;
use crate::params::{Params, Schema};
use std::marker::PhantomData;
use std::sync::OnceLock;

/// What a module needs of its lab: that it simulates, and shows or writes, as the features `page` and `compute` say.
pub trait Served: Simulate + Showing + Writing {}

impl<L: Simulate + Showing + Writing> Served for L {}

#[cfg(feature = "page")]
use crate::lab::Describe as Showing;
#[cfg(feature = "compute")]
use Write as Writing;

#[cfg(not(feature = "page"))]
pub trait Showing {}
#[cfg(not(feature = "page"))]
impl<L> Showing for L {}

#[cfg(not(feature = "compute"))]
pub trait Writing {}
#[cfg(not(feature = "compute"))]
impl<L> Writing for L {}

/// Makes this the module of a lab: the whole of its `main`.
pub fn serve<L: Served>() {
    // Leaked by itself: a lab that nobody drops need not know how.
    let served: &'static dyn WebLab = Box::leak(Box::new(Lab::<L> {
        schema: Box::leak(Box::new(L::schema())),
        lab: PhantomData,
    }));
    LAB.set(served).ok();
}

static LAB: OnceLock<&'static dyn WebLab> = OnceLock::new();

/// The module's lab.
pub fn lab() -> &'static dyn WebLab {
    LAB.get()
        .copied()
        .unwrap_or_else(|| unreachable!("`main` has served one"))
}

/// A lab with its types hidden.
pub trait WebLab: Sync {
    fn schema(&self) -> &'static Schema;
    fn session(&self, params: &Params) -> Session;
    fn is_simulated_here(&self, params: &Params) -> bool;
    #[cfg(feature = "page")]
    fn needs_compute(&self, params: &Params) -> bool;
    #[cfg(feature = "page")]
    fn scripts(&self) -> &'static [&'static str];
    #[cfg(feature = "page")]
    fn figure(&self) -> Box<dyn WebFigure>;
    #[cfg(feature = "compute")]
    fn script(&self, format: &str, params: &Params, step: u64) -> Result<String, ParamError>;
    /// The table of a frame, if it is one.
    #[cfg(feature = "compute")]
    fn csv(&self, frame: &[u8]) -> Option<String>;
}

impl dyn WebLab {
    /// Every parameter at its default.
    pub fn params(&'static self) -> Params {
        Params::new(self.schema())
    }
}

struct Lab<L> {
    schema: &'static Schema,
    lab: PhantomData<fn() -> L>,
}

impl<L: Served> WebLab for Lab<L> {
    fn schema(&self) -> &'static Schema {
        self.schema
    }

    fn session(&self, params: &Params) -> Session {
        Session::new::<L>(params)
    }

    fn is_simulated_here(&self, params: &Params) -> bool {
        L::is_simulated_here(params)
    }

    #[cfg(feature = "page")]
    fn needs_compute(&self, params: &Params) -> bool {
        L::needs_compute(params)
    }

    #[cfg(feature = "page")]
    fn scripts(&self) -> &'static [&'static str] {
        L::scripts()
    }

    #[cfg(feature = "page")]
    fn figure(&self) -> Box<dyn WebFigure> {
        Box::new(Figure::<L>::default())
    }

    #[cfg(feature = "compute")]
    fn script(&self, format: &str, params: &Params, step: u64) -> Result<String, ParamError> {
        write_script::<L>(format, params, step)
    }

    #[cfg(feature = "compute")]
    fn csv(&self, frame: &[u8]) -> Option<String> {
        let frame: L::Frame = read_frame(frame)?;
        Some(frame.table().csv())
    }
}
