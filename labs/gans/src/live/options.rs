//! What the reader chooses among in the live view alone.

use thetaflow::choices;

choices! {
    /// Who learns.
    pub enum Trains {
        Both = "both",
        Discriminator = "discriminator",
        Generator = "generator",
    }
}
