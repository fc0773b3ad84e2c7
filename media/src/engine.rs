//! All rooms of one media thread.

use std::{net::SocketAddr, time::Instant};

use bytes::Bytes;
use koronailta_signaling::{
    ids::EveningId,
    media::{Order, Report},
};

/// Over what a packet travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Transport {
    /// A UDP datagram.
    Udp,
    /// A frame of an ICE-TCP connection (RFC 4571), without its length.
    Tcp,
}

/// What the engine needs to know of its thread.
#[derive(Clone, Debug)]
pub struct EngineConfig {
    /// Addresses that clients can reach, put into the answers as host candidates for UDP and passive TCP.
    pub public_addresses: Vec<SocketAddr>,
}

/// A packet to send.
#[derive(Clone, Debug)]
pub struct Transmit {
    /// Over what.
    pub transport: Transport,
    /// From which of our addresses.
    pub source: SocketAddr,
    /// To whom.
    pub destination: SocketAddr,
    /// The bytes.
    pub contents: Bytes,
}

/// Counters since the engine was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EngineStats {
    /// RTP packets written to a receiver's slot.
    pub packets_forwarded: u64,
    /// RTP packets of a source that its sender is not allowed.
    pub packets_dropped_at_ingress: u64,
    /// Packets that belong to no peer.
    pub packets_from_unknown: u64,
}

/// All rooms of one media thread.
#[derive(Debug)]
pub struct Engine {}

impl Engine {
    /// An engine without rooms.
    #[must_use]
    pub fn new(_config: EngineConfig) -> Self {
        Self {}
    }

    /// Carries out an order of a room.
    pub fn handle_order(&mut self, _now: Instant, _evening: EveningId, _order: Order) {}

    /// Closes all peers of the room and forgets it.
    pub fn close_room(&mut self, _now: Instant, _evening: EveningId) {}

    /// Closes all peers of all rooms.
    pub fn close_all(&mut self, _now: Instant) {}

    /// What was counted so far.
    #[must_use]
    pub fn stats(&self) -> EngineStats {
        EngineStats::default()
    }

    /// How many peers there are now.
    #[must_use]
    pub fn peer_count(&self) -> usize {
        0
    }

    /// Takes a packet from the network.
    pub fn handle_packet(
        &mut self,
        _now: Instant,
        _transport: Transport,
        _source: SocketAddr,
        _destination: SocketAddr,
        _contents: &[u8],
    ) {
    }

    /// When [`Engine::handle_timeout`] wants to be called next.
    #[must_use]
    pub fn next_timeout(&self) -> Option<Instant> {
        None
    }

    /// Lets time pass.
    pub fn handle_timeout(&mut self, _now: Instant) {}

    /// The next packet to send.
    pub fn poll_transmit(&mut self) -> Option<Transmit> {
        None
    }

    /// The next report to a room.
    pub fn poll_report(&mut self) -> Option<(EveningId, Report)> {
        None
    }
}
