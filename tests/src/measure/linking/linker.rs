//! The linking program: every trace it knows makes a guess for each thing that was said, and the best trace counts.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    fs,
    path::Path,
    time::{SystemTime, UNIX_EPOCH},
};

use koronailta_signaling::ids::ParticipantId;
use uuid::Uuid;

/// Who joined, and when, in milliseconds since the epoch.
#[derive(Clone, Copy, Debug)]
pub(super) struct Joined {
    pub(super) who: ParticipantId,
    pub(super) at: u64,
}

impl Joined {
    pub(super) fn now(who: ParticipantId) -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self { who, at: u64::try_from(since.as_millis()).unwrap_or(u64::MAX) }
    }
}

/// Bytes around what was said in which an id or a time would belong to the same row.
const ROW: usize = 140;

/// Pages of the database, in bytes.
const PAGE: usize = 4096;

/// What the first byte of a page says of it (the file format of SQLite, §1.6).
const TABLE_LEAF: u8 = 0x0d;
const INDEX_LEAF: u8 = 0x0a;

type Places = HashMap<String, Vec<usize>>;

/// What is left of an evening.
#[derive(Debug)]
pub(super) struct Traces {
    database: Vec<u8>,
    /// The write-ahead log.
    ahead: Vec<u8>,
    log: String,
    /// In the order of joining.
    joined: Vec<Joined>,
}

impl Traces {
    pub(super) fn read(data: &Path, log: String, joined: Vec<Joined>) -> Self {
        let file = |name: &str| fs::read(data.join(name)).unwrap_or_default();
        Self { database: file("koronailta.sqlite"), ahead: file("koronailta.sqlite-wal"), log, joined }
    }

    /// Whether this was kept at all.
    pub(super) fn has(&self, text: &str) -> bool {
        find(&self.database, text.as_bytes()).is_some() || find(&self.ahead, text.as_bytes()).is_some()
    }

    /// How often a word stands in the database or the log, whatever its case.
    pub(super) fn count(&self, word: &str) -> usize {
        let all = [&self.database[..], &self.ahead[..], self.log.as_bytes()];
        let counted = all
            .map(|bytes| bytes.windows(word.len()).filter(|part| part.eq_ignore_ascii_case(word.as_bytes())).count());
        counted.iter().sum()
    }

    /// By each trace, how many were connected to the right person.
    pub(super) fn best_guess(&self, said: &[(String, usize)]) -> Vec<(&'static str, usize)> {
        let database = places(&self.database, said);
        let ahead = places(&self.ahead, said);
        let log = places(self.log.as_bytes(), said);
        let first = |places: &Places, text: &str| places.get(text)?.first().copied();
        let last = |places: &Places, text: &str| places.get(text)?.last().copied();
        let laid = |kind: u8| {
            let database = &database;
            move |text: &str| {
                let on = |at: &&usize| self.database.get(*at / PAGE * PAGE) == Some(&kind);
                // Within a page SQLite lays rows from the end towards the beginning.
                database.get(text)?.iter().find(on).map(|at| at / PAGE * PAGE + PAGE - 1 - at % PAGE)
            }
        };
        let count = |judged: &dyn Fn(&str) -> Option<usize>| {
            said.iter().filter(|(text, who)| judged(text) == Some(*who)).count()
        };
        vec![
            ("the first place in the file", self.by_order(said, |text| first(&database, text))),
            ("the last place in the file", self.by_order(said, |text| last(&database, text))),
            ("the place in the tables", self.by_order(said, laid(TABLE_LEAF))),
            ("the place in the indices", self.by_order(said, laid(INDEX_LEAF))),
            ("the place in the write-ahead log", self.by_order(said, |text| first(&ahead, text))),
            ("the place in the log", self.by_order(said, |text| first(&log, text))),
            ("an id in the row", count(&|text| self.named_near(&self.database, first(&database, text)?))),
            ("an id in the write-ahead log", count(&|text| self.named_near(&self.ahead, first(&ahead, text)?))),
            ("a time in the row", count(&|text| self.timed_near(&self.database, first(&database, text)?))),
            ("a time in the write-ahead log", count(&|text| self.timed_near(&self.ahead, first(&ahead, text)?))),
        ]
    }

    /// The order of what was said is the order of joining.
    fn by_order(&self, said: &[(String, usize)], place: impl Fn(&str) -> Option<usize>) -> usize {
        let mut placed: BTreeMap<usize, usize> = BTreeMap::new();
        for (text, who) in said {
            if let Some(place) = place(text) {
                placed.insert(place, *who);
            }
        }
        let people = self.joined.len().max(1);
        let found = placed.len().max(1);
        let right = |guess: &dyn Fn(usize) -> usize| {
            placed.values().enumerate().filter(|(rank, who)| guess(*rank) == **who).count()
        };
        let forwards = right(&|rank| rank * people / found);
        let backwards = right(&|rank| (found - 1 - rank) * people / found);
        // Where each poll was filled in the order of joining, ranks go round.
        let round = right(&|rank| rank % people);
        forwards.max(backwards).max(round)
    }

