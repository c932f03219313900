//! What a lab is, and the list of labs.
//!
//! A lab implements [`Lab`] with plain types of its own. The browser and the command line know labs only through
//! [`AnyLab`], [`Session`] and [`AnyFigure`], which are the same things with the types hidden.

mod board;
mod figure;
mod session;
mod state;
mod summary;
mod table;

pub use board::{Board, Row, Term};
pub use figure::{AnyFigure, Figure, HandleOnScreen};
pub use session::{Progress, Session};
pub use state::State;
pub use summary::Summary;
pub use table::Table;

use crate::draw::{Drawing, Plot, decimal_text};
use crate::params::{ParamError, Params, Schema};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::marker::PhantomData;
use std::sync::OnceLock;

/// A lab: parameters, a simulation that they start, the frame that it shows, and how the frame is drawn.
pub trait Lab: 'static {
    /// What there is to show at one step.
    type Frame: Frame;
    /// What produces frames.
    type Simulation: Simulation<Frame = Self::Frame>;
    /// Where everything stands in a picture of a given size: panels, axes, ranges. While it stays equal, the back layer does too.
    type Layout: PartialEq;

    /// The parameters. Every lab has the integers `seed` and `steps` (the length of a run).
    fn schema() -> Schema;

    /// A simulation at step 0. What is costly and does not change (a map of the plane, say) can be taken from the simulation
    /// `before`, which may have had other parameters; the frames must be the same without it.
    fn simulation(params: &Params, before: Option<&Self::Simulation>) -> Self::Simulation;

    /// Whether these parameters ask for heavy work, which stands under `#[cfg(feature = "compute")]`. In the page they are
    /// then simulated by the lab's second module; where that cannot be had, `simulation` has to do without the heavy part.
    fn needs_compute(_params: &Params) -> bool {
        false
    }

    /// Whether this module can simulate them at all. A second module may have the heavy part alone.
    fn is_simulated_here(_params: &Params) -> bool {
        true
    }

    /// The formats of [`Lab::script`], by id.
    fn scripts() -> &'static [&'static str] {
        &[]
    }

    /// The run up to `step` as a text in one of the formats of [`Lab::scripts`], to go on with in another program.
    #[cfg(feature = "compute")]
    fn script(_format: &str, _params: &Params, _step: u64) -> String {
        String::new()
    }

    /// The height that the figure wants at a width, both in CSS pixels.
    fn height(width: f64) -> f64;

    /// Lays a frame out on a picture of `size` (width, height) in CSS pixels.
    /// What is costly and has not changed can be taken from the layout `before`.
    fn layout(frame: &Self::Frame, size: (f64, f64), before: Option<&Self::Layout>)
    -> Self::Layout;

    /// Draws what depends on the layout alone: axes, heat maps, contours.
    fn draw_back(layout: &Self::Layout, drawing: &Drawing);

    /// Draws what moves.
    fn draw_front(layout: &Self::Layout, frame: &Self::Frame, drawing: &Drawing);

    /// The points that a reader can take hold of.
    fn handles(layout: &Self::Layout, frame: &Self::Frame) -> Vec<Handle>;

    /// The panel on which a reader draws the points of this parameter, if the picture has it now. Its axes are linear.
    fn easel(_layout: &Self::Layout, _param: &str) -> Option<Plot> {
        None
    }

    /// The kinds of lines that the figure has now.
    fn curves(frame: &Self::Frame) -> Vec<Curve>;
}

/// Advances in whole steps. Deterministic: parameters (seed included) and number of steps decide the frame.
pub trait Simulation {
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

/// A move forward to a step: the text `stride.<id>` of the lab.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stride {
    pub id: &'static str,
    pub step: u64,
}

/// A sentence beside the figure: the text `note.<id>` of the lab, its gaps filled.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Note {
    pub id: &'static str,
    pub args: Vec<(&'static str, Term)>,
    /// Parameters that it sets when a reader follows it, with their texts; a note without any is only read.
    pub settings: Vec<(String, String)>,
    /// About a single step: of no use where steps pass faster than they can be read.
    pub momentary: bool,
}

