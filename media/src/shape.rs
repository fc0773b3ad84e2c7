//! Does what somebody sends in an encrypted place look encrypted? The engine has no key and cannot open a frame; it reads the
//! SFrame header (RFC 9605 §4.3) behind the bytes that a codec's frame keeps readable, and the key id in it. A page that by
//! mistake sends in the clear is so stopped here, and noticed.

use std::{
    collections::{BTreeSet, HashMap, VecDeque},
    time::{Duration, Instant},
};

use koronailta_signaling::wire::keys::SENDERS;

/// Bytes of an Opus packet that stay readable: the table of contents (RFC 6716 §3.1).
const CLEAR_OPUS: usize = 1;
/// Bytes of a VP8 key frame that stay readable: frame tag, start code, size (RFC 6386 §9.1).
const CLEAR_VP8_KEY: usize = 10;
/// Bytes of another VP8 frame: the frame tag.
const CLEAR_VP8_DELTA: usize = 3;
/// AES-GCM's tag.
const TAG: usize = 16;

/// The word about a key may be so many epochs late when many come at once.
const EPOCHS_AHEAD: u64 = 16;

/// Frames of a stream whose beginning is remembered, for packets that come later.
const REMEMBERED: usize = 32;
/// Packets of a stream that wait for the first one of their frame to be sent again.
const HELD: usize = 64;
/// Streams of one peer; a peer has at most 6. Whoever has more changes them only to fill the memory.
const STREAMS: usize = 16;
/// What was sent in the clear before its sender came here is on its way no longer than this, once there are keys: a machine
/// that has too much to do holds its packets back for seconds.
const CROSSES_FOR: Duration = Duration::from_secs(10);
/// They wait no longer than this: a sender has given up by then.
const HELD_FOR: Duration = Duration::from_secs(1);

/// What is asked of the peer's frames now.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Demand {
    /// The place is not encrypted; only what was sealed for the one before is not for here: it would be noise.
    Plain,
    /// Come from such a place, not yet with keys: the last frames in the clear may still be on their way.
    Crossing,
    /// Sealed under one of these.
    Sealed(BTreeSet<u64>),
}

/// What a frame's beginning says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seal {
    /// Under a key that is accepted now.
    Sealed,
    /// Under a key of this sender that is not accepted: any more, or yet, when the frame is faster than the word about its key.
    Stale,
    /// Nothing that the room knows of: it may well be readable.
    Open,
    /// So too, but where that is in order.
    Plain,
}

impl Seal {
    pub(crate) fn passes(self) -> bool {
        matches!(self, Self::Sealed | Self::Plain)
    }
}

/// What to do with a packet.
#[derive(Debug)]
pub(crate) enum Passage<P> {
    /// Forward these, in this order. The first one begins a sealed frame, if it is said.
    Forward { packets: Vec<P>, begins: bool },
    /// Drop it. It begins a frame, if a seal is said.
    Drop(Option<Seal>),
    /// Its frame's beginning has not come yet.
    Held,
}

/// What is known of one peer's frames. `P` is a packet.
#[derive(Debug)]
pub(crate) struct Shape<P> {
    demand: Demand,
    /// Every key id that was ever accepted of this peer.
    known: BTreeSet<u64>,
    /// Until then a stream may still bring what was in order before, as long as nothing sealed of it has come.
    crosses_until: Option<Instant>,
    /// Streams of which something sealed has come since.
    arrived: BTreeSet<u32>,
    streams: HashMap<u32, Stream<P>>,
}

#[derive(Debug)]
struct Stream<P> {
    /// Frames by timestamp, and whether they pass.
    frames: VecDeque<(u32, bool)>,
    held: VecDeque<(Instant, u32, P)>,
}

impl<P> Stream<P> {
    fn new() -> Self {
        Self { frames: VecDeque::new(), held: VecDeque::new() }
    }

    fn verdict(&self, timestamp: u32) -> Option<bool> {
        self.frames.iter().rev().find(|(frame, _)| *frame == timestamp).map(|&(_, passes)| passes)
    }

    fn judge(&mut self, timestamp: u32, passes: bool) {
        if self.frames.len() >= REMEMBERED {
            self.frames.pop_front();
        }
        self.frames.push_back((timestamp, passes));
    }

    fn hold(&mut self, now: Instant, timestamp: u32, packet: P) {
        let too_old = |at: Instant| now.saturating_duration_since(at) > HELD_FOR;
        while self.held.len() >= HELD || self.held.front().is_some_and(|(at, ..)| too_old(*at)) {
            self.held.pop_front();
        }
        self.held.push_back((now, timestamp, packet));
    }

