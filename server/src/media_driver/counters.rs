//! What `/metrics` shows of the media threads.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

macro_rules! counters {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// One thread's counters. Only that thread writes; anybody may read.
        #[derive(Debug, Default)]
        pub(super) struct ThreadCounters {
            $(pub(super) $name: AtomicU64,)*
        }

        /// The sum over all threads at one moment.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct MediaSnapshot {
            $($(#[$doc])* pub $name: u64,)*
        }

        impl MediaSnapshot {
            fn add(&mut self, thread: &ThreadCounters) {
                $(self.$name = self.$name.wrapping_add(thread.$name.load(Ordering::Relaxed));)*
            }
        }
    };
}

counters! {
    /// `koronailta_media_packets_in_total`: datagrams and TCP frames received.
    packets_in,
    /// `koronailta_media_packets_out_total`: datagrams and TCP frames sent.
    packets_out,
    /// `koronailta_media_bytes_in_total`: their bytes, without IP and UDP headers.
    bytes_in,
    /// `koronailta_media_bytes_out_total`: their bytes, without IP and UDP headers.
    bytes_out,
    /// `koronailta_media_packets_forwarded_total`: RTP packets written to a receiver's slot.
    packets_forwarded,
    /// `koronailta_media_packets_dropped_at_ingress_total`: RTP packets of a source that its sender is not allowed.
    packets_dropped_at_ingress,
    /// `koronailta_media_packets_from_unknown_total`: packets that belong to no peer.
    packets_from_unknown,
    /// `koronailta_media_checks_refused_total`: connectivity checks of peers that have come from too many addresses, or that were sent again from another one.
    checks_refused,
    /// `koronailta_media_frames_sealed_total`: frames forwarded in encrypted places.
    frames_sealed,
    /// `koronailta_media_frames_stale_total`: frames dropped there under a key of their sender that is not accepted any more,
    /// or not yet.
    frames_stale,
    /// `koronailta_media_frames_open_total`: frames dropped there that do not look encrypted.
    frames_open,
    /// `koronailta_media_packets_not_sent_total`: packets that a full socket buffer or a slow TCP peer did not take.
    packets_not_sent,
    /// `koronailta_media_threads_ended` (gauge): threads that ended though nobody told them to; they get no rooms any more.
    threads_ended,
    /// `koronailta_media_peers` (gauge): peers that exist now.
    peers,
    /// `koronailta_media_tcp_connections` (gauge): ICE-TCP connections that exist now.
    tcp_connections,
    /// `koronailta_media_reports_dropped_total`: reports to a room that does not read its queue.
    reports_dropped,
}

impl ThreadCounters {
    /// The thread ends, and not because it was told to.
    pub(super) fn end(&self) {
        self.threads_ended.store(1, Ordering::SeqCst);
        self.peers.store(0, Ordering::Relaxed);
        self.tcp_connections.store(0, Ordering::Relaxed);
    }

    pub(super) fn has_ended(&self) -> bool {
        self.threads_ended.load(Ordering::SeqCst) != 0
    }
}

/// Adds to a counter that only the calling thread writes, without a locked instruction.
pub(super) fn add(counter: &AtomicU64, amount: u64) {
    counter.store(counter.load(Ordering::Relaxed).wrapping_add(amount), Ordering::Relaxed);
}

/// The counters of all media threads; cheap to clone.
#[derive(Clone, Debug)]
pub struct MediaCounters {
    threads: Arc<[Arc<ThreadCounters>]>,
}

impl MediaCounters {
    pub(super) fn new(threads: Vec<Arc<ThreadCounters>>) -> Self {
        Self { threads: threads.into() }
    }

    /// Whether any thread can still carry a room.
    #[must_use]
    pub fn any_lives(&self) -> bool {
        self.threads.iter().any(|thread| !thread.has_ended())
    }

    /// The sum over all threads now.
    #[must_use]
    pub fn snapshot(&self) -> MediaSnapshot {
        let mut sum = MediaSnapshot::default();
        for thread in self.threads.iter() {
            sum.add(thread);
        }
        sum
    }
}
