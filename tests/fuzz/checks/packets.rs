//! Packets from anywhere into the media engine. Each packet is two bytes of length (as in RFC 4571), one byte
//! that chooses transport and source address, and that many bytes.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use koronailta_media::{Engine, EngineConfig, Transport};

fn address(port: u16) -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], port))
}

/// Feeds the packets and drains what comes out.
#[allow(clippy::disallowed_methods, reason = "the engine wants some instant to start from; which one does not matter")]
pub fn run(data: &[u8]) {
    let mut now = Instant::now();
    let local = address(4000);
    let mut engine = Engine::new(EngineConfig { public_addresses: vec![local] });
    let mut rest = data;
    for _ in 0..64 {
        let [high, low, choice, tail @ ..] = rest else { break };
        let length = usize::from(u16::from_be_bytes([*high, *low])).min(tail.len());
        let (contents, after) = tail.split_at(length);
        let transport = if choice & 1 == 0 { Transport::Udp } else { Transport::Tcp };
        engine.handle_packet(now, transport, address(5000 + u16::from(choice >> 1)), local, contents);
        while engine.poll_transmit().is_some() {}
        assert!(engine.poll_report().is_none(), "nobody is connected, so there is nothing to report");
        now += Duration::from_millis(20);
        engine.handle_timeout(now);
        rest = after;
    }
}
