//! Reminders for those who apply, and the end of what is kept about it.
//!
//! Who applies for what is told to nobody, so these mails belong to no network: organizers see the others in their list.

use std::collections::{HashMap, hash_map::Entry};

use koronailta_signaling::{
    ids::{LinkId, MailId, SchemeId, Timestamp},
    wire::participant::Role,
};

use crate::{
    clock::SystemEntropy,
    evenings::{DAY_MS, Post},
    mail,
    store::{
        LinkScope, MailKind, Network, NewLetter, NewLink, NewMail, News, Person, Scheme, SchemeMark, Store, StoreError,
        deadline_occasion,
    },
    token::Token,
};

/// A mark is erased so long after the deadline.
pub const MARK_KEPT_MS: u64 = 30 * DAY_MS;

/// One without a deadline, so long after it was made.
const OPEN_MARK_KEPT_MS: u64 = 365 * DAY_MS;

/// Reminders that were sent are remembered for so long: longer than the last of them could be sent again.
const MAIL_KEPT_MS: u64 = 30 * DAY_MS;

/// The two reminders: how many days before the deadline, and until how long before it they make sense.
const REMINDERS: [(u64, u64); 2] = [(7, 2 * DAY_MS), (1, 0)];

/// Reminds of deadlines and erases what is kept no longer. What was done in an earlier round is not done again.
///
/// # Errors
/// The store failed.
pub async fn go_round(store: &Store, post: Option<&Post>, now: Timestamp) -> Result<(), StoreError> {
    let mut schemes: HashMap<SchemeId, Scheme> = HashMap::new();
    let mut over = Vec::new();
    for mark in store.scheme_marks().await? {
        let scheme = match schemes.entry(mark.scheme) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let Some(scheme) = store.scheme(mark.scheme).await? else { continue };
                place.insert(scheme)
            }
        };
        if kept_until(scheme, &mark) < now {
            over.push(mark);
        } else if let Some(post) = post {
            remind(store, post, scheme, &mark, now).await?;
        }
    }
    let mails_before = Timestamp(now.0.saturating_sub(MAIL_KEPT_MS));
    store.forget_scheme_marks(over, mails_before).await
}

fn kept_until(scheme: &Scheme, mark: &SchemeMark) -> Timestamp {
    scheme.due().map_or_else(|| mark.created_at.plus(OPEN_MARK_KEPT_MS), |due| due.ends_at().plus(MARK_KEPT_MS))
}

async fn remind(
    store: &Store,
    post: &Post,
    scheme: &Scheme,
    mark: &SchemeMark,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Some(due) = scheme.due().filter(|_| scheme.is_published()) else { return Ok(()) };
    let left = due.ends_at().since(now);
    // Who marks it later than a reminder would have come knows how near it is.
    let had_been_marked = |days: u64| mark.created_at.plus(days * DAY_MS) <= due.ends_at();
    let timely =
        REMINDERS.iter().find(|(days, least)| left <= days * DAY_MS && left > *least && had_been_marked(*days));
    let Some((days, _)) = timely else { return Ok(()) };
    let Some(person) = store.person(mark.person).await? else { return Ok(()) };
    if store.mail_refusals(person.id).await?.contains(&MailKind::Reminder) {
        return Ok(());
    }
    let occasion = format!("{}{due} {days}", deadline_occasion(scheme.id, person.id));
    let Some(network) = store.network_by_id(scheme.network).await? else { return Ok(()) };
    if person.email.is_none() || store.has_mail(&occasion).await? {
        return Ok(());
    }
    let token = Token::generate();
    let page = format!("{}/m/{}", post.public_url.origin().ascii_serialization(), token.reveal());
    let Some(mail) = letter((scheme, &person, &network), &due, occasion, &page, now) else { return Ok(()) };
    let link = link(&network, &person, &token, due.ends_at().plus(MARK_KEPT_MS), now);
    store.announce(News { letters: vec![NewLetter { mail, link: Some(link) }], ..News::default() }, now).await
}

fn link(network: &Network, person: &Person, token: &Token, until: Timestamp, now: Timestamp) -> NewLink {
    NewLink {
        id: LinkId::new(now, SystemEntropy::bytes()),
        network: network.id,
        scope: LinkScope::Network,
        person: Some(person.id),
        token_hash: token.hash(),
        role: Role::Participant,
        fixed_name: Some(person.name.clone()),
        admits: true,
        valid_from: None,
        expires_at: Some(until),
        created_at: now,
    }
}

