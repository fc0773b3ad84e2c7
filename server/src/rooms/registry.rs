//! Which rooms are live. The map holds handles and nothing else; the state is the tasks' own.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use dashmap::{DashMap, mapref::entry::Entry};
use koronailta_signaling::{ids::EveningId, relay::Relays, room::Input, wire::welcome::SlotCounts};
use tokio::sync::{mpsc, watch};

use super::{
    handle::{MAILBOX, RoomHandle},
    task::{self, RoomTask},
};
use crate::{clock::Clock, media_driver::MediaThreads, store::Store};

/// What every room is made with.
#[derive(Clone, Debug)]
pub struct RoomsConfig {
    /// How many people fit in a room.
    pub capacity: u16,
    /// How many may wait at its door.
    pub lobby_capacity: u16,
    /// Slots of a desktop.
    pub slots_desktop: SlotCounts,
    /// Slots of a phone.
    pub slots_phone: SlotCounts,
    /// Relays for those whose network lets nothing else through.
    pub relays: Option<Relays>,
}

impl RoomsConfig {
    /// With the slots every browser carries well.
    #[must_use]
    pub fn new(capacity: u16, lobby_capacity: u16) -> Self {
        Self {
            capacity,
            lobby_capacity,
            slots_desktop: SlotCounts { audio: 4, video: 9 },
            slots_phone: SlotCounts { audio: 4, video: 4 },
            relays: None,
        }
    }
}

/// The live rooms. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Registry {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    rooms: DashMap<EveningId, RoomHandle>,
    config: RoomsConfig,
    store: Store,
    clock: Clock,
    media: MediaThreads,
    /// How many room tasks run; the shutdown waits for zero.
    running: watch::Sender<usize>,
    /// The server stops: no new rooms.
    stopping: AtomicBool,
}

impl Registry {
    /// No rooms yet.
    #[must_use]
    pub fn new(config: RoomsConfig, store: Store, clock: Clock, media: MediaThreads) -> Self {
        let (running, _) = watch::channel(0);
        let (rooms, stopping) = (DashMap::new(), AtomicBool::new(false));
        Self { shared: Arc::new(Shared { rooms, config, store, clock, media, running, stopping }) }
    }

    /// The room of an evening that exists; made from the store where it is not live. None while the server stops.
    #[must_use]
    pub fn room(&self, evening: EveningId) -> Option<RoomHandle> {
        match self.shared.rooms.entry(evening) {
            Entry::Occupied(entry) => Some(entry.get().clone()),
            // Looked at while the map's entry is locked: a room made before the word is one that `shut_down` finds.
            Entry::Vacant(_) if self.shared.stopping.load(Ordering::SeqCst) => None,
            Entry::Vacant(entry) => {
                let (sender, mailbox) = mpsc::channel(MAILBOX);
                let handle = RoomHandle::new(sender);
                entry.insert(handle.clone());
                self.shared.running.send_modify(|count| *count += 1);
                metrics::gauge!("koronailta_rooms").increment(1.0);
                let task = RoomTask {
                    evening,
                    mailbox,
                    handle: handle.clone(),
                    registry: self.clone(),
                    config: self.shared.config.clone(),
                    store: self.shared.store.clone(),
                    clock: self.shared.clock,
                    media: self.shared.media.handle_for(evening),
                };
                tokio::spawn(task::run(task));
                Some(handle)
            }
        }
    }

    /// The evenings whose rooms are live.
    #[must_use]
    pub fn live(&self) -> Vec<(EveningId, RoomHandle)> {
        self.shared.rooms.iter().map(|entry| (*entry.key(), entry.value().clone())).collect()
    }

    /// The room of an evening, if it is live.
    #[must_use]
    pub fn live_room(&self, evening: EveningId) -> Option<RoomHandle> {
        self.shared.rooms.get(&evening).map(|held| held.clone())
    }

    /// Whether an evening's room is live.
    #[must_use]
    pub fn is_live(&self, evening: EveningId) -> bool {
        self.shared.rooms.contains_key(&evening)
    }

    /// A room takes no more letters.
    pub(super) fn forget(&self, evening: EveningId, handle: &RoomHandle) {
        self.shared.rooms.remove_if(&evening, |_, held| held.is_same(handle));
    }

    pub(super) fn ended(&self) {
        self.shared.running.send_modify(|count| *count -= 1);
        metrics::gauge!("koronailta_rooms").decrement(1.0);
    }

    /// Tells every client to come back after a while, and waits until the rooms have said so.
    pub async fn shut_down(&self, retry_ms: u32) {
        self.shared.stopping.store(true, Ordering::SeqCst);
        for (_, room) in self.live() {
            let _ = room.input(Input::Shutdown { retry_ms }).await;
        }
        let mut running = self.shared.running.subscribe();
        let _ = running.wait_for(|count| *count == 0).await;
    }
}
