//! stub
use super::frame::EstimatorFrame;
use crate::draw::Drawing;
use crate::lab::{Curve, Handle};
#[derive(PartialEq)]
pub struct Layout {}
pub fn height(width: f64) -> f64 { width * 0.6 }
pub fn layout(_: &EstimatorFrame, _: (f64, f64)) -> Layout { Layout {} }
pub fn draw_back(_: &Layout, _: &Drawing) {}
pub fn draw_front(_: &Layout, _: &EstimatorFrame, _: &Drawing) {}
pub fn handles(_: &Layout, _: &EstimatorFrame) -> Vec<Handle> { vec![] }
pub fn curves(_: &EstimatorFrame) -> Vec<Curve> { vec![] }
