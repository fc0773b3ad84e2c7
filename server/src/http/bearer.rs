//! Who asks about an evening: somebody in it, by the secret they resume with, or the holder of a link to it.

use axum::http::{HeaderMap, header};
use koronailta_signaling::{
    ids::{EveningId, ParticipantId},
    wire::{RejectCode, Rejection, participant::Role, permission::Permission},
};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::{app::App, links, token::hex};

/// A secret is 64 characters; nothing longer is looked at.
const SECRET_MAX: usize = 128;

/// Somebody of an evening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bearer {
    /// Their role now.
    pub(super) role: Role,
}

impl Bearer {
    /// Reads `Authorization: Bearer {participant}.{secret}`, or `Bearer {token of a link}`.
    ///
    /// # Errors
    /// `session_unknown` where there is nothing that proves anything, `not_admitted` in the lobby, or why the link does not open.
    pub(super) async fn of(app: &App, headers: &HeaderMap, evening: EveningId) -> Result<Self, Rejection> {
        let said = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let said = said.and_then(|value| value.strip_prefix("Bearer ")).map(str::trim);
        let said = said.ok_or(RejectCode::SessionUnknown)?;
        match said.split_once('.') {
            Some((participant, secret)) => Self::of_session(app, evening, participant, secret).await,
            None => Self::of_link(app, evening, said).await,
        }
    }

    async fn of_session(app: &App, evening: EveningId, participant: &str, secret: &str) -> Result<Self, Rejection> {
        let unknown = || Rejection::from(RejectCode::SessionUnknown);
        let participant: ParticipantId = participant.parse().map_err(|_| unknown())?;
        if secret.len() > SECRET_MAX {
            return Err(unknown());
        }
        let internal = |error| links::LinkError::Internal(error).rejection();
        let key = app.store.session_key(evening, participant).await.map_err(internal)?.ok_or_else(unknown)?;
        let shown = hex(&Sha256::digest(secret.as_bytes()));
        if !bool::from(shown.as_bytes().ct_eq(key.secret_hash.as_bytes())) {
            return Err(unknown());
        }
        if !links::session_link_valid(&app.store, evening, participant).await.map_err(internal)? {
            return Err(RejectCode::LinkRevoked.into());
        }
        if key.admitted { Ok(Self { role: key.role }) } else { Err(RejectCode::NotAdmitted.into()) }
    }

    /// A link that leads to the lobby opens nothing by itself: who is behind it is seen at the door.
    async fn of_link(app: &App, evening: EveningId, token: &str) -> Result<Self, Rejection> {
        let now = app.clock.now();
        let link = links::resolve_for(&app.store, token, evening, now).await.map_err(links::LinkError::rejection)?;
        let role = link.access.role;
        if role.is_staff() || (link.access.admits && link.access.personal) {
            return Ok(Self { role });
        }
        Err(RejectCode::NotAdmitted.into())
    }

    /// That their role may do this.
    ///
    /// # Errors
    /// `forbidden`.
    pub(super) fn may(self, permission: Permission) -> Result<(), Rejection> {
        if self.role.may(permission) { Ok(()) } else { Err(RejectCode::Forbidden.into()) }
    }
}
