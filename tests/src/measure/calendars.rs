//! Whether calendars of others find the same evenings in what the server writes as the server itself.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, Command, Stdio},
};

use jiff::{
    Timestamp, ToSpan,
    civil::{Date, DateTime},
    tz::TimeZone,
};
use serde_json::{Value, json};

use crate::{Deadline, organizer::Organizer, server::Server, smtp::Sink};

/// Series of one network.
const SERIES_OF_ONE: usize = 80;

/// How far ahead is compared, in years.
const YEARS: i64 = 4;

/// A time on the wall that comes twice, or not at all, may be an hour off where a reader does not follow RFC 5545 §3.3.5.
const HOUR_MS: i64 = 3_600_000;

const ZONES: [&str; 8] = [
    "Europe/Helsinki",
    "Europe/Helsinki",
    "Europe/Stockholm",
    "Europe/London",
    "America/New_York",
    "Australia/Sydney",
    "Asia/Tokyo",
    "Europe/Helsinki",
];
const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/// What was compared.
#[derive(Debug, Default)]
pub struct Compared {
    /// Rules, each with its evenings of four years.
    pub rules: usize,
    /// Evenings.
    pub evenings: usize,
    /// Evenings that were moved or cancelled.
    pub exceptions: usize,
    /// Evenings on both sides of a change of the clock within one rule.
    pub changes_of_the_clock: usize,
    /// Evenings at a time that comes twice that night, or not at all.
    pub odd_times: usize,
    /// What a reader finds and the server does not, or the other way round.
    pub disagreements: Vec<String>,
    /// Deadlines of support schemes that both readers have found where they are.
    pub deadlines: usize,
    /// Times that come twice, or not at all, and that ical.js takes for an hour off what RFC 5545 says.
    pub taken_otherwise: usize,
    /// Invitations, news of them and cancellations that both readers have understood as they were meant.
    pub mails_understood: usize,
    /// What they have misunderstood.
    pub misunderstood: Vec<String>,
}

/// A reader of calendars, another program.
struct Judge {
    name: &'static str,
    child: Child,
    answers: BufReader<std::process::ChildStdout>,
}

impl Judge {
    fn both(repository: &Path) -> Result<[Self; 2], String> {
        let python = repository.join("target/calendar-judge/bin/python");
        let judges = repository.join("tests/calendar");
        Ok([
            Self::start("icalendar", Command::new(python).arg(judges.join("judge.py")))?,
            Self::start("ical.js", Command::new("node").arg(judges.join("judge.mjs")))?,
        ])
    }

    fn start(name: &'static str, command: &mut Command) -> Result<Self, String> {
        let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut child = child.map_err(|error| format!("{name} cannot be asked: {error}"))?;
        let answers = BufReader::new(child.stdout.take().ok_or("it says nothing")?);
        Ok(Self { name, child, answers })
    }

    fn ask(&mut self, question: &Value) -> Result<Value, String> {
        let failed = |error: &dyn std::fmt::Display| format!("{}: {error}", self.name);
        let input = self.child.stdin.as_mut().ok_or("it hears nothing")?;
        writeln!(input, "{question}").and_then(|()| input.flush()).map_err(|error| failed(&error))?;
        let mut line = String::new();
        self.answers.read_line(&mut line).map_err(|error| failed(&error))?;
        serde_json::from_str(&line).map_err(|error| failed(&error))
    }
}

impl Drop for Judge {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Small seeded randomness (xorshift).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).unwrap_or(0)
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.roll(list.len())]
    }
}

/// A rule as somebody could write it; about half of them end.
fn rule(dice: &mut Dice, year: i16) -> String {
    let nth = dice.of(&["1", "2", "3", "4", "-1", "-2"]);
    let first = dice.roll(7);
    let (one, other) = (DAYS[first], DAYS[(first + 1 + dice.roll(6)) % 7]);
    let every = 1 + dice.roll(4);
    let rule = match dice.roll(11) {
        0 => "FREQ=WEEKLY".to_owned(),
        1 => format!("FREQ=WEEKLY;BYDAY={one}"),
        2 => format!("FREQ=WEEKLY;INTERVAL={every};BYDAY={one},{other}"),
        3 => format!("FREQ=MONTHLY;BYDAY={nth}{one}"),
        4 => format!("FREQ=MONTHLY;INTERVAL={every};BYDAY={nth}{one}"),
        5 => format!("FREQ=MONTHLY;BYMONTHDAY={}", dice.of(&["1", "15", "28", "29", "30", "31", "-1", "-2"])),
        6 => format!("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS={nth}"),
        7 => format!("FREQ=YEARLY;BYMONTH={};BYDAY={nth}{one}", 1 + dice.roll(12)),
        8 => format!("FREQ=DAILY;INTERVAL={}", 2 + dice.roll(9)),
        9 => format!("FREQ=MONTHLY;BYDAY={one};BYMONTHDAY=8,9,10,11,12,13,14"),
        _ => format!("FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY={one},{other}"),
    };
    let until = format!(
        "{}{:02}{:02}",
        year + 1 + i16::try_from(dice.roll(2)).unwrap_or(0),
        1 + dice.roll(12),
        1 + dice.roll(28)
    );
    match dice.roll(5) {
        0 => format!("{rule};COUNT={}", 1 + dice.roll(60)),
        1 => format!("{rule};UNTIL={until}"),
        2 => format!("{rule};UNTIL={until}T{:02}0000Z", dice.roll(24)),
        _ => rule,
    }
}

