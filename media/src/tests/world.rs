//! The engine, its clients and the roads between them, all on one virtual clock.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    time::{Duration, Instant},
};

use koronailta_signaling::{
    ids::{EveningId, Mid, PeerId, Timestamp},
    media::{Order, Publication, Report, Scope, Source},
};

use super::{
    client::{Camera, Client, Kit},
    network::{Conditions, Datagram, Road},
};
use crate::{Engine, EngineConfig, Transmit, Transport};

const STEP: Duration = Duration::from_millis(5);
const MEDIA_INTERVAL: Duration = Duration::from_millis(20);

/// Everything.
pub(super) struct World {
    pub(super) begun: Instant,
    pub(super) now: Instant,
    pub(super) engine: Engine,
    pub(super) server: SocketAddr,
    pub(super) evening: EveningId,
    pub(super) clients: BTreeMap<u8, Client>,
    pub(super) reports: Vec<Report>,
    /// Without a word about one, a road does nothing to packets.
    pub(super) roads: BTreeMap<u8, Road>,
    /// What the server sent to where no client is.
    pub(super) strays: Vec<Datagram>,
    seed: u64,
    media_at: Instant,
    /// The engine is called exactly when it wants to be, as where bandwidth is measured, and not only every few milliseconds.
    pub(super) to_the_letter: bool,
}

impl World {
    pub(super) fn new() -> Self {
        Self::seeded(1)
    }

    /// One in which the same seed loses the same packets.
    pub(super) fn seeded(seed: u64) -> Self {
        let now = Instant::now();
        let server = SocketAddr::from(([198, 51, 100, 1], 5_000));
        Self {
            begun: now,
            now,
            engine: Engine::new(EngineConfig { public_addresses: vec![server] }),
            server,
            evening: EveningId::new(Timestamp(0), [7; 10]),
            clients: BTreeMap::new(),
            reports: Vec::new(),
            roads: BTreeMap::new(),
            strays: Vec::new(),
            seed,
            media_at: now,
            to_the_letter: false,
        }
    }

    /// A room with these clients connected; everybody may send everything.
    pub(super) fn with(numbers: &[u8], camera: Camera) -> Self {
        Self::new().peopled(numbers, camera)
    }

    pub(super) fn peopled(self, numbers: &[u8], camera: Camera) -> Self {
        let mut world = self;
        for number in numbers {
            world.join(*number, camera);
        }
        world.run_until(Duration::from_secs(5), |world| world.clients.values().all(|client| client.connected));
        world.run(Duration::from_millis(100));
        world
    }

    pub(super) fn join(&mut self, number: u8, camera: Camera) {
        self.join_with(number, Kit::Page(camera));
    }

    pub(super) fn join_with(&mut self, number: u8, kit: Kit) {
        let (client, offer) = Client::with(self.now, number, kit);
        let (peer, lines) = (client.id, client.lines.clone());
        self.clients.insert(number, client);
        let allowed = [Source::Microphone, Source::Camera, Source::Screen, Source::ScreenAudio].into();
        self.order(Order::Connect { peer, offer, lines, allowed, scope: Scope::Evening });
    }

    pub(super) fn client(&mut self, number: u8) -> &mut Client {
        self.clients.get_mut(&number).unwrap()
    }

    pub(super) fn road(&mut self, number: u8) -> &mut Road {
        let seed = self.seed * 256 + u64::from(number);
        self.roads.entry(number).or_insert_with(|| Road::new(self.now, seed))
    }

    /// Nothing goes to or comes from this client, or all does again.
    pub(super) fn darken(&mut self, number: u8, dark: bool) {
        self.road(number).set(Conditions { dark, ..Conditions::default() });
    }

    pub(super) fn id(&self, number: u8) -> PeerId {
        self.clients[&number].id
    }

    pub(super) fn publication(&self, number: u8, source: Source) -> Publication {
        Publication { peer: self.id(number), source }
    }

    pub(super) fn order(&mut self, order: Order) {
        self.engine.handle_order(self.now, self.evening, order);
        self.settle();
    }

    pub(super) fn fill(&mut self, receiver: u8, mid: &Mid, publication: Publication, height: u16) {
        let receiver = self.id(receiver);
        let width = height / 9 * 16;
        self.order(Order::FillSlot { receiver, mid: mid.clone(), publication, width, height });
    }

    /// Lets virtual time pass.
    pub(super) fn run(&mut self, duration: Duration) {
        let end = self.now + duration;
        while self.now < end {
            self.step();
        }
    }

    /// Lets virtual time pass until something is so; fails after `patience`.
    pub(super) fn run_until(&mut self, patience: Duration, condition: impl Fn(&Self) -> bool) {
        let end = self.now + patience;
        while !condition(self) {
            assert!(self.now < end, "it did not come about in {patience:?}; reports: {:?}", self.reports);
            self.step();
        }
    }

