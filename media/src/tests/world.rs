//! The engine, its clients and a network without delay, all on one virtual clock.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    time::{Duration, Instant},
};

use koronailta_signaling::{
    ids::{EveningId, Mid, PeerId, Timestamp},
    media::{Order, Publication, Report, Scope, Source},
};

use super::client::{Camera, Client};
use crate::{Engine, EngineConfig, Transport};

const STEP: Duration = Duration::from_millis(5);
const MEDIA_INTERVAL: Duration = Duration::from_millis(20);

/// Everything.
pub(super) struct World {
    pub(super) now: Instant,
    pub(super) engine: Engine,
    pub(super) server: SocketAddr,
    pub(super) evening: EveningId,
    pub(super) clients: BTreeMap<u8, Client>,
    pub(super) reports: Vec<Report>,
    media_at: Instant,
    /// Clients whose packets are lost, both ways.
    pub(super) cut_off: Vec<u8>,
}

impl World {
    pub(super) fn new() -> Self {
        let now = Instant::now();
        let server = SocketAddr::from(([198, 51, 100, 1], 5_000));
        Self {
            now,
            engine: Engine::new(EngineConfig { public_addresses: vec![server] }),
            server,
            evening: EveningId::new(Timestamp(0), [7; 10]),
            clients: BTreeMap::new(),
            reports: Vec::new(),
            media_at: now,
            cut_off: Vec::new(),
        }
    }

    /// A room with these clients connected; everybody may send everything.
    pub(super) fn with(numbers: &[u8], camera: Camera) -> Self {
        let mut world = Self::new();
        for number in numbers {
            world.join(*number, camera);
        }
        world.run_until(Duration::from_secs(5), |world| world.clients.values().all(|client| client.connected));
        world.run(Duration::from_millis(100));
        world
    }

    pub(super) fn join(&mut self, number: u8, camera: Camera) {
        let (client, offer) = Client::new(self.now, number, camera);
        let (peer, lines) = (client.id, client.lines.clone());
        self.clients.insert(number, client);
        let allowed = [Source::Microphone, Source::Camera, Source::Screen, Source::ScreenAudio].into();
        self.order(Order::Connect { peer, offer, lines, allowed, scope: Scope::Evening });
    }

    pub(super) fn client(&mut self, number: u8) -> &mut Client {
        self.clients.get_mut(&number).unwrap()
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
        self.now += STEP;
        if self.now >= self.media_at {
            self.media_at = self.now + MEDIA_INTERVAL;
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
        for (number, client) in &mut self.clients {
            for (destination, bytes) in std::mem::take(&mut client.outbox) {
                moved = true;
                if !self.cut_off.contains(number) && destination == self.server {
                    self.engine.handle_packet(self.now, Transport::Udp, client.address, destination, &bytes);
                }
            }
        }
        self.engine.handle_timeout(self.now);
        moved
    }

    fn carry_down(&mut self) -> bool {
        let mut moved = false;
        while let Some(transmit) = self.engine.poll_transmit() {
            moved = true;
            assert_eq!(transmit.transport, Transport::Udp);
            for (number, client) in &mut self.clients {
                if !self.cut_off.contains(number) {
                    client.receive(self.now, transmit.source, transmit.destination, &transmit.contents);
                }
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
                client.accept(answer);
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
