//! The guidance board outside the store: how it is searched and ordered, what calendars hear of it, and who is reminded.

mod remind;

use std::cmp::Reverse;

use koronailta_signaling::{ids::Timestamp, wire::join::Language};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

pub use remind::{MARK_KEPT_MS, go_round};

use crate::{
    mail::board::deadline_title,
    schedule::{Deadline, Due, Zone, today},
    store::{Scheme, SchemeState, SchemeText},
};

/// Words as they are searched: in small letters, without marks, with single spaces. `Työllistämistuki` is found by `tyollis`.
#[must_use]
pub fn folded(words: &str) -> String {
    let bare: String = words.nfd().filter(|one| !is_combining_mark(*one)).collect();
    bare.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Scheme {
    /// Until when to apply; none: it is open all the time.
    #[must_use]
    pub fn due(&self) -> Option<Deadline> {
        let zone = Zone::parse(&self.time_zone).ok()?;
        self.deadline.as_deref().and_then(|text| Deadline::parse(text, &zone).ok())
    }

    /// It is shown to people.
    #[must_use]
    pub fn is_published(&self) -> bool {
        self.state == SchemeState::Published
    }

    /// It is shown, and the day has come on which somebody should look whether all of it is still true.
    #[must_use]
    pub fn is_to_be_checked(&self, now: Timestamp) -> bool {
        let Ok(zone) = Zone::parse(&self.time_zone) else { return false };
        self.is_published() && self.review_on.as_deref().is_some_and(|day| day <= today(&zone, now).as_str())
    }

    /// Its words in a language, else in the first of the others that has some.
    #[must_use]
    pub fn words(&self, language: Language) -> Option<&SchemeText> {
        self.texts.iter().find(|text| text.language == language).or_else(|| self.texts.first())
    }
}

/// First those whose deadline comes soonest, then those that are open all the time, last those that are over.
pub fn order(schemes: &mut [Scheme], now: Timestamp) {
    schemes.sort_by_cached_key(|scheme| match scheme.due().map(|due| due.ends_at()) {
        Some(at) if at > now => (0, at.0, Reverse(0)),
        None => (1, 0, Reverse(0)),
        Some(at) => (2, 0, Reverse(at.0)),
    });
}

/// The deadlines of these schemes for a calendar. One that is over stays in it for as long as past evenings do.
#[must_use]
pub fn dues(schemes: &[Scheme], language: Language, page: &str, since: Timestamp) -> Vec<Due> {
    let due = |scheme: &Scheme| {
        let when = scheme.due().filter(|due| due.ends_at() >= since)?;
        let words = scheme.words(language)?;
        Some(Due {
            uid: format!("scheme-{}@koronailta", scheme.id),
            sequence: u32::try_from(scheme.version.saturating_sub(1)).unwrap_or(u32::MAX),
            stamp: scheme.changed_at,
            when,
            title: deadline_title(language, &words.name),
            description: words.text.clone(),
            url: page.to_owned(),
        })
    };
    schemes.iter().filter_map(due).collect()
}

#[cfg(test)]
mod tests {
    use koronailta_signaling::ids::{NetworkId, SchemeId};

    use super::*;

    fn scheme(deadline: Option<&str>) -> Scheme {
        Scheme {
            id: SchemeId::new(Timestamp(0), [0; 10]),
            network: NetworkId::new(Timestamp(0), [0; 10]),
            state: SchemeState::Published,
            public: false,
            deadline: deadline.map(str::to_owned),
            time_zone: "Europe/Helsinki".to_owned(),
            review_on: Some("2026-12-15".to_owned()),
            texts: Vec::new(),
            files: Vec::new(),
            created_at: Timestamp(0),
            changed_at: Timestamp(0),
            version: 1,
        }
    }

    fn midnight_after(day: &str) -> Timestamp {
        scheme(Some(day)).due().expect("a deadline").ends_at()
    }

    #[test]
    fn words_are_found_however_they_are_written() {
        assert_eq!(folded("  Työllistämistuki\u{a0}ÅLAND  e\u{301}té "), "tyollistamistuki aland ete");
        assert_eq!(folded("A\u{308}"), folded("ä"));
    }

    #[test]
    fn the_nearest_deadline_stands_first_and_what_is_over_last() {
        let mut all = vec![
            scheme(Some("2026-11-01")),
            scheme(None),
            scheme(Some("2027-01-31")),
            scheme(Some("2026-11-20")),
            scheme(Some("2026-12-01T12:00")),
        ];
        order(&mut all, midnight_after("2026-11-24"));
        let order: Vec<_> = all.iter().map(|one| one.deadline.as_deref().unwrap_or("-")).collect();
        assert_eq!(order, ["2026-12-01T12:00", "2027-01-31", "-", "2026-11-20", "2026-11-01"]);
    }

    #[test]
    fn what_was_not_looked_at_since_its_day_is_to_be_checked_if_it_is_shown() {
        let eve = midnight_after("2026-12-14");
        let mut one = scheme(None);
        assert!(!one.is_to_be_checked(Timestamp(eve.0 - 1)));
        assert!(one.is_to_be_checked(eve));
        one.state = SchemeState::Draft;
        assert!(!one.is_to_be_checked(eve), "a draft misleads nobody");
    }
}
