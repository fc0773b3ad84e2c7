//! The meters' readings as figures.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use hdrhistogram::Histogram;
use koronailta_tests::{ear::Arrival, peer::Peer};
use serde::Serialize;

use crate::Arguments;

/// What all receivers got while it was measured.
#[derive(Debug)]
pub(crate) struct Tally {
    begun: Instant,
    packets: u64,
    missing: u64,
    /// From a sender's write to a receiver's read, in microseconds.
    latency: Histogram<u64>,
}

impl Tally {
    pub(crate) fn new(begun: Instant) -> Self {
        let latency = Histogram::new_with_bounds(1, 60_000_000, 3).expect("the bounds are in order");
        Self { begun, packets: 0, missing: 0, latency }
    }

    /// Counts what a receiver got in `took` from `from` on.
    pub(crate) fn count(&mut self, peer: &Peer, from: Instant, took: Duration) {
        for arrivals in peer.streams().values() {
            let mut numbers: HashMap<(u32, u8), Vec<u32>> = HashMap::new();
            for arrival in arrivals.iter().filter(|arrival| arrival.at >= from && arrival.at <= from + took) {
                let Some(mark) = arrival.mark else { continue };
                self.packets += 1;
                numbers.entry((mark.sender, mark.source as u8)).or_default().push(mark.number);
                let _ = self.latency.record(self.latency_of(arrival, mark.written).max(1));
            }
            self.missing += numbers.values_mut().map(missing).sum::<u64>();
        }
    }

    fn latency_of(&self, arrival: &Arrival, written: u64) -> u64 {
        let arrived = arrival.at.saturating_duration_since(self.begun).as_micros();
        u64::try_from(arrived).unwrap_or(u64::MAX).saturating_sub(written)
    }
}

/// Numbers that are missing between the first and the last. A hole of a second or more is no loss: somebody else had the
/// slot meanwhile.
fn missing(numbers: &mut Vec<u32>) -> u64 {
    const A_SECOND: u32 = 50;
    numbers.sort_unstable();
    numbers.dedup();
    let holes = numbers.windows(2).map(|pair| pair[1] - pair[0] - 1);
    holes.filter(|hole| *hole < A_SECOND).map(u64::from).sum()
}

/// What is printed.
#[derive(Debug, Serialize)]
pub(crate) struct Figures {
    rooms: u32,
    participants: u32,
    senders: u32,
    seconds: f64,
    packets_forwarded: u64,
    server_cpu_us_per_forwarded_packet: Option<f64>,
    server_cpu_share_of_one_core: Option<f64>,
    join_ms_p50: f64,
    join_ms_p95: f64,
    /// With the work of both peers, which run on the same machine: an upper bound of what the server adds.
    added_latency_ms_p50: f64,
    added_latency_ms_p99: f64,
    loss: f64,
    resident_bytes_per_participant: Option<u64>,
}

impl Figures {
    pub(crate) fn of(
        arguments: &Arguments,
        tally: &Tally,
        joins: &[Duration],
        spent: Option<Duration>,
        grown: Option<u64>,
        people: usize,
        took: Duration,
    ) -> Self {
        let milliseconds = |microseconds: u64| microseconds as f64 / 1_000.0;
        let mut sorted = joins.to_vec();
        sorted.sort_unstable();
        let join = |share: f64| {
            let place = (share * sorted.len() as f64).ceil() as usize;
            sorted.get(place.saturating_sub(1)).map_or(0.0, |time| time.as_secs_f64() * 1_000.0)
        };
        let packets = tally.packets.max(1) as f64;
        Self {
            rooms: arguments.rooms,
            participants: arguments.participants,
            senders: arguments.senders,
            seconds: took.as_secs_f64(),
            packets_forwarded: tally.packets,
            server_cpu_us_per_forwarded_packet: spent.map(|spent| spent.as_micros() as f64 / packets),
            server_cpu_share_of_one_core: spent.map(|spent| spent.as_secs_f64() / took.as_secs_f64()),
            join_ms_p50: join(0.5),
            join_ms_p95: join(0.95),
            added_latency_ms_p50: milliseconds(tally.latency.value_at_quantile(0.5)),
            added_latency_ms_p99: milliseconds(tally.latency.value_at_quantile(0.99)),
            loss: tally.missing as f64 / (tally.packets + tally.missing).max(1) as f64,
            resident_bytes_per_participant: grown.map(|grown| grown / people.max(1) as u64),
        }
    }

    pub(crate) fn print(&self) {
        let optional =
            |value: Option<f64>| value.map_or_else(|| "not measured".to_owned(), |value| format!("{value:.2}"));
        println!(
            "{} rooms, {} people each, {} send, {:.1} s",
            self.rooms, self.participants, self.senders, self.seconds
        );
        println!("packets forwarded                  {}", self.packets_forwarded);
        println!("server CPU us per packet           {}", optional(self.server_cpu_us_per_forwarded_packet));
        println!("server CPU, share of one core      {}", optional(self.server_cpu_share_of_one_core));
        println!("join ms p50, p95                   {:.0}, {:.0}", self.join_ms_p50, self.join_ms_p95);
        println!(
            "added latency ms p50, p99          {:.2}, {:.2}",
            self.added_latency_ms_p50, self.added_latency_ms_p99
        );
        println!("loss                               {:.5}", self.loss);
        let resident = self.resident_bytes_per_participant.map(|bytes| bytes as f64);
        println!("resident bytes per participant     {}", optional(resident));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_are_lost_packets_but_not_those_of_a_slot_given_away() {
        assert_eq!(missing(&mut vec![4, 1, 2, 2, 6]), 2);
        assert_eq!(missing(&mut vec![1, 2, 200, 201]), 0);
        assert_eq!(missing(&mut Vec::new()), 0);
    }
}
