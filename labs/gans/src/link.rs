//! From one view to the other, with the same objective and regularisers.

use super::keys::*;
use thetaflow::lab::Note;
use thetaflow::params::{Choices, Params};

/// A parameter and the text of its value.
pub type Assignment = (String, String);

/// Whatever both views have.
const SHARED: [&str; 10] = [
    OBJECTIVE.id(),
    CLIP.id(),
    PENALTY.id(),
    TARGET_NORM.id(),
    DIV_K.id(),
    DIV_P.id(),
    QP_LAMBDA.id(),
    R1.id(),
    INSTANCE_NOISE.id(),
    L2.id(),
];

/// The values that both views have, written out: a default of one view may not be that of the other.
pub fn same_game(params: &Params) -> Vec<Assignment> {
    let is_relevant =
        |id: &&str| (params.schema().param(id)).is_some_and(|param| params.is_relevant(param));
    let ids = SHARED.into_iter().filter(is_relevant);
    ids.filter_map(|id| Some((id.to_owned(), params.value(id)?.text())))
        .collect()
}

/// A sentence that leads to another view of the same game.
pub fn note_to(id: &'static str, view: ViewName, game: &[Assignment]) -> Note {
    let view = (VIEW.id().to_owned(), view.id().to_owned());
    let settings = std::iter::once(view).chain(game.iter().cloned());
    Note::plain(id).setting(settings.collect())
}
