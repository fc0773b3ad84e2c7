//! Making links: the token is shown once, its hash is kept.

use koronailta_signaling::{
    ids::{EveningId, LinkId, Timestamp},
    wire::event::Role,
};
use url::Url;

use crate::{
    clock::{Clock, SystemEntropy},
    store::NewLink,
    token::Token,
};

/// What a new link grants.
#[derive(Clone, Debug)]
pub struct Grant {
    /// Where it leads.
    pub evening: EveningId,
    /// The role.
    pub role: Role,
    /// The name it fixes.
    pub fixed_name: Option<String>,
    /// Its holder does not wait.
    pub admits: bool,
    /// Not before.
    pub valid_from: Option<Timestamp>,
    /// Not after.
    pub expires_at: Option<Timestamp>,
}

impl Grant {
    /// A link of a role, without name or end. Participants wait at the door.
    #[must_use]
    pub fn of_role(evening: EveningId, role: Role) -> Self {
        Self { evening, role, fixed_name: None, admits: role.is_staff(), valid_from: None, expires_at: None }
    }

    /// The link to keep, with this token.
    #[must_use]
    pub fn with_token(self, token: &Token, clock: Clock) -> NewLink {
        NewLink {
            id: LinkId::new(clock.now(), SystemEntropy::bytes()),
            evening: self.evening,
            token_hash: token.hash(),
            role: self.role,
            fixed_name: self.fixed_name,
            admits: self.admits,
            valid_from: self.valid_from,
            expires_at: self.expires_at,
            created_at: clock.now(),
        }
    }
}

/// The address that a person opens.
#[must_use]
pub fn address(public_url: &Url, token: &Token) -> String {
    let origin = public_url.origin().ascii_serialization();
    format!("{origin}/j/{}", token.reveal())
}
