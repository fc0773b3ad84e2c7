//! The way in to the organizer's side: a link that works once, and the session that follows.

use koronailta_signaling::{
    ids::{NetworkId, PersonId, SessionId, SignInId, Timestamp},
    wire::{join::Language, participant::Role},
};
use url::Url;

use crate::{
    clock::{Clock, SystemEntropy},
    store::{Earlier, NewSession, NewSignIn, Person, SessionRow, SignedBy, Store, StoreError},
    token::Token,
};

const HOUR_MS: u64 = 3_600_000;

/// A sign-in link that somebody was given by hand works for so long.
const GIVEN_MS: u64 = 7 * 24 * HOUR_MS;

/// One that was mailed works for so long: the mailbox holds it, and a new one is one tap away.
pub const MAILED_MS: u64 = HOUR_MS;

/// A session lasts so long.
pub const SESSION_MS: u64 = 30 * 24 * HOUR_MS;

/// Whom a sign-in link lets in.
#[derive(Clone, Debug)]
pub enum LetsIn {
    /// Whoever makes the first network of a server.
    Founder,
    /// These persons, who are one human.
    Persons(Vec<PersonId>),
}

/// How a sign-in link gets to those whom it lets in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// Somebody who may decide it hands it over: earlier ones that nobody used open nothing any more.
    ByHand,
    /// Into their mailbox. Everybody can ask for that, so it takes nothing back.
    ByMail,
}

impl Delivery {
    fn lasts_ms(self) -> u64 {
        match self {
            Self::ByHand => GIVEN_MS,
            Self::ByMail => MAILED_MS,
        }
    }

    fn earlier(self) -> Earlier {
        match self {
            Self::ByHand => Earlier::TakenBack,
            Self::ByMail => Earlier::Kept,
        }
    }
}

/// Makes a link that works once.
///
/// # Errors
/// The store failed.
pub async fn new_link(
    store: &Store,
    lets_in: LetsIn,
    delivery: Delivery,
    public_url: &Url,
    clock: Clock,
) -> Result<String, StoreError> {
    let token = Token::generate();
    let now = clock.now();
    let (persons, founder) = match lets_in {
        LetsIn::Founder => (Vec::new(), true),
        LetsIn::Persons(persons) => (persons, false),
    };
    let new = NewSignIn {
        id: SignInId::new(now, SystemEntropy::bytes()),
        token_hash: token.hash(),
        persons,
        founder,
        created_at: now,
        expires_at: now.plus(delivery.lasts_ms()),
    };
    store.add_sign_in(new, delivery.earlier()).await?;
    Ok(address(public_url, &token))
}

/// The address that somebody opens to sign in. Opening it does nothing yet: mail scanners open links too.
#[must_use]
pub fn address(public_url: &Url, token: &Token) -> String {
    format!("{}/sign-in/{}", public_url.origin().ascii_serialization(), token.reveal())
}

/// The organizer of a network that has none yet.
#[must_use]
pub fn first_organizer(network: NetworkId, clock: Clock) -> Person {
    let now = clock.now();
    Person {
        id: PersonId::new(now, SystemEntropy::bytes()),
        member: None,
        network,
        name: "Järjestäjä".to_owned(),
        email: None,
        language: Language::Fi,
        role: Role::Organizer,
        founder: true,
        created_at: now,
        version: 1,
    }
}

/// A session that has just begun.
#[derive(Clone, Debug)]
pub struct Begun {
    /// The secret for the cookie.
    pub token: Token,
    /// Not after.
    pub expires_at: Timestamp,
}

