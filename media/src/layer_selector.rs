//! Which simulcast layer of a picture a slot should show.

use std::time::{Duration, Instant};

/// A layer that has sent nothing for so long does not exist (any more).
const GONE: Duration = Duration::from_millis(1_000);
/// Nor does one that was silent for so long while a smaller one of the picture went on: a sender leaves out the largest first.
const LEFT_OUT: Duration = Duration::from_millis(350);
/// Of a screen the copies are as large as each other and all silent while nothing moves, so none is gone for being silent. One that another
/// goes on without for so long is: browsers repeat a picture that stands still every second, one copy soon after the other.
const COPY_LEFT_OUT: Duration = Duration::from_millis(1_500);
/// A picture may be enlarged so much before the next layer is worth its bits: four thirds.
const ENLARGED: (u32, u32) = (3, 4);
/// Height of the topmost layer where no key frame has told it yet; each below has half.
const NOMINAL_HEIGHT: u32 = 720;

/// From this height on a screen is looked at as on a desk: then the most fluid of its copies is worth its bits.
const LARGE_SCREEN: u16 = 480;

/// The height to ask for where a screen is `shown` so high. Its layers are as large as each other, since letters that were
/// made smaller cannot be read, and differ in how often they change.
#[must_use]
pub(crate) fn screen_height(shown: u16) -> u16 {
    if shown >= LARGE_SCREEN { u16::MAX } else { shown }
}

/// What is known of one layer of a picture. Layers are counted from the smallest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct LayerView {
    /// When its last packet came.
    pub(crate) seen_at: Option<Instant>,
    /// Its height in pixels, from its last key frame.
    pub(crate) height: Option<u16>,
    /// What it costs, in bit/s, as measured.
    pub(crate) bitrate: u64,
    /// Since when other layers of the picture go on without it.
    pub(crate) without_since: Option<Instant>,
}

impl LayerView {
    /// Whether it is sent now.
    #[must_use]
    pub(crate) fn is_live(&self, now: Instant) -> bool {
        self.seen_at.is_some_and(|at| now.saturating_duration_since(at) < GONE)
    }

    /// Whether it is sent now, where others are as large as it.
    fn is_live_copy(&self, now: Instant) -> bool {
        let left_out = |since| now.saturating_duration_since(since) >= COPY_LEFT_OUT;
        self.seen_at.is_some() && !self.without_since.is_some_and(left_out)
    }

    /// Whether it stopped before one of the smaller ones. Of a screen both are of one size, and the fluid one is silent while nothing moves.
    fn is_left_out(&self, below: &[Self]) -> bool {
        let smaller =
            below.iter().filter(|layer| layer.height.zip(self.height).is_some_and(|(less, more)| less < more));
        let newest = smaller.filter_map(|layer| layer.seen_at).max();
        newest.zip(self.seen_at).is_some_and(|(newest, seen)| newest.saturating_duration_since(seen) >= LEFT_OUT)
    }

    /// Its height, or what it will probably be as the `index`th of `count`.
    #[must_use]
    pub(crate) fn height_or_nominal(&self, index: usize, count: usize) -> u32 {
        let halvings = u32::try_from(count.saturating_sub(index + 1)).unwrap_or(0).min(8);
        self.height.map_or(NOMINAL_HEIGHT >> halvings, u32::from)
    }
}

