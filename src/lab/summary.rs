//! What an exported frame says in the same form whatever the lab.

use super::{Frame, Readout, Status};
use serde::{Serialize, Serializer};

/// Stands in the data of every frame: `readouts` as `{id: value}`, and `status` as `{id, step}`.
#[derive(Serialize)]
pub struct Summary {
    #[serde(serialize_with = "by_id")]
    readouts: Vec<Readout>,
    status: Status,
}

impl Summary {
    /// What there is to say of a frame.
    pub fn of(frame: &impl Frame) -> Self {
        Self {
            readouts: frame.readouts(),
            status: frame.status(),
        }
    }
}

fn by_id<S: Serializer>(readouts: &[Readout], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(readouts.iter().map(|readout| (&readout.id, readout.value)))
}
