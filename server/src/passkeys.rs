//! Passkeys (WebAuthn): making one, and signing in by one, each in two steps with a challenge between them that lives in
//! memory for a few minutes.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use koronailta_signaling::ids::{SessionId, Timestamp};
use url::Url;
use uuid::Uuid;
use webauthn_rs::{
    Webauthn, WebauthnBuilder,
    prelude::{
        DiscoverableAuthentication, DiscoverableKey, Passkey, PasskeyRegistration, PublicKeyCredential,
        RegisterPublicKeyCredential, RequestChallengeResponse, WebauthnError,
    },
};

use crate::clock::{Clock, SystemEntropy};

/// A challenge is answered within this time, in milliseconds.
const CHALLENGE_MS: u64 = 5 * 60_000;

/// Challenges that wait for an answer; the oldest go first.
const CHALLENGES_MAX: usize = 1000;

/// What a challenge is for.
enum Ceremony {
    Register { session: SessionId, handle: Uuid, state: Box<PasskeyRegistration> },
    SignIn(Box<DiscoverableAuthentication>),
}

/// Why a passkey is not taken.
#[derive(Debug, thiserror::Error)]
pub enum PasskeyError {
    /// Browsers make passkeys for names only, not for bare addresses.
    #[error("the public address has no name that passkeys could belong to")]
    Unavailable,
    /// The challenge is unknown, too old, or another one's.
    #[error("no such challenge")]
    Challenge,
    /// The options cannot be written.
    #[error("{0}")]
    Unwritable(serde_json::Error),
    /// The answer is not right.
    #[error("{0}")]
    Refused(#[from] WebauthnError),
}

/// The passkeys of this server, and the challenges that wait.
pub struct Passkeys {
    webauthn: Option<Webauthn>,
    open: Mutex<HashMap<Uuid, (Timestamp, Ceremony)>>,
}

impl Passkeys {
    /// For the address that people open.
    #[must_use]
    pub fn new(public_url: &Url) -> Self {
        let name = public_url.domain();
        let webauthn =
            name.and_then(|name| WebauthnBuilder::new(name, public_url).ok()?.rp_name("Koronailta").build().ok());
        Self { webauthn, open: Mutex::new(HashMap::new()) }
    }

    fn webauthn(&self) -> Result<&Webauthn, PasskeyError> {
        self.webauthn.as_ref().ok_or(PasskeyError::Unavailable)
    }

    fn open(&self) -> MutexGuard<'_, HashMap<Uuid, (Timestamp, Ceremony)>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn keep(&self, ceremony: Ceremony, clock: Clock) -> Uuid {
        let now = clock.now();
        let mut open = self.open();
        open.retain(|_, (until, _)| *until > now);
        if open.len() >= CHALLENGES_MAX
            && let Some(oldest) = open.iter().min_by_key(|(_, (until, _))| *until).map(|(key, _)| *key)
        {
            open.remove(&oldest);
        }
        let key = Uuid::from_bytes(SystemEntropy::bytes());
        open.insert(key, (now.plus(CHALLENGE_MS), ceremony));
        key
    }

    fn take(&self, key: Uuid, clock: Clock) -> Result<Ceremony, PasskeyError> {
        let (until, ceremony) = self.open().remove(&key).ok_or(PasskeyError::Challenge)?;
        if until > clock.now() { Ok(ceremony) } else { Err(PasskeyError::Challenge) }
    }

    /// Asks a browser to make a passkey for somebody signed in.
    ///
    /// # Errors
    /// Passkeys are not possible here.
    pub fn begin_registration(
        &self,
        session: SessionId,
        handle: Uuid,
        name: &str,
        known: &[Passkey],
        clock: Clock,
    ) -> Result<(Uuid, serde_json::Value), PasskeyError> {
        let known = known.iter().map(|one| one.cred_id().clone()).collect();
        let (options, state) = self.webauthn()?.start_passkey_registration(handle, name, name, Some(known))?;
        // Signing in asks for no name, so the authenticator has to remember whose passkey it is.
        let mut options = serde_json::to_value(options).map_err(PasskeyError::Unwritable)?;
        if let Some(selection) = options.pointer_mut("/publicKey/authenticatorSelection") {
            selection["residentKey"] = "required".into();
            selection["requireResidentKey"] = true.into();
        }
        Ok((self.keep(Ceremony::Register { session, handle, state: Box::new(state) }, clock), options))
    }

