//! The bounded mailbox of a media thread.

use std::sync::{
    OnceLock,
    atomic::{AtomicUsize, Ordering},
    mpsc,
};

use koronailta_signaling::{
    ids::EveningId,
    media::{Order, Report},
};

use super::handle::OrderError;

/// Orders that may wait. A join causes some dozens; a thread takes thousands in a millisecond.
const CAPACITY: usize = 16_384;

/// One thing that a room tells its thread.
#[derive(Debug)]
pub(super) enum Letter {
    Register {
        evening: EveningId,
        reports: tokio::sync::mpsc::Sender<Report>,
    },
    Order {
        evening: EveningId,
        order: Order,
    },
    CloseRoom {
        evening: EveningId,
    },
    ShutDown,
    #[cfg(test)]
    Panic,
}

/// The senders' end. The channel itself is unbounded and `waiting` bounds it, so that a room can always be
/// closed, also where no order fits any more.
#[derive(Debug, Default)]
pub(super) struct Mailbox {
    /// Unset where there is no thread: everything is then refused as stopped.
    sender: OnceLock<Sender>,
    waiting: AtomicUsize,
    rooms: AtomicUsize,
}

#[derive(Debug)]
struct Sender {
    letters: mpsc::Sender<Letter>,
    waker: mio::Waker,
}

impl Mailbox {
    /// A mailbox and its thread's end.
    pub(super) fn new(waker: mio::Waker) -> (Self, mpsc::Receiver<Letter>) {
        let (letters, receiver) = mpsc::channel();
        let mailbox = Self::default();
        let _ = mailbox.sender.set(Sender { letters, waker });
        (mailbox, receiver)
    }

    pub(super) fn post(&self, letter: Letter) -> Result<(), OrderError> {
        if self.waiting.load(Ordering::Relaxed) >= CAPACITY {
            return Err(OrderError::Full);
        }
        self.push(letter)
    }

    pub(super) fn close_room(&self, evening: EveningId) {
        // A stopped thread has closed its rooms already.
        let _ = self.push(Letter::CloseRoom { evening });
    }

    pub(super) fn shut_down(&self) {
        let _ = self.push(Letter::ShutDown);
    }

    /// The thread has taken so many letters.
    pub(super) fn taken(&self, count: usize) {
        self.waiting.fetch_sub(count, Ordering::Relaxed);
    }

    pub(super) fn rooms(&self) -> usize {
        self.rooms.load(Ordering::Relaxed)
    }

    pub(super) fn room_pinned(&self) {
        self.rooms.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn room_unpinned(&self) {
        self.rooms.fetch_sub(1, Ordering::Relaxed);
    }

    fn push(&self, letter: Letter) -> Result<(), OrderError> {
        let sender = self.sender.get().ok_or(OrderError::Stopped)?;
        self.waiting.fetch_add(1, Ordering::Relaxed);
        if sender.letters.send(letter).is_err() {
            self.waiting.fetch_sub(1, Ordering::Relaxed);
            return Err(OrderError::Stopped);
        }
        if let Err(error) = sender.waker.wake() {
            tracing::warn!(%error, "could not wake a media thread");
        }
        Ok(())
    }
}
