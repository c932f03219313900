//! Which of a discretisation's flows are drawn beside it.

crate::choices! {
    /// The flows on show.
    pub enum Flows {
        Both = "both",
        Leading = "leading",
        Modified = "modified",
        None = "none",
    }
}

impl Flows {
    /// The leading flow is on show.
    pub fn has_leading(self) -> bool {
        matches!(self, Self::Leading | Self::Both)
    }

    /// The modified flow is on show.
    pub fn has_modified(self) -> bool {
        matches!(self, Self::Modified | Self::Both)
    }
}
