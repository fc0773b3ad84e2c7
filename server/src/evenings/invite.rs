//! Letters to those who are, or were, invited to an evening.

use koronailta_signaling::{
    ids::{LinkId, MailId, PersonId, Timestamp},
    wire::participant::Role,
};
use url::Url;

use super::{DAY_MS, MINUTE_MS, invitation_calendar};
use crate::{
    clock::SystemEntropy,
    mail::{
        Address,
        letters::{self, About, Near, Ways},
    },
    schedule::{Party, Zone},
    store::{
        Answer, Letter, LinkScope, MailKind, Network, NewLetter, NewLink, NewMail, News, Person, PlannedEvening, Store,
        StoreError,
    },
    token::Token,
};

/// A link from a mail leads to the next evening so long after its own.
const LINK_LIVES_MS: u64 = 90 * DAY_MS;

/// What mails are written with. Nobody is written to where a server sends no mail.
#[derive(Clone, Debug)]
pub struct Post {
    /// The address people open.
    pub public_url: Url,
    /// In whose name mail is sent.
    pub from: Address,
}

/// An invitation goes out once more at most so often.
const AGAIN_MS: u64 = 10 * MINUTE_MS;

/// An evening with what its letters need.
struct Occasion<'a> {
    post: &'a Post,
    network: Network,
    evening: &'a PlannedEvening,
    zone: Zone,
    advisor: Option<Person>,
}

/// On which occasion somebody is written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Why {
    Invited,
    Changed,
    Cancelled,
    Near(Near),
}

impl Post {
    pub(super) fn address(&self, path: &str, token: &Token) -> String {
        format!("{}/{path}/{}", self.public_url.origin().ascii_serialization(), token.reveal())
    }
}

/// Invites people who were not invited yet and can be written to; says how many that are.
///
/// # Errors
/// The store failed.
pub async fn invite(
    store: &Store,
    post: &Post,
    evening: &PlannedEvening,
    persons: &[Person],
    now: Timestamp,
) -> Result<usize, StoreError> {
    let already: Vec<PersonId> = store.invited_to(evening.id).await?.into_iter().map(|one| one.person).collect();
    let new: Vec<_> =
        persons.iter().filter(|person| person.email.is_some() && !already.contains(&person.id)).cloned().collect();
    let Some(occasion) = Occasion::of(store, post, evening).await? else { return Ok(0) };
    let letters = occasion.write(&new, Why::Invited, now);
    let invited = Some((evening.id, new.iter().map(|person| person.id).collect()));
    store.announce(News { invited, letters, ..News::default() }, now).await?;
    Ok(new.len())
}

/// Writes an invitation once more to somebody who was invited: the mail came back, or got lost. However often it is asked for, one
/// goes out in ten minutes.
///
/// # Errors
/// The store failed.
pub async fn invite_again(
    store: &Store,
    post: &Post,
    evening: &PlannedEvening,
    person: PersonId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Some(person) = store.person(person).await? else { return Ok(()) };
    let Some(occasion) = Occasion::of(store, post, evening).await? else { return Ok(()) };
    let mut letters = occasion.write(&[person], Why::Invited, now);
    for letter in &mut letters {
        let mail = &mut letter.mail;
        mail.occasion = mail.occasion.take().map(|occasion| format!("{occasion} again {}", now.0 / AGAIN_MS));
    }
    store.announce(News { letters, ..News::default() }, now).await
}

/// Changes an evening, and tells those who were invited and have not declined if it is at another time or otherwise other than it was.
///
/// # Errors
/// [`StoreError::Conflict`] if it was changed meanwhile; or the database said no.
pub async fn replan(
    store: &Store,
    post: Option<&Post>,
    before: &PlannedEvening,
    evening: PlannedEvening,
    now: Timestamp,
) -> Result<(), StoreError> {
    let matters =
        (before.starts_at, before.ends_at, &before.details) != (evening.starts_at, evening.ends_at, &evening.details);
    let mut news = News::default();
    if let Some(post) = post.filter(|_| matters) {
        news.withdraws = Some(evening.id);
        news.letters = letters_about(store, post, &evening, Why::Changed, now).await?;
    }
    store.announce(News { replanned: Some(evening), ..news }, now).await
}

/// Cancels an evening and tells those who were invited.
///
/// # Errors
/// [`StoreError::Conflict`] if it was changed meanwhile; or the database said no.
pub async fn cancel(
    store: &Store,
    post: Option<&Post>,
    mut evening: PlannedEvening,
    now: Timestamp,
) -> Result<(), StoreError> {
    evening.cancelled_at = Some(now);
    evening.changed_at = now;
    evening.sequence += 1;
    let letters = match post {
        Some(post) => letters_about(store, post, &evening, Why::Cancelled, now).await?,
        None => Vec::new(),
    };
    let withdraws = Some(evening.id);
    store.announce(News { replanned: Some(evening), withdraws, letters, invited: None }, now).await
}

/// Reminds those who were invited and have not declined.
pub(super) async fn remind(
    store: &Store,
    post: &Post,
    evening: &PlannedEvening,
    near: Near,
    now: Timestamp,
) -> Result<(), StoreError> {
    let letters = letters_about(store, post, evening, Why::Near(near), now).await?;
    store.announce(News { letters, ..News::default() }, now).await
}

