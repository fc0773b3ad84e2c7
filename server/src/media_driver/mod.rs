//! The threads that own the media sockets. Each runs one [`koronailta_media::Engine`] over one UDP socket and
//! one TCP listener of the same port number, and never waits for anybody: rooms post orders into a bounded
//! mailbox, and reports go out through bounded queues.
//!
//! A room uses it so: [`MediaThreads::handle_for`] once when the room is made, [`MediaHandle::register`] with
//! the sender of its report queue, then [`MediaHandle::order`] for each order. Dropping the last clone of the
//! handle closes the room's peers, as [`MediaHandle::close_room`] does.

mod counters;
mod handle;
mod mailbox;
mod outbox;
mod reports;
mod sockets;
mod tcp;
mod thread;
mod udp;

#[cfg(test)]
mod tests;

use std::{
    io,
    net::{IpAddr, SocketAddr},
    num::NonZeroUsize,
    sync::Arc,
    thread::JoinHandle,
};

use koronailta_signaling::ids::EveningId;

pub use counters::{MediaCounters, MediaSnapshot};
pub use handle::{MediaHandle, OrderError};

use counters::ThreadCounters;
use mailbox::Mailbox;

/// What the media threads need to know.
#[derive(Clone, Debug)]
pub struct MediaConfig {
    /// The first thread's address. The others take the following port numbers; with port 0 each takes a free one.
    pub listen: SocketAddr,
    /// Addresses that clients reach us at, where they differ from `listen` (1:1 NAT, or a wildcard address).
    /// Empty: the address of `listen`, or for a wildcard those of the machine's interfaces.
    pub public_addresses: Vec<IpAddr>,
    /// How many threads; `None`: as many as cores, at most two.
    pub threads: Option<NonZeroUsize>,
}

impl MediaConfig {
    fn thread_count(&self) -> usize {
        let cores = || std::thread::available_parallelism().map_or(1, NonZeroUsize::get).min(2);
        self.threads.map_or_else(cores, NonZeroUsize::get)
    }
}

/// All media threads of this process. Dropping it stops them.
#[derive(Debug)]
pub struct MediaThreads {
    threads: Vec<MediaThread>,
    counters: MediaCounters,
}

#[derive(Debug)]
struct MediaThread {
    mailbox: Arc<Mailbox>,
    counters: Arc<ThreadCounters>,
    public_addresses: Vec<SocketAddr>,
    join: Option<JoinHandle<()>>,
}

impl MediaThreads {
    /// Binds the sockets and starts the threads.
    ///
    /// # Errors
    /// A port is taken, an address is not ours, or the system gives no thread.
    pub fn start(config: &MediaConfig) -> io::Result<Self> {
        let mut threads = Vec::new();
        let mut counters = Vec::new();
        for index in 0..config.thread_count() {
            let sockets = sockets::bind(config, index)?;
            let public_addresses = sockets.addresses.public().to_vec();
            let counter = Arc::new(ThreadCounters::default());
            let (mailbox, join) = thread::spawn(index, sockets, Arc::clone(&counter))?;
            let counters_of_it = Arc::clone(&counter);
            threads.push(MediaThread { mailbox, counters: counters_of_it, public_addresses, join: Some(join) });
            counters.push(counter);
        }
        Ok(Self { threads, counters: MediaCounters::new(counters) })
    }

    /// A handle for the evening's room, on the living thread that has the fewest rooms. Call it once for each room
    /// and clone the handle: a second call may pin the evening to another thread.
    #[must_use]
    pub fn handle_for(&self, evening: EveningId) -> MediaHandle {
        let living = self.threads.iter().filter(|thread| !thread.counters.has_ended());
        let thread = living.min_by_key(|thread| thread.mailbox.rooms());
        let mailbox = thread.map(|thread| Arc::clone(&thread.mailbox)).unwrap_or_default();
        MediaHandle::new(evening, mailbox)
    }

    /// The addresses in the answers, of all threads.
    #[must_use]
    pub fn public_addresses(&self) -> Vec<SocketAddr> {
        self.threads.iter().flat_map(|thread| thread.public_addresses.iter().copied()).collect()
    }

    /// The counters of all threads, for `/metrics`.
    #[must_use]
    pub fn counters(&self) -> MediaCounters {
        self.counters.clone()
    }
}

impl Drop for MediaThreads {
    fn drop(&mut self) {
        for thread in &self.threads {
            thread.mailbox.shut_down();
        }
        for thread in &mut self.threads {
            if let Some(join) = thread.join.take()
                && join.join().is_err()
            {
                tracing::error!("a media thread had panicked");
            }
        }
    }
}
