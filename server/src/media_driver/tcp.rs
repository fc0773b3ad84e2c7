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

/// Bytes that may wait here for a slow peer before pictures are dropped, as a full line drops datagrams: a large key frame.
const MAX_QUEUED: usize = 64 * 1024;
/// Voices, reports and answers to checks may wait above that: two seconds of three voices. They are the shorter ones.
const MAX_QUEUED_SHORT: usize = MAX_QUEUED + 32 * 1024;
const SHORT: usize = 400;
/// Bytes that the system takes though it cannot send them yet. What it has taken cannot be dropped any more, and every voice comes after it; by
/// itself it takes megabytes.
const MAX_UNSENT: u32 = 16 * 1024;
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

/// How many connections there may be.
#[derive(Clone, Copy, Debug)]
struct Limits {
    /// Of one thread.
    in_all: usize,
    /// From one address, or of IPv6 from one network of 64 bits.
    from_one: usize,
}

/// From one: a whole office behind one address, twice over.
const LIMITS: Limits = Limits { in_all: 512, from_one: 32 };

/// All connections of a thread.
#[derive(Debug)]
pub(super) struct Tcp {
    listener: mio::net::TcpListener,
    limits: Limits,
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
            limits: LIMITS,
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

    /// Takes waiting connections. Above the limits one that belongs to nobody yet gives way, the oldest first: whoever only holds places
    /// keeps nobody out. What an error left waiting, as when there are no more
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
            if !self.make_room(registry, remote.ip()) {
                continue;
            }
            if let Err(error) = self.add(now, registry, addresses, stream, remote) {
                tracing::debug!(kind = ?error.kind(), "could not take a media connection");
            }
        }
    }

    /// Whether there is a place for a connection from there.
    fn make_room(&mut self, registry: &Registry, ip: IpAddr) -> bool {
        let near = |connection: &Connection| network(connection.remote.ip()) == network(ip);
        let crowd = self.connections.values().filter(|connection| near(connection)).count() >= self.limits.from_one;
        if !crowd && self.connections.len() < self.limits.in_all {
            return true;
        }
        let candidates = self.connections.iter();
        let candidates = candidates.filter(|(_, other)| !other.answered && (!crowd || near(other)));
        let oldest = candidates.min_by_key(|(token, other)| (other.opened_at, token.0)).map(|(token, _)| *token);
        if let Some(token) = oldest {
            self.remove(registry, token);
        }
        oldest.is_some()
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
        hold_little(&stream);
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

    /// Queues a packet for the connection to this address, or drops it where too much waits.
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
        if connection.queue(packet) {
            add(&counters.packets_out, 1);
            add(&counters.bytes_out, packet.len() as u64);
        } else {
            add(&counters.packets_not_sent, 1);
        }
        if connection.write().is_err() {
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

/// Where the system knows no such limit, it holds as much as it does by itself.
fn hold_little(stream: &mio::net::TcpStream) {
    #[cfg(any(target_os = "linux", target_os = "android"))]
    let _ = socket2::SockRef::from(stream).set_tcp_notsent_lowat(MAX_UNSENT);
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    let _ = (stream, MAX_UNSENT);
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

    /// True if the packet waits now.
    fn queue(&mut self, packet: &[u8]) -> bool {
        let most = if packet.len() <= SHORT { MAX_QUEUED_SHORT } else { MAX_QUEUED };
        let length = u16::try_from(packet.len()).ok();
        let Some(length) = length.filter(|_| self.outgoing.len() + packet.len() + 2 <= most) else { return false };
        self.outgoing.extend(length.to_be_bytes());
        self.outgoing.extend(packet);
        true
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

    /// A thread's connections, with people who connect to them.
    struct Stage {
        poll: mio::Poll,
        tcp: Tcp,
        address: SocketAddr,
        counters: ThreadCounters,
    }

    impl Stage {
        fn new() -> Self {
            let listener = mio::net::TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
            let address = listener.local_addr().unwrap();
            let mut tcp = Tcp::new(listener, 8);
            let poll = mio::Poll::new().unwrap();
            poll.registry().register(tcp.source(), Token(0), Interest::READABLE).unwrap();
            Self { poll, tcp, address, counters: ThreadCounters::default() }
        }

        /// Somebody who reads slowly connects from this address.
        fn connect(&mut self, from: [u8; 4]) -> std::net::TcpStream {
            let socket = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None).unwrap();
            socket.bind(&SocketAddr::from((from, 0)).into()).unwrap();
            socket.set_recv_buffer_size(8 * 1024).unwrap();
            socket.connect(&self.address.into()).unwrap();
            let stream = std::net::TcpStream::from(socket);
            let remote = stream.local_addr().unwrap();
            let addresses = Addresses::new(self.address, &[], &[self.address.ip()]);
            stream.set_nonblocking(true).unwrap();
            let open = || stream.peek(&mut [0]).is_err_and(|error| error.kind() == io::ErrorKind::WouldBlock);
            while !self.tcp.by_remote.contains_key(&remote) && open() {
                self.tcp.accept(Instant::now(), self.poll.registry(), &addresses);
            }
            stream
        }

        fn has(&self, stream: &std::net::TcpStream) -> bool {
            self.tcp.by_remote.contains_key(&stream.local_addr().unwrap())
        }

        fn send(&mut self, stream: &std::net::TcpStream, packet: &[u8]) {
            self.tcp.send(self.poll.registry(), &self.counters, stream.local_addr().unwrap(), packet);
        }

        /// Hands on what the sockets have to say.
        fn turn(&mut self) {
            let mut events = mio::Events::with_capacity(64);
            self.poll.poll(&mut events, Some(Duration::from_millis(1))).unwrap();
            for event in events.iter().filter(|event| event.token() != Token(0)) {
                self.tcp.ready(self.poll.registry(), event.token(), event.is_readable(), event.is_writable());
            }
        }
    }

    #[test]
    fn a_voice_does_not_stand_behind_megabytes_of_pictures() {
        let mut stage = Stage::new();
        let mut anu = stage.connect([127, 0, 0, 1]);
        for _ in 0..4_000 {
            stage.send(&anu, &[1; 1_200]);
        }
        stage.send(&anu, &[2; 100]);
        let not_sent = stage.counters.packets_not_sent.load(std::sync::atomic::Ordering::Relaxed);
        assert!(stage.has(&anu), "who is slow keeps the connection");
        assert!(not_sent > 3_000, "{not_sent} pictures of 4,000 were dropped");
        let (mut bytes, mut buffer, mut before) = (Vec::new(), [0; 4_096], None);
        let deadline = Instant::now() + Duration::from_secs(10);
        while before.is_none() {
            assert!(Instant::now() < deadline, "no voice has come after {} bytes", bytes.len());
            if let Ok(count) = anu.read(&mut buffer) {
                bytes.extend_from_slice(&buffer[..count]);
            }
            before = bytes.windows(100).position(|window| window == [2; 100]);
            stage.turn();
        }
        assert!(before.unwrap() < 200 * 1024, "{before:?} bytes were before it");
    }

    #[test]
    fn who_only_holds_places_keeps_nobody_out() {
        let mut stage = Stage::new();
        stage.tcp.limits = Limits { in_all: 4, from_one: 2 };
        let anu = stage.connect([127, 0, 0, 1]);
        stage.send(&anu, &[1; 20]);
        let crowd: Vec<_> = (0..3).map(|_| stage.connect([127, 0, 0, 2])).collect();
        let held: Vec<bool> = crowd.iter().map(|stream| stage.has(stream)).collect();
        assert_eq!(held, [false, true, true], "from one address, the oldest gives way");
        let eero = stage.connect([127, 0, 0, 3]);
        stage.send(&eero, &[1; 20]);
        let maarit = stage.connect([127, 0, 0, 4]);
        assert!(stage.has(&maarit) && stage.has(&anu) && stage.has(&eero) && !stage.has(&crowd[1]));
        // Nobody who is in has to give way, and then there is no place.
        stage.send(&maarit, &[1; 20]);
        let late = stage.connect([127, 0, 0, 5]);
        stage.send(&late, &[1; 20]);
        let latest = stage.connect([127, 0, 0, 6]);
        assert!(stage.has(&late) && !stage.has(&crowd[2]) && !stage.has(&latest) && stage.tcp.len() == 4);
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
