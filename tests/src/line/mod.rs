//! A line between clients and the media port that behaves as badly as it is told to: a relay of UDP datagrams, and of TCP connections for
//! clients whose datagrams are swallowed. The server offers the relay's address instead of its own; each client is a flow with an address
//! of its own towards the server, as behind a NAT.

mod conditions;
mod relay;

pub use conditions::{Conditions, Counts, Link};
pub use relay::{Control, FlowCounts, Line};
