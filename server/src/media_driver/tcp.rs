//! ICE-TCP (RFC 6544): passive connections with RFC 4571 framing, bounded in number, memory and patience.

use std::{
    collections::{HashMap, VecDeque},
    io::{self, Read, Write},
    net::{IpAddr, SocketAddr},
    time::{Duration, Instant},
};

use mio::{Interest, Registry, Token};

use super::{
    counters::{ThreadCounters, add},
    sockets::{Addresses, canonical},
};

/// Connections of one thread.
const MAX_CONNECTIONS: usize = 512;
/// Connections from one address, or of IPv6 from one network of 64 bits: a whole office behind one, twice over.
const MAX_CONNECTIONS_PER_ADDRESS: usize = 32;
/// Bytes that may wait for a slow peer: about a second of one picture. Who is slower is better off reconnecting.
const MAX_QUEUED: usize = 256 * 1024;
/// Largest frame that is accepted; WebRTC sends no longer packets.
const MAX_FRAME: usize = 2048;
/// A connection that we have not answered on by then belongs to no peer.
const PATIENCE_UNKNOWN: Duration = Duration::from_secs(10);
/// Without a byte for so long the peer is gone (ICE consent would have come, RFC 7675).
const PATIENCE_SILENT: Duration = Duration::from_secs(40);
/// Errors of one turn after which waiting connections go on waiting.
const ACCEPT_FAILURES: usize = 8;
/// Reads of one connection in one turn, so that one peer cannot hold the thread.
const READS_PER_TURN: usize = 16;

/// All connections of a thread.
#[derive(Debug)]
pub(super) struct Tcp {
    listener: mio::net::TcpListener,
    connections: HashMap<Token, Connection>,
    by_remote: HashMap<SocketAddr, Token>,
    next_token: usize,
    read_buffer: Box<[u8]>,
}

#[derive(Debug)]
struct Connection {
    stream: mio::net::TcpStream,
    remote: SocketAddr,
    candidate: SocketAddr,
    incoming: Vec<u8>,
    outgoing: VecDeque<u8>,
    opened_at: Instant,
    heard_at: Instant,
    answered: bool,
    /// Bytes may wait that no readiness event will announce again.
    readable: bool,
}

impl Tcp {
    /// `first_token` and those above are used for connections.
    pub(super) fn new(listener: mio::net::TcpListener, first_token: usize) -> Self {
        Self {
            listener,
            connections: HashMap::new(),
            by_remote: HashMap::new(),
            next_token: first_token,
            read_buffer: vec![0; 16 * 1024].into_boxed_slice(),
        }
    }

    pub(super) fn source(&mut self) -> &mut mio::net::TcpListener {
        &mut self.listener
    }

    pub(super) fn len(&self) -> usize {
        self.connections.len()
    }

    /// Takes waiting connections; those above the limits are closed at once. What an error left waiting, as when there are no more
    /// file descriptors, is announced by no event, so this is called now and then without one.
    pub(super) fn accept(&mut self, now: Instant, registry: &Registry, addresses: &Addresses) {
        let mut failures = 0;
        while failures < ACCEPT_FAILURES {
            let (stream, remote) = match self.listener.accept() {
                Ok(accepted) => accepted,
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return,
                Err(_) => {
                    failures += 1;
                    continue;
                }
            };
            let remote = canonical(remote);
            if self.connections.len() >= MAX_CONNECTIONS || self.count_from(remote.ip()) >= MAX_CONNECTIONS_PER_ADDRESS
            {
                continue;
            }
            if let Err(error) = self.add(now, registry, addresses, stream, remote) {
                tracing::debug!(kind = ?error.kind(), "could not take a media connection");
            }
        }
    }

    fn count_from(&self, ip: IpAddr) -> usize {
        self.by_remote.keys().filter(|address| network(address.ip()) == network(ip)).count()
    }

    fn add(
        &mut self,
        now: Instant,
        registry: &Registry,
        addresses: &Addresses,
        mut stream: mio::net::TcpStream,
        remote: SocketAddr,
    ) -> io::Result<()> {
        stream.set_nodelay(true)?;
        let local = stream.local_addr()?.ip();
        let token = Token(self.next_token);
        self.next_token += 1;
        registry.register(&mut stream, token, Interest::READABLE | Interest::WRITABLE)?;
        let connection = Connection {
            stream,
            remote,
            candidate: addresses.candidate_for(Some(local), remote),
            incoming: Vec::new(),
            outgoing: VecDeque::new(),
            opened_at: now,
            heard_at: now,
            answered: false,
            readable: false,
        };
        self.connections.insert(token, connection);
        self.by_remote.insert(remote, token);
        Ok(())
    }

    /// Handles a readiness event of a connection.
    pub(super) fn ready(&mut self, registry: &Registry, token: Token, readable: bool, writable: bool) {
        let Some(connection) = self.connections.get_mut(&token) else { return };
        connection.readable |= readable;
        if writable && connection.write().is_err() {
            self.remove(registry, token);
        }
    }

    /// Some connection has bytes that were not read in the last turn.
    pub(super) fn has_unread(&self) -> bool {
        self.connections.values().any(|connection| connection.readable)
    }

    /// Reads what there is and hands each frame on with its remote address and our candidate's.
    pub(super) fn receive(
        &mut self,
        now: Instant,
        registry: &Registry,
        counters: &ThreadCounters,
        mut take: impl FnMut(SocketAddr, SocketAddr, &[u8]),
    ) {
        let mut gone = Vec::new();
        for (token, connection) in &mut self.connections {
            if connection.readable && connection.read(now, &mut self.read_buffer, counters, &mut take).is_err() {
                gone.push(*token);
            }
        }
        for token in gone {
            self.remove(registry, token);
        }
    }

