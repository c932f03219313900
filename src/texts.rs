//! Texts for people, native only: the page loads the same files itself.

use crate::params::ParamError;
use serde_json::Value;

/// A language that there are texts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    English,
    Chinese,
}

impl Language {
    /// From a tag or locale such as `zh`, `zh-CN`, `zh_CN.UTF-8`; English for all that is not Chinese.
    pub fn from_tag(tag: &str) -> Self {
        if tag.to_ascii_lowercase().starts_with("zh") {
            Language::Chinese
        } else {
            Language::English
        }
    }
}

/// The texts in one language.
pub struct Texts {
    texts: Value,
}

impl Texts {
    pub fn new(language: Language) -> Self {
        let source = match language {
            Language::English => include_str!("../www/i18n/en.json"),
            Language::Chinese => include_str!("../www/i18n/zh.json"),
        };
        Self {
            texts: serde_json::from_str(source).unwrap_or_default(),
        }
    }

    /// The text under a dotted key; the key itself where there is none.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        let found = key
            .split('.')
            .try_fold(&self.texts, |texts, part| texts.get(part));
        found.and_then(Value::as_str).unwrap_or(key)
    }

    /// The text under a key with `{name}` replaced by the argument of that name.
    pub fn fill<'a>(
        &self,
        key: &str,
        args: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> String {
        let args: Vec<_> = args.into_iter().collect();
        let mut parts = self.get(key).split('{');
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
                Value::Object(map) => map.iter().for_each(|(name, value)| {
                    let key = if prefix.is_empty() {
                        name.clone()
                    } else {
                        format!("{prefix}.{name}")
                    };
                    collect(&key, value, keys);
                }),
                _ => keys.push(prefix.to_owned()),
            }
        }
        let mut keys = Vec::new();
        collect("", &self.texts, &mut keys);
        keys
    }
}
