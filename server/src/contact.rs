//! "An advisor may contact me about this": what people agree to, and the word to the advisors.

use koronailta_signaling::{
    ids::{MailId, NetworkId, Timestamp},
    wire::event::Role,
};

use crate::{
    clock::SystemEntropy,
    mail,
    store::{ContactRequest, MailKind, Network, NewMail, Person, Store, StoreError},
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
pub fn mails(
    network: &Network,
    advisors: &[Person],
    request: &ContactRequest,
    origin: &str,
    now: Timestamp,
) -> Vec<NewMail> {
    let page = format!("{origin}/organizer#/{}/contact-requests", network.slug);
    let mail = |advisor: &Person| {
        Some(NewMail {
            id: MailId::new(now, SystemEntropy::bytes()),
            network: Some(network.id),
            evening: None,
            person: Some(advisor.id),
            kind: MailKind::ContactRequest,
            occasion: Some(format!("contact {} {}", request.id, advisor.id)),
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
    use sha2::{Digest, Sha256};

    use crate::token::hex;

    /// A digest of the wordings of this version, in all languages.
    const DIGEST: &str = "c8b05fbf841d143b";

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
