//! The loop of a media thread: wait, take orders and packets, let the engine work, send and report.

use std::{
    io,
    sync::{
        Arc,
        atomic::Ordering,
        mpsc::{Receiver, TryRecvError},
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};

use koronailta_media::{Engine, EngineConfig, Transport};
use mio::{Events, Interest, Poll, Token, Waker};

use super::{
    counters::ThreadCounters,
    mailbox::{Letter, Mailbox},
    reports::{Delivery, Reports},
    sockets::{Addresses, Sockets},
    tcp::Tcp,
    udp::{Drained, Udp},
};

const WAKER: Token = Token(0);
const UDP: Token = Token(1);
const LISTENER: Token = Token(2);
const FIRST_CONNECTION: usize = 3;

/// Letters taken in one turn, so that a burst of orders does not delay packets.
const LETTERS_PER_TURN: usize = 256;
/// Receive calls of one turn, so that a burst of packets does not delay orders.
const RECEIVES_PER_TURN: usize = 8;
/// How often connections are looked through, and the longest sleep while there are any.
const EXPIRY_INTERVAL: Duration = Duration::from_secs(1);
/// How soon to try again to hand over reports that did not fit.
const REPORT_RETRY: Duration = Duration::from_millis(20);

/// Starts a thread on these sockets.
pub(super) fn spawn(
    index: usize,
    sockets: Sockets,
    counters: Arc<ThreadCounters>,
) -> io::Result<(Arc<Mailbox>, JoinHandle<()>)> {
    let poll = Poll::new()?;
    let (mailbox, letters) = Mailbox::new(Waker::new(poll.registry(), WAKER)?);
    let mailbox = Arc::new(mailbox);
    let mut udp = Udp::new(sockets.udp)?;
    let mut tcp = Tcp::new(sockets.tcp, FIRST_CONNECTION);
    poll.registry().register(udp.source(), UDP, Interest::READABLE)?;
    poll.registry().register(tcp.source(), LISTENER, Interest::READABLE)?;
    let engine = Engine::new(EngineConfig { public_addresses: sockets.addresses.public().to_vec() });
    let worker = Worker {
        poll,
        udp,
        udp_readable: false,
        tcp,
        expire_at: None,
        addresses: sockets.addresses,
        engine,
        letters,
        letters_left: false,
        mailbox: Arc::clone(&mailbox),
        reports: Reports::default(),
        counters,
    };
    let join = std::thread::Builder::new().name(format!("media-{index}")).spawn(move || worker.run())?;
    Ok((mailbox, join))
}

struct Worker {
    poll: Poll,
    udp: Udp,
    udp_readable: bool,
    tcp: Tcp,
    expire_at: Option<Instant>,
    addresses: Addresses,
    engine: Engine,
    letters: Receiver<Letter>,
    /// More letters may lie there than the last turn took.
    letters_left: bool,
    mailbox: Arc<Mailbox>,
    reports: Reports,
    counters: Arc<ThreadCounters>,
}

/// Whether the thread goes on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    Turn,
    Stop,
}

/// Held while the thread runs.
struct Running {
    counters: Arc<ThreadCounters>,
    told_to_stop: bool,
}

impl Drop for Running {
    fn drop(&mut self) {
        if !self.told_to_stop {
            self.counters.end();
            tracing::error!(
                "a media thread has ended; its rooms go to another one, and the server should be restarted"
            );
        }
    }
}

impl Worker {
    fn run(mut self) {
        // Dropped before the room's report queues are: who notices there comes back to another thread.
        let mut running = Running { counters: Arc::clone(&self.counters), told_to_stop: false };
        let mut events = Events::with_capacity(256);
        loop {
            let timeout = self.sleep(Instant::now());
            match self.poll.poll(&mut events, Some(timeout)) {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => {
                    tracing::error!(%error, "a media thread cannot wait for its sockets and stops");
                    return;
                }
            }
            if self.turn(&events) == Next::Stop {
                running.told_to_stop = true;
                return;
            }
        }
    }

    fn sleep(&self, now: Instant) -> Duration {
        if self.letters_left || self.udp_readable || self.tcp.has_unread() {
            return Duration::ZERO;
        }
        let engine = self.engine.next_timeout().map_or(EXPIRY_INTERVAL, |at| at.saturating_duration_since(now));
        let reports = if self.reports.is_delayed() { REPORT_RETRY } else { EXPIRY_INTERVAL };
        engine.min(reports).min(EXPIRY_INTERVAL)
    }

