//! What a peer sends on one of its lines, layer by layer.

use std::{
    collections::VecDeque,
    time::{Duration, Instant},
};

use koronailta_signaling::media::Source;
use str0m::{
    Rtc,
    media::{Mid, Pt},
    rtp::{RtpPacket, Ssrc},
};

use crate::{
    allowance::Allowance,
    coding::Coding,
    demand::LayerDemand,
    keyframe::KeyframeGate,
    layer_selector::LayerView,
    offer::{self, source_of},
    order::Order,
    peer::Outgoing,
    repairs::Repairs,
    rtp_munger::Numbers,
    setup::picture_type,
    slot::Origin,
};

/// Window of a layer's measured bit rate.
const RATE_WINDOW: Duration = Duration::from_secs(1);

/// Packets of a picture that are kept, about half a second of a large one: a lost packet that was asked for again comes so late.
const KEPT: usize = 64;

/// A picture's packet that may have overtaken the beginning of its key frame.
#[derive(Clone, Debug)]
pub(crate) struct Overtaking {
    origin: Origin,
    pub(crate) numbers: Numbers,
    pub(crate) outgoing: Outgoing,
}

/// One layer of a publication.
#[derive(Debug)]
pub(crate) struct Layer {
    pub(crate) rid: Option<String>,
    pub(crate) ssrc: Option<Ssrc>,
    pub(crate) view: LayerView,
    pub(crate) gate: KeyframeGate,
    pub(crate) order: Order<RtpPacket>,
    pub(crate) repairs: Repairs,
    window_start: Option<Instant>,
    window_bytes: u64,
    recent: VecDeque<Overtaking>,
}

impl Layer {
    fn new(rid: Option<String>) -> Self {
        let view = LayerView::default();
        Self {
            rid,
            ssrc: None,
            view,
            gate: KeyframeGate::default(),
            order: Order::default(),
            repairs: Repairs::default(),
            window_start: None,
            window_bytes: 0,
            recent: VecDeque::new(),
        }
    }

    pub(crate) fn keep(&mut self, origin: Origin, numbers: Numbers, outgoing: Outgoing) {
        if self.recent.len() >= KEPT {
            self.recent.pop_front();
        }
        self.recent.push_back(Overtaking { origin, numbers, outgoing });
    }

    /// Forgets what waits or is kept; what was sent before tells nothing of what will be.
    pub(crate) fn forget(&mut self) {
        self.view = LayerView { seen_at: None, without_since: None, ..self.view };
        self.order = Order::default();
        self.recent.clear();
    }

    /// What overtook this packet, in the order of sending: whoever begins with the packet needs these as well.
    pub(crate) fn overtook(&self, origin: Origin, sequence: u64) -> Vec<Overtaking> {
        let later = self.recent.iter().filter(|kept| kept.origin == origin && kept.numbers.sequence > sequence);
        let mut later: Vec<Overtaking> = later.cloned().collect();
        later.sort_by_key(|kept| kept.numbers.sequence);
        later
    }

    fn note(&mut self, now: Instant, ssrc: Ssrc, bytes: usize) {
        self.ssrc = Some(ssrc);
        self.view.seen_at = Some(now);
        self.view.without_since = None;
        let start = *self.window_start.get_or_insert(now);
        let elapsed = now.saturating_duration_since(start);
        if elapsed >= RATE_WINDOW {
            let millis = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX).max(1);
            let measured = self.window_bytes.saturating_mul(8_000) / millis;
            // What a layer costs goes up and down with its key frames.
            let before = if self.view.bitrate == 0 { measured } else { self.view.bitrate };
            self.view.bitrate = before - before / 4 + measured / 4;
            self.window_start = Some(now);
            self.window_bytes = 0;
        }
        self.window_bytes += bytes as u64;
    }
}

/// What the peer sends on one of its lines.
#[derive(Debug)]
pub(crate) struct Sending {
    pub(crate) source: Source,
    pub(crate) mid: Mid,
    pub(crate) coding: Coding,
    /// Of its pictures; nothing else is taken for one.
    pub(crate) picture_type: Option<Pt>,
    /// From the smallest up.
    pub(crate) layers: Vec<Layer>,
    pub(crate) demand: LayerDemand,
    pub(crate) allowance: Allowance,
    /// Of a program that shows a picture, which moves.
    shows: bool,
}

impl Sending {
    /// Whether it is a page's screen, sent in copies: mostly something to read, which is worth waiting for.
    pub(crate) fn is_pages(&self) -> bool {
        self.source == Source::Screen && self.layers.len() > 1 && !self.shows
    }

    /// A packet of one of its layers came.
    pub(crate) fn note(&mut self, now: Instant, layer: usize, (ssrc, bytes): (Ssrc, usize)) {
        for (index, other) in self.layers.iter_mut().enumerate() {
            if index == layer {
                other.note(now, ssrc, bytes);
            } else {
                other.view.without_since.get_or_insert(now);
            }
        }
    }
}

/// What the peer will send on this line, if it is one to send on.
pub(crate) fn make_sending(rtc: &Rtc, line: &offer::Line, shows: bool) -> Option<Sending> {
    let source = source_of(line.purpose)?;
    let picture_type = picture_type(rtc, line).filter(|_| source.is_picture());
    let mut layers: Vec<Layer> = line.rids.iter().map(|rid| Layer::new(Some(rid.clone()))).collect();
    if layers.is_empty() {
        layers.push(Layer::new(None));
    }
    let demand = LayerDemand::new(layers.len());
    let mid = Mid::from(line.mid.as_str());
    let allowance = Allowance::of(source);
    Some(Sending { source, mid, coding: line.coding, picture_type, layers, demand, allowance, shows })
}
