//! The first start. On a machine of one's own a demo network whose evening is open now; on a public address
//! only a link that works once, by which somebody makes the first network.

use std::{
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use koronailta_signaling::{
    ids::{EveningId, NetworkId},
    wire::participant::Role,
};
use serde::{Deserialize, Serialize};
use url::Url;

use crate::{
    clock::{Clock, SystemEntropy},
    invite::{self, Grant},
    sign_in::{self, Delivery, LetsIn},
    store::{LinkScope, NewEvening, NewNetwork, Store, StoreError},
    token::Token,
};

/// The demo's tokens, readable by the owner only, so that its links can be shown again at the next start.
const FILE: &str = "demo-links.json";

const SLUG: &str = "rovaniemi";
const HOUR_MS: u64 = 3_600_000;
const LENGTH_HOURS: u64 = 12;

/// Nobody's number: after an area code no number in Finland begins with 0.
const HELP_PHONE: &str = "016 000 0000";

/// The ground rules of the demo network.
pub const GROUND_RULES: &str = "Mitä täällä kerrotaan, jää tänne.\n\
    Jokainen puhuu vuorollaan, muut kuuntelevat.\n\
    Saat olla hiljaa ja ohittaa vuorosi.\n\
    Neuvoja annetaan, kun niitä pyydetään.\n\
    Kukaan ei tallenna iltaa.";

/// Links by role, as `--links-file` holds them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Links {
    /// For who runs the network.
    pub organizer: String,
    /// For the host.
    pub moderator: String,
    /// For the business advisor.
    pub advisor: String,
    /// For everybody else; it knocks at the door.
    pub participant: String,
    /// For the organizer's side of the network. It works once, so it is new at each start and kept nowhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub console: Option<String>,
}

/// The demo could not be made.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file could not be read or written.
    #[error("{path}: {error}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
}

impl Links {
    fn map(&self, change: impl Fn(&str) -> String) -> Self {
        Self {
            organizer: change(&self.organizer),
            moderator: change(&self.moderator),
            advisor: change(&self.advisor),
            participant: change(&self.participant),
            console: None,
        }
    }

    /// Writes them as JSON; a reader sees the whole file or none.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn write(&self, path: &Path) -> Result<(), DemoError> {
        write_private(path, &serde_json::to_vec_pretty(self).unwrap_or_default())
    }
}

/// The demo's links, if this data directory is a demo's or can become one.
///
/// # Errors
/// The store failed, or a file could not be read or written.
pub async fn links(store: &Store, data_dir: &Path, public_url: &Url, clock: Clock) -> Result<Option<Links>, DemoError> {
    let path = data_dir.join(FILE);
    let kept = std::fs::read(&path).ok().and_then(|bytes| serde_json::from_slice::<Links>(&bytes).ok());
    let networks = store.networks().await?;
    let tokens = match kept {
        Some(tokens) if is_open(store, &tokens, clock).await? => tokens,
        // The evening of an earlier day is over: the demo goes on with a new one.
        Some(_) => {
            let Some(network) = networks.iter().find(|network| network.slug == SLUG) else { return Ok(None) };
            new_evening(store, network.id, &path, clock).await?
        }
        None if networks.is_empty() => {
            let network = new_network(store, Some(HELP_PHONE), clock).await?;
            new_evening(store, network, &path, clock).await?
        }
        None => return Ok(None),
    };
    let mut links =
        tokens.map(|text| Token::parse(text).map_or_else(String::new, |token| invite::address(public_url, &token)));
    links.console = console(store, public_url, clock).await?;
    Ok(Some(links))
}

/// A way in to the organizer's side of the demo, whose organizer is made where there is none.
async fn console(store: &Store, public_url: &Url, clock: Clock) -> Result<Option<String>, DemoError> {
    let Some(network) = store.network(SLUG).await? else { return Ok(None) };
    let people = store.persons_of(network.id).await?;
    let organizer = match people.iter().find(|person| person.role == Role::Organizer) {
        Some(organizer) => organizer.id,
        None => {
            let organizer = sign_in::first_organizer(network.id, clock);
            let id = organizer.id;
            store.add_people(Vec::new(), vec![organizer]).await?;
            id
        }
    };
    let lets_in = LetsIn::Persons(vec![organizer]);
    Ok(Some(sign_in::new_link(store, lets_in, Delivery::ByHand, public_url, clock).await?))
}

/// On a public address and as long as there is no network: a link by which somebody can make one. Each start makes a new
/// one and takes the last one back, so that a lost one locks nobody out.
///
/// # Errors
/// The store failed.
pub async fn founders_link(store: &Store, public_url: &Url, clock: Clock) -> Result<Option<String>, DemoError> {
    if !store.networks().await?.is_empty() {
        return Ok(None);
    }
    Ok(Some(sign_in::new_link(store, LetsIn::Founder, Delivery::ByHand, public_url, clock).await?))
}

