//! Which of a discretisation's flows are drawn beside it.

crate::choices! {
    /// The flows on show.
    pub enum Flows {
        /// Both equations.
        Both = "both",
        /// The equation that the rule follows as its step goes to zero.
        Leading = "leading",
        /// The equation with its correction of first order in the step.
        Modified = "modified",
        /// Neither.
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
