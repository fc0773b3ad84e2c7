//! What is written on which occasion.

use koronailta_signaling::{ids::Timestamp, wire::join::Language};

use super::{Page, Words};
use crate::{schedule::Zone, store::Letter};

/// An evening and its reader, for every letter about one.
#[derive(Clone, Debug)]
pub struct About<'a> {
    /// The reader's language.
    pub language: Language,
    /// The reader's name.
    pub reader: &'a str,
    /// Whose evening it is.
    pub network: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Where its clock is.
    pub zone: &'a Zone,
    /// When it begins.
    pub starts_at: Timestamp,
    /// When its doors open.
    pub doors_open_at: Timestamp,
    /// Where people sit together, if anywhere.
    pub place: Option<&'a str>,
    /// What happens.
    pub programme: &'a str,
    /// The advisor who comes.
    pub advisor: Option<&'a str>,
}

/// How near an evening is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Near {
    /// A day.
    Tomorrow,
    /// An hour.
    Soon,
}

/// The reader's own ways in.
#[derive(Clone, Debug)]
pub struct Ways {
    /// To the evening.
    pub join: String,
    /// To the page on which one answers.
    pub answer: String,
}

/// Something told, for the digest.
#[derive(Clone, Debug)]
pub struct Told {
    /// Its title.
    pub title: String,
    /// What it says.
    pub words: String,
}

impl About<'_> {
    fn words(&self) -> &'static Words {
        Words::of(self.language)
    }

    fn when(&self) -> String {
        self.words().when(self.starts_at, self.zone)
    }

    fn page(&self, subject: &str) -> Page {
        let subject = self.words().say(subject, &[("title", self.title), ("when", &self.when())]);
        Page::new(self.language, subject)
            .heading(self.title)
            .words(self.words().say("mail-hello", &[("name", self.reader)]))
    }

    fn facts(&self) -> Vec<(String, String)> {
        let words = self.words();
        let mut facts = vec![(words.say("mail-time", &[]), self.when())];
        let place = self.place.map_or_else(|| words.say("mail-place-online", &[]), str::to_owned);
        facts.push((words.say("mail-place", &[]), place));
        facts.extend(self.advisor.map(|advisor| (words.say("mail-advisor", &[]), advisor.to_owned())));
        if !self.programme.trim().is_empty() {
            facts.push((words.say("mail-programme", &[]), self.programme.to_owned()));
        }
        facts
    }

    fn ways(&self, page: Page, ways: &Ways) -> Page {
        let words = self.words();
        let doors = words.when(self.doors_open_at, self.zone);
        page.button(words.say("mail-answer-button", &[]), &ways.answer)
            .words(words.say("mail-answer-words", &[]))
            .button(words.say("mail-join-button", &[]), &ways.join)
            .words(words.say("mail-join-words", &[("when", &doors)]))
    }

    fn signed(&self, page: Page) -> Page {
        page.small(self.words().say("mail-from-network", &[("network", self.network)]))
    }
}

/// You are invited.
#[must_use]
pub fn invitation(about: &About<'_>, ways: &Ways, calendar: String) -> Letter {
    let words = about.words();
    let page = about.page("mail-invitation-subject").words(words.say("mail-invitation-words", &[]));
    about.signed(about.ways(page.facts(about.facts()), ways)).calendar(Some(calendar)).finish()
}

/// Something is other than it was.
#[must_use]
pub fn update(about: &About<'_>, ways: &Ways, calendar: String) -> Letter {
    let words = about.words();
    let page = about.page("mail-update-subject").words(words.say("mail-update-words", &[]));
    about.signed(about.ways(page.facts(about.facts()), ways)).calendar(Some(calendar)).finish()
}

/// It is not held.
#[must_use]
pub fn cancellation(about: &About<'_>, calendar: String) -> Letter {
    let words = about.words();
    let page = about.page("mail-cancellation-subject").words(words.say("mail-cancellation-words", &[]));
    about.signed(page.facts(vec![(words.say("mail-time", &[]), about.when())])).calendar(Some(calendar)).finish()
}

/// It is near.
#[must_use]
pub fn reminder(about: &About<'_>, near: Near, ways: &Ways) -> Letter {
    let words = about.words();
    let subject = match near {
        Near::Tomorrow => "mail-reminder-day-subject",
        Near::Soon => "mail-reminder-hour-subject",
    };
    let page = about.page(subject).words(words.say("mail-reminder-words", &[])).facts(about.facts());
    let doors = words.when(about.doors_open_at, about.zone);
    let page = page
        .button(words.say("mail-join-button", &[]), &ways.join)
        .words(words.say("mail-join-words", &[("when", &doors)]))
        .button(words.say("mail-answer-change", &[]), &ways.answer);
    about.signed(page).finish()
}

