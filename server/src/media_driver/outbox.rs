//! Gathering datagrams into batches that the kernel splits (UDP generic segmentation offload).

use std::net::SocketAddr;

/// The kernel takes no longer batch, headers included.
const MAX_BATCH_BYTES: usize = 60_000;

/// One batch: datagrams of one size to one destination; only the last may be shorter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Batch<'a> {
    pub(super) source: SocketAddr,
    pub(super) destination: SocketAddr,
    pub(super) segment: usize,
    pub(super) contents: &'a [u8],
}

/// Collects datagrams that may travel in one batch.
#[derive(Debug)]
pub(super) struct Outbox {
    contents: Vec<u8>,
    addresses: Option<(SocketAddr, SocketAddr)>,
    segment: usize,
    count: usize,
    max_segments: usize,
    /// A shorter datagram ends its batch.
    complete: bool,
}

impl Outbox {
    pub(super) fn new(max_segments: usize) -> Self {
        Self {
            contents: Vec::with_capacity(MAX_BATCH_BYTES),
            addresses: None,
            segment: 0,
            count: 0,
            max_segments: max_segments.max(1),
            complete: false,
        }
    }

    /// Lowers the number of datagrams in a batch, after the kernel refused one.
    pub(super) fn limit(&mut self, max_segments: usize) {
        self.max_segments = max_segments.max(1);
    }

    /// Whether the datagram fits into the batch begun; if not, the batch has to be sent first.
    pub(super) fn fits(&self, source: SocketAddr, destination: SocketAddr, length: usize) -> bool {
        let Some(addresses) = self.addresses else { return true };
        addresses == (source, destination)
            && !self.complete
            && length <= self.segment
            && self.count < self.max_segments
            && self.contents.len() + length <= MAX_BATCH_BYTES
    }

    /// Adds a datagram that [`Outbox::fits`].
    pub(super) fn push(&mut self, source: SocketAddr, destination: SocketAddr, datagram: &[u8]) {
        if self.addresses.is_none() {
            self.addresses = Some((source, destination));
            self.segment = datagram.len();
        }
        self.complete = datagram.len() < self.segment;
        self.contents.extend_from_slice(datagram);
        self.count += 1;
    }

    /// The batch begun, if any.
    pub(super) fn batch(&self) -> Option<Batch<'_>> {
        let (source, destination) = self.addresses?;
        Some(Batch { source, destination, segment: self.segment, contents: &self.contents })
    }

    pub(super) fn clear(&mut self) {
        self.contents.clear();
        self.addresses = None;
        self.segment = 0;
        self.count = 0;
        self.complete = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(port: u16) -> SocketAddr {
        SocketAddr::from(([127, 0, 0, 1], port))
    }

    #[test]
    fn a_batch_ends_with_a_shorter_datagram_or_another_destination() {
        let mut outbox = Outbox::new(64);
        outbox.push(at(1), at(2), &[0; 100]);
        assert!(outbox.fits(at(1), at(2), 100));
        assert!(!outbox.fits(at(1), at(2), 101));
        assert!(!outbox.fits(at(1), at(3), 100));
        assert!(!outbox.fits(at(9), at(2), 100));
        outbox.push(at(1), at(2), &[0; 60]);
        assert!(!outbox.fits(at(1), at(2), 60));
        let batch = outbox.batch();
        assert_eq!(batch.map(|batch| (batch.segment, batch.contents.len())), Some((100, 160)));
        outbox.clear();
        assert!(outbox.batch().is_none() && outbox.fits(at(1), at(3), 1200));
    }

    #[test]
    fn a_batch_stays_within_what_the_kernel_takes() {
        let mut outbox = Outbox::new(3);
        for _ in 0..3 {
            assert!(outbox.fits(at(1), at(2), 1200));
            outbox.push(at(1), at(2), &[0; 1200]);
        }
        assert!(!outbox.fits(at(1), at(2), 1200));
        let mut outbox = Outbox::new(1000);
        let mut count = 0;
        while outbox.fits(at(1), at(2), 1200) {
            outbox.push(at(1), at(2), &[0; 1200]);
            count += 1;
        }
        assert_eq!(count, MAX_BATCH_BYTES / 1200);
    }
}
