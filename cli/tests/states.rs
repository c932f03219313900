//! States as one line of text: found in addresses, of any lab, with a sentence for every mistake.

use proptest::prelude::*;
use thetaflow::lab::AnyLab;
use thetaflow::texts::{Language, Texts};
use thetaflow_cli::labs::LABS;

/// A pair of a link with something wrong in it, as a rule.
fn any_pair() -> impl Strategy<Value = String> {
    let ids: Vec<&str> = (LABS.iter())
        .flat_map(|lab| lab.schema().params.iter().map(|param| param.id))
        .chain(["lab", "step", "__proto__", "constructor", "", "lr%00"])
        .collect();
    let texts = [
        "<img src=x onerror=alert(1)>",
        "1e999",
        "-1e999",
        "NaN",
        "nan",
        "-0",
        "0x10",
        "1_000",
        "０．５",
        "٠.٥",
        "१",
        "\u{202e}5",
        "5\u{200b}",
        "%00",
        "%",
        "%E0%A4%A",
        "%ff",
        "null",
        "undefined",
        "__proto__",
        "1,2,3",
        ",",
        "{got}",
        "x^2+",
        "sin(sin(x",
        "9",
        "1e-999",
        "1e99999999999",
        "-",
        "∞",
        "½",
        "on",
        "😀",
        "\n",
        "a=b",
    ];
    let text = prop_oneof![
        4 => prop::sample::select(texts.to_vec()).prop_map(str::to_owned),
        1 => "\\PC{0,30}",
        1 => "[-0-9e.,x^*()a-z%+]{0,40}",
    ];
    (prop::sample::select(ids), text).prop_map(|(id, text)| format!("{id}={text}"))
}

#[test]
fn a_state_names_lab_and_step() {
    let (state, errors) = LABS.parse("#lab=optimizers&rule=sgd&step=37");
    assert_eq!(
        (errors.len(), state.step, state.text()),
        (0, Some(37), "lab=optimizers&rule=sgd&step=37".to_owned())
    );
    let refused = |text| {
        LABS.parse(text)
            .1
            .into_iter()
            .map(|error| error.code)
            .collect::<Vec<_>>()
    };
    assert_eq!(refused("lab=optimisers"), ["unknown_lab_suggestion"]);
    assert_eq!(refused("lab=zzz"), ["unknown_lab"]);
    assert_eq!(refused("step=501"), ["not_an_integer"]);
    assert_eq!(refused("step=-1"), ["not_an_integer"]);
    assert_eq!(refused("step=1&step=2"), ["repeated_key"]);
    assert_eq!(refused("lab=gans&lab=angles"), ["repeated_key"]);
    assert_eq!(LABS.parse("lab=gans&lab=angles").0.lab(), "gans");
}

#[test]
fn a_state_is_found_in_addresses_and_under_escapes() {
    let text = "lab=optimizers&rule=sgd&step=37";
    let once = "lab%3Doptimizers%26rule%3Dsgd%26step%3D37";
    let twice = once.replace('%', "%25");
    for link in [
        format!("#{text}"),
        format!("?{text}"),
        format!("#{once}"),
        once.to_owned(),
        format!("#{twice}"),
        format!("#%23{text}"),
        format!("%23{text}"),
        format!("#%23{once}"),
        format!("##{text}"),
        format!("#{}", text.replace('&', "&amp;")),
        format!("?{}", text.replace('&', "&amp;")),
        format!("embed.html#{text}"),
        format!("https://example.org/a=b/embed.html?controls=lr&theme=dark#{text}"),
        format!("https://example.org/embed.html?{text}&utm_source=letter&fresh&theme=dark"),
        format!("https://example.org/embed.html?{text}#"),
        format!("https://example.org/embed.html?lab=gans&steps=50#{once}"),
    ] {
        let (state, errors) = LABS.parse(&link);
        assert_eq!((state.text().as_str(), errors.len()), (text, 0), "{link}");
    }
    let refused = |text| LABS.parse(text).1.len();
    assert_eq!(
        refused("?lr=banana&unknown=1"),
        1,
        "in a query, other keys are meant for others"
    );
    assert_eq!(refused("#lr=banana&unknown=1"), 2);
    // What a formula holds is no part of an address.
    let (state, _) = LABS.parse("lab=optimizers&landscape=custom&f=x^2+y^2?#");
    assert_eq!(state.params.query(), "landscape=custom");
}

#[test]
fn a_link_of_mistakes_is_answered_in_a_few_sentences() {
    let many: String = (0..20_000)
        .map(|number| format!("k{number}={number}&"))
        .collect();
    let (state, errors) = LABS.parse(&format!("steps=60&{many}"));
    assert_eq!(state.params.query(), "steps=60");
    assert_eq!(errors.len(), 13);
    assert_eq!(errors[12].code, "more_errors");
}

#[test]
fn what_cannot_be_seen_is_spelled_out() {
    let (_, errors) = LABS.parse("lr=\u{202e}5.0&steps=6\u{200b}0");
    let got: Vec<_> = errors
        .iter()
        .filter_map(|error| error.args.iter().find(|(name, _)| *name == "got"))
        .collect();
    assert_eq!(got.len(), 2);
    assert_eq!(got[0].1, r"\u{202e}5.0");
    assert_eq!(got[1].1, r"6\u{200b}0");
}

proptest! {
    /// Whatever is in a link: no panic, a state that can be written and read, and a sentence in both languages for
    /// every part that is refused.
    #[test]
    fn any_mistake_has_its_sentence(
        lab in prop::sample::select(LABS.iter().map(AnyLab::id).collect::<Vec<_>>()),
        pairs in prop::collection::vec(any_pair(), 0..6),
        lengthens in prop::option::of(0usize..6),
    ) {
        let mut pairs = pairs;
        if let Some(pair) = lengthens.and_then(|at| pairs.get_mut(at)) {
            *pair = pair.repeat(2000);
        }
        let text = format!("lab={lab}&{}", pairs.join("&"));
        let (state, errors) = LABS.parse(&text);
        let (again, none) = LABS.parse(&state.text());
        prop_assert_eq!(none, []);
        prop_assert_eq!(again.text(), state.text());
        for error in errors {
            for language in [Language::English, Language::Chinese] {
                let texts = Texts::new(language, LABS.iter());
                let sentence = texts.sentence(&error);
                prop_assert!(sentence.chars().count() < 2000 && !sentence.starts_with("error."), "{sentence}");
                let key = format!("error.{}", error.code);
                let gaps = texts.get(&key).split('{').skip(1);
                for gap in gaps.filter_map(|rest| Some(rest.split_once('}')?.0)) {
                    prop_assert!(error.args.iter().any(|(name, _)| *name == gap), "{error}: {gap}");
                }
                prop_assert!(!sentence.contains(['\u{202e}', '\u{200b}', '\0', '\n']), "{sentence:?}");
            }
        }
    }
}