impl Note {
    /// A sentence without gaps.
    pub fn plain(id: &'static str) -> Self {
        Self {
            id,
            args: Vec::new(),
            settings: Vec::new(),
            momentary: false,
        }
    }

    /// A sentence that leads to other values of parameters.
    pub fn setting(self, settings: Vec<(String, String)>) -> Self {
        Self { settings, ..self }
    }

    pub fn momentary(self) -> Self {
        Self {
            momentary: true,
            ..self
        }
    }

    pub fn with(mut self, gap: &'static str, term: Term) -> Self {
        self.args.push((gap, term));
        self
    }
}

/// How a run stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    pub id: Standing,
    /// The step at which it came to stand so; the present step of a run that goes on.
    pub step: u64,
}

/// What can be said of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    #[default]
    Running,
    /// The lab's criterion of convergence has held since the step.
    Converged,
    /// The result of the step was not finite, or too large to mean anything.
    Diverged,
}

/// A named number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Readout {
    pub id: String,
    /// How formulas write it.
    pub symbol: String,
    /// `None` where it has no meaning.
    pub value: Option<f64>,
    /// Counted, not measured: shown with all its digits.
    pub whole: bool,
    /// Stands under the figure. Data has it all the same where what it belongs to is not on show.
    pub shown: bool,
}

impl Readout {
    /// A measured quantity; a value that is not finite has no meaning.
    pub fn number(id: &str, symbol: &str, value: Option<f64>) -> Self {
        let value = value.filter(|value| value.is_finite());
        Self {
            id: id.to_owned(),
            symbol: symbol.to_owned(),
            value,
            whole: false,
            shown: true,
        }
    }

    /// A count.
    pub fn count(id: &str, symbol: &str, value: u64) -> Self {
        Self {
            id: id.to_owned(),
            symbol: symbol.to_owned(),
            value: Some(value as f64),
            whole: true,
            shown: true,
        }
    }

    /// In data only, unless it is `shown`.
    pub fn shown_if(self, shown: bool) -> Self {
        Self { shown, ..self }
    }

    /// For people: three significant digits, or all of them where it is a count; a dash where there is no value.
    pub fn text(&self) -> String {
        match self.value {
            Some(value) if self.whole => (value as u64).to_string(),
            Some(value) => decimal_text(value, 3),
            None => "–".to_owned(),
        }
    }
}

/// What can be dragged in the figure.
#[derive(Clone, Debug)]
pub struct Handle {
    pub moves: Moves,
    pub value: [f64; 2],
    /// The panel in which it moves.
    pub plot: Plot,
    pub grip: Grip,
}

/// Where a handle is taken hold of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Grip {
    /// At its place in the panel. It can also be called there by a click.
    Dot,
    /// Anywhere in the panel: it moves by as much as the pointer does. This turns things.
    Area,
}

