//! The two views as one: whatever a figure is made of is that of one or of the other.

use super::dirac::frame::DiracFrame;
use super::dirac::scene as dirac_scene;
#[cfg(feature = "page")]
use super::dirac::{settings::Settings as DiracSettings, simulation::DiracSimulation};
use super::live::frame::LiveFrame;
use super::live::{LiveSimulation, scene as live_scene};
use serde::{Deserialize, Serialize, Serializer};
use thetaflow::draw::{Drawing, Plot};
use thetaflow::lab::{
    Board, Curve, Frame, Handle, Note, Readout, Simulation, Status, Stride, Table,
};
use thetaflow::params::Params;

/// What there is to show, of one view.
#[derive(Clone, Debug, Deserialize)]
pub enum GansFrame {
    Live(LiveFrame),
    Dirac(DiracFrame),
}

/// Does `$body` with `$inner` standing for what is inside, whichever view it is of.
macro_rules! of_view {
    ($outer:expr, $inner:ident => $body:expr) => {
        match $outer {
            Self::Live($inner) => $body,
            Self::Dirac($inner) => $body,
        }
    };
}

impl Serialize for GansFrame {
    /// Between worker and page it says which view it is of. As JSON it is the view's own frame: the parameters tell.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        const NAME: &str = "GansFrame";
        match (self, serializer.is_human_readable()) {
            (Self::Live(frame), true) => frame.serialize(serializer),
            (Self::Dirac(frame), true) => frame.serialize(serializer),
            (Self::Live(frame), false) => {
                serializer.serialize_newtype_variant(NAME, 0, "Live", frame)
            }
            (Self::Dirac(frame), false) => {
                serializer.serialize_newtype_variant(NAME, 1, "Dirac", frame)
            }
        }
    }
}

impl GansFrame {
    /// That of the live view.
    pub fn live(&self) -> Option<&LiveFrame> {
        match self {
            Self::Live(frame) => Some(frame),
            Self::Dirac(_) => None,
        }
    }

    /// That of the Dirac-GAN.
    pub fn dirac(&self) -> Option<&DiracFrame> {
        match self {
            Self::Live(_) => None,
            Self::Dirac(frame) => Some(frame),
        }
    }
}

impl Frame for GansFrame {
    fn status(&self) -> Status {
        of_view!(self, frame => frame.status())
    }

    fn readouts(&self) -> Vec<Readout> {
        of_view!(self, frame => frame.readouts())
    }

    fn notes(&self) -> Vec<Note> {
        of_view!(self, frame => frame.notes())
    }

    fn board(&self) -> Option<Board> {
        of_view!(self, frame => frame.board())
    }

    fn strides(&self) -> Vec<Stride> {
        of_view!(self, frame => frame.strides())
    }

    fn steps_per_second(&self) -> Option<f64> {
        of_view!(self, frame => frame.steps_per_second())
    }

    fn table(&self) -> Table {
        of_view!(self, frame => frame.table())
    }
}

/// A run of one view.
pub enum GansSimulation {
    Live(Box<LiveSimulation>),
    Dirac(DiracRun),
}

/// Only live runs are sent to a module without a page.
#[cfg(feature = "page")]
type DiracRun = Box<DiracSimulation>;
#[cfg(not(feature = "page"))]
type DiracRun = NoRun;

/// The run of a view that a module does not have.
#[cfg(not(feature = "page"))]
pub enum NoRun {}

#[cfg(not(feature = "page"))]
impl Simulation for NoRun {
    type Frame = DiracFrame;

    fn step(&self) -> u64 {
        match *self {}
    }

    fn last_step(&self) -> u64 {
        match *self {}
    }

    fn has_ended(&self) -> bool {
        match *self {}
    }

    fn advance(&mut self) {}

    fn frame(&self) -> DiracFrame {
        match *self {}
    }
}

impl GansSimulation {
    #[cfg(not(feature = "page"))]
    pub fn new(params: &Params, _before: Option<&Self>) -> Self {
        Self::Live(Box::new(LiveSimulation::of(params)))
    }

    #[cfg(feature = "page")]
    pub fn new(params: &Params, before: Option<&Self>) -> Self {
        if is_live(params) {
            return Self::Live(Box::new(LiveSimulation::of(params)));
        }
        let before = match before {
            Some(Self::Dirac(before)) => Some(&**before),
            _ => None,
        };
        Self::Dirac(Box::new(DiracSimulation::new(
            DiracSettings::of(params),
            before,
        )))
    }
}

/// Whether these parameters are those of the live view.
pub fn is_live(params: &Params) -> bool {
    params.choice("view") == "live"
}

impl Simulation for GansSimulation {
    type Frame = GansFrame;

    fn step(&self) -> u64 {
        of_view!(self, run => run.step())
    }

    fn last_step(&self) -> u64 {
        of_view!(self, run => run.last_step())
    }

    fn has_ended(&self) -> bool {
        of_view!(self, run => run.has_ended())
    }

    fn advance(&mut self) {
        of_view!(self, run => run.advance());
    }

    fn refine(&mut self) -> bool {
        of_view!(self, run => run.refine())
    }

    fn rewind(&mut self, step: u64) -> bool {
        of_view!(self, run => run.rewind(step))
    }

    fn frame(&self) -> GansFrame {
        match self {
            Self::Live(run) => GansFrame::Live(run.frame()),
            Self::Dirac(run) => GansFrame::Dirac(run.frame()),
        }
    }

    fn picture(&self) -> GansFrame {
        match self {
            Self::Live(run) => GansFrame::Live(run.picture()),
            Self::Dirac(run) => GansFrame::Dirac(run.picture()),
        }
    }
}

/// Where everything stands in a picture of one view.
#[derive(PartialEq)]
pub enum Layout {
    Live(live_scene::Layout),
    Dirac(dirac_scene::Layout),
}

pub fn layout(frame: &GansFrame, size: (f64, f64)) -> Layout {
    match frame {
        GansFrame::Live(frame) => Layout::Live(live_scene::layout(frame, size)),
        GansFrame::Dirac(frame) => Layout::Dirac(dirac_scene::layout(frame, size)),
    }
}

pub fn draw_back(layout: &Layout, drawing: &Drawing) {
    match layout {
        Layout::Live(layout) => live_scene::draw_back(layout, drawing),
        Layout::Dirac(layout) => dirac_scene::draw_back(layout, drawing),
    }
}

pub fn draw_front(layout: &Layout, frame: &GansFrame, drawing: &Drawing) {
    match (layout, frame) {
        (Layout::Live(layout), GansFrame::Live(frame)) => {
            live_scene::draw_front(layout, frame, drawing);
        }
        (Layout::Dirac(layout), GansFrame::Dirac(frame)) => {
            dirac_scene::draw_front(layout, frame, drawing);
        }
        // A layout is always made from the frame that it is drawn with.
        _ => {}
    }
}

pub fn handles(layout: &Layout, frame: &GansFrame) -> Vec<Handle> {
    match (layout, frame) {
        (Layout::Dirac(layout), GansFrame::Dirac(frame)) => dirac_scene::handles(layout, frame),
        _ => Vec::new(),
    }
}

/// Where the reader draws data.
pub fn easel(layout: &Layout, param: &str) -> Option<Plot> {
    match layout {
        Layout::Live(layout) if param == "points" => Some(layout.plane.clone()),
        _ => None,
    }
}

pub fn curves(frame: &GansFrame) -> Vec<Curve> {
    match frame {
        GansFrame::Live(frame) => live_scene::curves(frame),
        GansFrame::Dirac(frame) => dirac_scene::curves(frame),
    }
}
