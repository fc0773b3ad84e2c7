//! A network's evenings as calendars of others read them.

use std::collections::{BTreeSet, HashMap};

use koronailta_signaling::ids::SeriesId;
use url::Url;

use super::pattern;
use crate::{
    schedule::{Calendar, Due, Entry, LocalTime, Method, Party, Pattern, Status, Zone},
    store::{PlannedEvening, Series},
};

/// The part behind the @ of the ids in calendars: they have to be the same whatever the server is called later.
const UID_DOMAIN: &str = "koronailta";

/// A series with those of its evenings that its rule has: asked for once, since each question goes through the rule from its beginning.
struct Rhythm {
    pattern: Pattern,
    has: BTreeSet<LocalTime>,
}

impl Rhythm {
    fn new(pattern: Pattern, own: &[&PlannedEvening]) -> Self {
        let times: BTreeSet<_> = own.iter().filter_map(|evening| original(evening)).collect();
        let at = |local: &LocalTime| pattern.zone().place(*local).at;
        let has = match (times.first(), times.last()) {
            (Some(first), Some(last)) => pattern.between(at(first), at(last)),
            _ => Vec::new(),
        };
        let has = has.into_iter().map(|occurrence| occurrence.local).collect();
        Self { pattern, has }
    }
}

/// The feed of a network, or of a person: series with their exceptions, evenings that belong to none, evenings that were moved, and
/// deadlines.
#[must_use]
pub fn feed(name: &str, series: &[Series], evenings: &[PlannedEvening], dues: Vec<Due>, page: &str) -> Calendar {
    let mut entries = Vec::new();
    let mut of_series: HashMap<SeriesId, Vec<&PlannedEvening>> = HashMap::new();
    for evening in evenings {
        if let Some(series) = evening.series {
            of_series.entry(series).or_default().push(evening);
        }
    }
    let mut rhythms: HashMap<SeriesId, Rhythm> = HashMap::new();
    for one in series {
        let Ok(pattern) = pattern(one) else { continue };
        let own = of_series.remove(&one.id).unwrap_or_default();
        let rhythm = Rhythm::new(pattern, &own);
        entries.push(series_entry(one, &rhythm, &own, page));
        rhythms.insert(one.id, rhythm);
    }
    for evening in evenings {
        let rhythm = evening.series.and_then(|series| rhythms.get(&series));
        entries.extend(evening_entry(evening, rhythm, page));
    }
    Calendar { method: Method::Publish, name: Some(name.to_owned()), entries, dues }
}

fn series_entry(series: &Series, Rhythm { pattern, has }: &Rhythm, own: &[&PlannedEvening], page: &str) -> Entry {
    let cancelled = own.iter().filter(|evening| evening.cancelled_at.is_some());
    let without = cancelled.filter_map(|evening| original(evening)).filter(|local| has.contains(local)).collect();
    Entry {
        uid: format!("series-{}@{UID_DOMAIN}", series.id),
        sequence: series.sequence,
        stamp: series.changed_at,
        starts_at: pattern.zone().place(pattern.first()).at,
        minutes: series.minutes,
        zone: pattern.zone().clone(),
        title: series.details.title.clone(),
        description: series.details.programme.clone(),
        place: series.details.place.clone(),
        url: Some(page.to_owned()),
        status: Status::Confirmed,
        rule: Some(pattern.rule().clone()),
        without,
        replaces: None,
        organizer: None,
        attendee: None,
    }
}

/// An evening of its own; of a series only what is other than the rule says.
fn evening_entry(evening: &PlannedEvening, rhythm: Option<&Rhythm>, page: &str) -> Option<Entry> {
    let mut entry = entry(evening)?;
    entry.url = Some(page.to_owned());
    if let (Some(rhythm), Some(local)) = (rhythm, original(evening))
        && rhythm.has.contains(&local)
    {
        if evening.cancelled_at.is_some() || !evening.edited {
            return None;
        }
        entry.uid = format!("series-{}@{UID_DOMAIN}", evening.series?);
        entry.replaces = Some(local);
    }
    Some(entry)
}

fn original(evening: &PlannedEvening) -> Option<LocalTime> {
    evening.original_local.as_deref().and_then(|local| LocalTime::parse(local).ok())
}

fn entry(evening: &PlannedEvening) -> Option<Entry> {
    Some(Entry {
        uid: format!("evening-{}@{UID_DOMAIN}", evening.id),
        sequence: evening.sequence,
        stamp: evening.changed_at,
        starts_at: evening.starts_at,
        minutes: evening.minutes(),
        zone: Zone::parse(&evening.details.time_zone).ok()?,
        title: evening.details.title.clone(),
        description: evening.details.programme.clone(),
        place: evening.details.place.clone(),
        url: None,
        status: if evening.cancelled_at.is_some() { Status::Cancelled } else { Status::Confirmed },
        rule: None,
        without: Vec::new(),
        replaces: None,
        organizer: None,
        attendee: None,
    })
}

/// What a mail brings for the calendar of one person.
#[must_use]
pub fn invitation_calendar(evening: &PlannedEvening, organizer: Party, attendee: Party, url: Option<&Url>) -> String {
    let method = if evening.cancelled_at.is_some() { Method::Cancel } else { Method::Request };
    let entries = entry(evening).map(|entry| Entry {
        organizer: Some(organizer),
        attendee: Some(attendee),
        url: url.map(Url::to_string),
        ..entry
    });
    Calendar { method, name: None, entries: entries.into_iter().collect(), dues: Vec::new() }.write()
}