/// Evenings mostly, and nights in which the clock is moved.
fn time(dice: &mut Dice) -> String {
    let hour = [18, 18, 17, 19, 9, 23, 0, 1, 2, 3][dice.roll(10)];
    format!("{hour:02}:{:02}", [0, 15, 30][dice.roll(3)])
}

struct Written {
    network: String,
    series: String,
    zone: TimeZone,
}

/// Makes so many rules over HTTP, moves and cancels some of their evenings, and has both readers judge the feeds.
///
/// # Errors
/// A reader is not installed, in words for the person at the keyboard.
pub async fn measure(
    server: &Server,
    sink: &Sink,
    repository: &Path,
    rules: usize,
    seed: u64,
) -> Result<Compared, String> {
    let mut judges = Judge::both(repository)?;
    let kaisa = Organizer::by_link(server.http, &server.links.console).await;
    let mut compared = Compared::default();
    let mut dice = Dice(seed);
    let today = TimeZone::UTC.to_datetime(Timestamp::now()).date();
    for number in 0..rules.div_ceil(SERIES_OF_ONE) {
        let slug = format!("verkosto-{number}");
        let organizer = json!({ "name": "Kaisa", "email": "kaisa@kemi.example", "language": "fi" });
        kaisa.make("/api/v1/networks", &json!({ "slug": slug, "name": "Verkosto", "organizer": organizer })).await;
        let mut written = Vec::new();
        let wanted = SERIES_OF_ONE.min(rules - compared.rules);
        while written.len() < wanted {
            if let Some(one) = write(&kaisa, &slug, &mut dice, today).await {
                disturb(&kaisa, &one, written.len(), &mut compared).await;
                written.push(one);
            }
        }
        let due = deadlines(&kaisa, &slug, today).await;
        judge(&kaisa, &slug, (&written, &due), &mut judges, &mut compared).await?;
        compared.rules += written.len();
    }
    mails(&kaisa, sink, &mut judges, &mut compared).await?;
    Ok(compared)
}

/// A deadline with a time of day, in summer and in winter, and one of a whole day; where readers have to find them.
async fn deadlines(kaisa: &Organizer, slug: &str, today: Date) -> Vec<(String, i64)> {
    let mut due = Vec::new();
    let year = today.year() + 1;
    for deadline in [format!("{year}-01-15T16:15"), format!("{year}-07-15T16:15"), format!("{year}-07-15")] {
        let text = json!({ "language": "fi", "name": "Tuki; \"kaikki\", \\ äöå", "text": "Hae\nnyt" });
        let body = json!({ "state": "published", "public": true, "deadline": deadline, "texts": [text] });
        let made = kaisa.make(&format!("/api/v1/networks/{slug}/schemes"), &body).await;
        let uid = format!("scheme-{}@koronailta", made["id"].as_str().expect("an id"));
        // Readers give a day as its midnight in UTC.
        let day: Option<Date> = if deadline.contains('T') { None } else { deadline.parse().ok() };
        let midnight =
            day.and_then(|day| TimeZone::UTC.to_timestamp(day.at(0, 0, 0, 0)).ok()).map(Timestamp::as_millisecond);
        due.push((uid, midnight.or_else(|| made["deadline"]["ends_at"].as_i64()).expect("a time")));
    }
    due
}

/// A series that the server takes; some rules never happen.
async fn write(kaisa: &Organizer, slug: &str, dice: &mut Dice, today: Date) -> Option<Written> {
    let zone = dice.of(&ZONES);
    let first = today.saturating_add(i64::try_from(3 + dice.roll(50)).unwrap_or(3).days());
    let first = format!("{first}T{}", time(dice));
    let body = json!({ "title": "Ilta", "rrule": rule(dice, today.year()), "first": first, "time_zone": zone });
    let answer = kaisa.post(&format!("/api/v1/networks/{slug}/series"), &body).await;
    if answer.status == 422 {
        return None;
    }
    let series = answer.json()["id"].as_str().unwrap_or_else(|| panic!("{body}: {}", answer.json())).to_owned();
    Some(Written { network: slug.to_owned(), series, zone: TimeZone::get(zone).expect("a zone of the list") })
}

