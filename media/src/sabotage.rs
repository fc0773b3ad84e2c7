//! Promises that can be broken on purpose, to prove that the measurements notice.

/// What is broken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sabotage {
    /// Slots are announced before their new source is in them.
    pub(crate) slot_rule_off: bool,
    /// Packets of sources that are not allowed are forwarded.
    pub(crate) mute_off: bool,
}

impl Sabotage {
    /// Nothing, in every build but those with the `sabotage` feature; there what `KORONAILTA_SABOTAGE` names.
    pub(crate) fn from_environment() -> Self {
        #[cfg(feature = "sabotage")]
        {
            let name = std::env::var("KORONAILTA_SABOTAGE").unwrap_or_default();
            Self { slot_rule_off: name == "slot-rule-off", mute_off: name == "mute-off" }
        }
        #[cfg(not(feature = "sabotage"))]
        Self::default()
    }
}
