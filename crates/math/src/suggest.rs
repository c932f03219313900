//! "Did you mean ...?": the known name that is most like a mistyped one.

/// The known name that differs least from a mistyped one, if at most half of it must be changed.
pub fn closest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name = name.to_ascii_lowercase();
    let length = name.chars().count();
    known
        .into_iter()
        // At least the difference in length must be changed: whole pages of text are not compared.
        .filter(|known| 2 * length.abs_diff(known.chars().count()) <= length)
        .map(|known| (strsim::osa_distance(&name, known), known))
        .filter(|(distance, _)| 2 * distance <= length)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::closest;

    #[test]
    fn slips_are_recognised_and_strangers_are_not() {
        let known = ["momentum", "lr", "sin", "tanh"];
        assert_eq!(closest("momentun", known), Some("momentum"));
        assert_eq!(closest("LR", known), Some("lr"));
        assert_eq!(closest("sn", known), Some("sin"));
        assert_eq!(closest("zzz", known), None);
        assert_eq!(closest("", known), None);
    }
}
