//! Relays (TURN, RFC 8656) for those whose network lets nothing else through, and credentials for them that the relay can
//! check without asking anybody ("A REST API for access to TURN services", draft-uberti-behave-turn-rest-00 §2.2): the user
//! name says until when they hold, the password is its HMAC-SHA1 under a secret that the server and the relay share.

use std::fmt;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

use crate::{
    ids::{ParticipantId, Timestamp},
    limits,
    wire::welcome::IceServer,
};

/// Where the relays are, and the secret shared with them.
#[derive(Clone, PartialEq, Eq)]
pub struct Relays {
    urls: Vec<String>,
    secret: String,
}

impl Relays {
    /// Relays at these `turn:` or `turns:` URLs.
    #[must_use]
    pub fn new(urls: Vec<String>, secret: String) -> Self {
        Self { urls, secret }
    }

    /// What a client needs to use them, good for [`limits::RELAY_VALID_MS`]. The user name holds nothing of the person
    /// but the random number they have in this evening.
    #[must_use]
    pub fn for_participant(&self, now: Timestamp, who: ParticipantId) -> IceServer {
        let username = format!("{}:{who}", now.plus(limits::RELAY_VALID_MS).0 / 1000);
        let mut mac = Hmac::<Sha1>::new_from_slice(self.secret.as_bytes()).expect("HMAC takes keys of any length");
        mac.update(username.as_bytes());
        let credential = STANDARD.encode(mac.finalize().into_bytes());
        IceServer { urls: self.urls.clone(), username: Some(username), credential: Some(credential) }
    }
}

impl fmt::Debug for Relays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Relays").field("urls", &self.urls).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_are_what_a_relay_computes_from_the_same_secret() {
        let relays = Relays::new(vec!["turns:turn.example.org:443?transport=tcp".to_owned()], "north".to_owned());
        let who = ParticipantId::new(Timestamp(1_700_000_000_000), [7; 10]);
        let server = relays.for_participant(Timestamp(1_700_000_000_999), who);
        let until = 1_700_000_000 + limits::RELAY_VALID_MS / 1000;
        assert_eq!(server.username, Some(format!("{until}:{who}")));
        // printf %s "$username" | openssl dgst -sha1 -hmac north -binary | base64
        assert_eq!(server.credential.as_deref(), Some("JaqxBGtfb8UJcOVcELbw61QW5GY="));
        assert_ne!(relays.for_participant(Timestamp(1_700_000_001_999), who).credential, server.credential);
    }

    #[test]
    fn the_secret_is_in_no_log() {
        let relays = Relays::new(Vec::new(), "north".to_owned());
        assert!(!format!("{relays:?}").contains("north"));
    }
}
