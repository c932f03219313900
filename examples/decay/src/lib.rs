//! A lab in one file: the explicit Euler method on x' = −x, beside the solution.

use serde::{Deserialize, Serialize};
use thetaflow::draw::Axis;
use thetaflow::figure::{Area, Figure, Hue, Panel, Points, dots, line};
use thetaflow::lab::{
    Describe, Frame, Lab, Note, Readout, Simulate, Simulation, Standing, Status, Table, Write,
};
use thetaflow::math::real::exp;
use thetaflow::params::{Key, Params, Scale, Schema, number, steps};
use thetaflow::texts::Language;

/// The step size.
const H: Key<f64> = Key::new("h");

/// The lab: parameters, and what there is to show.
pub struct Decay;

impl Lab for Decay {
    type Frame = DecayFrame;

    fn schema() -> Schema {
        let h = number(H, "h", Scale::Log, [0.01, 4.0], 0.5);
        Schema::new("decay", 10.0, vec![h, steps(1000, 20).symbol("N")])
    }

    fn texts(language: Language) -> &'static str {
        thetaflow::texts!(language)
    }
}

/// What is shown at step n.
#[derive(Clone, Serialize, Deserialize)]
pub struct DecayFrame {
    h: f64,
    steps: u64,
    /// x₀ to xₙ.
    path: Vec<f64>,
    has_diverged: bool,
}

impl DecayFrame {
    fn step(&self) -> u64 {
        self.path.len() as u64 - 1
    }

    /// e⁻ᵗ where xₙ stands.
    fn exact(&self) -> f64 {
        exp(-self.h * self.step() as f64)
    }
}

impl Frame for DecayFrame {
    fn status(&self) -> Status {
        let id = if self.has_diverged {
            Standing::Diverged
        } else {
            Standing::Running
        };
        let step = self.step();
        Status { id, step }
    }

    fn readouts(&self) -> Vec<Readout> {
        let last = self.path.last().copied();
        vec![
            Readout::count("step", "n", self.step()),
            Readout::number("x", "xₙ", last),
            Readout::number(
                "error",
                "|xₙ − e⁻ᵗ|",
                last.map(|x| (x - self.exact()).abs()),
            ),
        ]
    }

    fn notes(&self) -> Vec<Note> {
        let is_unstable = self.h > 2.0;
        is_unstable
            .then(|| Note::plain("unstable"))
            .into_iter()
            .collect()
    }

    fn table(&self) -> Table {
        let mut table = Table::default();
        let rows = self.path.len();
        table.add("step".to_owned(), &mut (0..rows).map(|n| n as f64), rows);
        table.add("x".to_owned(), &mut self.path.iter().copied(), rows);
        table
    }
}

impl Simulate for Decay {
    type Simulation = DecaySimulation;

    fn simulation(params: &Params, _before: Option<&DecaySimulation>) -> DecaySimulation {
        DecaySimulation {
            frame: DecayFrame {
                h: params.get(H),
                steps: params.steps(),
                path: vec![1.0],
                has_diverged: false,
            },
        }
    }
}

/// xₙ₊₁ = xₙ − h xₙ.
pub struct DecaySimulation {
    frame: DecayFrame,
}

impl Simulation for DecaySimulation {
    type Frame = DecayFrame;

    fn step(&self) -> u64 {
        self.frame.step()
    }

    fn last_step(&self) -> u64 {
        self.frame.steps
    }

    fn has_ended(&self) -> bool {
        self.frame.has_diverged || self.step() >= self.frame.steps
    }

    fn advance(&mut self) {
        if self.has_ended() {
            return;
        }
        let x = self.frame.path.last().map_or(0.0, |x| x - self.frame.h * x);
        // Nothing that means nothing gets into a frame.
        if x.abs() < 1e6 {
            self.frame.path.push(x);
        } else {
            self.frame.has_diverged = true;
        }
    }

    fn frame(&self) -> DecayFrame {
        self.frame.clone()
    }
}

impl Describe for Decay {
    type Kept = ();

    fn figure(frame: &DecayFrame, _: &mut ()) -> Figure {
        let end = frame.h * frame.steps as f64;
        let largest = (frame.path.iter()).fold(1.0_f64, |largest, x| largest.max(x.abs()));
        let lowest = if frame.h > 1.0 { -largest } else { 0.0 };
        let exact = (0..=100).map(|k| end * f64::from(k) / 100.0);
        let exact: Points = exact.map(|t| [t, exp(-t)]).collect();
        let path = (frame.path.iter().enumerate()).map(|(n, &x)| [n as f64 * frame.h, x]);
        let path: Points = path.collect();
        let x = Axis::linear([0.0, end], "t = nh");
        let mut chart = Panel::new("decay", x, Axis::linear([lowest, largest], "x"));
        let exact = line(exact).of("exact", "e⁻ᵗ").hue(Hue::Line(1));
        chart.add(exact.dashed(5.0));
        chart.add(line(path.clone()).of("path", "xₙ").hue(Hue::Line(0)));
        chart.add(dots(path).radius(2.5).hue(Hue::Line(0)));
        Figure::new(Area::panel(chart))
    }
}

/// It writes for no other program.
impl Write for Decay {}
