//! Making links: the token is shown once, its hash is kept.

use koronailta_signaling::{
    ids::{EveningId, LinkId, NetworkId, PersonId, Timestamp},
    wire::participant::Role,
};
use url::Url;

use crate::{
    clock::{Clock, SystemEntropy},
    store::{LinkScope, NewLink},
    token::Token,
};

/// What a new link grants.
#[derive(Clone, Debug)]
pub struct Grant {
    /// Whose it is.
    pub network: NetworkId,
    /// Where it leads.
    pub scope: LinkScope,
    /// Whom it belongs to.
    pub person: Option<PersonId>,
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
    /// A link of a role to an evening, without name or end. Participants wait at the door.
    #[must_use]
    pub fn of_role(network: NetworkId, evening: EveningId, role: Role) -> Self {
        Self::shared(network, LinkScope::Evening(evening), role)
    }

    /// A link of a role, without name or end. Participants wait at the door.
    #[must_use]
    pub fn shared(network: NetworkId, scope: LinkScope, role: Role) -> Self {
        let admits = role.is_staff();
        Self { network, scope, person: None, role, fixed_name: None, admits, valid_from: None, expires_at: None }
    }

    /// A person's own link to the evenings of a network; it takes name and role from the person.
    #[must_use]
    pub fn personal(network: NetworkId, person: PersonId, role: Role) -> Self {
        Self { person: Some(person), admits: true, ..Self::shared(network, LinkScope::Network, role) }
    }

    /// The link to keep, with this token.
    #[must_use]
    pub fn with_token(self, token: &Token, clock: Clock) -> NewLink {
        NewLink {
            id: LinkId::new(clock.now(), SystemEntropy::bytes()),
            network: self.network,
            scope: self.scope,
            person: self.person,
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
