//! What is seen of a long run.

use super::{Moment, Racer};
use crate::frame::{Run, Series};
use thetaflow::math::thinning::{Kept, Piece, Trace, seen_in_columns};

/// What is drawn of the curves of a long run.
pub struct Traces {
    path: Trace,
    average: Trace,
    leading: Trace,
    modified: Trace,
}

impl Traces {
    /// With the sides of what is seen as one place.
    pub fn new(cell: [f64; 2]) -> Self {
        let trace = || Trace::new(cell);
        Self {
            path: trace(),
            average: trace(),
            leading: trace(),
            modified: trace(),
        }
    }
}

impl<'a> Moment<'a> {
    /// The same thinned: what is seen of a run in charts whose axis ends at `horizon` steps, or gradients.
    /// `traces` are those of this run, from step to step.
    pub fn thinned(self, horizon: u64, traces: &mut Traces) -> (Run, Vec<Series>) {
        let Racer {
            run: all,
            leading,
            modified,
            internals,
            ..
        } = self.racer;
        let list = |values: &'a [f64]| move |n: usize| values.get(n).copied();
        let flow_losses = [leading, modified].map(|follower| {
            let losses = follower.as_ref().map(|follower| &follower.curve.loss[..]);
            list(losses.unwrap_or_default())
        });
        let others = [&all.loss, &all.gap, &all.gap_modified].map(|values| list(values));
        // The first step is the first entry of what goes on inside.
        let inside = (internals.iter())
            .map(|series| move |n: usize| series.values.get(n.saturating_sub(1)).copied());
        let inside: Vec<_> = inside.collect();
        // Charts show the one or the other.
        let mut curves: Vec<&dyn Fn(usize) -> Option<f64>> = Vec::new();
        for curve in &inside {
            curves.push(curve);
        }
        if curves.is_empty() {
            for curve in flow_losses.iter().chain(&others) {
                curves.push(curve);
            }
        }
        let clock = |n: usize| all.gradients.get(n).copied().unwrap_or(n as u64);
        let seen = seen_in_columns(self.count, horizon, clock, &curves);
        let mut run = self.run(&Kept::These(&seen));
        let average = &all.average[..self.count.min(all.average.len())];
        run.path = traced(&mut traces.path, self.theta());
        run.average_path = traced(&mut traces.average, average);
        let Traces {
            leading: trace,
            modified: trace_modified,
            ..
        } = traces;
        for (flow, follower, trace) in [
            (&mut run.flow, leading, trace),
            (&mut run.modified, modified, trace_modified),
        ] {
            if let (Some(flow), Some(follower)) = (flow, follower) {
                flow.pieces = traced(trace, follower.curve_until(self.step()));
            }
        }
        let steps: Vec<u32> = (seen.iter())
            .filter_map(|step| step.checked_sub(1))
            .collect();
        run.kept = seen;
        (run, self.internals(&Kept::These(&steps)))
    }
}

fn traced(trace: &mut Trace, curve: &[[f64; 2]]) -> Vec<Piece> {
    trace.follow(curve);
    trace.pieces()
}
