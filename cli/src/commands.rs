//! What the commands do.

use crate::animate::{always_moves, animate};
use crate::arguments::{Refused, option};
use crate::describe;
use crate::exported::{Exported, link_of, state_at};
use crate::files::{self, read_text};
use crate::labs::LABS;
use crate::look::Look;
use clap::ArgMatches;
use clap::parser::ValueSource;
use serde::Serialize;
use serde_json::json;
use std::path::{Path, PathBuf};
use thetaflow::draw::Entry;
use thetaflow::lab::{AnyFigure, AnyLab, Pinned, Session, State, Term, legend};
use thetaflow::params::{Kind, ParamError, Params, SEED, STEPS, split_pairs};
use thetaflow::render::{self, About, PaperError, PngError};
use thetaflow::texts::Texts;

pub fn run(matches: &ArgMatches, texts: &Texts) -> Result<(), Refused> {
    match matches.subcommand() {
        Some(("labs", _)) => list_labs(texts),
        Some(("schema", matches)) => schema(matches, texts),
        Some(("run", matches)) => frame(matches, texts),
        Some(("render", matches)) => picture(matches, texts),
        _ => Ok(()),
    }
}

fn list_labs(texts: &Texts) -> Result<(), Refused> {
    let line = |id: &str| format!("{id:<14}{}\n", texts.get(&format!("lab.{id}.title")));
    let text: String = LABS.iter().map(|lab| line(lab.id())).collect();
    write_out(None, text.as_bytes(), texts)
}

fn schema(matches: &ArgMatches, texts: &Texts) -> Result<(), Refused> {
    let lab = lab(matches, texts)?;
    let text = if option(matches, "format") == "json" {
        pretty(&json!(lab.schema()))
    } else {
        list(lab, texts)
    };
    write_out(None, text.as_bytes(), texts)
}

/// One line a parameter: id, symbol, default, what is allowed, name.
fn list(lab: &'static dyn AnyLab, texts: &Texts) -> String {
    let params = lab.params();
    let mut text = String::new();
    for param in &lab.schema().params {
        let allowed = match &param.kind {
            Kind::Number { min, max, .. } => format!("{min} … {max}"),
            Kind::Integer { min, max, .. } => format!("{min} … {max}"),
            Kind::Choice { options } => options.join(" | "),
            Kind::Flag => "on | off".to_owned(),
            Kind::Point { min, max } => format!("x,y; {min} … {max}"),
            Kind::Expression(kind) => kind.variables.join(", "),
            Kind::Points(kind) => format!("x,y;x,y; {} … {}; ≤ {}", kind.min, kind.max, kind.most),
        };
        let default = params
            .value(param.id)
            .map(|value| value.text())
            .unwrap_or_default();
        let name = texts
            .get(&format!("lab.{}.param.{}", lab.id(), param.id))
            .to_owned();
        text += &format!(
            "{:<12} {:<6} {:<12} {allowed}\n{:32}{name}\n",
            param.id, param.symbol, default, ""
        );
    }
    text
}

fn frame(matches: &ArgMatches, texts: &Texts) -> Result<(), Refused> {
    let text = match option(matches, "format") {
        "json" => {
            let (state, step, figure) = simulate(matches, Session::frame, texts)?;
            pretty(&Exported::new(&state, step, figure.frame_json()))
        }
        "csv" => simulate(matches, Session::frame, texts)?.2.table().csv(),
        format => script(format, matches, texts)?,
    };
    write_out(
        matches.get_one::<PathBuf>("output").map(PathBuf::as_path),
        text.as_bytes(),
        texts,
    )
}

/// The run in one of the lab's own formats, which needs no simulation.
fn script(format: &str, matches: &ArgMatches, texts: &Texts) -> Result<String, Refused> {
    let state = state(matches, texts)?;
    let step = state.step.unwrap_or_else(|| state.params.steps());
    LABS.of(&state)
        .script(format, &state.params, step)
        .map_err(|error| vec![texts.sentence(&error)])
}

