//! Packets from anywhere into the media engine, in which one peer has made its offer. Each packet is two bytes of length
//! (as in RFC 4571), one byte of choices, and that many bytes. The choices: bit 0 TCP, bit 1 the bytes become attributes
//! of a connectivity check that names the peer, the rest the source port.

use std::{
    collections::BTreeSet,
    net::SocketAddr,
    time::{Duration, Instant},
};

use koronailta_media::{Engine, EngineConfig, Transport};
use koronailta_signaling::{
    ids::{EveningId, Mid, PeerId, Timestamp},
    media::{LinePurpose, OfferLine, Order, Report, Scope, Source},
};

/// A whole offer, as the offers' seeds have it: lines `mid purpose`, an empty line, the SDP.
const OFFER: &str = include_str!("../corpus/offers/whole");

fn address(port: u16) -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], port))
}

fn lines(head: &str) -> Vec<OfferLine> {
    let purpose = |word: &str| serde_json::from_value(word.into()).unwrap_or(LinePurpose::AudioSlot);
    let line = |(mid, word): (&str, &str)| OfferLine { mid: Mid(mid.to_owned()), purpose: purpose(word) };
    head.lines().filter_map(|line| line.split_once(' ')).map(line).collect()
}

/// Connects the peer and returns the name by which its connectivity checks are known.
fn connect(engine: &mut Engine, now: Instant) -> String {
    let (head, offer) = OFFER.split_once("\n\n").expect("the seed has lines and an offer");
    let peer = PeerId::new(Timestamp(1), [2; 10]);
    let allowed = BTreeSet::from([Source::Microphone, Source::Camera]);
    let connect = Order::Connect { peer, offer: offer.to_owned(), lines: lines(head), allowed, scope: Scope::Evening };
    engine.handle_order(now, EveningId::new(Timestamp(1), [1; 10]), connect);
    let Some((_, Report::Answered { answer, .. })) = engine.poll_report() else { panic!("the seed is a good offer") };
    let name = answer.lines().find_map(|line| line.strip_prefix("a=ice-ufrag:"));
    name.expect("an answer has a user name").trim().to_owned()
}

/// A binding request (RFC 8489 §5) with the peer's user name (RFC 8445 §7.2.2) and any further attributes.
fn check_of(name: &str, attributes: &[u8]) -> Vec<u8> {
    let user = format!("{name}:them");
    let padded = user.len().next_multiple_of(4);
    let length = u16::try_from(4 + padded + attributes.len()).unwrap_or(u16::MAX);
    let mut packet = vec![0, 1];
    packet.extend(length.to_be_bytes());
    packet.extend([0x21, 0x12, 0xa4, 0x42, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 0, 6]);
    packet.extend(u16::try_from(user.len()).unwrap_or(u16::MAX).to_be_bytes());
    packet.extend(user.bytes());
    packet.resize(20 + 4 + padded, 0);
    packet.extend(attributes);
    packet
}

/// Feeds the packets and drains what comes out.
#[allow(clippy::disallowed_methods, reason = "the engine wants some instant to start from; which one does not matter")]
pub(crate) fn run(data: &[u8]) {
    let mut now = Instant::now();
    let local = address(4000);
    let mut engine = Engine::new(EngineConfig { public_addresses: vec![local] });
    let name = connect(&mut engine, now);
    let mut rest = data;
    for _ in 0..64 {
        let [high, low, choice, tail @ ..] = rest else { break };
        let length = usize::from(u16::from_be_bytes([*high, *low])).min(tail.len());
        let (contents, after) = tail.split_at(length);
        let transport = if choice & 1 == 0 { Transport::Udp } else { Transport::Tcp };
        let named = if choice & 2 == 0 { contents.to_vec() } else { check_of(&name, contents) };
        engine.handle_packet(now, transport, address(5000 + u16::from(choice >> 2)), local, &named);
        now += Duration::from_millis(20);
        engine.handle_timeout(now);
        while engine.poll_transmit().is_some() {}
        while let Some((_, report)) = engine.poll_report() {
            assert!(!matches!(report, Report::Connected { .. }), "nobody here has the keys");
        }
        rest = after;
    }
}
