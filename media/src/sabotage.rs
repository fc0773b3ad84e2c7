//! Promises that can be broken on purpose, to prove that the measurements notice.

/// What is broken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sabotage {
    /// Slots are announced before their new source is in them.
    pub(crate) slot_rule_off: bool,
    /// Packets of sources that are not allowed are forwarded.
    pub(crate) mute_off: bool,
    /// There are no walls between groups.
    pub(crate) groups_off: bool,
    /// What is lost is neither asked for nor sent again nor carried along.
    pub(crate) nack_off: bool,
    /// Voices get slots only once they clearly speak, and without the beginning of the word.
    pub(crate) preroll_off: bool,
    /// The timeline of sounds is told 300 ms off.
    pub(crate) lips_apart: bool,
    /// Nobody is asked for a key frame when somebody waits for a picture.
    pub(crate) key_frames_off: bool,
    /// Key frames are asked for as often as anybody wants one.
    pub(crate) throttle_off: bool,
    /// No way over TCP is offered.
    pub(crate) tcp_off: bool,
    /// All pictures are sent to everybody, however thin their line.
    pub(crate) allocator_off: bool,
    /// Nobody is told which layers of a picture nobody looks at.
    pub(crate) demand_off: bool,
    /// Packets go where they went, wherever their receiver is now.
    pub(crate) path_kept: bool,
}

impl Sabotage {
    /// Nothing, in every build but those with the `sabotage` feature; there what `KORONAILTA_SABOTAGE` names.
    pub(crate) fn from_environment() -> Self {
        #[cfg(feature = "sabotage")]
        {
            let name = std::env::var("KORONAILTA_SABOTAGE").unwrap_or_default();
            let is = |promise| name == promise;
            Self {
                slot_rule_off: is("slot-rule-off"),
                mute_off: is("mute-off"),
                groups_off: is("groups-off"),
                nack_off: is("nack-off"),
                preroll_off: is("preroll-off"),
                lips_apart: is("lips-apart"),
                key_frames_off: is("key-frames-off"),
                throttle_off: is("throttle-off"),
                tcp_off: is("tcp-off"),
                allocator_off: is("allocator-off"),
                demand_off: is("demand-off"),
                path_kept: is("path-kept"),
            }
        }
        #[cfg(not(feature = "sabotage"))]
        Self::default()
    }
}
