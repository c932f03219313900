//! What a lab is.
//!
//! A lab says what can be set and what a frame is ([`Lab`]), simulates it ([`Simulate`]), says what is to be seen of it ([`Describe`]), and may write
//! it for other programs ([`Write`]). A WebAssembly module has of these what it is for; a native program has all of them, and
//! knows labs only as [`AnyLab`], [`Session`] and [`AnyFigure`], which are the same things with the types hidden.

mod board;
mod figure;
mod legend;
mod note;
mod pinned;
mod readout;
mod registry;
mod session;
mod state;
mod summary;
mod table;
mod views;
mod wire;

pub use board::{Board, Row, Term};
pub use figure::{AnyFigure, Figure, HandleOnScreen, Wish};
pub use legend::legend;
pub use note::{Note, Stride};
pub use pinned::Pinned;
pub use readout::{Readout, Standing, Status};
#[cfg(all(target_arch = "wasm32", feature = "compute"))]
pub(crate) use registry::write_script;
pub use registry::{AnyLab, Entry, Labs, unknown_lab};
pub use session::{Progress, Session};
pub use state::State;
pub use summary::Summary;
pub use table::Table;
pub use views::{Either, FirstView, View, Views};
#[cfg(all(
    target_arch = "wasm32",
    any(feature = "page", feature = "compute", feature = "tables")
))]
pub(crate) use wire::Never;
pub use wire::read as read_frame;

use crate::draw::room;
use crate::params::{Params, Schema};
use crate::texts::Language;
use serde::{Serialize, de::DeserializeOwned};

/// A lab: its parameters, and what there is to show of a run that they start.
///
/// With [`Simulate`] it can be run. Here `Grown` is both a [`Frame`] and a [`Simulation`]; `examples/decay` is the whole of a
/// small lab, which draws as well.
///
/// ```
/// # use serde::{Deserialize, Serialize};
/// # use thetaflow::lab::{Frame, Lab, Note, Progress, Readout, Session, Simulate, Simulation, Standing, Status, Table};
/// # use thetaflow::params::{Key, Params, Scale, Schema, number, steps};
/// # use thetaflow::texts::Language;
/// /// Interest on interest: xₙ₊₁ = q xₙ.
/// struct Growth;
///
/// const FACTOR: Key<f64> = Key::new("q");
///
/// impl Lab for Growth {
///     type Frame = Grown;
///
///     fn schema() -> Schema {
///         let factor = number(FACTOR, "q", Scale::Linear, [0.0, 2.0], 1.5);
///         Schema::new("growth", 10.0, vec![factor, steps(1000, 20)])
///     }
///
///     fn texts(_: Language) -> &'static str {
///         r#"{"name": "Growth"}"#
///     }
/// }
///
/// # #[derive(Clone, Serialize, Deserialize)]
/// # struct Grown { q: f64, x: f64, step: u64, steps: u64 }
/// # impl Frame for Grown {
/// #     fn status(&self) -> Status { Status { id: Standing::Running, step: self.step } }
/// #     fn readouts(&self) -> Vec<Readout> { vec![Readout::number("x", "xₙ", Some(self.x))] }
/// #     fn notes(&self) -> Vec<Note> { Vec::new() }
/// #     fn table(&self) -> Table { Table::default() }
/// # }
/// # impl Simulation for Grown {
/// #     type Frame = Self;
/// #     fn step(&self) -> u64 { self.step }
/// #     fn last_step(&self) -> u64 { self.steps }
/// #     fn has_ended(&self) -> bool { self.step == self.steps }
/// #     fn advance(&mut self) { if !self.has_ended() { (self.x, self.step) = (self.q * self.x, self.step + 1) } }
/// #     fn frame(&self) -> Self { self.clone() }
/// # }
/// impl Simulate for Growth {
///     type Simulation = Grown;
///     fn simulation(params: &Params, _before: Option<&Grown>) -> Grown {
///         Grown { q: params.get(FACTOR), x: 1.0, step: 0, steps: params.steps() }
///     }
/// }
///
/// let mut params = Params::new(Box::leak(Box::new(Growth::schema())));
/// assert!(params.load("q=2&steps=10").is_empty());
/// let mut session = Session::new::<Growth>(&params);
/// assert_eq!(session.advance(10, || true), Progress::Done);
/// let frame: Grown = thetaflow::lab::read_frame(&session.frame()).unwrap();
/// assert_eq!(frame.x, 1024.0);
/// ```
pub trait Lab: 'static {
    /// What there is to show at one step.
    type Frame: Frame;

    /// The parameters. Every lab has the integers `seed` and `steps` (the length of a run).
    fn schema() -> Schema;

    /// Whether these parameters ask for heavy work. In the page they are then simulated by the lab's second module.
    fn needs_compute(_params: &Params) -> bool {
        false
    }

    /// What it says to people in a language, as JSON: [`texts!`](crate::texts!) beside the files.
    fn texts(language: Language) -> &'static str;

    /// The formats of [`Write::script`], by id.
    fn scripts() -> &'static [&'static str] {
        &[]
    }
}