/// What came of it: the organizer's words, the page with the rest, and the next evening.
#[must_use]
pub fn summary(about: &About<'_>, said: &str, rest: &str, next: Option<(&str, Timestamp)>) -> Letter {
    let words = about.words();
    let mut page = about.page("mail-summary-subject").words(words.say("mail-summary-words", &[])).words(said);
    page = page.button(words.say("mail-summary-button", &[]), rest);
    if let Some((title, at)) = next {
        let when = words.when(at, about.zone);
        page = page.facts(vec![(words.say("mail-summary-next", &[]), format!("{title}, {when}"))]);
    }
    about.signed(page).finish()
}

/// What was told since the last time.
#[must_use]
pub fn digest(language: Language, reader: &str, network: &str, told: &[Told], board: &str) -> Letter {
    let words = Words::of(language);
    let mut page = Page::new(language, words.say("mail-digest-subject", &[("network", network)]))
        .words(words.say("mail-hello", &[("name", reader)]))
        .words(words.say("mail-digest-words", &[]));
    for one in told {
        page = page.heading(&one.title).words(&one.words);
    }
    page.button(words.say("mail-digest-button", &[]), board)
        .small(words.say("mail-from-network", &[("network", network)]) + "\n" + &words.say("mail-digest-stop", &[]))
        .finish()
}

/// A way in to the organizer's side.
#[must_use]
pub fn sign_in(language: Language, url: &str, minutes: u64) -> Letter {
    let words = Words::of(language);
    Page::new(language, words.say("mail-sign-in-subject", &[]))
        .words(words.say("mail-sign-in-words", &[("minutes", &minutes.to_string())]))
        .button(words.say("mail-sign-in-button", &[]), url)
        .small(words.say("mail-sign-in-other", &[]))
        .finish()
}

/// Somebody's own link.
#[must_use]
pub fn personal_link(language: Language, reader: &str, network: &str, url: &str) -> Letter {
    let words = Words::of(language);
    Page::new(language, words.say("mail-personal-link-subject", &[("network", network)]))
        .words(words.say("mail-hello", &[("name", reader)]))
        .words(words.say("mail-personal-link-words", &[]))
        .button(words.say("mail-personal-link-button", &[]), url)
        .small(words.say("mail-from-network", &[("network", network)]))
        .finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::LocalTime;

    #[test]
    fn every_letter_says_in_every_language_what_it_is_about() {
        let zone = Zone::parse("Europe/Helsinki").expect("a zone");
        let starts_at = zone.place(LocalTime::parse("2026-11-24T18:00").expect("a time")).at;
        for language in [Language::Fi, Language::Sv, Language::En] {
            let about = About {
                language,
                reader: "Aino",
                network: "Meri-Lappi",
                title: "Marraskuun ilta",
                zone: &zone,
                starts_at,
                doors_open_at: starts_at,
                place: Some("Kemin kirjasto"),
                programme: "Kahvia & <b>puhetta</b>",
                advisor: Some("Anu Neuvoja"),
            };
            let ways = Ways { join: "https://x.example/j/a".to_owned(), answer: "https://x.example/rsvp/a".to_owned() };
            let letters = [
                invitation(&about, &ways, "BEGIN".to_owned()),
                update(&about, &ways, "BEGIN".to_owned()),
                cancellation(&about, "BEGIN".to_owned()),
                reminder(&about, Near::Tomorrow, &ways),
                reminder(&about, Near::Soon, &ways),
                summary(&about, "Kiitos", "https://x.example/after/a/b", Some(("Joulu", starts_at))),
                digest(
                    language,
                    "Aino",
                    "Meri-Lappi",
                    &[Told { title: "Tuki".to_owned(), words: "Haku".to_owned() }],
                    "https://x.example/n/m",
                ),
                sign_in(language, "https://x.example/sign-in/a", 15),
                personal_link(language, "Aino", "Meri-Lappi", "https://x.example/m/a"),
            ];
            for letter in &letters {
                assert!(
                    !letter.subject.is_empty() && !letter.text.contains('{') && letter.text.len() > 60,
                    "{letter:?}"
                );
                assert!(!letter.html.contains("<b>"), "{}", letter.html);
            }
            assert!(letters[0].text.contains("https://x.example/rsvp/a") && letters[0].text.contains("Kemin kirjasto"));
            assert!(letters[2].text.contains("24.11.2026") && letters[7].text.contains("15"));
        }
    }
}
