//! Whether what is lost of a sender's pictures is asked for again.
//!
//! A way that has just become thin loses most of what is sent into it. Asked for again, all of that would be sent into it once more, and five
//! times, and crowd the voice out long after the sender has noticed. So there nothing is asked for; a key frame does it.

/// Of so many packets it is told what part is lost.
const ENOUGH: u64 = 20;
/// From this part on, in percent, it is not chance.
const FULL_PERCENT: u64 = 60;
/// str0m asks for whatever is missing among the hundred newest packets of a stream. So long what was lost before would be asked for.
const REMEMBERED: u64 = 128;
/// Packets that leap further have begun anew.
const LEAP: u64 = 1_000;

/// How much of a sender's pictures is lost on the way, all layers together.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Loss {
    sent: u64,
    came: u64,
}

impl Loss {
    /// The newest packet of a stream came, with so many sent since the one before. True when the way is full.
    pub(crate) fn note(&mut self, sent: u64) -> bool {
        self.sent += sent;
        self.came += 1;
        if self.sent < ENOUGH {
            return false;
        }
        let lost = 100 - 100 * self.came / self.sent;
        *self = Self::default();
        lost >= FULL_PERCENT
    }
}

/// Whether one stream is repaired.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Repairs {
    newest: Option<(u32, u64)>,
    /// For so many packets yet it is not.
    paused_for: u64,
}

impl Repairs {
    /// A packet came: how many were sent since the newest one, itself among them; nothing for one that is late.
    pub(crate) fn note(&mut self, ssrc: u32, sequence: u64) -> u64 {
        let before =
            self.newest.filter(|(known, _)| *known == ssrc).map_or(sequence.saturating_sub(1), |(_, newest)| newest);
        let sent = sequence.saturating_sub(before);
        if sent > 0 {
            self.newest = Some((ssrc, sequence));
        }
        let sent = if sent > LEAP { 1 } else { sent };
        self.paused_for = self.paused_for.saturating_sub(sent);
        sent
    }

    /// Nothing is asked for until what was lost is forgotten.
    pub(crate) fn pause(&mut self) {
        self.paused_for = REMEMBERED;
    }

    pub(crate) fn are_paused(&self) -> bool {
        self.paused_for > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fifth_lost_is_chance_and_two_thirds_are_not() {
        let mut loss = Loss::default();
        assert!((0..1_000).all(|number| !loss.note(1 + u64::from(number % 4 == 0))));
        let mut loss = Loss::default();
        assert_eq!((0..7).filter(|_| loss.note(3)).count(), 1);
        assert!(!loss.note(1), "judged anew");
    }

    #[test]
    fn what_was_lost_before_is_not_asked_for_later() {
        let mut repairs = Repairs::default();
        assert_eq!([7, 9, 8, 10].map(|sequence| repairs.note(1, sequence)), [1, 2, 0, 1]);
        repairs.pause();
        assert_eq!(repairs.note(1, 10 + REMEMBERED - 1), REMEMBERED - 1);
        assert!(repairs.are_paused());
        repairs.note(1, 10 + REMEMBERED);
        assert!(!repairs.are_paused());
        assert_eq!(repairs.note(1, 1_000_000), 1, "begun anew");
        assert_eq!(repairs.note(2, 5), 1, "another stream");
    }
}
