//! What a figure shows, in words: the page says the same to screen readers.

use thetaflow::figure::Phrase;
use thetaflow::lab::{AnyFigure, Standing, State, Term};
use thetaflow::texts::Texts;

/// The run's end and its numbers, then what each panel shows, then which earlier runs are in sight.
pub fn describe(figure: &dyn AnyFigure, state: &State, step: u64, texts: &Texts) -> String {
    let mut sentences = vec![summary(figure, state, step, texts)];
    let own = |key: &str| texts.get(&format!("lab.{}.{key}", state.lab())).to_owned();
    let phrases = figure.phrases();
    sentences.extend(phrases.iter().map(|phrase| sentence(phrase, own, texts)));
    let word = |term: &Term| match term {
        Term::Text(text) => text.clone(),
        Term::Key(key) => own(key),
    };
    let names: Vec<String> = (state.pins.iter())
        .map(|pinned| pinned.name(state, word))
        .collect();
    if !names.is_empty() {
        let names = names.join(texts.get("described.between_names"));
        sentences.push(texts.fill("described.pinned", [("names", names.as_str())]));
    }
    let both = |before: String, sentence: String| {
        let gaps = [("before", before.as_str()), ("sentence", sentence.as_str())];
        texts.fill("described.both", gaps)
    };
    sentences.into_iter().reduce(both).unwrap_or_default()
}

fn sentence(phrase: &Phrase, own: impl Fn(&str) -> String, texts: &Texts) -> String {
    let symbol = phrase.args.iter().find(|(gap, _)| *gap == "symbol");
    let symbol = symbol
        .map(|(_, symbol)| symbol.as_str())
        .unwrap_or_default();
    let name = format!("{} {symbol}", own(&format!("curve.{}", phrase.name)));
    let args = phrase.args.iter().map(|(gap, text)| (*gap, text.as_str()));
    let args = args.chain([("name", name.trim())]);
    texts.fill(&format!("described.{}", phrase.id), args)
}

fn summary(figure: &dyn AnyFigure, state: &State, step: u64, texts: &Texts) -> String {
    // A run may end before the last step that it could have.
    let has_ended = state.step.is_none();
    let last = if has_ended {
        step
    } else {
        state.params.steps()
    };
    let status = match figure.status() {
        Some(status) if status.id == Standing::Running && has_ended => {
            texts.get("status.ended").to_owned()
        }
        Some(status) => {
            let at = status.step.to_string();
            texts.fill(
                &format!("status.{}", status.id.id()),
                [("step", at.as_str())],
            )
        }
        None => String::new(),
    };
    let name = |id: &str| {
        texts
            .get(&format!("lab.{}.readout.{id}", state.lab()))
            .to_owned()
    };
    let numbers: Vec<String> = (figure.readouts().iter())
        .filter(|readout| readout.id != State::STEP && readout.value.is_some())
        .map(|readout| format!("{} {}", name(&readout.id), readout.text()))
        .collect();
    let numbers = numbers.join(texts.get("status.separator"));
    let [step, last] = [step, last].map(|step| step.to_string());
    let gaps = [
        ("step", step.as_str()),
        ("last", last.as_str()),
        ("status", status.as_str()),
        ("readouts", numbers.as_str()),
    ];
    texts.fill("status.summary", gaps)
}
