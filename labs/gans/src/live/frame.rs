//! What there is to show of a GAN under training.

use crate::keys::ViewName;
use crate::link::{Assignment, note_to};
use serde::{Deserialize, Serialize};
use thetaflow::lab::{Frame, Note, Readout, Status, Stride, Table, Term};

/// One figure at step n: so many updates of one player or the other.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct LiveFrame {
    pub step: u64,
    pub last_step: u64,
    pub status: Status,
    /// Half the side of the square around 0 that is shown.
    pub extent: f64,
    pub round: Round,
    /// A sample of the data that training does not see, as long as that of G.
    pub real: Vec<[f32; 2]>,
    /// G(z), always of the same latent vectors.
    pub generated: Vec<[f32; 2]>,
    /// ∇D at the first of the generated points: G is pushed that way.
    pub slopes: Vec<[f32; 2]>,
    /// G's image of a grid in its first two latent numbers, row by row, the others being 0; of a line if it has only one.
    pub grid: Vec<[f32; 2]>,
    /// G(E(x)) of the first of the real points; empty without an encoder.
    pub reconstructions: Vec<[f32; 2]>,
    pub heat: Heat,
    /// How many modes the data have; 0 if they have none.
    pub modes: u64,
    /// From the beginning, at even distances, the present included if the run is at its end.
    pub history: Vec<Measurement>,
    /// At this step once a reader stays there; before, the latest of the history.
    pub now: Option<Measurement>,
    /// The sliced Wasserstein distance of two samples of the data: what it cannot fall below by more than chance.
    pub floor: f64,
    /// What the other view is called with to show the same game.
    pub same_game: Vec<Assignment>,
    /// The data are the reader's own points, and there are none.
    pub lacks_points: bool,
}

/// Vertices of the latent grid along each of its sides.
pub const GRID: usize = 17;

/// One of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Player {
    Discriminator,
    Generator,
}

/// The order of updates: so many of D, then so many of G, then again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    pub of_discriminator: u64,
    pub of_generator: u64,
}

impl Round {
    fn length(self) -> u64 {
        (self.of_discriminator + self.of_generator).max(1)
    }

    /// Who makes the update that follows on so many.
    pub fn turn(self, step: u64) -> Player {
        if step % self.length() < self.of_discriminator {
            Player::Discriminator
        } else {
            Player::Generator
        }
    }

    /// After how many updates a player's next one is made; None if it makes none.
    fn after_next_of(self, player: Player, step: u64) -> Option<u64> {
        (step..step + self.length())
            .find(|&step| self.turn(step) == player)
            .map(|step| step + 1)
    }

    /// After how many updates this round is complete, or the next one if none is under way.
    fn after(self, step: u64) -> u64 {
        (step / self.length() + 1) * self.length()
    }
}

/// D on the square that is shown, at the middles of cells, row by row from the top.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Heat {
    /// Cells along each side.
    pub side: u32,
    pub values: Vec<f32>,
    /// The value at which D is undecided: 0, or the mean where only differences of D mean something.
    pub neutral: f32,
    /// How far from there its values are, by the root of their mean square.
    pub unit: f32,
}

/// Losses and metrics after a number of steps, on samples that training does not see.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measurement {
    pub step: u64,
    /// What D and G minimise, without penalties.
    pub losses: [f64; 2],
    pub capture: Option<Captured>,
    pub sliced_wasserstein: f64,
    pub mmd_squared: f64,
}

/// Where the data have modes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Captured {
    pub modes: u64,
    /// The share of points within 3 standard deviations of a mode.
    pub quality: f64,
}

impl LiveFrame {
    fn verdict(&self) -> Option<Note> {
        let now = self.now?;
        let count = |number: u64| Term::Text(number.to_string());
        Some(match now.capture {
            Some(capture) if capture.modes == 0 => Note::plain("no_modes"),
            Some(capture) if capture.modes < self.modes => Note::plain("some_modes")
                .with("modes", count(capture.modes))
                .with("all", count(self.modes)),
            Some(capture) if capture.quality < 0.5 => {
                Note::plain("all_modes_loosely").with("all", count(self.modes))
            }
            Some(_) => Note::plain("all_modes").with("all", count(self.modes)),
            None if now.sliced_wasserstein < 2.0 * self.floor => Note::plain("indistinguishable"),
            None if now.sliced_wasserstein < 6.0 * self.floor => Note::plain("near"),
            None => Note::plain("far"),
        })
    }

