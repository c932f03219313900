//! Which WebAssembly modules there are.
//!
//! A figure downloads the module of its lab and no other. A lab whose heavy work would make it much larger, or needs the
//! fast profile, has a second one, `<lab>_compute`, that is fetched when a parameter asks for it.

/// A module: the library compiled with some of its features.
pub struct Module {
    /// The lab's id; with `_compute` at its end if this is the lab's second module. The page finds them by these names.
    pub name: &'static str,
    /// The lab, and `page`, `compute` or both: see `src/web/mod.rs`.
    pub features: &'static [&'static str],
    pub profile: Profile,
}

/// A profile of the root `Cargo.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// Small to download.
    Small,
    /// Runs fast.
    Fast,
    /// Compiles fast, and keeps names.
    Dev,
}

impl Profile {
    pub fn name(self) -> &'static str {
        match self {
            Self::Small => "wasm-small",
            Self::Fast => "wasm-fast",
            Self::Dev => "dev",
        }
    }
}

/// Every module of the page.
pub const MODULES: [Module; 7] = [
    Module {
        name: "optimizers",
        features: &["optimizers", "page"],
        profile: Profile::Small,
    },
    Module {
        name: "optimizers_compute",
        features: &["optimizers", "compute"],
        profile: Profile::Fast,
    },
    Module {
        name: "angles",
        features: &["angles", "page"],
        profile: Profile::Small,
    },
    Module {
        name: "angles_compute",
        features: &["angles", "compute"],
        profile: Profile::Fast,
    },
    Module {
        name: "estimators",
        features: &["estimators", "page", "compute"],
        profile: Profile::Small,
    },
    Module {
        name: "gans",
        features: &["gans", "page"],
        profile: Profile::Small,
    },
    Module {
        name: "gans_compute",
        features: &["gans", "compute"],
        profile: Profile::Fast,
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    const COMPUTE: &str = "_compute";
    const PARTS: [&str; 2] = ["page", "compute"];

    fn lab(module: &Module) -> &'static str {
        module.name.strip_suffix(COMPUTE).unwrap_or(module.name)
    }

    /// The lines of a table of the root `Cargo.toml`.
    fn section(name: &str) -> Vec<&'static str> {
        let manifest = include_str!("../../Cargo.toml");
        let lines = manifest.lines().skip_while(|line| *line != name).skip(1);
        lines.take_while(|line| !line.starts_with('[')).collect()
    }

    #[test]
    fn names_are_unique() {
        let names: BTreeSet<_> = MODULES.iter().map(|module| module.name).collect();
        assert_eq!(names.len(), MODULES.len());
    }

    #[test]
    fn a_module_has_one_lab_and_what_its_name_says() {
        for module in &MODULES {
            let mut labs = module.features.to_vec();
            labs.retain(|feature| !PARTS.contains(feature));
            assert_eq!(labs, [lab(module)], "{}", module.name);
            let is_second = module.name.ends_with(COMPUTE);
            assert_eq!(
                module.features.contains(&"page"),
                !is_second,
                "{}",
                module.name
            );
            assert!(
                !is_second || module.features.contains(&"compute"),
                "{}",
                module.name
            );
        }
    }

    #[test]
    fn a_second_module_has_a_first() {
        for module in &MODULES {
            assert!(MODULES.iter().any(|other| other.name == lab(module)));
        }
    }

    #[test]
    fn every_lab_of_the_manifest_has_a_module() {
        let features = section("[features]");
        let ids = features.iter().filter_map(|line| line.split_once(" = "));
        let labs: BTreeSet<_> = ids
            .map(|(id, _)| id)
            .filter(|id| !["default", "module"].contains(id) && !PARTS.contains(id))
            .collect();
        assert_eq!(labs, MODULES.iter().map(lab).collect());
    }

    #[test]
    fn profiles_are_those_of_the_manifest() {
        for profile in [Profile::Small, Profile::Fast, Profile::Dev] {
            let table = format!("[profile.{}]", profile.name());
            assert!(!section(&table).is_empty(), "{table}");
        }
    }
}
