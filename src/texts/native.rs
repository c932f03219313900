//! The texts of a program.

use super::{Language, blocks};
use crate::lab::AnyLab;
use crate::params::ParamError;
use serde_json::Value;

/// The form that every text with forms has, for all numbers without a form of their own.
const OTHER: &str = "other";
/// What names the gap that decides.
const OF: &str = "of";

/// The texts in one language. A text that counts something may have forms, `{"of": "count", "one": ..., "other": ...}`: `of` is
/// the gap whose number decides.
pub struct Texts {
    language: Language,
    texts: Value,
}

impl Texts {
    /// What all labs share.
    pub fn shared(language: Language) -> Self {
        let source = match language {
            Language::English => include_str!("../../www/i18n/en.json"),
            Language::Chinese => include_str!("../../www/i18n/zh.json"),
        };
        Self {
            language,
            texts: serde_json::from_str(source).unwrap_or_default(),
        }
    }

    /// What all share, and under `lab.<id>` what each of these labs says.
    pub fn new(language: Language, labs: impl IntoIterator<Item = &'static dyn AnyLab>) -> Self {
        let mut texts = Self::shared(language);
        let of_blocks = blocks::texts(language);
        let of_lab = |lab: &'static dyn AnyLab| {
            let mut own: Value = serde_json::from_str(lab.texts(language)).unwrap_or_default();
            blocks::take_over(&mut own, &of_blocks);
            (lab.id().to_owned(), own)
        };
        texts.texts["lab"] = labs.into_iter().map(of_lab).collect();
        texts
    }

    fn find(&self, key: &str) -> Option<&Value> {
        key.split('.')
            .try_fold(&self.texts, |texts, part| texts.get(part))
    }

    /// The text under a dotted key; the key itself where there is none. Of a text with forms, the one for most numbers.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        let text = self
            .find(key)
            .and_then(|found| found.get(OTHER).unwrap_or(found).as_str());
        text.unwrap_or(key)
    }

    /// All forms of the text under a key: one, where it counts nothing.
    pub fn forms(&self, key: &str) -> Vec<&str> {
        match self.find(key) {
            Some(Value::Object(forms)) => (forms.iter())
                .filter(|(name, _)| *name != OF)
                .filter_map(|(_, text)| text.as_str())
                .collect(),
            found => found.and_then(Value::as_str).into_iter().collect(),
        }
    }

    /// The form that goes with the arguments.
    fn form<'a>(&'a self, key: &'a str, args: &[(&str, &str)]) -> &'a str {
        let counted = || {
            let forms = self.find(key)?;
            let gap = forms.get(OF)?.as_str()?;
            let (_, number) = args.iter().find(|(name, _)| *name == gap)?;
            forms.get(self.language.plural(number))?.as_str()
        };
        counted().unwrap_or_else(|| self.get(key))
    }

    /// The text under a key with `{name}` replaced by the argument of that name.
    pub fn fill<'a>(
        &self,
        key: &str,
        args: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> String {
        let args: Vec<_> = args.into_iter().collect();
        let mut parts = self.form(key, &args).split('{');
        let mut filled = parts.next().unwrap_or_default().to_owned();
        // In one pass: what an argument quotes may look like a gap itself.
        for part in parts {
            let gap = part.split_once('}').and_then(|(gap, rest)| {
                let (_, value) = args.iter().find(|(name, _)| *name == gap)?;
                Some([value, rest])
            });
            filled.extend(gap.unwrap_or(["{", part]));
        }
        filled
    }

    /// The sentence for a refused value.
    pub fn sentence(&self, error: &ParamError) -> String {
        self.fill(
            &format!("error.{}", error.code),
            error.args.iter().map(|(name, text)| (*name, text.as_str())),
        )
    }

    /// Every key that has a text.
    pub fn keys(&self) -> Vec<String> {
        fn collect(prefix: &str, value: &Value, keys: &mut Vec<String>) {
            match value {
                Value::Object(map) if !map.contains_key(OF) => {
                    map.iter().for_each(|(name, value)| {
                        let key = if prefix.is_empty() {
                            name.clone()
                        } else {
                            format!("{prefix}.{name}")
                        };
                        collect(&key, value, keys);
                    })
                }
                _ => keys.push(prefix.to_owned()),
            }
        }
        let mut keys = Vec::new();
        collect("", &self.texts, &mut keys);
        keys
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_counts_has_the_form_that_goes_with_the_number() {
        let sentence = |language, found: &str| {
            Texts::shared(language).fill(
                "error.expression_wrong_argument_count",
                [
                    ("id", "f"),
                    ("function", "sin"),
                    ("position", "1"),
                    ("found", found),
                    ("expected", "1"),
                ],
            )
        };
        let english = |found| sentence(Language::English, found);
        assert!(english("1").contains(" has 1 argument."));
        assert!(english("0").contains(" has 0 arguments."));
        assert!(english("2").contains(" has 2 arguments."));
        assert!(sentence(Language::Chinese, "1").contains("有 1 个参数"));
        // Without its number, it is still a sentence.
        let texts = Texts::shared(Language::English);
        assert!(
            texts
                .get("error.expression_wrong_argument_count")
                .contains("{found} arguments")
        );
        assert_eq!(
            texts.forms("error.expression_wrong_argument_count").len(),
            2
        );
        assert_eq!(texts.forms("control.play"), ["Play"]);
        let keys = texts.keys();
        let of_points = |key: &&String| key.starts_with("points.count");
        assert_eq!(keys.iter().filter(of_points).count(), 1);
    }
}