fn picture(matches: &ArgMatches, texts: &Texts) -> Result<(), Refused> {
    if matches.get_flag("describe") {
        let (state, step, figure) = simulate(matches, Session::picture, texts)?;
        let words = describe::describe(figure.as_ref(), &state, step, texts);
        write_out(None, (words + "\n").as_bytes(), texts)?;
    }
    let Some(path) = matches.get_one::<PathBuf>("output").cloned() else {
        return Ok(());
    };
    if matches.contains_id("animate") {
        return animate(&path, matches, texts);
    }
    if always_moves(&path) {
        let name = path.display().to_string();
        return Err(vec![
            texts.fill("cli.not_animated", [("got", name.as_str())]),
        ]);
    }
    let look = Look::of(matches, texts)?;
    let extension = path
        .extension()
        .map(|extension| extension.to_string_lossy().to_lowercase());
    let (state, step, mut figure) = simulate(matches, Session::picture, texts)?;
    let entries = legend_of(figure.as_ref(), &look, &state, texts);
    let paper = look.paper(figure.as_ref(), &entries, texts)?;
    let one = |key: &str, got: &str| vec![texts.fill(key, [("got", got)])];
    let about = || About {
        title: texts.get(&format!("lab.{}.title", state.lab())).to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        link: state_at(&state, step).text(),
    };
    let of_paper = |error: PaperError| match error {
        PaperError::Letters(letters) => one("cli.no_letters", &letters),
        PaperError::Drawing(error) => one("cli.no_png", &error.to_string()),
    };
    let has_scale = matches.value_source("scale") == Some(ValueSource::CommandLine);
    if has_scale && matches!(extension.as_deref(), Some("svg" | "pdf" | "pgf" | "tex")) {
        warn(&[texts.get("cli.scale_of_png").to_owned()], texts);
    }
    let bytes = match extension.as_deref() {
        Some("svg") => render::svg(figure.as_mut(), paper).into_bytes(),
        Some("pdf") => render::pdf(figure.as_mut(), paper, &about()).map_err(of_paper)?,
        Some("pgf" | "tex") => {
            let tex = render::pgf(figure.as_mut(), paper, &about()).map_err(of_paper)?;
            tex.into_bytes()
        }
        Some("png") => {
            render::png(figure.as_mut(), look.scale, paper).map_err(|error| match error {
                PngError::Letters(letters) => one("cli.no_letters", &letters),
                error => one("cli.no_png", &format!("{error:?}")),
            })?
        }
        _ => return Err(one("cli.bad_extension", &path.display().to_string())),
    };
    write_out(Some(&path), &bytes, texts)
}

/// The legend of a figure, if one is asked for.
pub fn legend_of(figure: &dyn AnyFigure, look: &Look, state: &State, texts: &Texts) -> Vec<Entry> {
    if !look.has_legend {
        return Vec::new();
    }
    let word = |term: &Term| match term {
        Term::Text(text) => text.clone(),
        Term::Key(key) => texts.get(&format!("lab.{}.{key}", state.lab())).to_owned(),
    };
    let pinned = state.pins.iter().map(|pinned| pinned.name(state, word));
    legend(figure, &pinned.collect::<Vec<_>>(), word)
}

/// The run of these parameters, at a step or at its end.
fn run_to(lab: &'static dyn AnyLab, params: &Params, step: Option<u64>) -> Session {
    let mut session = lab.session(params);
    session.advance(step.unwrap_or_else(|| session.last_step()), || true);
    session
}

/// The pictures of the earlier runs that are to stay in sight.
pub fn pinned(state: &State) -> Vec<Vec<u8>> {
    let lab = LABS.of(state);
    let picture = |pinned: &Pinned| run_to(lab, &pinned.params, pinned.step).picture();
    state.pins.iter().map(picture).collect()
}

/// Runs to the wanted step, and shows what is `wanted` of it: the frame, or the picture. Also returns where the run stands
/// then: one that diverges ends before.
fn simulate(
    matches: &ArgMatches,
    wanted: fn(&Session) -> Vec<u8>,
    texts: &Texts,
) -> Result<(State, u64, Box<dyn AnyFigure>), Refused> {
    let state = state(matches, texts)?;
    let lab = LABS.of(&state);
    let session = run_to(lab, &state.params, state.step);
    let mut figure = lab.figure();
    let is_shown = figure.pin(&pinned(&state)) && figure.show(&wanted(&session)).is_ok();
    if !is_shown {
        return Err(vec![texts.get("cli.no_frame").to_owned()]);
    }
    Ok((state, session.step(), figure))
}

/// The run that the arguments describe.
pub fn state(matches: &ArgMatches, texts: &Texts) -> Result<State, Refused> {
    let link = match matches.get_one::<PathBuf>("from") {
        Some(path) => Some(link_of(path, texts).map_err(|sentence| vec![sentence])?),
        None => matches.get_one::<String>("state").cloned(),
    };
    read_state(matches, link.as_deref(), texts)
}

