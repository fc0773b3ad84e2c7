//! Offers into the media engine. The first lines, up to an empty one, are `mid purpose`; the rest is the SDP.

use std::{collections::BTreeSet, net::SocketAddr, time::Instant};

use koronailta_media::{Engine, EngineConfig};
use koronailta_signaling::{
    ids::{EveningId, Mid, PeerId, Timestamp},
    media::{LinePurpose, OfferLine, Order, Report, Scope, Source},
};

fn purpose(word: &str) -> LinePurpose {
    serde_json::from_value(serde_json::Value::from(word)).unwrap_or(LinePurpose::AudioSlot)
}

fn lines(head: &str) -> Vec<OfferLine> {
    head.lines()
        .filter_map(|line| line.split_once(' '))
        .map(|(mid, word)| OfferLine { mid: Mid(mid.to_owned()), purpose: purpose(word) })
        .collect()
}

/// Connects a peer with the offer; it is answered or refused, exactly once.
#[allow(clippy::disallowed_methods, reason = "the engine wants some instant to start from; which one does not matter")]
pub(crate) fn run(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let (head, sdp) = text.split_once("\n\n").unwrap_or(("", &text));
    let now = Instant::now();
    let mut engine = Engine::new(EngineConfig { public_addresses: vec![SocketAddr::from(([127, 0, 0, 1], 4000))] });
    let evening = EveningId::new(Timestamp(1), [1; 10]);
    let peer = PeerId::new(Timestamp(1), [2; 10]);
    let allowed = BTreeSet::from([Source::Microphone, Source::Camera]);
    engine.handle_order(
        now,
        evening,
        Order::Connect { peer, offer: sdp.to_owned(), lines: lines(head), allowed, scope: Scope::Evening },
    );
    let mut answers = 0;
    while let Some((_, report)) = engine.poll_report() {
        answers += usize::from(matches!(report, Report::Answered { .. } | Report::Refused { .. }));
    }
    assert_eq!(answers, 1, "an offer gets exactly one answer");
    engine.handle_timeout(now);
    engine.handle_order(now, evening, Order::RestartIce { peer, offer: sdp.to_owned() });
    engine.handle_order(now, evening, Order::Close { peer });
    while engine.poll_transmit().is_some() {}
}