    /// Takes out what waited for this frame.
    fn release(&mut self, timestamp: u32) -> impl Iterator<Item = P> {
        let (of_it, others) = std::mem::take(&mut self.held).into_iter().partition(|(_, frame, _)| *frame == timestamp);
        self.held = others;
        let of_it: VecDeque<(Instant, u32, P)> = of_it;
        of_it.into_iter().map(|(_, _, packet)| packet)
    }
}

impl<P> Shape<P> {
    /// Of a peer that enters with this. `plain`: it may have sent in the clear until now, as was in order.
    pub(crate) fn new(now: Instant, key_ids: Vec<u64>, plain: bool) -> Self {
        let demand = if plain { Demand::Plain } else { Demand::Sealed(BTreeSet::new()) };
        let (known, arrived) = (BTreeSet::new(), BTreeSet::new());
        let mut shape = Self { demand, known, crosses_until: None, arrived, streams: HashMap::new() };
        shape.accept(now, key_ids);
        shape
    }

    pub(crate) fn accept(&mut self, now: Instant, key_ids: Vec<u64>) {
        self.known.extend(&key_ids);
        if key_ids.is_empty() {
            // In another place now: not even the rest of a frame follows there.
            self.streams.clear();
        }
        let was_sealed = matches!(self.demand, Demand::Sealed(_));
        if !was_sealed {
            self.arrived.clear();
            self.crosses_until = Some(now + CROSSES_FOR);
        }
        let crossing = key_ids.is_empty() && !was_sealed;
        self.demand = if crossing { Demand::Crossing } else { Demand::Sealed(key_ids.into_iter().collect()) };
    }

    /// In a place now that is not encrypted.
    pub(crate) fn lift(&mut self) {
        self.streams.clear();
        self.demand = Demand::Plain;
    }

    pub(crate) fn is_lifted(&self) -> bool {
        matches!(self.demand, Demand::Plain)
    }

    fn seal(&mut self, now: Instant, ssrc: u32, key_id: Option<u64>) -> Seal {
        let near = key_id.is_some_and(|key_id| self.is_near(key_id));
        match &self.demand {
            Demand::Sealed(accepted) if key_id.is_some_and(|key_id| accepted.contains(&key_id)) => {
                if self.arrived.len() >= STREAMS && !self.arrived.contains(&ssrc) {
                    self.arrived.clear();
                }
                self.arrived.insert(ssrc);
                Seal::Sealed
            }
            _ if near => Seal::Stale,
            Demand::Plain => Seal::Plain,
            Demand::Crossing => Seal::Stale,
            Demand::Sealed(_) => {
                let crosses = self.crosses_until.is_some_and(|until| now < until) && !self.arrived.contains(&ssrc);
                if crosses { Seal::Stale } else { Seal::Open }
            }
        }
    }

    /// A key id of this sender's, in an epoch around those that are known. Readable bytes look so once in many millions.
    fn is_near(&self, key_id: u64) -> bool {
        let (Some(first), Some(last)) = (self.known.first(), self.known.last()) else { return false };
        let senders = u64::from(SENDERS);
        let epochs = first / senders..=last / senders + EPOCHS_AHEAD;
        key_id % senders == last % senders && epochs.contains(&(key_id / senders))
    }

    /// A sound packet is a whole frame.
    pub(crate) fn sound(&mut self, now: Instant, ssrc: u32, payload: &[u8]) -> Seal {
        self.seal(now, ssrc, header(payload.get(CLEAR_OPUS..).unwrap_or_default(), TAG))
    }

    /// A picture's packet: the frame's first one decides for all of them, in whatever order they come.
    pub(crate) fn picture(&mut self, now: Instant, ssrc: u32, timestamp: u32, payload: &[u8], packet: P) -> Passage<P> {
        let begins = vp8_beginning(payload).map(|frame| {
            let key_frame = frame.first().is_some_and(|byte| byte & 1 == 0);
            let clear = if key_frame { CLEAR_VP8_KEY } else { CLEAR_VP8_DELTA };
            self.seal(now, ssrc, header(frame.get(clear..).unwrap_or_default(), 0))
        });
        if self.streams.len() >= STREAMS && !self.streams.contains_key(&ssrc) {
            self.streams.clear();
        }
        let stream = self.streams.entry(ssrc).or_insert_with(Stream::new);
        let Some(seal) = begins else {
            return match stream.verdict(timestamp) {
                Some(true) => Passage::Forward { packets: vec![packet], begins: false },
                Some(false) => Passage::Drop(None),
                None => {
                    stream.hold(now, timestamp, packet);
                    Passage::Held
                }
            };
        };
        let passes = seal.passes();
        stream.judge(timestamp, passes);
        let waited = stream.release(timestamp);
        if passes {
            Passage::Forward { packets: std::iter::once(packet).chain(waited).collect(), begins: seal == Seal::Sealed }
        } else {
            Passage::Drop(Some(seal))
        }
    }
}