/// The link first, then `--set` in order, then `--steps` and `--seed`. Any mistake stops: a script wants no guesses. So what
/// is given in vain implies nothing either, and a sentence says what would make it count.
fn read_state(matches: &ArgMatches, link: Option<&str>, texts: &Texts) -> Result<State, Refused> {
    let named = matches.get_one::<String>("lab").map(|id| LABS.find(id));
    let named = named
        .transpose()
        .map_err(|error| vec![texts.sentence(&error)])?;
    let at_defaults = |lab: &'static dyn AnyLab| State::new(lab.params());
    let (mut state, mut errors) = match (link, named) {
        (None, Some(lab)) => (at_defaults(lab), Vec::new()),
        (link, _) => LABS.parse(link.unwrap_or_default()),
    };
    if let Some(lab) = named.filter(|lab| lab.id() != state.lab()) {
        errors.push(ParamError::new(
            "other_lab",
            [
                ("got", state.lab().to_owned()),
                ("allowed", lab.id().to_owned()),
            ],
        ));
        state = at_defaults(lab);
    }
    let mut sentences: Refused = errors.iter().map(|error| texts.sentence(error)).collect();
    // A file says everything there is: what has no effect in it has been written by a program.
    let mut given: Vec<String> = if matches.contains_id("from") {
        Vec::new()
    } else {
        let params = state.params.schema().params.iter().map(|param| param.id);
        let chosen = params.filter(|id| !state.params.is_default(id));
        chosen.map(str::to_owned).collect()
    };
    let assignments = matches
        .get_many::<String>("set")
        .into_iter()
        .flatten()
        .cloned();
    let flags = [STEPS.id(), SEED.id()]
        .into_iter()
        .filter_map(|id| Some(format!("{id}={}", matches.get_one::<String>(id)?)));
    for assignment in assignments.chain(flags) {
        let (pairs, malformed) = match assignment.split_once('=') {
            Some((id, text)) => (vec![(id.trim().to_owned(), text.to_owned())], Vec::new()),
            None => split_pairs(&assignment),
        };
        sentences.extend(malformed.iter().map(|error| texts.sentence(error)));
        for (id, _) in &pairs {
            if !given.contains(id) {
                given.push(id.clone());
            }
        }
        sentences.extend(
            pairs
                .iter()
                .filter_map(|(id, text)| set(&mut state.params, id, text, texts).err()),
        );
    }
    let pins = matches.try_get_many::<String>("pin").ok().flatten();
    let pins: Vec<String> = pins.into_iter().flatten().cloned().collect();
    sentences.extend(state.pin(&pins).iter().map(|error| texts.sentence(error)));
    if sentences.is_empty() {
        let in_vain = given
            .iter()
            .filter_map(|id| state.params.without_effect(id));
        let in_vain: Vec<_> = in_vain.map(|error| texts.sentence(&error)).collect();
        warn(&in_vain, texts);
        Ok(state)
    } else {
        Err(sentences)
    }
}

/// Says what is no mistake and yet worth knowing.
pub fn warn(sentences: &[String], texts: &Texts) {
    for sentence in sentences {
        let gaps = [("sentence", sentence.as_str())];
        eprintln!("{}", texts.fill("cli.warning", gaps));
    }
}

/// Sets a parameter; `@data.csv` is the table in that file. How it is read is said if that was not plain.
fn set(params: &mut Params, id: &str, text: &str, texts: &Texts) -> Result<(), String> {
    let kind = params.schema().param(id).map(|param| &param.kind);
    let (Some(Kind::Points(_)), Some(path)) = (kind, text.strip_prefix('@')) else {
        return params.set(id, text).map_err(|error| texts.sentence(&error));
    };
    // A file of one line without an end is a table as well.
    let table = read_text(Path::new(path), texts)? + "\n";
    let sentence = |error: &ParamError| format!("{path}: {}", texts.sentence(error));
    params.set(id, &table).map_err(|error| sentence(&error))?;
    let remarks = params.remarks(id, &table);
    if remarks.len() > 1 {
        warn(&remarks.iter().map(sentence).collect::<Vec<_>>(), texts);
    }
    Ok(())
}

fn lab(matches: &ArgMatches, texts: &Texts) -> Result<&'static dyn AnyLab, Refused> {
    LABS.find(option(matches, "lab"))
        .map_err(|error| vec![texts.sentence(&error)])
}

fn pretty(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}

fn write_out(path: Option<&Path>, bytes: &[u8], texts: &Texts) -> Result<(), Refused> {
    files::write(path, bytes, texts).map_err(|sentence| vec![sentence])
}