    fn step(&mut self) {
        let arrivals = self.roads.values().flat_map(|road| [road.up.next_at(), road.down.next_at()]).flatten();
        let engine = self.engine.next_timeout().filter(|_| self.to_the_letter);
        let next = arrivals.chain(engine).filter(|at| *at > self.now).min();
        self.now = next.map_or(self.now + STEP, |at| at.min(self.now + STEP));
        if self.now >= self.media_at {
            self.media_at += MEDIA_INTERVAL;
            for client in self.clients.values_mut() {
                client.speak_and_show(self.now);
            }
        }
        for client in self.clients.values_mut() {
            client.tick(self.now);
        }
        self.engine.handle_timeout(self.now);
        self.settle();
    }

    /// Carries packets to and fro until all is still.
    fn settle(&mut self) {
        for _ in 0..50 {
            let moved = self.carry_up() | self.carry_down();
            self.take_reports();
            if !moved {
                return;
            }
        }
    }

    fn carry_up(&mut self) -> bool {
        let mut moved = false;
        for number in self.clients.keys().copied().collect::<Vec<u8>>() {
            let (now, server, source) = (self.now, self.server, self.client(number).address);
            let sent = std::mem::take(&mut self.client(number).outbox);
            let way = &mut self.road(number).up;
            for (destination, contents) in sent {
                way.send(now, &Datagram { source, destination, contents });
            }
            for Datagram { source, destination, contents } in way.arrived(now) {
                moved = true;
                if destination == server {
                    self.engine.handle_packet(now, Transport::Udp, source, destination, &contents);
                }
            }
        }
        self.engine.handle_timeout(self.now);
        moved
    }

    fn carry_down(&mut self) -> bool {
        while let Some(Transmit { transport, source, destination, contents }) = self.engine.poll_transmit() {
            assert_eq!(transport, Transport::Udp);
            let addressed = self.clients.values().find(|client| client.address.ip() == destination.ip());
            let datagram = Datagram { source, destination, contents: contents.to_vec() };
            match addressed.map(|client| client.number) {
                Some(number) => {
                    let now = self.now;
                    self.road(number).down.send(now, &datagram);
                }
                None => self.strays.push(datagram),
            }
        }
        let mut moved = false;
        for number in self.clients.keys().copied().collect::<Vec<u8>>() {
            let now = self.now;
            for Datagram { source, destination, contents } in self.road(number).down.arrived(now) {
                moved = true;
                self.client(number).receive(now, source, destination, &contents);
            }
        }
        moved
    }

    fn take_reports(&mut self) {
        while let Some((evening, report)) = self.engine.poll_report() {
            assert_eq!(evening, self.evening);
            if let Report::Answered { peer, answer } = &report
                && let Some(client) = self.clients.values_mut().find(|client| client.id == *peer)
            {
                client.accept(self.now, answer);
            }
            self.reports.push(report);
        }
    }

    /// The mappings of a receiver's slot so far: `None` for cleared.
    pub(super) fn mappings(&self, receiver: u8, slot: &Mid) -> Vec<Option<(Publication, u32)>> {
        let id = self.id(receiver);
        let of = |report: &Report| match report {
            Report::SlotFilled { receiver, mid, publication, rtp_timestamp } if *receiver == id && mid == slot => {
                Some(Some((*publication, *rtp_timestamp)))
            }
            Report::SlotCleared { receiver, mid } if *receiver == id && mid == slot => Some(None),
            _ => None,
        };
        self.reports.iter().filter_map(of).collect()
    }

    /// Checks the slot rule for one slot: each packet belongs to whom the newest mapping at or before its timestamp
    /// names. Returns how many packets were checked.
    pub(super) fn check_attribution(&self, receiver: u8, slot: &Mid) -> usize {
        let mappings: Vec<(Publication, u32)> = self.mappings(receiver, slot).into_iter().flatten().collect();
        let marks: BTreeMap<PeerId, u8> = self.clients.values().map(|client| (client.id, client.number)).collect();
        let packets = self.clients[&receiver].received.iter().filter(|packet| packet.mid == *slot);
        let mut checked = 0;
        for packet in packets {
            let owner = mappings
                .iter()
                .rev()
                .find(|(_, from)| packet.timestamp.wrapping_sub(*from).cast_signed() >= 0)
                .unwrap_or_else(|| panic!("a packet from before any mapping: {packet:?}"));
            assert_eq!(marks[&owner.0.peer], packet.mark(), "a packet under the wrong name");
            checked += 1;
        }
        checked
    }
}
