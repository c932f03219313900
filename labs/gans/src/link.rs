//! From one view to the other, with the same objective and regularisers.

use thetaflow::lab::Note;
use thetaflow::params::Params;

/// A parameter and the text of its value.
pub type Assignment = (String, String);

/// Whatever both views have.
const SHARED: [&str; 10] = [
    "objective",
    "clip",
    "penalty",
    "target_norm",
    "div_k",
    "div_p",
    "qp_lambda",
    "r1",
    "instance_noise",
    "l2",
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
pub fn note_to(id: &'static str, view: &str, game: &[Assignment]) -> Note {
    let view = ("view".to_owned(), view.to_owned());
    let settings = std::iter::once(view).chain(game.iter().cloned());
    Note::plain(id).setting(settings.collect())
}
