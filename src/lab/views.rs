//! A lab made of two: one of its parameters says which of them is on show.

use super::{
    Board, Describe, Frame, Lab, Note, Readout, Simulate, Simulation, Status, Stride, Table, Write,
};
use crate::figure::Figure;
use crate::params::{Params, Schema};
use crate::texts::Language;
use serde::{Deserialize, Serialize, Serializer};
use std::marker::PhantomData;

/// One of two views. Both have the parameters of the whole lab, with a choice among the views.
pub trait View: Lab {
    /// Whether it is the one that is chosen.
    fn is_shown(params: &Params) -> bool;
}

/// The lab of two views.
pub struct Views<A, B>(PhantomData<(A, B)>);

/// The lab of two views in a module that simulates only the first: frames are those of [`Views`].
pub struct FirstView<A, B>(PhantomData<(A, B)>);

/// What a figure is made of: that of the one view or of the other.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub enum Either<A, B> {
    /// Of the first view.
    First(A),
    /// Of the second.
    Second(B),
}

impl<A, B> Either<A, B> {
    /// That of the first view.
    pub fn first(&self) -> Option<&A> {
        match self {
            Self::First(first) => Some(first),
            Self::Second(_) => None,
        }
    }

    /// That of the second view.
    pub fn second(&self) -> Option<&B> {
        match self {
            Self::First(_) => None,
            Self::Second(second) => Some(second),
        }
    }
}

/// Does `$body` with `$inner` standing for what is inside, whichever view it is of.
macro_rules! either {
    ($outer:expr, $inner:ident => $body:expr) => {
        match $outer {
            Either::First($inner) => $body,
            Either::Second($inner) => $body,
        }
    };
}

impl<A: Serialize, B: Serialize> Serialize for Either<A, B> {
    /// Between worker and page it says which view it is of. As JSON it is the view's own frame: the parameters tell.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        const NAME: &str = "Either";
        if serializer.is_human_readable() {
            return either!(self, inner => inner.serialize(serializer));
        }
        match self {
            Self::First(inner) => serializer.serialize_newtype_variant(NAME, 0, "First", inner),
            Self::Second(inner) => serializer.serialize_newtype_variant(NAME, 1, "Second", inner),
        }
    }
}

impl<A: Frame, B: Frame> Frame for Either<A, B> {
    fn status(&self) -> Status {
        either!(self, frame => frame.status())
    }

    fn readouts(&self) -> Vec<Readout> {
        either!(self, frame => frame.readouts())
    }

    fn notes(&self) -> Vec<Note> {
        either!(self, frame => frame.notes())
    }

    fn board(&self) -> Option<Board> {
        either!(self, frame => frame.board())
    }

    fn strides(&self) -> Vec<Stride> {
        either!(self, frame => frame.strides())
    }

    fn steps_per_second(&self) -> Option<f64> {
        either!(self, frame => frame.steps_per_second())
    }

    fn table(&self) -> Table {
        either!(self, frame => frame.table())
    }
}

impl<A: Simulation, B: Simulation> Simulation for Either<A, B> {
    type Frame = Either<A::Frame, B::Frame>;

    fn step(&self) -> u64 {
        either!(self, run => run.step())
    }

    fn last_step(&self) -> u64 {
        either!(self, run => run.last_step())
    }

    fn has_ended(&self) -> bool {
        either!(self, run => run.has_ended())
    }

    fn advance(&mut self) {
        either!(self, run => run.advance());
    }

    fn refine(&mut self) -> bool {
        either!(self, run => run.refine())
    }

    fn rewind(&mut self, step: u64) -> bool {
        either!(self, run => run.rewind(step))
    }

    fn frame(&self) -> Self::Frame {
        match self {
            Self::First(run) => Either::First(run.frame()),
            Self::Second(run) => Either::Second(run.frame()),
        }
    }

    fn picture(&self) -> Self::Frame {
        match self {
            Self::First(run) => Either::First(run.picture()),
            Self::Second(run) => Either::Second(run.picture()),
        }
    }
}

/// A run of the first view whose frames are those of either.
pub struct Only<S, B> {
    run: S,
    other: PhantomData<fn() -> B>,
}

impl<S: Simulation, B: Frame> Simulation for Only<S, B> {
    type Frame = Either<S::Frame, B>;

    fn step(&self) -> u64 {
        self.run.step()
    }

    fn last_step(&self) -> u64 {
        self.run.last_step()
    }

    fn has_ended(&self) -> bool {
        self.run.has_ended()
    }

    fn advance(&mut self) {
        self.run.advance();
    }

    fn refine(&mut self) -> bool {
        self.run.refine()
    }

    fn rewind(&mut self, step: u64) -> bool {
        self.run.rewind(step)
    }

    fn frame(&self) -> Self::Frame {
        Either::First(self.run.frame())
    }

    fn picture(&self) -> Self::Frame {
        Either::First(self.run.picture())
    }
}

macro_rules! lab_of_views {
    ($views:ident) => {
        impl<A: View, B: View> Lab for $views<A, B> {
            type Frame = Either<A::Frame, B::Frame>;

            fn schema() -> Schema {
                A::schema()
            }

            fn texts(language: Language) -> &'static str {
                A::texts(language)
            }

            fn needs_compute(params: &Params) -> bool {
                if A::is_shown(params) {
                    A::needs_compute(params)
                } else {
                    B::needs_compute(params)
                }
            }
        }

        impl<A: View, B: View> Write for $views<A, B> {}
    };
}

lab_of_views!(Views);
lab_of_views!(FirstView);

impl<A: View + Simulate, B: View + Simulate> Simulate for Views<A, B> {
    type Simulation = Either<A::Simulation, B::Simulation>;

    fn simulation(params: &Params, before: Option<&Self::Simulation>) -> Self::Simulation {
        if A::is_shown(params) {
            Either::First(A::simulation(params, before.and_then(Either::first)))
        } else {
            Either::Second(B::simulation(params, before.and_then(Either::second)))
        }
    }
}

impl<A: View + Simulate, B: View> Simulate for FirstView<A, B> {
    type Simulation = Only<A::Simulation, B::Frame>;

    fn simulation(params: &Params, before: Option<&Self::Simulation>) -> Self::Simulation {
        Only {
            run: A::simulation(params, before.map(|before| &before.run)),
            other: PhantomData,
        }
    }

    fn is_simulated_here(params: &Params) -> bool {
        A::is_shown(params)
    }
}

impl<A: View + Describe, B: View + Describe> Describe for Views<A, B> {
    type Kept = (A::Kept, B::Kept);

    /// The views are equally high, so that nothing jumps.
    fn height(width: f64) -> f64 {
        A::height(width)
    }

    fn figure(frame: &Self::Frame, (first, second): &mut Self::Kept) -> Figure {
        match frame {
            Either::First(frame) => A::figure(frame, first),
            Either::Second(frame) => B::figure(frame, second),
        }
    }
}