/// The simulating side of a lab.
pub trait Simulate: Lab {
    /// What produces frames.
    type Simulation: Simulation<Frame = Self::Frame>;

    /// A simulation at step 0. What is costly and does not change (a map of the plane, say) can be taken from the simulation
    /// `before`, which may have had other parameters; the frames must be the same without it.
    fn simulation(params: &Params, before: Option<&Self::Simulation>) -> Self::Simulation;

    /// Whether this module can simulate them at all. A second module may have the heavy part alone.
    fn is_simulated_here(_params: &Params) -> bool {
        true
    }
}

/// The side of a lab that says what is to be seen: how it is laid out and drawn follows.
pub trait Describe: Lab {
    /// What is costly to make and the same for many frames, such as the contours of a surface.
    type Kept: Default;

    /// The height that the figure wants at a width, both in CSS pixels.
    fn height(width: f64) -> f64 {
        room::height(width)
    }

    /// What is to be seen of a frame. It must be the same whatever is `kept`.
    fn figure(frame: &Self::Frame, kept: &mut Self::Kept) -> crate::figure::Figure;
}

/// The side of a lab that writes for other programs.
pub trait Write: Lab {
    /// The run up to `step` as a text in one of the formats of [`Lab::scripts`], to go on with in another program.
    fn script(_format: &str, _params: &Params, _step: u64) -> String {
        String::new()
    }
}

/// Advances in whole steps. Deterministic: parameters (seed included) and number of steps decide the frame.
pub trait Simulation {
    /// What is known after a step.
    type Frame;

    /// How many steps have been made.
    fn step(&self) -> u64;

    /// At which step the run ends, if nothing ends it earlier.
    fn last_step(&self) -> u64;

    /// Whether no further step can be made: the last one is reached, or the run has diverged.
    fn has_ended(&self) -> bool;

    /// Makes one step, or a piece of one that is long: then [`Simulation::step`] grows when the last piece is done. Does
    /// nothing once the run has ended. Never panics, and takes milliseconds at most.
    fn advance(&mut self);

    /// Does some milliseconds of the work that belongs to no step: a map, a sweep, a fit. It is done once the wanted step is
    /// reached, and shows in the frames as it grows. Returns whether all of it is done.
    fn refine(&mut self) -> bool {
        true
    }

    /// Goes back to a step before the present one, where what was computed has been kept. Returns whether it has: if not, the
    /// run has to begin anew. What follows is the same either way.
    fn rewind(&mut self, _step: u64) -> bool {
        false
    }

    /// Everything worth showing at this step.
    fn frame(&self) -> Self::Frame;

    /// The frame as it is drawn: of a long run it may leave out what nobody sees. Numbers below the figure are exact, and
    /// results, tables and files for other programs are made from [`Simulation::frame`].
    fn picture(&self) -> Self::Frame {
        self.frame()
    }
}

/// Plain data: it crosses from the worker to the page, is exported, and is compared with reference values.
pub trait Frame: Serialize + DeserializeOwned {
    /// How the run stands.
    fn status(&self) -> Status;
    /// The numbers that are defined at these parameters, and no others: which there are does not depend on the step.
    fn readouts(&self) -> Vec<Readout>;
    /// What a reader should be told beside the figure.
    fn notes(&self) -> Vec<Note>;
    /// A small table shown below the figure.
    fn board(&self) -> Option<Board> {
        None
    }
    /// Moves forward that mean something, such as to the end of a round: buttons beside that for a single step.
    fn strides(&self) -> Vec<Stride> {
        Vec::new()
    }
    /// How many steps a second are played at normal speed, if the schema does not say it for every run.
    fn steps_per_second(&self) -> Option<f64> {
        None
    }
    /// The frame's curves as one table, for CSV.
    fn table(&self) -> Table;
}
