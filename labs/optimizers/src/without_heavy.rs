//! In the place of `heavy` where that is left out: nothing to wait for, nothing to show.

use super::frame::OptimizerFrame;
use super::landscapes::ViewBox;
use super::settings::Settings;

/// See `heavy::Heavy`.
pub struct Heavy;

impl Heavy {
    pub fn new(_: &Settings, _: ViewBox, _: f64, _: Option<&Self>) -> Self {
        Self
    }

    pub fn is_ready(&self) -> bool {
        true
    }

    pub fn prepare(&mut self) {}

    pub fn apply(&self, _: &mut Settings) {}

    pub fn advance(&mut self) {}

    pub fn can_rewind(&self) -> bool {
        true
    }

    pub fn refine(&mut self) -> bool {
        true
    }

    pub fn order_slope(&self) -> Option<f64> {
        None
    }

    pub fn show(&self, _: &Settings, _: &[[f64; 2]], _: &mut OptimizerFrame) {}
}