/// The key id of an SFrame header in its shortest form, followed by at least so many bytes.
fn header(bytes: &[u8], least: usize) -> Option<u64> {
    let config = *bytes.first()?;
    let (kid, rest) = field(config >> 4, bytes.get(1..)?)?;
    let (_, rest) = field(config & 0xf, rest)?;
    (rest.len() >= least).then_some(kid)
}

/// A value of RFC 9605 §4.3: small ones stand in the configuration byte, others in as few bytes as they need.
fn field(config: u8, bytes: &[u8]) -> Option<(u64, &[u8])> {
    if config & 8 == 0 {
        return Some((u64::from(config), bytes));
    }
    let (value, rest) = bytes.split_at_checked(usize::from(config & 7) + 1)?;
    let shortest = match value {
        [only] => *only >= 8,
        [first, ..] => *first != 0,
        [] => false,
    };
    shortest.then(|| (value.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte)), rest))
}

/// What follows the payload descriptor (RFC 7741 §4.2) in a frame's first packet; none in the others.
fn vp8_beginning(payload: &[u8]) -> Option<&[u8]> {
    const EXTENDED: u8 = 0x80;
    const BEGINS: u8 = 0x10;
    const PARTITION: u8 = 0x07;
    let first = *payload.first()?;
    if first & BEGINS == 0 || first & PARTITION != 0 {
        return None;
    }
    let mut at = 1;
    if first & EXTENDED != 0 {
        let extension = *payload.get(1)?;
        at = 2;
        if extension & 0x80 != 0 {
            at += if payload.get(2)? & 0x80 == 0 { 1 } else { 2 };
        }
        at += usize::from(extension & 0x40 != 0) + usize::from(extension & 0x30 != 0);
    }
    payload.get(at..)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::disallowed_methods)]
mod tests {
    use super::*;

    const KEY: u64 = 7 * 4096 + 3;

    fn shape() -> Shape<u8> {
        Shape::new(Instant::now(), vec![KEY], false)
    }

    /// Clear bytes, the header of `KEY` with counter 300, and 16 bytes and more.
    fn frame(clear: &[u8], key_id: u64) -> Vec<u8> {
        let bytes = key_id.to_be_bytes();
        let start = bytes.iter().position(|byte| *byte != 0).unwrap();
        let kid = &bytes[start..];
        let mut frame = clear.to_vec();
        frame.push(0x80 | (u8::try_from(kid.len()).unwrap() - 1) << 4 | 8 | 1);
        frame.extend(kid);
        frame.extend([1, 44]);
        frame.extend([0xee; 24]);
        frame
    }

    fn beginning(key_frame: bool, key_id: u64) -> Vec<u8> {
        let clear: &[u8] = if key_frame { &[0x10; 10] } else { &[0x11; 3] };
        [vec![0x90, 0xe0, 0x80, 5, 9, 0], frame(clear, key_id)].concat()
    }

    const REST: &[u8] = &[0x80, 0xe0, 0x80, 5, 9, 0, 1, 2, 3];

    #[test]
    fn headers_are_read_as_the_rfc_writes_them() {
        let read = |text: &[u8]| header(text, 0);
        assert_eq!(read(&[0x00]), Some(0));
        assert_eq!(read(&[0x08, 0xff]), Some(0));
        assert_eq!(read(&[0x99, 0x01, 0x23, 0x45, 0x67]), Some(0x123));
        assert_eq!(read(&[0xff; 17]), Some(u64::MAX));
        for wrong in [&[][..], &[0x99, 0x01, 0x23, 0x45], &[0x80, 0x07], &[0x90, 0x00, 0xff], &[0x08, 0x01]] {
            assert_eq!(read(wrong), None, "{wrong:?}");
        }
        assert_eq!(header(&[0x00, 1, 2], 3), None);
    }

    #[test]
    fn sound_passes_under_an_accepted_key_only() {
        let now = Instant::now();
        let mut shape = shape();
        assert_eq!(shape.sound(now, 1, &frame(&[0x78], KEY)), Seal::Sealed);
        assert_eq!(shape.sound(now, 1, &frame(&[0x78], KEY + 1)), Seal::Open, "somebody else's key");
        assert_eq!(shape.sound(now, 1, &[0x78, 0xff, 0xfe]), Seal::Open, "silence in the clear");
        assert_eq!(shape.sound(now, 1, &frame(&[], KEY)), Seal::Open);
        assert_eq!(shape.sound(now, 1, &frame(&[0x78], KEY)[..20]), Seal::Open, "no room for a tag");
        assert_eq!(shape.sound(now, 1, &frame(&[0x78], KEY + 4096)), Seal::Stale, "faster than the word about its key");
        assert_eq!(shape.sound(now, 1, &frame(&[0x78], KEY + 4096 * 100)), Seal::Open);
        shape.accept(now, vec![KEY + 4096]);
        assert_eq!(shape.sound(now, 1, &frame(&[0x78], KEY)), Seal::Stale);
        shape.accept(now, vec![]);
        assert_eq!(shape.sound(now, 1, &frame(&[0x78], KEY + 4096)), Seal::Stale);
    }

