//! What mails say: the same Fluent files as the client's, in the language of the reader.

use std::{collections::BTreeMap, sync::OnceLock};

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use koronailta_signaling::{ids::Timestamp, wire::join::Language};
use unic_langid::LanguageIdentifier;

use crate::schedule::{Deadline, LocalTime, Zone};

/// Where evenings are unless somebody says otherwise; another zone is named beside the time.
const HOME_ZONE: &str = "Europe/Helsinki";

/// The words of one language.
pub struct Words {
    bundle: FluentBundle<FluentResource>,
}

/// A value in a sentence.
pub(super) type Value<'a> = (&'static str, &'a str);

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Words").field("locales", &self.bundle.locales).finish()
    }
}

impl Words {
    /// Those of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        static ALL: OnceLock<BTreeMap<&'static str, Words>> = OnceLock::new();
        let all = ALL.get_or_init(|| {
            [
                ("fi", "fi-FI", include_str!("../../../web-client/i18n/fi/mail.ftl")),
                ("sv", "sv-FI", include_str!("../../../web-client/i18n/sv/mail.ftl")),
                ("en", "en-GB", include_str!("../../../web-client/i18n/en/mail.ftl")),
            ]
            .map(|(tag, locale, text)| (tag, Self::read(locale, text)))
            .into()
        });
        &all[tag(language)]
    }

    fn read(locale: &'static str, text: &str) -> Self {
        let locale: LanguageIdentifier = locale.parse().expect("a language tag of ours");
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        // Marks of direction would stand in subjects; words from outside are without such characters.
        bundle.set_use_isolating(false);
        let resource = FluentResource::try_new(text.to_owned()).expect("our own file; a test reads it too");
        bundle.add_resource(resource).expect("each key is there once; a test holds it");
        Self { bundle }
    }

    /// A sentence.
    #[must_use]
    pub fn say(&self, key: &str, values: &[Value<'_>]) -> String {
        let pattern = self.bundle.get_message(key).and_then(|message| message.value());
        let Some(pattern) = pattern else {
            tracing::error!(key, "a sentence is missing");
            return String::new();
        };
        let mut args = FluentArgs::new();
        for (name, value) in values {
            args.set(*name, FluentValue::from(*value));
        }
        let mut errors = Vec::new();
        self.bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned()
    }

    /// A date as people of the language write it.
    fn day(&self, local: LocalTime) -> String {
        let weekday = self.say(&format!("mail-weekday-{}", local.weekday()), &[]);
        let [day, month, year] = local.date().map(|part| part.to_string());
        self.say("mail-day", &[("weekday", &weekday), ("day", &day), ("month", &month), ("year", &year)])
    }

    /// A deadline likewise, with its time if it has one.
    #[must_use]
    pub fn deadline(&self, due: &Deadline) -> String {
        if due.is_whole_day() { self.day(due.local()) } else { self.when(due.ends_at(), due.zone()) }
    }

    /// A date and a time as people of the language write them, by the clock of the evening's zone.
    #[must_use]
    pub fn when(&self, at: Timestamp, zone: &Zone) -> String {
        let local = zone.local(at);
        let day = self.day(local);
        let [hour, minute] = local.clock().map(|part| format!("{part:02}"));
        let when = self.say("mail-when", &[("date", &day), ("hour", &hour), ("minute", &minute)]);
        if zone.name() == HOME_ZONE { when } else { format!("{when} ({})", zone.name()) }
    }
}

/// The tag of a language, as in HTML.
pub(super) fn tag(language: Language) -> &'static str {
    match language {
        Language::Fi => "fi",
        Language::Sv => "sv",
        Language::En => "en",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_written_as_people_write_it() {
        let zone = Zone::parse("Europe/Helsinki").expect("a zone");
        let at = zone.place(LocalTime::parse("2026-11-24T18:00").expect("a time")).at;
        assert_eq!(Words::of(Language::Fi).when(at, &zone), "ti 24.11.2026 klo 18.00");
        assert_eq!(Words::of(Language::Sv).when(at, &zone), "ti 24.11.2026 kl. 18.00");
        assert_eq!(Words::of(Language::En).when(at, &zone), "Tue 24.11.2026 at 18:00");
        let away = Zone::parse("Europe/Stockholm").expect("a zone");
        assert_eq!(Words::of(Language::Fi).when(at, &away), "ti 24.11.2026 klo 17.00 (Europe/Stockholm)");
    }
}
