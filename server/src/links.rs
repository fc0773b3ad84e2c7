//! From a token to what it opens, read freshly from the store each time.

use koronailta_signaling::{
    ids::{EveningId, Timestamp},
    room::Access,
    wire::{Param, RejectCode, Rejection},
};

use crate::{
    store::{EveningRow, LinkRow, LinkState, Store, StoreError},
    token::Token,
};

/// Why a link does not open.
#[derive(Debug)]
pub enum LinkError {
    /// To be told.
    Rejected(Rejection),
    /// Ours; logged, and hidden from the peer.
    Internal(StoreError),
}

impl LinkError {
    /// What the peer is told.
    #[must_use]
    pub fn rejection(self) -> Rejection {
        match self {
            Self::Rejected(rejection) => rejection,
            Self::Internal(error) => {
                tracing::error!(%error, "a link could not be looked up");
                RejectCode::Internal.reject()
            }
        }
    }
}

impl From<StoreError> for LinkError {
    fn from(error: StoreError) -> Self {
        Self::Internal(error)
    }
}

/// A valid link and its evening.
#[derive(Clone, Debug)]
pub struct OpenLink {
    /// What it grants.
    pub access: Access,
    /// Where it leads.
    pub evening: EveningRow,
}

/// Looks a token up.
///
/// # Errors
/// It is unknown, revoked, expired or not yet valid; or the store failed.
pub async fn resolve(store: &Store, token: &str, now: Timestamp) -> Result<OpenLink, LinkError> {
    let unknown = || LinkError::Rejected(RejectCode::LinkUnknown.reject());
    let token = Token::parse(token).ok_or_else(unknown)?;
    let link = store.link_by_token_hash(&token.hash()).await?.ok_or_else(unknown)?;
    check(&link, now).map_err(LinkError::Rejected)?;
    let evening = store.evening(link.evening).await?.ok_or_else(unknown)?;
    Ok(OpenLink { access: link.access, evening })
}

/// Looks a token up for one evening.
///
/// # Errors
/// As [`resolve`], or it leads elsewhere.
pub async fn resolve_for(
    store: &Store,
    token: &str,
    evening: EveningId,
    now: Timestamp,
) -> Result<OpenLink, LinkError> {
    let link = resolve(store, token, now).await?;
    if link.evening.info.evening != evening {
        return Err(LinkError::Rejected(RejectCode::EveningUnknown.reject()));
    }
    Ok(link)
}

/// Whether the link by which a session came still opens. True for a session the store does not know: the room says so.
///
/// # Errors
/// The store failed.
pub async fn session_link_valid(
    store: &Store,
    evening: EveningId,
    participant: koronailta_signaling::ids::ParticipantId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let Some(link) = store.session_link(evening, participant).await? else { return Ok(true) };
    Ok(store.link(link).await?.is_some_and(|link| link.state(now) == LinkState::Valid))
}

fn check(link: &LinkRow, now: Timestamp) -> Result<(), Rejection> {
    match link.state(now) {
        LinkState::Valid => Ok(()),
        LinkState::Expired => Err(RejectCode::LinkExpired.reject()),
        LinkState::Revoked => Err(RejectCode::LinkRevoked.reject()),
        LinkState::NotYet { opens_at } => {
            Err(RejectCode::LinkNotYet.reject().param("opens_at", Param::Number(opens_at.0)))
        }
    }
}