/// Uses a link up. Somebody who is signed in already stays signed in as whom they were, too: so who is staff of two
/// networks reaches both.
///
/// # Errors
/// The store failed. `None`: the link was used, is too old, or never was.
pub async fn redeem(
    store: &Store,
    token: &str,
    before: Option<&SessionRow>,
    clock: Clock,
) -> Result<Option<Begun>, StoreError> {
    let Some(token) = Token::parse(token) else { return Ok(None) };
    let Some(id) = store.open_sign_in(&token.hash(), clock.now()).await? else { return Ok(None) };
    match begin(store, SignedBy::Token(id), before, clock).await {
        Ok(begun) => Ok(Some(begun)),
        // Somebody else was quicker.
        Err(StoreError::Conflict) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Begins a session.
///
/// # Errors
/// The store failed, or the link was used meanwhile.
pub async fn begin(
    store: &Store,
    by: SignedBy,
    before: Option<&SessionRow>,
    clock: Clock,
) -> Result<Begun, StoreError> {
    let now = clock.now();
    let token = Token::generate();
    let expires_at = now.plus(SESSION_MS);
    let session = NewSession {
        id: SessionId::new(now, SystemEntropy::bytes()),
        token_hash: token.hash(),
        created_at: now,
        expires_at,
    };
    store.begin_session(session, by, before.map(|session| session.id), now).await?;
    Ok(Begun { token, expires_at })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::store::{NewNetwork, NewPasskey, PasskeyRow};
    use koronailta_signaling::ids::PasskeyId;

    struct Scene {
        _folder: tempfile::TempDir,
        store: Store,
        clock: Clock,
        url: Url,
    }

    async fn scene() -> Scene {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        Scene { _folder: folder, store, clock: Clock::start(), url: Url::parse("https://ilta.example").unwrap() }
    }

    impl Scene {
        async fn organizer_of(&self, slug: &str, number: u8, founder: bool) -> PersonId {
            let now = self.clock.now();
            let network = NetworkId::new(now, [number; 10]);
            let organizer = Person {
                id: PersonId::new(now, [number; 10]),
                member: None,
                network,
                name: "Kaisa".to_owned(),
                email: None,
                language: Language::Fi,
                role: Role::Organizer,
                founder,
                created_at: now,
                version: 1,
            };
            let id = organizer.id;
            let network = NewNetwork {
                id: network,
                slug: slug.to_owned(),
                name: slug.to_owned(),
                ground_rules: String::new(),
                help_phone: None,
                members_may_host: true,
                created_at: now,
            };
            self.store.found_network(network, organizer).await.unwrap();
            id
        }

        async fn link(&self, lets_in: LetsIn) -> String {
            let link = new_link(&self.store, lets_in, Delivery::ByHand, &self.url, self.clock).await.unwrap();
            link.rsplit('/').next().unwrap().to_owned()
        }

        async fn mailed(&self, persons: &[PersonId]) -> String {
            let lets_in = LetsIn::Persons(persons.to_vec());
            let link = new_link(&self.store, lets_in, Delivery::ByMail, &self.url, self.clock).await.unwrap();
            link.rsplit('/').next().unwrap().to_owned()
        }

        /// A passkey of whoever is signed in.
        async fn passkey(&self, session: &SessionRow, title: &str) -> PasskeyId {
            let now = self.clock.now();
            let row = PasskeyRow {
                id: PasskeyId::new(now, SystemEntropy::bytes()),
                user_handle: uuid::Uuid::from_bytes(SystemEntropy::bytes()),
                credential: String::new(),
                title: title.to_owned(),
                created_at: now,
                used_at: None,
            };
            let id = row.id;
            let credential_id = id.to_string();
            self.store.add_passkey(NewPasskey { row, credential_id, session: session.id }).await.unwrap();
            id
        }

        async fn by_passkey(&self, passkey: PasskeyId) -> SessionRow {
            let begun = begin(&self.store, SignedBy::Passkey(passkey), None, self.clock).await.unwrap();
            self.store.session(&begun.token.hash(), self.clock.now()).await.unwrap().unwrap()
        }

        async fn passkeys_of(&self, session: &SessionRow) -> Vec<PasskeyId> {
            self.store.passkeys_of(session.id).await.unwrap().into_iter().map(|row| row.id).collect()
        }

        async fn redeem(&self, token: &str, before: Option<&SessionRow>) -> Option<SessionRow> {
            let begun = redeem(&self.store, token, before, self.clock).await.unwrap()?;
            self.store.session(&begun.token.hash(), self.clock.now()).await.unwrap()
        }
    }

    #[tokio::test]
    async fn a_link_works_once_and_a_new_one_takes_the_old_one_back() {
        let scene = scene().await;
        let kaisa = scene.organizer_of("kemi", 1, false).await;
        let lost = scene.link(LetsIn::Persons(vec![kaisa])).await;
        let link = scene.link(LetsIn::Persons(vec![kaisa])).await;
        assert!(scene.redeem(&lost, None).await.is_none(), "the lost one lets nobody in");
        let session = scene.redeem(&link, None).await.unwrap();
        assert_eq!(session.persons.iter().map(|one| one.person).collect::<Vec<_>>(), [kaisa]);
        assert!(!session.founder);
        assert!(scene.redeem(&link, None).await.is_none());
        scene.store.end_session(session.id).await.unwrap();
    }

    #[tokio::test]
    async fn two_who_open_one_link_at_once_are_not_both_let_in() {
        let scene = scene().await;
        let kaisa = scene.organizer_of("kemi", 1, false).await;
        let link = scene.link(LetsIn::Persons(vec![kaisa])).await;
        let (first, second) = tokio::join!(scene.redeem(&link, None), scene.redeem(&link, None));
        assert_eq!([first.is_some(), second.is_some()].iter().filter(|one| **one).count(), 1);
    }

    #[tokio::test]
    async fn who_works_in_two_networks_reaches_both_and_is_put_out_of_one_without_the_other() {
        let scene = scene().await;
        let in_kemi = scene.organizer_of("kemi", 1, false).await;
        let in_tornio = scene.organizer_of("tornio", 2, true).await;
        let first = scene.link(LetsIn::Persons(vec![in_kemi])).await;
        let second = scene.link(LetsIn::Persons(vec![in_tornio])).await;
        let session = scene.redeem(&first, None).await.unwrap();
        let both = scene.redeem(&second, Some(&session)).await.unwrap();
        assert_eq!(both.persons.len(), 2);
        assert!(both.founder, "a person who may make networks may do so however they came in");
        scene.store.end_sign_ins_of(in_tornio).await.unwrap();
        let third = scene.link(LetsIn::Persons(vec![in_kemi])).await;
        let left = scene.redeem(&third, Some(&both)).await.unwrap();
        assert_eq!(left.persons.iter().map(|one| one.person).collect::<Vec<_>>(), [in_kemi]);
    }

    fn persons(session: &SessionRow) -> Vec<PersonId> {
        session.persons.iter().map(|one| one.person).collect()
    }

    #[tokio::test]
    async fn who_organizes_elsewhere_and_knows_an_address_reaches_nobodys_way_in() {
        let scene = scene().await;
        let veera = scene.organizer_of("kemi", 1, true).await;
        let by_hand = scene.link(LetsIn::Persons(vec![veera])).await;
        let session = scene.redeem(&by_hand, None).await.unwrap();
        let own = scene.passkey(&session, "Veera's phone").await;
        // Mallory writes Veera's address down as that of somebody of the staff, and makes that person a link.
        let planted = scene.organizer_of("mallory", 2, false).await;
        let waiting = scene.mailed(&[veera, planted]).await;
        let link = scene.link(LetsIn::Persons(vec![planted])).await;
        let mallory = scene.redeem(&link, None).await.unwrap();
        assert_eq!(persons(&mallory), [planted]);
        let foreign = scene.passkey(&mallory, "Mallory's").await;
        let session = scene.redeem(&waiting, None).await.expect("the link in Veera's mailbox still works");
        assert_eq!(session.persons.len(), 2);
        assert_eq!(scene.passkeys_of(&mallory).await, [foreign], "Mallory sees none of Veera's");
        let session = scene.redeem(&scene.link(LetsIn::Persons(vec![veera])).await, Some(&session)).await.unwrap();
        let tornio = scene.organizer_of("tornio", 3, true).await;
        scene.store.extend_session(session.id, tornio).await.unwrap();
        assert_eq!(
            persons(&scene.by_passkey(foreign).await),
            [planted],
            "Mallory's passkey reaches no network of Veera's"
        );
        assert_eq!(persons(&scene.by_passkey(own).await), [veera]);
    }

    #[tokio::test]
    async fn the_passkey_by_which_somebody_came_stands_for_the_network_that_they_make() {
        let scene = scene().await;
        let veera = scene.organizer_of("kemi", 1, true).await;
        let link = scene.link(LetsIn::Persons(vec![veera])).await;
        let first = scene.redeem(&link, None).await.unwrap();
        let phone = scene.passkey(&first, "phone").await;
        let session = scene.by_passkey(phone).await;
        let tornio = scene.organizer_of("tornio", 2, true).await;
        scene.store.extend_session(session.id, tornio).await.unwrap();
        assert_eq!(scene.by_passkey(phone).await.persons.len(), 2);
        assert_eq!(scene.passkeys_of(&session).await.len(), 1, "extended along with its passkey");
    }

    #[tokio::test]
    async fn asking_for_a_link_by_mail_takes_nothing_back() {
        let scene = scene().await;
        let kaisa = scene.organizer_of("kemi", 1, false).await;
        let by_hand = scene.link(LetsIn::Persons(vec![kaisa])).await;
        let mailed = scene.mailed(&[kaisa]).await;
        scene.mailed(&[kaisa]).await;
        assert!(scene.redeem(&mailed, None).await.is_some(), "somebody else asked for one more");
        assert!(scene.redeem(&mailed, None).await.is_none(), "it works once");
        assert!(scene.redeem(&by_hand, None).await.is_some());
    }

    #[tokio::test]
    async fn the_first_organizer_comes_in_before_there_is_a_network() {
        let scene = scene().await;
        let link = scene.link(LetsIn::Founder).await;
        let session = scene.redeem(&link, None).await.unwrap();
        assert!(session.founder && session.persons.is_empty());
        let kaisa = scene.organizer_of("kemi", 1, true).await;
        scene.store.extend_session(session.id, kaisa).await.unwrap();
        let again = scene.link(LetsIn::Persons(vec![kaisa])).await;
        assert!(scene.redeem(&again, Some(&session)).await.unwrap().founder);
    }
}
