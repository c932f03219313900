//! Texts for people. The page loads the same files itself.

#[cfg(not(target_arch = "wasm32"))]
mod blocks;
#[cfg(not(target_arch = "wasm32"))]
mod native;

#[cfg(not(target_arch = "wasm32"))]
pub use native::Texts;

/// A language that there are texts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// Simplified Chinese.
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

    /// The plural form that goes with a number, by its name in Unicode's rules.
    #[cfg(not(target_arch = "wasm32"))]
    fn plural(self, number: &str) -> &'static str {
        match self {
            Language::English if number == "1" => "one",
            _ => "other",
        }
    }
}

/// The texts of a lab, from `texts/en.json` and `texts/zh.json` beside its `src`: see [`crate::lab::Lab::texts`].
#[macro_export]
macro_rules! texts {
    ($language:expr) => {
        match $language {
            $crate::texts::Language::English => include_str!("../texts/en.json"),
            $crate::texts::Language::Chinese => include_str!("../texts/zh.json"),
        }
    };
}