/// The layer for a slot rendered `wanted_height` pixels high and limited to layer `cap`. Among the layers that are
/// live the smallest that is large enough, else the largest below the cap; where the cap leaves nothing, the
/// smallest there is. `None` while nothing is sent.
#[must_use]
pub(crate) fn select(now: Instant, layers: &[LayerView], wanted_height: u16, cap: usize) -> Option<usize> {
    let is_live = |(index, layer): &(usize, &LayerView)| match are_copies(layers) {
        true => layer.is_live_copy(now),
        false => layer.is_live(now) && !layer.is_left_out(layers.get(..*index).unwrap_or_default()),
    };
    let live: Vec<usize> = layers.iter().enumerate().filter(is_live).map(|(index, _)| index).collect();
    let (numerator, denominator) = ENLARGED;
    let large_enough = |index: &&usize| {
        let height = layers.get(**index).map_or(0, |layer| layer.height_or_nominal(**index, layers.len()));
        height * denominator >= u32::from(wanted_height) * numerator
    };
    let allowed: Vec<usize> = live.iter().copied().filter(|index| *index <= cap).collect();
    allowed.iter().find(large_enough).or_else(|| allowed.last()).or_else(|| live.first()).copied()
}

/// Whether a picture's layers differ in how often they change, not in size.
fn are_copies(layers: &[LayerView]) -> bool {
    layers.len() > 1 && layers.iter().all(|layer| layer.height.is_some() && layer.height == layers[0].height)
}

/// How many layers from the smallest up a tile of this height needs, whether they are sent now or not.
#[must_use]
pub(crate) fn needed(layers: &[LayerView], wanted_height: u16) -> usize {
    let (numerator, denominator) = ENLARGED;
    let large_enough = |(index, layer): (usize, &LayerView)| {
        layer.height_or_nominal(index, layers.len()) * denominator >= u32::from(wanted_height) * numerator
    };
    layers.iter().enumerate().position(large_enough).map_or(layers.len(), |index| index + 1)
}

/// Width and height in a VP8 key frame's first packet (RFC 6386 §9.1); `None` for anything else. Under end-to-end
/// encryption these octets stay clear.
#[must_use]
pub(crate) fn vp8_key_frame_size(payload: &[u8]) -> Option<(u16, u16)> {
    let frame = payload.get(vp8_descriptor_length(payload)?..)?;
    let (tag, rest) = frame.split_first_chunk::<3>()?;
    let (code, rest) = rest.split_first_chunk::<3>()?;
    let (size, _) = rest.split_first_chunk::<4>()?;
    if tag[0] & 1 != 0 || *code != [0x9d, 0x01, 0x2a] {
        return None;
    }
    // The two upper bits scale.
    let dimension = |low: u8, high: u8| u16::from_le_bytes([low, high]) & 0x3fff;
    Some((dimension(size[0], size[1]), dimension(size[2], size[3])))
}

