//! What a client measures of its own line.

use serde::{Deserialize, Serialize};

/// Numbers of the last seconds, from the receiver's side. Nothing in it tells who or where somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ConnectionReport {
    /// To the server and back, in milliseconds; absent where the browser does not tell.
    pub round_trip_ms: Option<u16>,
    /// Lost of what should have come in, in thousandths.
    pub lost_in: u16,
    /// Lost of what was sent, in thousandths.
    pub lost_out: u16,
    /// Coming in, in kbit/s.
    pub received_kbps: u32,
    /// Going out, in kbit/s.
    pub sent_kbps: u32,
    /// Sound that had to be invented while somebody spoke, in thousandths of all.
    pub concealed: u16,
    /// How long pictures stood still, in milliseconds, of all pictures together.
    pub frozen_ms: u32,
    /// Over what.
    pub path: Option<ConnectionPath>,
}

/// Over what a line goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ConnectionPath {
    /// UDP.
    Udp,
    /// ICE-TCP.
    Tcp,
    /// A relay.
    Relay,
}

impl ConnectionPath {
    /// Its wire name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Udp => "udp",
            Self::Tcp => "tcp",
            Self::Relay => "relay",
        }
    }
}