    /// Whose id stands in the same row.
    fn named_near(&self, bytes: &[u8], at: usize) -> Option<usize> {
        let around = row(bytes, at);
        self.joined.iter().position(|joined| {
            find(around, joined.who.to_string().as_bytes()).is_some() || find(around, joined.who.0.as_bytes()).is_some()
        })
    }

    /// Who had joined last when a time in the same row was: of an integer, or of an id that was made of it.
    fn timed_near(&self, bytes: &[u8], at: usize) -> Option<usize> {
        let around = row(bytes, at);
        let first = self.joined.first()?.at;
        let last = self.joined.last()?.at + 600_000;
        let integers = around.windows(6).map(|six| six.iter().fold(0, |sum: u64, &byte| sum << 8 | u64::from(byte)));
        let written = String::from_utf8_lossy(around).into_owned();
        let ids = (0..written.len()).filter_map(|start| Uuid::try_parse(written.get(start..start + 36)?).ok());
        let made: Vec<_> = ids.filter(|id| id.get_version_num() == 7).filter_map(millis).collect();
        let at = integers.chain(made).find(|at| (first..=last).contains(at))?;
        self.joined.iter().rposition(|joined| joined.at <= at)
    }
}

fn millis(id: Uuid) -> Option<u64> {
    let (seconds, nanos) = id.get_timestamp()?.to_unix();
    Some(seconds * 1000 + u64::from(nanos) / 1_000_000)
}

/// Where each thing that was said stands; things of one kind are equally long.
fn places(bytes: &[u8], said: &[(String, usize)]) -> Places {
    let wanted: HashSet<&[u8]> = said.iter().map(|(text, _)| text.as_bytes()).collect();
    let length = said.first().map_or(1, |(text, _)| text.len());
    let mut places = Places::new();
    for (at, part) in bytes.windows(length).enumerate() {
        if wanted.contains(part) {
            places.entry(String::from_utf8_lossy(part).into_owned()).or_default().push(at);
        }
    }
    places
}

fn row(bytes: &[u8], at: usize) -> &[u8] {
    &bytes[at.saturating_sub(ROW)..(at + ROW).min(bytes.len())]
}

fn find(bytes: &[u8], words: &[u8]) -> Option<usize> {
    bytes.windows(words.len()).position(|part| part == words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(number: u64) -> Joined {
        let at = 1_800_000_000_000 + number * 60_000;
        let who = ParticipantId(uuid::Builder::from_unix_timestamp_millis(at, &[7; 10]).into_uuid());
        Joined { who, at }
    }

    fn traces(database: &str, log: &str) -> Traces {
        let joined = (0..4).map(joined).collect();
        Traces { database: database.as_bytes().to_vec(), ahead: Vec::new(), log: log.to_owned(), joined }
    }

    fn right(traces: &Traces, trace: &str) -> usize {
        let said: Vec<_> = (0..4).map(|who| (format!("sanottu-{who}"), who)).collect();
        traces.best_guess(&said).into_iter().find(|(name, _)| *name == trace).map_or(0, |(_, right)| right)
    }

    #[test]
    fn each_trace_is_followed() {
        let far = "·".repeat(ROW);
        let row = |who: usize, more: &str| format!("{far}{more}sanottu-{who}{far}");
        let orderly: String = (0..4).map(|who| row(who, "")).collect();
        assert_eq!(right(&traces(&orderly, ""), "the first place in the file"), 4);
        assert_eq!(right(&traces("", &orderly), "the place in the log"), 4);
        let named: String = [2, 0, 3, 1].map(|who| row(who, &joined(who as u64).who.to_string())).concat();
        assert_eq!(right(&traces(&named, ""), "an id in the row"), 4);
        // Another id, made while somebody had just joined.
        let made = |who: usize| {
            let at = joined(who as u64).at + 5_000;
            uuid::Builder::from_unix_timestamp_millis(at, &[9; 10]).into_uuid().to_string()
        };
        let timed: String = [2, 0, 3, 1].map(|who| row(who, &made(who))).concat();
        assert_eq!(right(&traces(&timed, ""), "a time in the row"), 4);
        assert_eq!(right(&traces(&timed, ""), "an id in the row"), 0);
        let mut bytes = traces("", "");
        bytes.database = [3, 1, 2, 0]
            .into_iter()
            .flat_map(|who: usize| {
                let at = (joined(who as u64).at + 1).to_be_bytes();
                [far.as_bytes(), &at[2..], format!("sanottu-{who}").as_bytes(), far.as_bytes()].concat()
            })
            .collect();
        assert_eq!(right(&bytes, "a time in the row"), 4);
        assert_eq!(traces("MOOD", "mood_answer").count("mood"), 2);
    }
}
