//! What is written about the guidance board and about wishes that an advisor gets in touch.

use koronailta_signaling::wire::join::Language;

use super::{Page, Words};
use crate::{
    schedule::Deadline,
    store::{Letter, Network},
};

/// What a calendar says on the day of a deadline.
#[must_use]
pub fn deadline_title(language: Language, name: &str) -> String {
    Words::of(language).say("mail-deadline-title", &[("name", name)])
}

/// To somebody who applies: the deadline is near. The subject, which others may see on a screen, does not say for what.
#[must_use]
pub fn deadline(language: Language, reader: &str, network: &str, name: &str, due: &Deadline, page: &str) -> Letter {
    let words = Words::of(language);
    let when = words.deadline(due);
    Page::new(language, words.say("mail-deadline-subject", &[("when", &when)]))
        .heading(words.say("mail-deadline-title", &[("name", name)]))
        .words(words.say("mail-hello", &[("name", reader)]))
        .words(words.say("mail-deadline-words", &[]))
        .facts(vec![(words.say("mail-deadline-when", &[]), when)])
        .button(words.say("mail-personal-link-button", &[]), page)
        .small(words.say("mail-from-network", &[("network", network)]) + "\n" + &words.say("mail-deadline-stop", &[]))
        .finish()
}

/// To an advisor: somebody wishes to be contacted. Who and why stands behind the door.
#[must_use]
pub fn contact_request(language: Language, reader: &str, network: &str, page: &str) -> Letter {
    let words = Words::of(language);
    Page::new(language, words.say("mail-contact-subject", &[("network", network)]))
        .words(words.say("mail-hello", &[("name", reader)]))
        .words(words.say("mail-contact-words", &[]))
        .button(words.say("mail-contact-button", &[]), page)
        .small(words.say("mail-from-network", &[("network", network)]))
        .finish()
}

/// What one agrees to who wishes to be contacted. Another wording is another version: see `contact::CONSENT_VERSION`.
#[must_use]
pub fn contact_consent(language: Language, network: &Network) -> String {
    let (done, made) = (network.contact_done_days.to_string(), network.contact_made_days.to_string());
    let values = [("network", network.name.as_str()), ("done", &done), ("made", &made)];
    Words::of(language).say("mail-contact-consent", &values)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::Zone;

    #[test]
    fn every_letter_says_in_every_language_what_it_is_about_and_no_more() {
        let zone = Zone::parse("Europe/Helsinki").expect("a zone");
        let due = Deadline::parse("2026-12-15", &zone).expect("a deadline");
        for language in [Language::Fi, Language::Sv, Language::En] {
            let letter = deadline(language, "Aino", "Meri-Lappi", "Tuki & <b>", &due, "https://x.example/m/a");
            assert!(letter.text.contains("Tuki & <b>") && !letter.html.contains("<b>"), "{letter:?}");
            assert!(letter.subject.contains("15.12.2026") && !letter.subject.contains("Tuki"), "{letter:?}");
            let told =
                contact_request(language, "Anu", "Meri-Lappi", "https://x.example/organizer#/m/contact-requests");
            assert!(told.text.contains("https://x.example/organizer") && !told.text.contains("Aino"), "{told:?}");
            assert!(!letter.text.contains('{') && !told.text.contains('{'));
        }
    }
}