    /// Whose update this was, and whose is next.
    fn narration(&self) -> Note {
        let name = |player| {
            Term::word(match player {
                Player::Discriminator => "discriminator",
                Player::Generator => "generator",
            })
        };
        let next = name(self.round.turn(self.step));
        let note = match self.step.checked_sub(1).map(|last| self.round.turn(last)) {
            None => Note::plain("turn_first"),
            Some(Player::Discriminator) => Note::plain("turn_discriminator"),
            Some(Player::Generator) => Note::plain("turn_generator"),
        };
        note.with("next", next).momentary()
    }
}

impl Frame for LiveFrame {
    fn status(&self) -> Status {
        self.status
    }

    fn readouts(&self) -> Vec<Readout> {
        let mut readouts = vec![Readout::count("step", "n", self.step)];
        let Some(now) = self.now else {
            return readouts;
        };
        if let Some(capture) = now.capture {
            readouts.push(Readout::count("modes", "m", capture.modes));
            readouts.push(Readout::number("quality", "q", Some(capture.quality)));
        }
        readouts.extend([
            Readout::number("sliced", "SW", Some(now.sliced_wasserstein)),
            Readout::number("mmd", "MMD²", Some(now.mmd_squared)),
            Readout::number("loss_d", "L_D", Some(now.losses[0])),
            Readout::number("loss_g", "L_G", Some(now.losses[1])),
        ]);
        readouts
    }

    fn notes(&self) -> Vec<Note> {
        let link = note_to("to_dirac", ViewName::Dirac, &self.same_game);
        let verdict = if self.lacks_points {
            Some(Note::plain("no_points"))
        } else {
            self.verdict()
        };
        verdict
            .into_iter()
            .chain([link, self.narration()])
            .collect()
    }

    fn strides(&self) -> Vec<Stride> {
        let next = |player| self.round.after_next_of(player, self.step);
        let both = Some(self.round.after(self.step));
        let strides = [
            ("discriminator", next(Player::Discriminator)),
            ("generator", next(Player::Generator)),
            ("both", both),
        ];
        strides
            .into_iter()
            .filter_map(|(id, step)| Some(Stride { id, step: step? }))
            .collect()
    }

    /// So that a whole run plays in some seconds whatever its length.
    fn steps_per_second(&self) -> Option<f64> {
        const SECONDS: f64 = 16.0;
        Some((self.last_step as f64 / SECONDS).max(20.0))
    }

    fn table(&self) -> Table {
        let mut table = Table::default();
        let rows = self.history.len().max(self.generated.len());
        let mut add = |name: &str, values: &mut dyn Iterator<Item = f64>| {
            table.add(name.to_owned(), values, rows);
        };
        let history = || self.history.iter();
        add("step", &mut history().map(|at| at.step as f64));
        add("loss_d", &mut history().map(|at| at.losses[0]));
        add("loss_g", &mut history().map(|at| at.losses[1]));
        if self.modes > 0 {
            let captures = || history().filter_map(|at| at.capture);
            add("modes", &mut captures().map(|capture| capture.modes as f64));
            add("quality", &mut captures().map(|capture| capture.quality));
        }
        add(
            "sliced_wasserstein",
            &mut history().map(|at| at.sliced_wasserstein),
        );
        add("mmd_squared", &mut history().map(|at| at.mmd_squared));
        for (axis, [generated, real]) in [["x", "real_x"], ["y", "real_y"]].into_iter().enumerate()
        {
            let column = |points: &[[f32; 2]]| -> Vec<f64> {
                points.iter().map(|point| f64::from(point[axis])).collect()
            };
            add(generated, &mut column(&self.generated).into_iter());
            add(real, &mut column(&self.real).into_iter());
        }
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strides_end_where_the_schedule_says() {
        let round = Round {
            of_discriminator: 2,
            of_generator: 1,
        };
        // D D G D D G ...
        let after = |player| {
            (0..4)
                .map(|n| round.after_next_of(player, n))
                .collect::<Vec<_>>()
        };
        let steps = |steps: [u64; 4]| steps.map(Some).to_vec();
        assert_eq!(after(Player::Discriminator), steps([1, 2, 4, 4]));
        assert_eq!(after(Player::Generator), steps([3, 3, 3, 6]));
        assert_eq!(
            (0..4).map(|n| round.after(n)).collect::<Vec<_>>(),
            [3, 3, 3, 6]
        );
        let alone = Round {
            of_discriminator: 3,
            of_generator: 0,
        };
        assert_eq!(alone.after_next_of(Player::Generator, 1), None);
        assert_eq!(alone.after_next_of(Player::Discriminator, 5), Some(6));
    }
}
