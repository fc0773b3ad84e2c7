//! The UDP socket: batches in (generic receive offload, `recvmmsg`) and batches out (segmentation offload).

use std::{
    io::{self, IoSliceMut},
    net::SocketAddr,
};

use quinn_udp::{BATCH_SIZE, RecvMeta, Transmit, UdpSockRef, UdpSocketState};

use super::{
    counters::{ThreadCounters, add},
    outbox::{Batch, Outbox},
    sockets::{Addresses, canonical},
};

/// The longest thing that one receive can yield: a batch that the kernel has joined.
const RECEIVE_BUFFER: usize = 65_536;

/// The UDP socket with its buffers.
#[derive(Debug)]
pub(super) struct Udp {
    socket: mio::net::UdpSocket,
    state: UdpSocketState,
    receive: Box<[u8]>,
    /// What lies in `receive`.
    received: Vec<RecvMeta>,
    outbox: Outbox,
}

/// Whether there may be more to receive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Drained {
    Yes,
    No,
}

impl Udp {
    pub(super) fn new(socket: mio::net::UdpSocket) -> io::Result<Self> {
        let state = UdpSocketState::new(UdpSockRef::from(&socket))?;
        let outbox = Outbox::new(state.max_gso_segments());
        let receive = vec![0; RECEIVE_BUFFER * BATCH_SIZE].into_boxed_slice();
        Ok(Self { socket, state, receive, received: Vec::with_capacity(BATCH_SIZE), outbox })
    }

    pub(super) fn source(&mut self) -> &mut mio::net::UdpSocket {
        &mut self.socket
    }

    /// Takes one batch from the socket, for `hand_out`.
    pub(super) fn receive(&mut self) -> Drained {
        self.received.clear();
        let mut meta = [RecvMeta::default(); BATCH_SIZE];
        let received = {
            let mut buffers = self.receive.chunks_exact_mut(RECEIVE_BUFFER).map(IoSliceMut::new);
            let mut slices: [IoSliceMut<'_>; BATCH_SIZE] =
                std::array::from_fn(|_| buffers.next().unwrap_or_else(|| IoSliceMut::new(&mut [])));
            self.state.recv(UdpSockRef::from(&self.socket), &mut slices, &mut meta)
        };
        let count = match received {
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Drained::Yes,
            Err(error) => {
                // An ICMP message about an earlier packet; the socket goes on.
                tracing::debug!(kind = ?error.kind(), "receiving failed");
                return Drained::No;
            }
        };
        self.received.extend(meta.into_iter().take(count));
        Drained::No
    }

    /// Hands each datagram of the batch on with its remote address and our candidate's.
    pub(super) fn hand_out(
        &mut self,
        addresses: &Addresses,
        counters: &ThreadCounters,
        mut take: impl FnMut(SocketAddr, SocketAddr, &[u8]),
    ) {
        for (meta, buffer) in self.received.drain(..).zip(self.receive.chunks_exact(RECEIVE_BUFFER)) {
            let remote = canonical(meta.addr);
            let candidate = addresses.candidate_for(meta.dst_ip, remote);
            let Some(bytes) = buffer.get(..meta.len) else { continue };
            for datagram in bytes.chunks(meta.stride.max(1)) {
                add(&counters.packets_in, 1);
                add(&counters.bytes_in, datagram.len() as u64);
                take(remote, candidate, datagram);
            }
        }
    }

    /// Queues a datagram, and sends the batch before it where it does not fit.
    pub(super) fn send(
        &mut self,
        addresses: &Addresses,
        counters: &ThreadCounters,
        source: SocketAddr,
        destination: SocketAddr,
        datagram: &[u8],
    ) {
        if !self.outbox.fits(source, destination, datagram.len()) {
            self.flush(addresses, counters);
        }
        self.outbox.push(source, destination, datagram);
    }

    /// Sends what is queued.
    pub(super) fn flush(&mut self, addresses: &Addresses, counters: &ThreadCounters) {
        if let Some(batch) = self.outbox.batch() {
            self.send_batch(addresses, counters, batch);
        }
        self.outbox.clear();
        self.outbox.limit(self.state.max_gso_segments());
    }

    fn send_batch(&self, addresses: &Addresses, counters: &ThreadCounters, batch: Batch<'_>) {
        let count = batch.contents.len().div_ceil(batch.segment.max(1)) as u64;
        let segment = (count > 1).then_some(batch.segment);
        match self.transmit(addresses, batch, batch.contents, segment) {
            Ok(()) => {
                add(&counters.packets_out, count);
                add(&counters.bytes_out, batch.contents.len() as u64);
            }
            // A full buffer: a packet that is late is worth less than the next one.
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => add(&counters.packets_not_sent, count),
            // A network card that cannot segment: one by one.
            Err(_) if segment.is_some() => {
                for datagram in batch.contents.chunks(batch.segment.max(1)) {
                    self.send_batch(
                        addresses,
                        counters,
                        Batch { contents: datagram, segment: datagram.len(), ..batch },
                    );
                }
            }
            Err(error) => {
                add(&counters.packets_not_sent, count);
                tracing::debug!(kind = ?error.kind(), "sending failed");
            }
        }
    }

    fn transmit(
        &self,
        addresses: &Addresses,
        batch: Batch<'_>,
        contents: &[u8],
        segment_size: Option<usize>,
    ) -> io::Result<()> {
        let transmit = Transmit {
            destination: addresses.to_socket(batch.destination),
            ecn: None,
            contents,
            segment_size,
            src_ip: addresses.source_for(batch.source),
        };
        self.state.try_send(UdpSockRef::from(&self.socket), &transmit)
    }
}