fn letter(
    (scheme, person, network): (&Scheme, &Person, &Network),
    due: &crate::schedule::Deadline,
    occasion: String,
    page: &str,
    now: Timestamp,
) -> Option<NewMail> {
    let words = scheme.words(person.language)?;
    Some(NewMail {
        id: MailId::new(now, SystemEntropy::bytes()),
        network: None,
        evening: None,
        person: Some(person.id),
        kind: MailKind::Deadline,
        occasion: Some(occasion),
        address: person.email.clone()?,
        sender_name: network.name.clone(),
        reply_to: network.contact_email.clone(),
        letter: mail::board::deadline(person.language, &person.name, &network.name, &words.name, due, page),
        useful_until: Some(due.ends_at()),
        created_at: now,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use koronailta_signaling::{
        ids::{NetworkId, PersonId},
        wire::join::Language,
    };
    use url::Url;

    use super::*;
    use crate::{
        schedule::{LocalTime, Zone},
        store::{NewNetwork, SchemeState, SchemeText},
    };

    struct Scene {
        _folder: tempfile::TempDir,
        store: Store,
        post: Post,
        network: NetworkId,
        aino: Person,
        eero: Person,
    }

    fn at(local: &str) -> Timestamp {
        Zone::parse("Europe/Helsinki").unwrap().place(LocalTime::parse(local).unwrap()).at
    }

    /// Aino and Eero are members; Kaisa organizes.
    async fn scene(now: Timestamp) -> Scene {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let network = NetworkId::new(now, SystemEntropy::bytes());
        let person = |name: &str, role| Person {
            id: PersonId::new(now, SystemEntropy::bytes()),
            member: None,
            network,
            name: name.to_owned(),
            email: Some(format!("{}@kemi.example", name.to_lowercase())),
            language: Language::Fi,
            role,
            founder: false,
            created_at: now,
            version: 1,
        };
        let (aino, eero) = (person("Aino", Role::Participant), person("Eero", Role::Participant));
        let new = NewNetwork {
            id: network,
            slug: "kemi".to_owned(),
            name: "Meri-Lappi".to_owned(),
            ground_rules: String::new(),
            help_phone: None,
            members_may_host: true,
            created_at: now,
        };
        store.found_network(new, person("Kaisa", Role::Organizer)).await.unwrap();
        store.add_people(Vec::new(), vec![aino.clone(), eero.clone()]).await.unwrap();
        let post = Post {
            public_url: Url::parse("https://illat.example").unwrap(),
            from: "ilta@koronailta.example".parse().unwrap(),
        };
        Scene { _folder: folder, store, post, network, aino, eero }
    }

    impl Scene {
        async fn scheme(&self, deadline: Option<&str>, now: Timestamp) -> Scheme {
            let text = SchemeText {
                language: Language::Fi,
                name: "Kehittämistuki".to_owned(),
                for_whom: String::new(),
                amount: String::new(),
                text: "Uuden tuotteen kehittämiseen.".to_owned(),
                steps: Vec::new(),
                links: Vec::new(),
            };
            let scheme = Scheme {
                id: SchemeId::new(now, SystemEntropy::bytes()),
                network: self.network,
                state: SchemeState::Published,
                public: false,
                deadline: deadline.map(str::to_owned),
                time_zone: "Europe/Helsinki".to_owned(),
                review_on: None,
                texts: vec![text],
                files: Vec::new(),
                created_at: now,
                changed_at: now,
                version: 1,
            };
            self.store.add_scheme(scheme.clone()).await.unwrap();
            scheme
        }

        async fn marks(&self, scheme: &Scheme, who: &Person, now: Timestamp) {
            let mark = SchemeMark { scheme: scheme.id, person: who.id, created_at: now };
            self.store.set_scheme_mark(mark).await.unwrap();
        }

        async fn days(&self, from: Timestamp, days: u64) {
            for hour in 0..days * 24 {
                go_round(&self.store, Some(&self.post), from.plus(hour * 60 * 60_000)).await.unwrap();
            }
        }

        /// Who has a mail, and its first words.
        async fn mails(&self) -> Vec<(String, String)> {
            let due = self.store.due_mail(100, Timestamp(u64::MAX / 2)).await.unwrap();
            due.into_iter().map(|mail| (mail.address, mail.letter.text)).collect()
        }
    }

    #[tokio::test]
    async fn who_applies_is_reminded_a_week_and_a_day_before_and_nobody_else_hears_of_it() {
        let monday = at("2026-11-23T09:00");
        let scene = scene(monday).await;
        let scheme = scene.scheme(Some("2026-12-15T16:15"), monday).await;
        scene.marks(&scheme, &scene.aino, monday).await;
        scene.days(monday, 14).await;
        assert!(scene.mails().await.is_empty(), "the week before has not come");
        scene.days(at("2026-12-08T15:00"), 8).await;
        let mails = scene.mails().await;
        assert_eq!(mails.len(), 2, "{mails:?}");
        for (address, text) in &mails {
            assert_eq!(address, "aino@kemi.example");
            assert!(text.contains("Kehittämistuki") && text.contains("ti 15.12.2026 klo 16.15"), "{text}");
            assert!(text.contains("https://illat.example/m/"), "{text}");
        }
        assert!(
            scene.store.mail_of(scene.network).await.unwrap().is_empty(),
            "organizers do not see them in their list"
        );
    }

    #[tokio::test]
    async fn who_marks_it_late_gets_what_is_still_to_come_and_who_wants_no_reminders_gets_none() {
        let late = at("2026-12-12T09:00");
        let scene = scene(late).await;
        let scheme = scene.scheme(Some("2026-12-15"), late).await;
        scene.marks(&scheme, &scene.aino, late).await;
        scene.marks(&scheme, &scene.eero, late).await;
        scene.store.set_mail_refusal(scene.eero.id, MailKind::Reminder, true).await.unwrap();
        scene.days(late, 5).await;
        let mails = scene.mails().await;
        assert_eq!(mails.len(), 1, "{mails:?}");
        assert!(mails[0].0 == "aino@kemi.example" && mails[0].1.contains("ti 15.12.2026"), "{mails:?}");
        assert!(!mails[0].1.contains("klo"), "a whole day has no time: {mails:?}");
    }

    #[tokio::test]
    async fn marks_are_erased_after_the_deadline_with_the_person_and_when_they_are_taken_back() {
        let monday = at("2026-11-23T09:00");
        let scene = scene(monday).await;
        let scheme = scene.scheme(Some("2026-12-15"), monday).await;
        let open = scene.scheme(None, monday).await;
        for who in [&scene.aino, &scene.eero] {
            scene.marks(&scheme, who, monday).await;
            scene.marks(&open, who, monday).await;
        }
        scene.days(at("2026-12-09T09:00"), 1).await;
        assert_eq!(scene.mails().await.len(), 2);
        scene.store.remove_scheme_mark(scheme.id, scene.eero.id).await.unwrap();
        assert_eq!(scene.mails().await.len(), 1, "what waits for Eero goes with his mark");
        assert_eq!(scene.store.scheme_marks_of(scene.eero.id).await.unwrap(), [open.id]);
        let aino = scene.store.person(scene.aino.id).await.unwrap().unwrap();
        let later = scheme.due().unwrap().ends_at().plus(MARK_KEPT_MS);
        go_round(&scene.store, None, later).await.unwrap();
        assert_eq!(scene.store.scheme_marks_of(aino.id).await.unwrap().len(), 2, "to the last moment");
        go_round(&scene.store, None, later.plus(1)).await.unwrap();
        assert_eq!(scene.store.scheme_marks_of(aino.id).await.unwrap(), [open.id]);
        scene.store.remove_person(aino.id, aino.version, later).await.unwrap();
        let left: Vec<_> = scene.store.scheme_marks().await.unwrap().iter().map(|mark| mark.person).collect();
        assert_eq!(left, [scene.eero.id]);
        assert!(scene.mails().await.is_empty(), "and the mails with them");
        go_round(&scene.store, None, monday.plus(366 * DAY_MS)).await.unwrap();
        assert!(scene.store.scheme_marks().await.unwrap().is_empty());
    }
}