    #[test]
    fn what_was_in_order_before_may_still_come_but_not_behind_what_is_sealed_and_not_for_long() {
        let now = Instant::now();
        let clear = [0x78, 0xff, 0xfe];
        let mut shape: Shape<u8> = Shape::new(now, vec![], true);
        assert_eq!(shape.sound(now, 1, &clear), Seal::Stale);
        shape.accept(now, vec![KEY]);
        assert_eq!(shape.sound(now, 1, &clear), Seal::Stale, "on its way since before");
        assert_eq!(shape.sound(now, 1, &frame(&[0x78], KEY)), Seal::Sealed);
        assert_eq!(shape.sound(now, 1, &clear), Seal::Open, "packets of a stream come in order");
        assert_eq!(shape.sound(now, 2, &clear), Seal::Stale, "another stream");
        assert_eq!(shape.sound(now + CROSSES_FOR, 2, &clear), Seal::Open);
        shape.lift();
        assert_eq!(shape.sound(now, 2, &clear), Seal::Plain);
        assert_eq!(shape.sound(now, 2, &frame(&[0x78], KEY)), Seal::Stale, "sealed for elsewhere");
    }

    #[test]
    fn a_picture_follows_its_beginning_in_whatever_order_it_comes() {
        let now = Instant::now();
        let mut shape = shape();
        for (timestamp, key_frame) in [(10, true), (20, false)] {
            assert!(matches!(shape.picture(now, 1, timestamp, REST, 1), Passage::Held));
            assert!(matches!(shape.picture(now, 1, timestamp, REST, 2), Passage::Held));
            let passage = shape.picture(now, 1, timestamp, &beginning(key_frame, KEY), 0);
            assert!(matches!(passage, Passage::Forward { packets, begins: true } if packets == [0, 1, 2]));
            let passage = shape.picture(now, 1, timestamp, REST, 3);
            assert!(matches!(passage, Passage::Forward { packets, begins: false } if packets == [3]));
        }
        assert!(matches!(shape.picture(now, 2, 10, REST, 3), Passage::Held), "each stream by itself");
        let passage = shape.picture(now, 2, 10, &beginning(true, 5), 0);
        assert!(matches!(passage, Passage::Drop(Some(Seal::Open))));
        assert!(matches!(shape.picture(now, 2, 10, REST, 3), Passage::Drop(None)), "with its beginning");
    }

    #[test]
    fn what_waits_in_vain_is_bounded_in_number_and_time() {
        let now = Instant::now();
        let mut shape = shape();
        for number in 0..200 {
            assert!(matches!(shape.picture(now, 1, 10, REST, number), Passage::Held));
        }
        let passage = shape.picture(now, 1, 10, &beginning(false, KEY), 0);
        assert!(matches!(passage, Passage::Forward { packets, .. } if packets.len() == HELD + 1));
        shape.picture(now, 1, 20, REST, 1);
        shape.picture(now + HELD_FOR * 2, 1, 30, REST, 2);
        let passage = shape.picture(now + HELD_FOR * 2, 1, 20, &beginning(false, KEY), 0);
        assert!(matches!(passage, Passage::Forward { packets, .. } if packets == [0]));
    }

    #[test]
    fn streams_are_bounded_however_often_they_change() {
        let now = Instant::now();
        let mut shape = shape();
        for ssrc in 0..10_000 {
            shape.picture(now, ssrc, 10, REST, 1);
            assert_eq!(shape.sound(now, ssrc, &frame(&[0x78], KEY)), Seal::Sealed);
        }
        assert!(shape.streams.len() <= STREAMS && shape.arrived.len() <= STREAMS);
    }

    #[test]
    fn payload_descriptors_of_all_lengths() {
        for descriptor in [&[0x10][..], &[0x90, 0x80, 5], &[0x90, 0x80, 0x80, 5], &[0x90, 0xd0, 5, 1, 2]] {
            let payload = [descriptor, &[0xaa, 0xbb]].concat();
            assert_eq!(vp8_beginning(&payload), Some(&[0xaa, 0xbb][..]), "{descriptor:?}");
        }
        for none in [&[][..], &[0x00, 1], &[0x11, 1], &[0x90], &[0x90, 0x80]] {
            assert_eq!(vp8_beginning(none), None, "{none:?}");
        }
    }
}