/// Moves one evening of each second series, and cancels another.
async fn disturb(kaisa: &Organizer, one: &Written, number: usize, compared: &mut Compared) {
    if !number.is_multiple_of(2) {
        return;
    }
    let list = evenings(kaisa, &one.network, &one.series).await;
    let path =
        |evening: &Value| format!("/api/v1/networks/{}/evenings/{}", one.network, evening["id"].as_str().unwrap());
    if let Some(evening) = list.get(1) {
        let starts: DateTime = evening["starts"].as_str().unwrap().parse().expect("a time");
        let moved = starts.saturating_add(26.hours());
        let change = json!({ "starts": moved.strftime("%Y-%m-%dT%H:%M").to_string() });
        let answer = kaisa.patch(&path(evening), &evening["version"], &change).await;
        assert_eq!(answer.status, 200, "{}", answer.json());
        compared.exceptions += 1;
    }
    if let Some(evening) = list.get(3) {
        let answer = kaisa.with("If-Match", "*").post(&format!("{}/cancel", path(evening)), &json!({})).await;
        assert_eq!(answer.status, 200, "{}", answer.json());
        compared.exceptions += 1;
    }
}

async fn evenings(kaisa: &Organizer, slug: &str, series: &str) -> Vec<Value> {
    // The list has at most 500: it is asked for in spans.
    let mut found = Vec::new();
    let mut from = 0;
    loop {
        let list = kaisa.get(&format!("/api/v1/networks/{slug}/evenings?from={from}")).await.json();
        let page = list["evenings"].as_array().expect("a list").clone();
        let full = page.len() == 500;
        let last = page.last().and_then(|one| one["starts_at"].as_i64()).unwrap_or(i64::MAX - 1);
        found.extend(page.into_iter().filter(|one| one["series_id"] == series));
        if !full {
            break;
        }
        from = last;
    }
    found.sort_by_key(|one| one["starts_at"].as_i64());
    found.dedup_by_key(|one| one["id"].as_str().map(str::to_owned));
    found
}

/// What the server says of its own evenings: the rule's, with those in place that go their own way.
async fn own(kaisa: &Organizer, one: &Written, (from, to): (i64, i64), compared: &mut Compared) -> BTreeSet<i64> {
    let mut starts: BTreeMap<String, i64> = BTreeMap::new();
    let mut offsets = BTreeSet::new();
    // The server tells at most two years at once.
    let middle = i64::midpoint(from, to);
    for (from, to) in [(from, middle), (middle + 1, to)] {
        let path = format!("/api/v1/networks/{}/series/{}/occurrences?from={from}&to={to}", one.network, one.series);
        let list = kaisa.get(&path).await.json();
        for occurrence in list["occurrences"].as_array().unwrap_or_else(|| panic!("{path}: {list}")) {
            let (local, at) = (occurrence["local"].as_str().unwrap(), occurrence["starts_at"].as_i64().unwrap());
            offsets.insert(one.zone.to_offset(Timestamp::from_millisecond(at).expect("a time")));
            starts.insert(local.to_owned(), at);
        }
    }
    compared.changes_of_the_clock += usize::from(offsets.len() > 1);
    for evening in evenings(kaisa, &one.network, &one.series).await {
        let original = evening["original_start"].as_str().expect("one of a series");
        if evening["state"] == "cancelled" {
            starts.remove(original);
        } else if evening["edited"] == true {
            starts.insert(original.to_owned(), evening["starts_at"].as_i64().unwrap());
        }
    }
    let starts: BTreeSet<i64> = starts.into_values().filter(|at| (from..=to).contains(at)).collect();
    compared.evenings += starts.len();
    compared.odd_times += starts.iter().filter(|at| is_odd(&one.zone, **at)).count();
    starts
}

/// Within two hours of a change of the clock: the wall shows that time twice, or shows one that was skipped.
fn is_odd(zone: &TimeZone, at: i64) -> bool {
    let around = |hours: i64| Timestamp::from_millisecond(at + hours * HOUR_MS).map(|at| zone.to_offset(at));
    match (around(-1), around(1)) {
        (Ok(before), Ok(after)) => before != after,
        _ => false,
    }
}

