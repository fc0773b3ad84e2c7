//! What series and evenings have in common over HTTP: how a body is read and a time is checked.

use koronailta_signaling::ids::{EveningId, NetworkId, PersonId, SeriesId, Timestamp};
use serde::Deserialize;

use crate::{
    app::App,
    evenings::{DAY_MS, Post},
    http::{
        Problem,
        auth::{Caller, Standing},
        body::present,
        fields,
        permission::Action,
        refusal::ApiCode,
    },
    schedule::{LocalTime, ScheduleError, Zone},
    store::{Details, Network, PlannedEvening, Series},
};

/// Characters of a programme and of the words afterwards.
pub(super) const TEXT_MAX: usize = 4000;

/// Minutes of an evening.
const MINUTES: std::ops::RangeInclusive<u32> = 5..=1440;

/// Minutes for which the doors are open before.
const DOORS: std::ops::RangeInclusive<u32> = 0..=1440;

/// How long an evening lasts where nobody says anything else.
pub(super) const MINUTES_USUALLY: u32 = 90;

/// How long before the doors open, likewise.
pub(super) const DOORS_USUALLY: u32 = 30;

/// What a body may say about a series or an evening; what is absent stays, or is as usual.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub(super) struct DetailsBody {
    /// The title.
    title: Option<String>,
    /// What happens.
    programme: Option<String>,
    /// Where people sit together; null where they do not.
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    place: Option<Option<String>>,
    /// The zone of the clock, as `Europe/Helsinki`; the network's if absent.
    time_zone: Option<String>,
    /// A person of the network who comes to advise.
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    advisor_person_id: Option<Option<String>>,
    /// The common room is end-to-end encrypted.
    encrypted: Option<bool>,
    /// The captions of the common room are kept, to be read afterwards; not in an encrypted one.
    captions_kept: Option<bool>,
}

impl DetailsBody {
    /// For something new.
    pub(super) async fn make(self, app: &App, network: &Network) -> Result<Details, Problem> {
        let mut details = Details {
            title: fields::line("title", self.title.as_deref().unwrap_or_default())?,
            programme: String::new(),
            place: None,
            time_zone: network.time_zone.clone(),
            advisor: None,
            encrypted: false,
            captions_kept: false,
        };
        self.change(app, network.id, &mut details).await?;
        Ok(details)
    }

    /// Of something there is.
    pub(super) async fn change(self, app: &App, network: NetworkId, details: &mut Details) -> Result<(), Problem> {
        if let Some(title) = self.title {
            details.title = fields::line("title", &title)?;
        }
        if let Some(programme) = self.programme {
            details.programme = fields::text("programme", &programme, TEXT_MAX)?;
        }
        if let Some(place) = self.place {
            details.place = fields::optional_line("place", place.as_deref())?;
        }
        if let Some(zone) = self.time_zone {
            details.time_zone = Zone::parse(&zone).map_err(|error| refused(error, "time_zone"))?.name().to_owned();
        }
        if let Some(advisor) = self.advisor_person_id {
            details.advisor = match advisor {
                Some(key) => Some(person(app, network, &key).await?),
                None => None,
            };
        }
        if let Some(encrypted) = self.encrypted {
            details.encrypted = encrypted;
        }
        if let Some(kept) = self.captions_kept {
            details.captions_kept = kept;
        }
        if details.encrypted && details.captions_kept {
            return Err(ApiCode::CaptionsEncrypted.into());
        }
        Ok(())
    }
}

async fn person(app: &App, network: NetworkId, key: &str) -> Result<PersonId, Problem> {
    let unknown = || Problem::refused(ApiCode::ValueInvalid).word("field", "advisor_person_id");
    let key: PersonId = key.parse().map_err(|_| unknown())?;
    let person = app.store.person(key).await?.filter(|person| person.network == network).ok_or_else(unknown)?;
    Ok(person.id)
}

/// A time on the wall.
pub(super) fn local(field: &str, text: &str) -> Result<LocalTime, Problem> {
    LocalTime::parse(text).map_err(|error| refused(error, field))
}

/// Days of a span of time in which evenings are looked for by their rule.
const SPAN_DAYS: u64 = 2 * 366;

/// Days ahead at which it ends at the latest: each question goes through a rule from its beginning.
const AHEAD_DAYS: u64 = 10 * 366;

/// A span of time that can be asked about.
pub(super) fn span((from, to): (Timestamp, Timestamp), now: Timestamp) -> Result<(), Problem> {
    if to.since(from) > SPAN_DAYS * DAY_MS || to > now.plus(AHEAD_DAYS * DAY_MS) {
        let words = "a span of time is at most two years long and ends within ten years";
        return Err(Problem::refused(ApiCode::Malformed).detail(words));
    }
    Ok(())
}

pub(super) fn minutes(count: u32) -> Result<u32, Problem> {
    within("minutes", count, MINUTES)
}

pub(super) fn doors_minutes(count: u32) -> Result<u32, Problem> {
    within("doors_minutes", count, DOORS)
}

pub(super) fn within(field: &str, count: u32, range: std::ops::RangeInclusive<u32>) -> Result<u32, Problem> {
    if range.contains(&count) {
        return Ok(count);
    }
    let out = Problem::refused(ApiCode::ValueOutOfRange).word("field", field);
    Err(out.number("min", u64::from(*range.start())).number("max", u64::from(*range.end())))
}

/// A date, a zone or a rule that cannot be used.
pub(super) fn refused(error: ScheduleError, field: &str) -> Problem {
    let code = match error {
        ScheduleError::TimeMalformed => ApiCode::TimeMalformed,
        ScheduleError::ZoneUnknown => ApiCode::TimeZoneUnknown,
        ScheduleError::RuleMalformed => ApiCode::RuleMalformed,
        ScheduleError::RuleUnsupported => ApiCode::RuleUnsupported,
        ScheduleError::RuleNeverHappens => ApiCode::RuleNeverHappens,
    };
    Problem::refused(code).word("field", field)
}

/// What mails are written with, where this server sends any.
pub(super) fn post(app: &App) -> Option<Post> {
    let from = app.mail_from.as_ref()?;
    Some(Post { public_url: (*app.public_url).clone(), from: (**from).clone() })
}

/// A series of a network in which the caller may do this.
pub(super) async fn series(
    app: &App,
    caller: Caller,
    (slug, key): (&str, &str),
    action: Action,
) -> Result<(Standing, Series), Problem> {
    let standing = caller.may(app, slug, action).await?;
    let key: SeriesId = key.parse().map_err(|_| ApiCode::NotFound)?;
    let found = app.store.series(key).await?.filter(|series| series.network == standing.network.id);
    Ok((standing, found.ok_or(ApiCode::NotFound)?))
}

/// An evening of a network in which the caller may do this.
pub(super) async fn evening(
    app: &App,
    caller: Caller,
    (slug, key): (&str, &str),
    action: Action,
) -> Result<(Standing, PlannedEvening), Problem> {
    let network = app.store.network(slug).await?.ok_or(ApiCode::NotFound)?;
    let found = match key.parse::<EveningId>() {
        Ok(key) => app.store.planned_evening(key).await?.filter(|evening| evening.network == network.id),
        Err(_) => None,
    };
    match &found {
        Some(evening) => caller.0.check_in(network.id, (evening.id, evening.series), action)?,
        None => caller.0.check(network.id, action)?,
    }
    Ok((Standing { network, who: caller.0 }, found.ok_or(ApiCode::NotFound)?))
}