    /// Queues a packet for the connection to this address; a peer that is too slow loses its connection.
    pub(super) fn send(
        &mut self,
        registry: &Registry,
        counters: &ThreadCounters,
        destination: SocketAddr,
        packet: &[u8],
    ) {
        let token = self.by_remote.get(&destination).copied();
        let connection = token.and_then(|token| self.connections.get_mut(&token));
        let (Some(token), Some(connection)) = (token, connection) else {
            add(&counters.packets_not_sent, 1);
            return;
        };
        connection.answered = true;
        if connection.queue(packet).and_then(|()| connection.write()).is_ok() {
            add(&counters.packets_out, 1);
            add(&counters.bytes_out, packet.len() as u64);
        } else {
            add(&counters.packets_not_sent, 1);
            self.remove(registry, token);
        }
    }

    /// Closes the connections that nobody needs.
    pub(super) fn expire(&mut self, now: Instant, registry: &Registry) {
        let expired = |connection: &Connection| {
            let unknown = !connection.answered && now.duration_since(connection.opened_at) >= PATIENCE_UNKNOWN;
            unknown || now.duration_since(connection.heard_at) >= PATIENCE_SILENT
        };
        let tokens: Vec<Token> =
            self.connections.iter().filter(|(_, connection)| expired(connection)).map(|(token, _)| *token).collect();
        for token in tokens {
            self.remove(registry, token);
        }
    }

    fn remove(&mut self, registry: &Registry, token: Token) {
        if let Some(mut connection) = self.connections.remove(&token) {
            self.by_remote.remove(&connection.remote);
            // Closing the socket deregisters it too; an error here changes nothing.
            let _ = registry.deregister(&mut connection.stream);
        }
    }
}

/// Within which one machine can choose its address: of IPv6, the first 64 bits.
fn network(ip: IpAddr) -> IpAddr {
    match ip {
        IpAddr::V4(_) => ip,
        IpAddr::V6(ip) => IpAddr::V6((ip.to_bits() >> 64 << 64).into()),
    }
}

/// The connection cannot go on.
#[derive(Debug)]
struct Unusable;

impl Connection {
    fn read(
        &mut self,
        now: Instant,
        buffer: &mut [u8],
        counters: &ThreadCounters,
        take: &mut impl FnMut(SocketAddr, SocketAddr, &[u8]),
    ) -> Result<(), Unusable> {
        for _ in 0..READS_PER_TURN {
            match self.stream.read(buffer) {
                Ok(0) => return Err(Unusable),
                Ok(count) => {
                    self.heard_at = now;
                    self.incoming.extend_from_slice(buffer.get(..count).unwrap_or_default());
                    let (remote, candidate) = (self.remote, self.candidate);
                    take_frames(&mut self.incoming, |frame| {
                        add(&counters.packets_in, 1);
                        add(&counters.bytes_in, frame.len() as u64);
                        take(remote, candidate, frame);
                    })?;
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    self.readable = false;
                    return Ok(());
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => return Err(Unusable),
            }
        }
        Ok(())
    }

    fn queue(&mut self, packet: &[u8]) -> Result<(), Unusable> {
        let length = u16::try_from(packet.len()).map_err(|_| Unusable)?;
        if self.outgoing.len() + packet.len() + 2 > MAX_QUEUED {
            return Err(Unusable);
        }
        self.outgoing.extend(length.to_be_bytes());
        self.outgoing.extend(packet);
        Ok(())
    }

    fn write(&mut self) -> Result<(), Unusable> {
        while !self.outgoing.is_empty() {
            let (front, _) = self.outgoing.as_slices();
            match self.stream.write(front) {
                Ok(0) => return Err(Unusable),
                Ok(count) => {
                    self.outgoing.drain(..count);
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => return Err(Unusable),
            }
        }
        Ok(())
    }
}

/// Takes all whole frames off the front (RFC 4571 §2: a length of two octets, then the packet).
fn take_frames(incoming: &mut Vec<u8>, mut take: impl FnMut(&[u8])) -> Result<(), Unusable> {
    let mut rest = incoming.as_slice();
    while let Some((length, after)) = rest.split_first_chunk::<2>() {
        let length = usize::from(u16::from_be_bytes(*length));
        if length > MAX_FRAME {
            return Err(Unusable);
        }
        let Some((frame, after)) = after.split_at_checked(length) else { break };
        if !frame.is_empty() {
            take(frame);
        }
        rest = after;
    }
    let taken = incoming.len() - rest.len();
    incoming.drain(..taken);
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn frames_are_found_however_the_bytes_are_cut() {
        let bytes = [0, 3, 1, 2, 3, 0, 0, 0, 1, 9];
        for cut in 0..=bytes.len() {
            let mut incoming = Vec::new();
            let mut frames = Vec::new();
            for part in [&bytes[..cut], &bytes[cut..]] {
                incoming.extend_from_slice(part);
                assert!(take_frames(&mut incoming, |frame| frames.push(frame.to_vec())).is_ok());
            }
            assert_eq!(frames, [vec![1, 2, 3], vec![9]]);
            assert!(incoming.is_empty());
        }
    }

    #[test]
    fn one_machine_has_one_network_however_many_addresses() {
        let network = |text: &str| network(text.parse().unwrap());
        assert_eq!(network("2001:db8:0:1::2"), network("2001:db8:0:1:ffff::9"));
        assert_ne!(network("2001:db8:0:1::2"), network("2001:db8:0:2::2"));
        assert_ne!(network("192.0.2.1"), network("192.0.2.2"));
    }

    #[test]
    fn a_frame_longer_than_any_packet_ends_the_connection() {
        assert!(take_frames(&mut vec![0xff, 0xff, 0], |_| {}).is_err());
    }
}