async fn is_open(store: &Store, tokens: &Links, clock: Clock) -> Result<bool, DemoError> {
    let Some(token) = Token::parse(&tokens.participant) else { return Ok(false) };
    let Some(link) = store.link_by_token_hash(&token.hash()).await? else { return Ok(false) };
    let LinkScope::Evening(evening) = link.scope else { return Ok(false) };
    let evening = store.evening(evening).await?;
    Ok(evening.is_some_and(|evening| !evening.ended && evening.info.ends_at > clock.now()))
}

async fn new_network(store: &Store, help_phone: Option<&str>, clock: Clock) -> Result<NetworkId, DemoError> {
    let id = NetworkId::new(clock.now(), SystemEntropy::bytes());
    store
        .add_network(NewNetwork {
            id,
            slug: SLUG.to_owned(),
            name: "Rovaniemi".to_owned(),
            ground_rules: GROUND_RULES.to_owned(),
            help_phone: help_phone.map(str::to_owned),
            members_may_host: true,
            created_at: clock.now(),
        })
        .await?;
    Ok(id)
}

async fn add_evening(store: &Store, network: NetworkId, clock: Clock) -> Result<EveningId, DemoError> {
    let id = EveningId::new(clock.now(), SystemEntropy::bytes());
    let now = clock.now();
    store
        .add_evening(NewEvening {
            id,
            network,
            title: "Koronailta".to_owned(),
            starts_at: now,
            ends_at: now.plus(LENGTH_HOURS * HOUR_MS),
            doors_open_at: now,
            encrypted: false,
            captions_kept: false,
        })
        .await?;
    Ok(id)
}

async fn new_evening(store: &Store, network: NetworkId, path: &Path, clock: Clock) -> Result<Links, DemoError> {
    let evening = add_evening(store, network, clock).await?;
    let roles = [Role::Organizer, Role::Moderator, Role::Advisor, Role::Participant];
    let tokens = roles.map(|_| Token::generate());
    let links =
        roles.iter().zip(&tokens).map(|(role, token)| Grant::of_role(network, evening, *role).with_token(token, clock));
    store.add_links(links.collect()).await?;
    let [organizer, moderator, advisor, participant] = tokens.map(|token| token.reveal().to_owned());
    let tokens = Links { organizer, moderator, advisor, participant, console: None };
    tokens.write(path)?;
    Ok(tokens)
}

fn write_private(path: &Path, bytes: &[u8]) -> Result<(), DemoError> {
    let failed = |error| DemoError::File { path: path.to_owned(), error };
    let beside = path.with_extension("new");
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&beside).map_err(failed)?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(failed)?;
    std::fs::rename(&beside, path).map_err(failed)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[tokio::test]
    async fn the_links_stay_while_the_evening_lasts_and_are_new_afterwards() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let clock = Clock::start();
        let url = Url::parse("http://127.0.0.1:8787").unwrap();
        let first = links(&store, folder.path(), &url, clock).await.unwrap().expect("a demo");
        assert!(first.participant.starts_with("http://127.0.0.1:8787/j/"));
        let again = links(&store, folder.path(), &url, clock).await.unwrap().expect("still a demo");
        assert_eq!((&again.organizer, &again.participant), (&first.organizer, &first.participant));
        assert_ne!(again.console, first.console, "a way in that works once is new each time");
        let token = Token::parse(first.participant.rsplit('/').next().unwrap()).unwrap();
        let link = store.link_by_token_hash(&token.hash()).await.unwrap().unwrap();
        let LinkScope::Evening(evening) = link.scope else { panic!("a demo link leads to one evening") };
        store.end_evening(evening).await.unwrap();
        let second = links(&store, folder.path(), &url, clock).await.unwrap().expect("still a demo");
        assert_ne!(second.participant, first.participant);
    }

    #[tokio::test]
    async fn a_new_server_lets_somebody_make_a_network_until_there_is_one_and_becomes_no_demo() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let clock = Clock::start();
        let url = Url::parse("https://ilta.example").unwrap();
        let lost = founders_link(&store, &url, clock).await.unwrap().expect("a link");
        let link = founders_link(&store, &url, clock).await.unwrap().expect("another one");
        let token = |link: &str| link.strip_prefix("https://ilta.example/sign-in/").unwrap().to_owned();
        assert!(sign_in::redeem(&store, &token(&lost), None, clock).await.unwrap().is_none());
        assert!(sign_in::redeem(&store, &token(&link), None, clock).await.unwrap().is_some());
        new_network(&store, None, clock).await.unwrap();
        assert_eq!(founders_link(&store, &url, clock).await.unwrap(), None);
        assert_eq!(links(&store, folder.path(), &url, clock).await.unwrap(), None);
    }
}
