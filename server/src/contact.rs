//! "An advisor may contact me about this": what people agree to, and the word to the advisors.

use koronailta_signaling::{
    ids::{MailId, NetworkId, Timestamp},
    wire::participant::Role,
};

use crate::{
    clock::SystemEntropy,
    mail,
    store::{MailKind, Network, NewMail, Person, Store, StoreError},
};

/// Counts the wordings that people agree to. Each request keeps the one that was read.
pub const CONSENT_VERSION: u32 = 1;

/// Who sees requests: those of the network who are advisors, and nobody else.
///
/// # Errors
/// The store failed.
pub async fn advisors(store: &Store, network: NetworkId) -> Result<Vec<Person>, StoreError> {
    let mut persons = store.persons_of(network).await?;
    persons.retain(|person| person.role == Role::Advisor);
    Ok(persons)
}

/// The word to the advisors that there is a request. It says nothing of it: mailboxes are read by many programs.
#[must_use]
pub fn mails(network: &Network, advisors: &[Person], origin: &str, now: Timestamp) -> Vec<NewMail> {
    let page = format!("{origin}/organizer#/{}/contact-requests", network.slug);
    let mail = |advisor: &Person| {
        Some(NewMail {
            id: MailId::new(now, SystemEntropy::bytes()),
            network: Some(network.id),
            evening: None,
            person: Some(advisor.id),
            kind: MailKind::ContactRequest,
            occasion: Some(format!("contact {} {}", network.id, advisor.id)),
            address: advisor.email.clone()?,
            sender_name: network.name.clone(),
            reply_to: None,
            letter: mail::board::contact_request(advisor.language, &advisor.name, &network.name, &page),
            useful_until: None,
            created_at: now,
        })
    };
    advisors.iter().filter_map(mail).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use koronailta_signaling::{
        ids::{ContactRequestId, PersonId},
        wire::join::Language,
    };
    use sha2::{Digest, Sha256};

    use super::*;
    use crate::{
        evenings::{DAY_MS, go_round},
        store::{ContactRequest, ContactState, KeptDays, NewNetwork},
        token::hex,
    };

    /// A digest of the wordings of this version, in all languages.
    const DIGEST: &str = "c8b05fbf841d143b";

    const NOON: Timestamp = Timestamp(1_790_000_000_000);

    fn request(network: NetworkId, name: &str) -> ContactRequest {
        ContactRequest {
            id: ContactRequestId::new(NOON, SystemEntropy::bytes()),
            network,
            person: None,
            withdraw_hash: None,
            name: name.to_owned(),
            email: None,
            phone: Some("016 123".to_owned()),
            about: String::new(),
            words: String::new(),
            language: Language::Fi,
            consent_version: CONSENT_VERSION,
            consent_words: "Neuvoja saa ottaa yhteyttä.".to_owned(),
            days: KeptDays { done: 90, made: 180 },
            state: ContactState::New,
            taken_by: None,
            created_at: NOON,
            done_at: None,
            version: 1,
        }
    }

    /// A network with Kaisa, who organizes, and Aino, a member.
    async fn kemi(store: &Store) -> (NetworkId, Person) {
        let network = NetworkId::new(NOON, SystemEntropy::bytes());
        let person = |name: &str, role| Person {
            id: PersonId::new(NOON, SystemEntropy::bytes()),
            member: None,
            network,
            name: name.to_owned(),
            email: None,
            language: Language::Fi,
            role,
            founder: false,
            created_at: NOON,
            version: 1,
        };
        let new = NewNetwork {
            id: network,
            slug: "kemi".to_owned(),
            name: "Meri-Lappi".to_owned(),
            ground_rules: String::new(),
            help_phone: None,
            members_may_host: true,
            created_at: NOON,
        };
        let aino = person("Aino", Role::Participant);
        store.found_network(new, person("Kaisa", Role::Organizer)).await.unwrap();
        store.add_people(Vec::new(), vec![aino.clone()]).await.unwrap();
        (network, aino)
    }

    async fn names(store: &Store, network: NetworkId) -> Vec<String> {
        let mut names: Vec<_> =
            store.contact_requests_of(network).await.unwrap().into_iter().map(|one| one.name).collect();
        names.sort();
        names
    }

    #[tokio::test]
    async fn requests_are_erased_by_themselves_after_they_are_done_and_after_they_were_made_and_with_the_person() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let (network, aino) = kemi(&store).await;
        let mut of_aino = request(network, "Aino");
        of_aino.person = Some(aino.id);
        let mut done = request(network, "Done");
        for one in [&of_aino, &done, &request(network, "Forgotten")] {
            store.add_contact_request(one.clone(), Vec::new()).await.unwrap();
        }
        let day = |days: u64| NOON.plus(days * DAY_MS);
        done.state = ContactState::Done;
        done.done_at = Some(day(10));
        store.turn_contact_request(done).await.unwrap();
        let round = |now| go_round(&store, None, |_| false, now);
        round(day(100)).await.unwrap();
        assert_eq!(names(&store, network).await, ["Aino", "Done", "Forgotten"], "to the last moment");
        round(day(100).plus(1)).await.unwrap();
        assert_eq!(names(&store, network).await, ["Aino", "Forgotten"], "90 days after it was done");
        store.remove_person(aino.id, aino.version, day(101)).await.unwrap();
        assert_eq!(names(&store, network).await, ["Forgotten"], "with the person");
        let mut settings = store.network("kemi").await.unwrap().unwrap();
        settings.contact_made_days = 120;
        store.update_network(settings).await.unwrap();
        round(day(120)).await.unwrap();
        assert_eq!(names(&store, network).await, ["Forgotten"]);
        round(day(120).plus(1)).await.unwrap();
        assert!(names(&store, network).await.is_empty(), "as the network has set it");
    }

    #[tokio::test]
    async fn what_somebody_has_agreed_to_holds_though_the_network_keeps_requests_longer_now() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let (network, _) = kemi(&store).await;
        let mut settings = store.network("kemi").await.unwrap().unwrap();
        (settings.contact_done_days, settings.contact_made_days) = (365, 3650);
        store.update_network(settings).await.unwrap();
        let settings = store.network("kemi").await.unwrap().unwrap();
        let day = |days: u64| NOON.plus(days * DAY_MS);
        let mut done = request(network, "Done");
        for one in [&done, &request(network, "Waits")] {
            store.add_contact_request(one.clone(), Vec::new()).await.unwrap();
        }
        done.state = ContactState::Done;
        done.done_at = Some(day(10));
        store.turn_contact_request(done.clone()).await.unwrap();
        done = store.contact_request(done.id).await.unwrap().unwrap();
        assert_eq!(done.erased_at(settings.contact_days()), day(100), "as the page says");
        go_round(&store, None, |_| false, day(100).plus(1)).await.unwrap();
        assert_eq!(names(&store, network).await, ["Waits"]);
        go_round(&store, None, |_| false, day(180)).await.unwrap();
        assert_eq!(names(&store, network).await, ["Waits"]);
        go_round(&store, None, |_| false, day(180).plus(1)).await.unwrap();
        assert!(names(&store, network).await.is_empty());
    }

    #[tokio::test]
    async fn an_advisor_is_written_to_once_an_hour_and_told_at_its_end_of_what_came_later() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let (network, mut anu) = kemi(&store).await;
        anu.email = Some("anu@neuvonta.example".to_owned());
        let settings = store.network("kemi").await.unwrap().unwrap();
        let hour = |hours: u64| Timestamp((NOON.0 / 3_600_000 + hours) * 3_600_000);
        let ask = async |now: Timestamp| {
            let mails = mails(&settings, std::slice::from_ref(&anu), "https://x.example", now);
            store.add_contact_request(request(network, "Vieras"), mails).await.unwrap();
        };
        let due = async |now: Timestamp| store.due_mail(100, now).await.unwrap().len();
        for minute in 0..50 {
            ask(hour(0).plus(minute * 60_000)).await;
        }
        assert_eq!(due(Timestamp(hour(1).0 - 1)).await, 1, "fifty wishes, one mail");
        assert_eq!(due(hour(1)).await, 2, "and one about those that came after it");
        ask(hour(1).plus(60_000)).await;
        assert_eq!((due(Timestamp(hour(2).0 - 1)).await, due(hour(2)).await), (2, 3));
        assert_eq!(due(hour(9)).await, 3);
        assert_eq!(store.count_open_contact_requests(network).await.unwrap(), 51);
        let mut done = store.contact_requests_of(network).await.unwrap().remove(0);
        done.state = ContactState::Done;
        store.turn_contact_request(done).await.unwrap();
        assert_eq!(store.count_open_contact_requests(network).await.unwrap(), 50, "what is done takes nobody's place");
    }

    #[test]
    fn another_wording_is_another_version() {
        let mut digest = Sha256::new();
        for text in [
            include_str!("../../web-client/i18n/fi/mail.ftl"),
            include_str!("../../web-client/i18n/sv/mail.ftl"),
            include_str!("../../web-client/i18n/en/mail.ftl"),
        ] {
            let wording = text.lines().find(|line| line.starts_with("mail-contact-consent = "));
            digest.update(wording.expect("there is a wording"));
        }
        let digest = hex(&digest.finalize());
        assert_eq!(
            &digest[..16],
            DIGEST,
            "count CONSENT_VERSION up: what people have agreed to is no longer what they read"
        );
    }
}
