//! What grows beside the runs of a figure: nothing in the page's module, all that is heavy in the other.

use crate::frame::{OptimizerFrame, Run, Series};
use crate::racer::Moment;
use crate::settings::Settings;
use thetaflow_surfaces::ViewBox;

/// Work that a simulation does beside its steps, before the first of them and after the last.
pub trait Beside: Sized + 'static {
    /// What `settings` ask for; what `before` has of it already is taken over. `goal` is the loss that is to be undercut.
    fn new(settings: &Settings, view: ViewBox, goal: f64, before: Option<&Self>) -> Self;

    /// Whether all is done that must come before the first step.
    fn is_ready(&self) -> bool {
        true
    }

    /// Does some milliseconds at most of it.
    fn prepare(&mut self) {}

    /// Gives every contender what was found for it.
    fn apply(&self, _settings: &mut Settings) {}

    /// Goes along with a step.
    fn advance(&mut self) {}

    /// Whether an earlier step can be shown again.
    fn can_rewind(&self) -> bool {
        true
    }

    /// Does some milliseconds at most of what belongs to no step. Whether all is done.
    fn refine(&mut self) -> bool {
        true
    }

    /// The fitted slope of the order plot, once it is finished.
    fn order_slope(&self) -> Option<f64> {
        None
    }

    /// Puts what there is so far into a frame.
    fn show(&self, _settings: &Settings, _minima: &[[f64; 2]], _frame: &mut OptimizerFrame) {}

    /// What is drawn of the run of a contender, by its place: all of it, or what of a long one is seen.
    fn picture(&self, _place: usize, moment: Moment, _settings: &Settings) -> (Run, Vec<Series>) {
        moment.whole()
    }
}

/// Nothing to wait for, nothing to show.
impl Beside for () {
    fn new(_: &Settings, _: ViewBox, _: f64, _: Option<&Self>) -> Self {}
}
