//! Labels at the ends of curves, moved apart where they would overlap.

use thetaflow::draw::{Anchor, Color, Drawing, Label, Plot};
use thetaflow::math::within;

/// A text that would like to stand at a height of the panel.
pub struct EndLabel {
    pub text: String,
    pub y: f64,
    pub color: Color,
}

/// The distance of two lines of text.
const LINE: f64 = 15.0;

/// Writes the labels to the right of the panel, each as close to its height as the others allow.
pub fn end_labels(drawing: &Drawing, plot: &Plot, mut labels: Vec<EndLabel>) {
    let [_, top, right, bottom] = plot.rectangle();
    labels.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut places: Vec<f64> = labels
        .iter()
        .map(|label| within(label.y, top + 4.0, bottom - 6.0))
        .collect();
    // Downwards each label makes room for those above it, then upwards those below the panel push back.
    for n in 1..places.len() {
        places[n] = places[n].max(places[n - 1] + LINE);
    }
    let mut limit = bottom - 6.0;
    for place in places.iter_mut().rev() {
        *place = place.min(limit);
        limit = *place - LINE;
    }
    for (label, y) in labels.iter().zip(places) {
        let look = Label {
            size: 12.5,
            ..Label::formula(label.color, Anchor::Left)
        };
        drawing.text(&label.text, (right + 6.0, y), look);
    }
}