/// Letters to those who were invited and have none on this occasion yet.
async fn letters_about(
    store: &Store,
    post: &Post,
    evening: &PlannedEvening,
    why: Why,
    now: Timestamp,
) -> Result<Vec<NewLetter>, StoreError> {
    let written = store.occasions_of(evening.id).await?;
    let mut persons = Vec::new();
    for one in store.invited_to(evening.id).await? {
        if written.contains(&why.occasion(evening, one.person)) {
            continue;
        }
        let concerned = one.answer != Some(Answer::No) || why == Why::Cancelled;
        // Somebody invited a moment ago knows how near it is.
        let fresh = matches!(why, Why::Near(_)) && one.invited_at.plus(DAY_MS / 12) > now;
        let refused =
            matches!(why, Why::Near(_)) && store.mail_refusals(one.person).await?.contains(&MailKind::Reminder);
        if concerned && !fresh && !refused && one.email.is_some() {
            persons.extend(store.person(one.person).await?);
        }
    }
    if persons.is_empty() {
        return Ok(Vec::new());
    }
    let Some(occasion) = Occasion::of(store, post, evening).await? else { return Ok(Vec::new()) };
    Ok(occasion.write(&persons, why, now))
}

impl Why {
    fn kind(self) -> (MailKind, &'static str) {
        match self {
            Self::Invited => (MailKind::Invitation, "invitation"),
            Self::Changed => (MailKind::Update, "update"),
            Self::Cancelled => (MailKind::Cancellation, "cancellation"),
            Self::Near(Near::Tomorrow) => (MailKind::Reminder, "day"),
            Self::Near(Near::Soon) => (MailKind::Reminder, "hour"),
        }
    }

    /// A reminder of the new time is another occasion than one of the old.
    fn occasion(self, evening: &PlannedEvening, person: PersonId) -> String {
        format!("{} {} {person} {}", self.kind().1, evening.id, evening.sequence)
    }
}

/// A person's own way to an evening, and to what is left of it.
pub(super) fn link_to(
    evening: &PlannedEvening,
    (person, name): (PersonId, &str),
    token: &Token,
    now: Timestamp,
) -> NewLink {
    NewLink {
        id: LinkId::new(now, SystemEntropy::bytes()),
        network: evening.network,
        scope: LinkScope::Evening(evening.id),
        person: Some(person),
        token_hash: token.hash(),
        role: Role::Participant,
        fixed_name: Some(name.to_owned()),
        admits: true,
        valid_from: None,
        expires_at: Some(evening.ends_at.plus(LINK_LIVES_MS)),
        created_at: now,
    }
}

impl<'a> Occasion<'a> {
    async fn of(store: &Store, post: &'a Post, evening: &'a PlannedEvening) -> Result<Option<Self>, StoreError> {
        let Some(network) = store.network_by_id(evening.network).await? else { return Ok(None) };
        let Ok(zone) = Zone::parse(&evening.details.time_zone) else { return Ok(None) };
        let advisor = match evening.details.advisor {
            Some(person) => store.person(person).await?,
            None => None,
        };
        Ok(Some(Self { post, network, evening, zone, advisor }))
    }

    fn write(&self, persons: &[Person], why: Why, now: Timestamp) -> Vec<NewLetter> {
        let mut letters = Vec::new();
        for person in persons {
            let Some(email) = &person.email else { continue };
            let token = Token::generate();
            let letter = self.letter(person, email, why, &token);
            letters.push(NewLetter {
                mail: self.mail(person, email.clone(), (why, letter), now),
                link: (why != Why::Cancelled).then(|| link_to(self.evening, (person.id, &person.name), &token, now)),
            });
        }
        letters
    }

    fn letter(&self, person: &Person, email: &str, why: Why, token: &Token) -> Letter {
        let about = About {
            language: person.language,
            reader: &person.name,
            network: &self.network.name,
            title: &self.evening.details.title,
            zone: &self.zone,
            starts_at: self.evening.starts_at,
            doors_open_at: self.evening.doors_open_at,
            place: self.evening.details.place.as_deref(),
            programme: &self.evening.details.programme,
            advisor: self.advisor.as_ref().map(|advisor| advisor.name.as_str()),
        };
        let ways = Ways { join: self.post.address("j", token), answer: self.post.address("rsvp", token) };
        let organizer = self.network.contact_email.clone().unwrap_or_else(|| self.post.from.to_string());
        let organizer = Party { name: self.network.name.clone(), email: organizer };
        let email = email.parse::<Address>().map_or_else(|_| email.to_owned(), |address| address.to_string());
        let attendee = Party { name: person.name.clone(), email };
        let url = (why != Why::Cancelled).then(|| Url::parse(&ways.join).ok()).flatten();
        let calendar = || invitation_calendar(self.evening, organizer, attendee, url.as_ref());
        match why {
            Why::Invited => letters::invitation(&about, &ways, calendar()),
            Why::Changed => letters::update(&about, &ways, calendar()),
            Why::Cancelled => letters::cancellation(&about, calendar()),
            Why::Near(near) => letters::reminder(&about, near, &ways),
        }
    }

    fn mail(&self, person: &Person, address: String, (why, letter): (Why, Letter), now: Timestamp) -> NewMail {
        let useful_until = if why == Why::Near(Near::Tomorrow) { self.evening.starts_at } else { self.evening.ends_at };
        NewMail {
            id: MailId::new(now, SystemEntropy::bytes()),
            network: Some(self.network.id),
            evening: Some(self.evening.id),
            person: Some(person.id),
            kind: why.kind().0,
            occasion: Some(why.occasion(self.evening, person.id)),
            address,
            sender_name: self.network.name.clone(),
            reply_to: self.network.contact_email.clone(),
            letter,
            useful_until: Some(useful_until),
            created_at: now,
        }
    }
}