/// What a handle sets.
#[derive(Clone, Copy, Debug)]
pub enum Moves {
    /// A point parameter.
    Point(&'static str),
    /// Two number parameters, by the horizontal and the vertical axis.
    Numbers([&'static str; 2]),
    /// A point parameter that stands elsewhere in the panel than its coordinates say.
    Mapped(&'static str, &'static Map),
}

/// From the values of a point parameter to places of a panel, and back.
#[derive(Debug)]
pub struct Map {
    pub place: fn([f64; 2]) -> [f64; 2],
    pub value: fn([f64; 2]) -> [f64; 2],
}

impl Moves {
    /// The parameters that it sets, also the handle's name.
    pub fn params(&self) -> &[&'static str] {
        match self {
            Moves::Point(id) | Moves::Mapped(id, _) => std::slice::from_ref(id),
            Moves::Numbers(ids) => ids,
        }
    }

    /// Where in the panel a value stands.
    pub fn place(&self, value: [f64; 2]) -> [f64; 2] {
        match self {
            Moves::Mapped(_, map) => (map.place)(value),
            _ => value,
        }
    }
}

/// A kind of line in the figure, for the legend that the page words in the reader's language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Curve {
    /// Its name in texts.
    pub id: &'static str,
    /// How formulas write it.
    pub symbol: &'static str,
    /// Which of [`crate::draw::Theme::lines`] draws it.
    pub line: usize,
    pub dashed: bool,
}

/// A lab with its types hidden.
pub trait AnyLab: Sync {
    fn schema(&'static self) -> &'static Schema;
    /// The simulating side, at step 0.
    fn session(&self, params: &Params) -> Session;
    /// See [`Lab::needs_compute`].
    fn needs_compute(&self, params: &Params) -> bool;
    /// See [`Lab::is_simulated_here`].
    fn is_simulated_here(&self, params: &Params) -> bool;
    /// See [`Lab::scripts`].
    fn scripts(&self) -> &'static [&'static str];
    /// See [`Lab::script`].
    ///
    /// # Errors
    /// The lab has no such format; the error names those that it has.
    #[cfg(feature = "compute")]
    fn script(&self, format: &str, params: &Params, step: u64) -> Result<String, ParamError>;

    fn id(&'static self) -> &'static str {
        self.schema().lab
    }

    /// Every parameter at its default.
    fn params(&'static self) -> Params {
        Params::new(self.schema())
    }
}

/// Makes [`LAB_IDS`], [`labs`] and [`visit_lab`] from one row a lab: its id, which is also the feature that it is compiled
/// with, and its type.
macro_rules! list_of_labs {
    ($($id:literal => $lab:ty,)*) => {
        /// The ids of all labs, with those that are not compiled in.
        pub const LAB_IDS: &[&str] = &[$($id),*];

        /// The labs that are compiled in, in the order in which a reader meets them.
        pub fn labs() -> &'static [&'static dyn AnyLab] {
            static LABS: &[&dyn AnyLab] = &[$(
                #[cfg(feature = $id)]
                {
                    static LAB: Entry<$lab> = Entry::new();
                    &LAB
                },
            )*];
            LABS
        }

        /// Does it with the lab that has this id.
        ///
        /// # Errors
        /// See [`find_lab`].
        pub fn visit_lab<V: LabVisitor>(id: &str, visitor: V) -> Result<V::Output, ParamError> {
            match id {
                $(
                    #[cfg(feature = $id)]
                    $id => Ok(visitor.visit::<$lab>()),
                )*
                _ => Err(unknown_lab(id)),
            }
        }
    };
}

list_of_labs! {
    "optimizers" => crate::labs::optimizers::Optimizers,
    "angles" => crate::labs::angles::Angles,
    "estimators" => crate::labs::estimators::Estimators,
    "gans" => crate::labs::gans::Gans,
}

/// The lab with this id.
///
/// # Errors
/// There is none; the error names those that there are.
pub fn find_lab(id: &str) -> Result<&'static dyn AnyLab, ParamError> {
    labs()
        .iter()
        .copied()
        .find(|lab| lab.id() == id)
        .ok_or_else(|| unknown_lab(id))
}

fn unknown_lab(id: &str) -> ParamError {
    let codes = ["unknown_lab", "unknown_lab_suggestion"];
    let known = LAB_IDS.iter().copied();
    ParamError::not_among(codes, vec![("got", id.to_owned())], id, known)
}

/// Something to be done with a lab whose types are known: this is how the browser and the command line make figures that
/// can do more than [`AnyFigure`], such as export their frame in a format of their own.
pub trait LabVisitor {
    type Output;
    fn visit<L: Lab>(self) -> Self::Output;
}

struct Entry<L: Lab> {
    schema: OnceLock<Schema>,
    lab: PhantomData<fn() -> L>,
}

impl<L: Lab> Entry<L> {
    const fn new() -> Self {
        Self {
            schema: OnceLock::new(),
            lab: PhantomData,
        }
    }
}

impl<L: Lab> AnyLab for Entry<L> {
    fn schema(&'static self) -> &'static Schema {
        self.schema.get_or_init(L::schema)
    }

    fn session(&self, params: &Params) -> Session {
        Session::new::<L>(params)
    }

    fn needs_compute(&self, params: &Params) -> bool {
        L::needs_compute(params)
    }

    fn is_simulated_here(&self, params: &Params) -> bool {
        L::is_simulated_here(params)
    }

    fn scripts(&self) -> &'static [&'static str] {
        L::scripts()
    }

    #[cfg(feature = "compute")]
    fn script(&self, format: &str, params: &Params, step: u64) -> Result<String, ParamError> {
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
}