/// RFC 7741 §4.2.
fn vp8_descriptor_length(payload: &[u8]) -> Option<usize> {
    let first = *payload.first()?;
    if first & 0x80 == 0 {
        return Some(1);
    }
    let extension = *payload.get(1)?;
    let mut length = 2;
    if extension & 0x80 != 0 {
        length += if payload.get(length)? & 0x80 != 0 { 2 } else { 1 };
    }
    length += usize::from(extension & 0x40 != 0);
    length += usize::from(extension & 0x30 != 0);
    Some(length)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods)]

    use super::*;

    fn layers(now: Instant, live: [bool; 3]) -> Vec<LayerView> {
        live.map(|live| LayerView { seen_at: live.then_some(now), ..LayerView::default() }).to_vec()
    }

    #[test]
    fn the_smallest_layer_that_fills_the_tile() {
        let now = Instant::now();
        let all = layers(now, [true; 3]);
        let chosen: Vec<_> =
            [90, 180, 230, 300, 480, 490, 2_000].map(|height| select(now, &all, height, 2).unwrap_or(9)).to_vec();
        assert_eq!(chosen, [0, 0, 0, 1, 1, 2, 2]);
    }

    #[test]
    fn a_large_screen_gets_the_fluid_copy_and_a_small_or_thin_one_the_slow() {
        let now = Instant::now();
        let mut copies = layers(now, [true; 3])[1..].to_vec();
        for copy in &mut copies {
            copy.height = Some(1080);
        }
        let chosen = |shown, cap| select(now, &copies, screen_height(shown), cap);
        assert_eq!([chosen(900, 1), chosen(900, 0), chosen(400, 1)], [Some(1), Some(0), Some(0)]);
        assert_eq!([900, 400].map(|shown| needed(&copies, screen_height(shown))), [2, 1]);
    }

    #[test]
    fn what_a_tile_needs_does_not_depend_on_what_is_sent() {
        let now = Instant::now();
        let none = layers(now, [false; 3]);
        assert_eq!([90, 180, 300, 480, 490, 2_000].map(|height| needed(&none, height)), [1, 1, 2, 2, 3, 3]);
        assert_eq!(needed(&none[..1], 2_000), 1);
    }

    #[test]
    fn a_layer_that_does_not_exist_is_replaced() {
        let now = Instant::now();
        assert_eq!(select(now, &layers(now, [true, true, false]), 720, 2), Some(1));
        assert_eq!(select(now, &layers(now, [false, false, true]), 90, 0), Some(2));
        assert_eq!(select(now, &layers(now, [false; 3]), 90, 2), None);
        let later = now + GONE;
        assert_eq!(select(later, &layers(now, [true; 3]), 90, 2), None);
    }

    #[test]
    fn a_layer_that_a_sender_leaves_out_is_replaced_soon() {
        let now = Instant::now();
        let mut all = layers(now, [true; 3]);
        for (layer, height) in all.iter_mut().zip([180, 360, 720]) {
            layer.height = Some(height);
        }
        for layer in &mut all[..2] {
            layer.seen_at = Some(now + LEFT_OUT);
        }
        assert_eq!(select(now + LEFT_OUT, &all, 720, 2), Some(1));
        all[0].seen_at = Some(now);
        assert_eq!(select(now + LEFT_OUT, &all[..2], 720, 2), Some(1), "of the smaller one something may be late");
    }

    #[test]
    fn a_screen_that_stands_still_keeps_its_fluid_copy() {
        let now = Instant::now();
        let copy = |seen_at| LayerView { height: Some(1_080), seen_at: Some(seen_at), ..LayerView::default() };
        let copies = [copy(now + LEFT_OUT), copy(now)];
        assert_eq!(select(now + LEFT_OUT, &copies, u16::MAX, 1), Some(1), "to change would cost a large key frame");
        assert_eq!(select(now + GONE * 9, &copies, u16::MAX, 1), Some(1), "both are silent");
    }

    #[test]
    fn a_screen_changes_to_its_slow_copy_once_that_goes_on_alone() {
        let now = Instant::now();
        let slow = LayerView { height: Some(1_080), seen_at: Some(now), ..LayerView::default() };
        let copies = [slow, LayerView { without_since: Some(now), ..slow }];
        let just = Duration::from_millis(1);
        let chosen = |later| select(now + later, &copies, u16::MAX, 1);
        assert_eq!([chosen(COPY_LEFT_OUT - just), chosen(COPY_LEFT_OUT)], [Some(1), Some(0)]);
    }

    #[test]
    fn a_thin_line_caps_the_layer() {
        let now = Instant::now();
        assert_eq!(select(now, &layers(now, [true; 3]), 720, 1), Some(1));
    }

    #[test]
    fn a_key_frame_tells_its_size() {
        let key = [0x90, 0xe0, 0x81, 0x02, 0x03, 0x40, 0x10, 0, 0, 0x9d, 0x01, 0x2a, 0x80, 0x02, 0x68, 0x01];
        assert_eq!(vp8_key_frame_size(&key), Some((640, 360)));
        assert_eq!(vp8_key_frame_size(&key[..15]), None);
        assert_eq!(vp8_key_frame_size(&[0x10, 0x01, 0, 0, 0x9d, 0x01, 0x2a, 0, 0, 0, 0]), None, "a delta frame");
        assert_eq!(vp8_key_frame_size(&[]), None);
    }
}