    /// Takes the browser's answer: a passkey, and the handle by which it is found again.
    ///
    /// # Errors
    /// The answer is not right, or it is another session's.
    pub fn finish_registration(
        &self,
        session: SessionId,
        challenge: Uuid,
        credential: &RegisterPublicKeyCredential,
        clock: Clock,
    ) -> Result<(Uuid, Passkey), PasskeyError> {
        let Ceremony::Register { session: begun, handle, state } = self.take(challenge, clock)? else {
            return Err(PasskeyError::Challenge);
        };
        if begun != session {
            return Err(PasskeyError::Challenge);
        }
        Ok((handle, self.webauthn()?.finish_passkey_registration(credential, &state)?))
    }

    /// Asks a browser for any passkey of this server.
    ///
    /// # Errors
    /// Passkeys are not possible here.
    pub fn begin_sign_in(&self, clock: Clock) -> Result<(Uuid, RequestChallengeResponse), PasskeyError> {
        let (mut options, state) = self.webauthn()?.start_discoverable_authentication()?;
        // It is asked for by a button, not while a name is being typed.
        options.mediation = None;
        Ok((self.keep(Ceremony::SignIn(Box::new(state)), clock), options))
    }

    /// By which handle the passkeys are found that an answer can be of.
    ///
    /// # Errors
    /// The answer names nobody.
    pub fn handle_of(&self, credential: &PublicKeyCredential) -> Result<Uuid, PasskeyError> {
        Ok(self.webauthn()?.identify_discoverable_authentication(credential)?.0)
    }

    /// Takes the browser's answer and says which of these passkeys it is, with its counter moved.
    ///
    /// # Errors
    /// The answer is not right.
    pub fn finish_sign_in(
        &self,
        challenge: Uuid,
        credential: &PublicKeyCredential,
        known: Vec<Passkey>,
        clock: Clock,
    ) -> Result<(usize, Passkey), PasskeyError> {
        let Ceremony::SignIn(state) = self.take(challenge, clock)? else { return Err(PasskeyError::Challenge) };
        let used = known.iter().position(|one| one.cred_id().as_slice() == credential.get_credential_id());
        let used = used.ok_or(PasskeyError::Challenge)?;
        let mut passkey = known.into_iter().nth(used).ok_or(PasskeyError::Challenge)?;
        let result = self.webauthn()?.finish_discoverable_authentication_v2(
            credential,
            *state,
            DiscoverableKey::from(&passkey),
        )?;
        passkey.update_credential(&result);
        Ok((used, passkey))
    }
}

impl std::fmt::Debug for Passkeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Passkeys({} open)", self.open().len())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_bare_address_has_no_passkeys() {
        let bare = Passkeys::new(&Url::parse("http://127.0.0.1:8787").unwrap());
        assert!(matches!(bare.begin_sign_in(Clock::start()), Err(PasskeyError::Unavailable)));
        let named = Passkeys::new(&Url::parse("http://localhost:8787").unwrap());
        assert!(named.begin_sign_in(Clock::start()).is_ok());
    }

    #[test]
    fn challenges_do_not_pile_up() {
        let passkeys = Passkeys::new(&Url::parse("https://illat.example").unwrap());
        let clock = Clock::start();
        let (first, _) = passkeys.begin_sign_in(clock).unwrap();
        for _ in 0..CHALLENGES_MAX {
            passkeys.begin_sign_in(clock).unwrap();
        }
        assert_eq!(passkeys.open().len(), CHALLENGES_MAX);
        let _ = first;
    }
}