async fn judge(
    kaisa: &Organizer,
    slug: &str,
    (written, due): (&[Written], &[(String, i64)]),
    judges: &mut [Judge; 2],
    compared: &mut Compared,
) -> Result<(), String> {
    let now = Timestamp::now();
    let span = (now.as_millisecond(), now.as_millisecond() + YEARS * 365 * 24 * HOUR_MS);
    let feed = kaisa.get(&format!("/api/v1/networks/{slug}/evenings.ics")).await;
    let calendar = String::from_utf8(feed.body).map_err(|error| error.to_string())?;
    let question = json!({ "calendar": calendar, "from": span.0, "to": span.1 });
    let answers = [judges[0].ask(&question)?, judges[1].ask(&question)?];
    for ((uid, at), (judge, answer)) in
        due.iter().flat_map(|one| judges.iter().zip(&answers).map(move |two| (one, two)))
    {
        if answer[uid] == json!([at]) {
            compared.deadlines += 1;
        } else {
            compared.disagreements.push(format!("{}: {} instead of {at} for {uid}", judge.name, answer[uid]));
        }
    }
    for one in written {
        let starts = own(kaisa, one, span, compared).await;
        let uid = format!("series-{}@koronailta", one.series);
        for (judge, answer) in judges.iter().zip(&answers) {
            let found = answer[&uid].as_array().map(Vec::as_slice).unwrap_or_default();
            let found: BTreeSet<i64> = found.iter().filter_map(Value::as_i64).collect();
            let strict = judge.name == "icalendar";
            compare(one, &starts, &found, (judge.name, strict), compared);
        }
    }
    Ok(())
}

fn compare(
    one: &Written,
    starts: &BTreeSet<i64>,
    found: &BTreeSet<i64>,
    (judge, strict): (&str, bool),
    compared: &mut Compared,
) {
    for at in starts.symmetric_difference(found) {
        let other = if starts.contains(at) { found } else { starts };
        let near = [at - HOUR_MS, at + HOUR_MS]
            .iter()
            .any(|near| other.contains(near) && !(starts.contains(near) && found.contains(near)));
        if !strict && near && is_odd(&one.zone, *at) {
            compared.taken_otherwise += usize::from(starts.contains(at));
        } else {
            let whose = if starts.contains(at) { "the server" } else { judge };
            let when = Timestamp::from_millisecond(*at).map(|at| at.to_string()).unwrap_or_default();
            compared.disagreements.push(format!("{judge}: only {whose} has {when} in {}", one.series));
        }
    }
}

/// An invitation, news of it, and the cancellation, as they arrive by mail.
async fn mails(kaisa: &Organizer, sink: &Sink, judges: &mut [Judge; 2], compared: &mut Compared) -> Result<(), String> {
    let network = "/api/v1/networks/verkosto-0";
    for (number, zone) in ZONES.iter().enumerate().skip(1) {
        let title = format!("Ilta {number}; \"kaikki\", tervetuloa \\ äöå {}", "pitkä ".repeat(3));
        let starts = format!("2099-0{}-05T18:00", number);
        let evening = kaisa
            .make(&format!("{network}/evenings"), &json!({ "title": title, "starts": starts, "time_zone": zone }))
            .await;
        let path = format!("{network}/evenings/{}", evening["id"].as_str().unwrap());
        let uid = format!("evening-{}@koronailta", evening["id"].as_str().unwrap());
        let of = || {
            let calendars = sink.mails().into_iter().filter_map(|mail| mail.part("text/calendar"));
            calendars.filter(|text| text.replace("\r\n ", "").contains(&uid)).collect::<Vec<_>>()
        };
        kaisa.make(&format!("{path}/invite"), &json!({})).await;
        Deadline::usual().until("the invitation", || of().len() == 1).await;
        let changed = kaisa.patch(&path, &evening["version"], &json!({ "minutes": 45 })).await.json();
        Deadline::usual().until("the news", || of().len() == 2).await;
        kaisa.with("If-Match", "*").post(&format!("{path}/cancel"), &json!({})).await;
        Deadline::usual().until("the cancellation", || of().len() == 3).await;
        for calendar in of() {
            let method = if calendar.contains("METHOD:CANCEL") { "CANCEL" } else { "REQUEST" };
            for judge in judges.iter_mut() {
                let seen = judge.ask(&json!({ "invitation": calendar }))?;
                let sequence = seen["sequence"].as_u64().unwrap_or(99);
                let minutes = if sequence == 0 { 90 } else { 45 };
                let right = seen["method"] == method
                    && seen["uid"] == json!(uid)
                    && seen["summary"] == changed["title"]
                    && seen["starts_at"] == changed["starts_at"]
                    && seen["ends_at"].as_i64() == changed["starts_at"].as_i64().map(|at| at + minutes * 60_000)
                    && seen["attendee"]
                        .as_str()
                        .is_some_and(|who| who.eq_ignore_ascii_case("mailto:kaisa@kemi.example"))
                    && seen["organizer"].as_str().is_some_and(|who| who.to_lowercase().starts_with("mailto:"))
                    && seen["problems"].as_array().is_some_and(Vec::is_empty)
                    && (method == "CANCEL") == (seen["status"] == "CANCELLED");
                if right {
                    compared.mails_understood += 1;
                } else {
                    compared.misunderstood.push(format!("{}: {seen}", judge.name));
                }
            }
        }
    }
    Ok(())
}