    fn turn(&mut self, events: &Events) -> Next {
        let now = Instant::now();
        for event in events {
            match event.token() {
                WAKER => {}
                UDP => self.udp_readable = true,
                LISTENER => self.tcp.accept(now, self.poll.registry(), &self.addresses),
                token => self.tcp.ready(self.poll.registry(), token, event.is_readable(), event.is_writable()),
            }
        }
        let mut next = self.take_letters(now);
        if next == Next::Turn {
            next = self.receive(now);
        }
        self.engine.handle_timeout(now);
        self.transmit();
        self.report(now);
        if self.expire_at.is_none_or(|at| at <= now) {
            self.tcp.expire(now, self.poll.registry());
            self.tcp.accept(now, self.poll.registry(), &self.addresses);
            self.expire_at = Some(now + EXPIRY_INTERVAL);
        }
        self.count();
        next
    }

    fn take_letters(&mut self, now: Instant) -> Next {
        let mut taken = 0;
        let mut next = Next::Turn;
        while taken < LETTERS_PER_TURN {
            match self.letters.try_recv() {
                Ok(letter) => {
                    taken += 1;
                    if self.open(now, letter) == Next::Stop {
                        next = Next::Stop;
                        break;
                    }
                }
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => {
                    next = Next::Stop;
                    break;
                }
            }
        }
        self.letters_left = taken == LETTERS_PER_TURN;
        self.mailbox.taken(taken);
        next
    }

    fn open(&mut self, now: Instant, letter: Letter) -> Next {
        match letter {
            Letter::Register { evening, reports } => self.reports.register(evening, reports),
            Letter::Order { evening, order } => self.engine.handle_order(now, evening, order),
            Letter::CloseRoom { evening } => {
                self.engine.close_room(now, evening);
                self.reports.forget(evening);
            }
            Letter::ShutDown => {
                self.engine.close_all(now);
                return Next::Stop;
            }
            #[cfg(test)]
            #[expect(clippy::panic, reason = "what a bug would do")]
            Letter::Panic => panic!("a test's bug"),
        }
        Next::Turn
    }

    fn receive(&mut self, now: Instant) -> Next {
        for _ in 0..RECEIVES_PER_TURN {
            if !self.udp_readable {
                break;
            }
            self.udp_readable = self.udp.receive() == Drained::No;
            // An order that a room wrote before it told somebody counts before what they sent upon it.
            if self.take_letters(now) == Next::Stop {
                return Next::Stop;
            }
            let Self { udp, addresses, engine, counters, .. } = self;
            udp.hand_out(addresses, counters, |remote, candidate, datagram| {
                engine.handle_packet(now, Transport::Udp, remote, candidate, datagram);
            });
        }
        let Self { tcp, engine, counters, poll, .. } = self;
        tcp.receive(now, poll.registry(), counters, |remote, candidate, frame| {
            engine.handle_packet(now, Transport::Tcp, remote, candidate, frame);
        });
        Next::Turn
    }

    fn transmit(&mut self) {
        while let Some(packet) = self.engine.poll_transmit() {
            match packet.transport {
                Transport::Udp => {
                    let (source, destination) = (packet.source, packet.destination);
                    self.udp.send(&self.addresses, &self.counters, source, destination, &packet.contents);
                }
                Transport::Tcp => {
                    self.tcp.send(self.poll.registry(), &self.counters, packet.destination, &packet.contents);
                }
            }
        }
        self.udp.flush(&self.addresses, &self.counters);
    }

    fn report(&mut self, now: Instant) {
        let mut hung = if self.reports.is_delayed() { self.reports.retry() } else { Vec::new() };
        while let Some((evening, report)) = self.engine.poll_report() {
            match self.reports.deliver(evening, report) {
                Delivery::Queued => {}
                Delivery::Dropped => super::counters::add(&self.counters.reports_dropped, 1),
                Delivery::RoomHung => {
                    super::counters::add(&self.counters.reports_dropped, 1);
                    hung.push(evening);
                }
            }
        }
        for evening in hung {
            tracing::warn!(%evening, "a room does not read its media reports; its peers are closed");
            self.engine.close_room(now, evening);
            self.reports.forget(evening);
        }
    }

    fn count(&self) {
        let stats = self.engine.stats();
        let set = |counter: &std::sync::atomic::AtomicU64, value| counter.store(value, Ordering::Relaxed);
        set(&self.counters.packets_forwarded, stats.packets_forwarded);
        set(&self.counters.packets_dropped_at_ingress, stats.packets_dropped_at_ingress);
        set(&self.counters.packets_from_unknown, stats.packets_from_unknown);
        set(&self.counters.checks_refused, stats.checks_refused);
        set(&self.counters.frames_sealed, stats.frames_sealed);
        set(&self.counters.frames_stale, stats.frames_stale);
        set(&self.counters.frames_open, stats.frames_open);
        set(&self.counters.peers, self.engine.peer_count() as u64);
        set(&self.counters.tcp_connections, self.tcp.len() as u64);
    }
}
