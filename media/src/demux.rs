//! Which peer a packet belongs to: by the remote address, and for connectivity checks by the user name.

use std::{collections::HashMap, net::SocketAddr, time::Instant};

use koronailta_signaling::ids::{EveningId, PeerId};
use str0m::ice::{StunMessage, TransId};

use crate::{engine::Transport, newcomers::Newcomers, path::Arrival, repeats::Repeats};

/// Addresses one peer may use at a time: as many as it may come from at once, so that none of an honest one falls out.
const MAX_ADDRESSES_PER_PEER: usize = 32;

/// A peer of one of the rooms.
pub(crate) type PeerKey = (EveningId, PeerId);

/// Finds peers by what a packet shows.
#[derive(Debug, Default)]
pub(crate) struct Demux {
    by_address: HashMap<(Transport, SocketAddr), PeerKey>,
    by_ufrag: HashMap<String, PeerKey>,
    names: HashMap<PeerId, Names>,
}

#[derive(Debug, Default)]
struct Names {
    ufrag: Option<String>,
    addresses: Vec<(Transport, SocketAddr)>,
    newcomers: Newcomers,
    repeats: Repeats,
}

/// Why a packet goes to no peer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turned {
    /// It belongs to none.
    Unknown,
    /// Its peer has come from too many addresses.
    TooMany,
    /// It is a check that its peer has sent from another address.
    Repeated,
}

impl Demux {
    /// Whose packet it is, and what.
    pub(crate) fn find(
        &mut self,
        now: Instant,
        (transport, source): (Transport, SocketAddr),
        contents: &[u8],
    ) -> Result<(PeerKey, Arrival), Turned> {
        let by_address = self.by_address.get(&(transport, source)).copied();
        if !is_stun(contents) {
            let arrival = if is_media(contents) { Arrival::Media } else { Arrival::Report };
            return Ok((by_address.ok_or(Turned::Unknown)?, arrival));
        }
        // A check is asked by its name first: the same address may come back as another connection.
        if let Ok(message) = StunMessage::parse(contents)
            && let Some((ours, _)) = message.split_username()
        {
            let nominates = message.use_candidate();
            let key = self.by_ufrag.get(ours).copied().ok_or(Turned::Unknown)?;
            if by_address != Some(key) {
                let names = self.names.get_mut(&key.1).ok_or(Turned::Unknown)?;
                if names.repeats.is_from_elsewhere(message.trans_id(), (transport, source)) {
                    return Err(Turned::Repeated);
                }
                if !names.newcomers.has_room(now) {
                    return Err(Turned::TooMany);
                }
            }
            return Ok((key, Arrival::Check { nominates }));
        }
        Ok((by_address.ok_or(Turned::Unknown)?, Arrival::Check { nominates: false }))
    }

    /// Our user name fragment towards this peer; replaces an earlier one.
    pub(crate) fn name(&mut self, key: PeerKey, ufrag: &str) {
        let names = self.names.entry(key.1).or_default();
        if let Some(old) = names.ufrag.replace(ufrag.to_owned()) {
            self.by_ufrag.remove(&old);
        }
        (names.newcomers, names.repeats) = Default::default();
        self.by_ufrag.insert(ufrag.to_owned(), key);
    }

    /// We answer to this address, so a check from there was genuine.
    pub(crate) fn bind(&mut self, key: PeerKey, transport: Transport, address: SocketAddr) {
        let address = (transport, address);
        if self.by_address.get(&address) == Some(&key) {
            return;
        }
        if let Some((_, earlier)) = self.by_address.insert(address, key)
            && let Some(names) = self.names.get_mut(&earlier)
        {
            names.addresses.retain(|known| *known != address);
        }
        let names = self.names.entry(key.1).or_default();
        if names.addresses.len() >= MAX_ADDRESSES_PER_PEER {
            let oldest = names.addresses.remove(0);
            self.by_address.remove(&oldest);
        }
        names.addresses.push(address);
        names.newcomers.came();
    }

    /// We have answered this check of the peer.
    pub(crate) fn answered(&mut self, (_, peer): PeerKey, from: (Transport, SocketAddr), check: TransId) {
        if let Some(names) = self.names.get_mut(&peer) {
            names.repeats.answered(check, from);
        }
    }

    /// Forgets everything of the peer.
    pub(crate) fn forget(&mut self, peer: PeerId) {
        if let Some(names) = self.names.remove(&peer) {
            if let Some(ufrag) = names.ufrag {
                self.by_ufrag.remove(&ufrag);
            }
            for address in names.addresses {
                self.by_address.remove(&address);
            }
        }
    }
}

/// By its first octet (RFC 7983 §7).
pub(crate) fn is_stun(packet: &[u8]) -> bool {
    packet.first().is_some_and(|octet| *octet < 4)
}

/// What a check and the answer to it have in common (RFC 8489 §5).
pub(crate) fn transaction(packet: &[u8]) -> Option<TransId> {
    is_stun(packet).then(|| StunMessage::parse(packet).ok()).flatten().map(|message| message.trans_id())
}

/// By its first octet too, and reports by the second (RFC 5761 §4).
fn is_media(packet: &[u8]) -> bool {
    matches!(packet, [128..=191, second, ..] if !(192..=223).contains(second))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods)]

    use koronailta_signaling::ids::Timestamp;

    use super::*;

    fn key(number: u8) -> PeerKey {
        (EveningId::new(Timestamp(0), [0; 10]), PeerId::new(Timestamp(0), [number; 10]))
    }

    #[test]
    fn an_address_belongs_to_whom_we_answered_last() {
        let address = SocketAddr::from(([192, 0, 2, 1], 5000));
        let now = Instant::now();
        let mut demux = Demux::default();
        let media = |demux: &mut Demux, transport| demux.find(now, (transport, address), &[0x80, 0]);
        assert_eq!(media(&mut demux, Transport::Udp), Err(Turned::Unknown));
        demux.bind(key(1), Transport::Udp, address);
        assert_eq!(media(&mut demux, Transport::Udp), Ok((key(1), Arrival::Media)));
        assert_eq!(media(&mut demux, Transport::Tcp), Err(Turned::Unknown));
        demux.bind(key(2), Transport::Udp, address);
        demux.forget(key(1).1);
        assert_eq!(media(&mut demux, Transport::Udp), Ok((key(2), Arrival::Media)));
        demux.forget(key(2).1);
        assert!(demux.by_address.is_empty() && demux.names.is_empty());
    }

    #[test]
    fn addresses_are_bounded() {
        let mut demux = Demux::default();
        for port in 1..200 {
            demux.bind(key(1), Transport::Udp, SocketAddr::from(([192, 0, 2, 1], port)));
        }
        assert_eq!(demux.by_address.len(), MAX_ADDRESSES_PER_PEER);
        demux.name(key(1), "a");
        demux.name(key(1), "b");
        assert_eq!(demux.by_ufrag.len(), 1);
    }
}
