//! What is kept for a time only is gone after it: from its table, and from the bytes of the file.
#![allow(clippy::unwrap_used)]

use std::{collections::BTreeMap, path::Path};

use koronailta_signaling::{
    ids::{ContactRequestId, EveningId, MaterialId, NetworkId, ParticipantId, PollId, QuestionId, Timestamp},
    room::{CaptionRecord, PollRecord, QuestionRecord, Write},
    wire::{
        caption::CaptionLine,
        join::Language,
        poll::{PollKind, PollPlan, PollResults},
        question::{KeptFor, QuestionState},
    },
};
use sqlx::{ConnectOptions as _, Connection as _, sqlite::SqliteConnectOptions};
use uuid::Uuid;

use super::{DAY_MS, go_round, replan};
use crate::{
    clock::{Clock, SystemEntropy},
    materials::Materials,
    media_driver::{MediaConfig, MediaThreads},
    rooms::{Registry, RoomsConfig},
    store::{ContactRequest, ContactState, GivenFeedback, KeptDays, MaterialRow, NewEvening, NewNetwork, Store},
};

const STARTS: Timestamp = Timestamp(1_790_000_000_000);
const ENDS: Timestamp = Timestamp(1_790_005_400_000);

/// Words that stand nowhere else in the file, with what they stand for.
const ERASED: [(&str, &str); 8] = [
    ("kysymys-nimetta-lumikenka", "a question of nobody"),
    ("kysymys-nimella-jaatikko", "a question with a name"),
    ("kysely-revontuli", "a poll"),
    ("vastaus-hilla", "a ballot in a word"),
    ("palaute-porokello", "feedback in words"),
    ("pyynto-kelohonka", "a contact request"),
    ("tekstitys-kaamos", "a line of captions"),
    ("Kysyja Koskikara", "the name of who asked what advisors keep"),
];
/// Documents go sooner.
const DOCUMENT: [(&str, &str); 2] =
    [("otsikko-tuiskulumi", "the title of a document"), ("sivut-hankikanto", "its pages")];
const KEPT: &str = "kysymys-sivulle-tunturi";

async fn evening(store: &Store) -> (NetworkId, EveningId) {
    let network = NetworkId::new(STARTS, SystemEntropy::bytes());
    let evening = EveningId::new(STARTS, SystemEntropy::bytes());
    let new = NewNetwork {
        id: network,
        slug: "kemi".to_owned(),
        name: "Meri-Lappi".to_owned(),
        ground_rules: String::new(),
        help_phone: None,
        members_may_host: true,
        created_at: STARTS,
    };
    store.add_network(new).await.unwrap();
    let new = NewEvening {
        id: evening,
        network,
        title: "Ilta".to_owned(),
        starts_at: STARTS,
        ends_at: ENDS,
        doors_open_at: STARTS,
        encrypted: false,
        captions_kept: false,
    };
    store.add_evening(new).await.unwrap();
    (network, evening)
}

fn question(number: u128, text: &str, name: Option<&str>) -> QuestionRecord {
    let (name, state) = (name.map(str::to_owned), QuestionState::Open);
    let id = QuestionId(Uuid::from_u128(number));
    QuestionRecord { id, text: text.to_owned(), name, votes: 2, state, kept_for: None }
}

/// What people left that evening. The question that advisors keep for the network comes last.
async fn leave(store: &Store, network: NetworkId, evening: EveningId) {
    let said: Vec<_> = ERASED.iter().map(|(words, _)| (*words).to_owned()).collect();
    let poll = PollId(Uuid::from_u128(7));
    let plan = PollPlan {
        question: said[2].clone(),
        kind: PollKind::Word,
        options: Vec::new(),
        results: PollResults::AtClose,
    };
    let answered = QuestionState::Written { text: "Kyllä.".to_owned(), by: "Ville".to_owned() };
    let kept =
        QuestionRecord { state: answered, kept_for: Some(KeptFor::Members), ..question(3, KEPT, Some(ERASED[7].0)) };
    let line = CaptionLine { line: 1, language: Language::Fi, text: said[6].clone() };
    let writes = vec![
        Write::SaveQuestion(question(2, &said[0], None)),
        Write::SaveQuestion(question(1, &said[1], Some("Aino"))),
        Write::OpenPoll(PollRecord { poll, plan, ballots: 0, counts: BTreeMap::new() }),
        Write::CountBallot { poll, choices: vec![said[3].clone()] },
        Write::ClosePoll { poll },
        Write::SaveQuestion(kept),
        Write::SaveCaption(CaptionRecord { by: ParticipantId::new(STARTS, [3; 10]), line, at: STARTS }),
        Write::EveningEnded,
    ];
    store.write_room(evening, writes).await.unwrap();
    let given = GivenFeedback { grades: Vec::new(), words: Some((Uuid::from_u128(9), said[4].clone())) };
    store.give_feedback(evening, given).await.unwrap();
    let request = ContactRequest {
        id: ContactRequestId::new(STARTS, SystemEntropy::bytes()),
        network,
        person: None,
        withdraw_hash: None,
        name: "Eero".to_owned(),
        email: None,
        phone: Some("016 123".to_owned()),
        about: String::new(),
        words: said[5].clone(),
        language: Language::Fi,
        consent_version: 1,
        consent_words: "Neuvoja saa ottaa yhteyttä.".to_owned(),
        days: KeptDays { done: 90, made: 180 },
        state: ContactState::New,
        taken_by: None,
        created_at: STARTS,
        done_at: None,
        version: 1,
    };
    store.add_contact_request(request.clone(), Vec::new()).await.unwrap();
    // The time of a request runs from when it is done, and here as long as the evening's own.
    let done = ContactRequest { state: ContactState::Done, done_at: Some(ENDS), ..request };
    store.turn_contact_request(done).await.unwrap();
}

/// A document of that evening, as if it had been uploaded.
async fn bring(store: &Store, folder: &Path, evening: EveningId) {
    let row = MaterialRow {
        id: MaterialId::new(STARTS, SystemEntropy::bytes()),
        evening,
        title: DOCUMENT[0].0.to_owned(),
        bytes: DOCUMENT[1].0.len() as u64,
        pages: None,
        download: true,
        created_at: STARTS,
        erase_at: STARTS.plus(1),
    };
    let id = row.id;
    store.begin_material(row).await.unwrap();
    store.finish_material(id, 1).await.unwrap();
    std::fs::write(folder.join(format!("materials/{id}.pdf")), DOCUMENT[1].0).unwrap();
}

/// Whether words stand anywhere in the data directory: in the database's files, in use or not, or in a document.
fn stands(folder: &Path, words: &str) -> bool {
    assert!(folder.join("koronailta.sqlite").exists());
    std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).any(|path| {
        if path.is_dir() {
            return std::fs::read_dir(path).unwrap().any(|entry| holds(&entry.unwrap().path(), words));
        }
        holds(&path, words)
    })
}

fn holds(file: &Path, words: &str) -> bool {
    // A file may have gone in between.
    std::fs::read(file).is_ok_and(|bytes| bytes.windows(words.len()).any(|window| window == words.as_bytes()))
}

fn standing(folder: &Path, words: &[(&'static str, &'static str)]) -> Vec<&'static str> {
    words.iter().filter(|(words, _)| stands(folder, words)).map(|(_, what)| *what).collect()
}

fn whats(words: &[(&'static str, &'static str)]) -> Vec<&'static str> {
    words.iter().map(|(_, what)| *what).collect()
}

/// What erases by itself, while the server runs: the round of the evenings, and that of the documents. The log is emptied
/// before the store answers what comes after.
async fn round_at(store: &Store, documents: &Materials, now: Timestamp) {
    go_round(store, None, |_| false, now).await.unwrap();
    documents.erase_due(now).await.unwrap();
    store.check().await.unwrap();
}

/// The documents of a server that runs on this folder.
fn documents(folder: &Path, store: &Store) -> Materials {
    let listen = std::net::SocketAddr::from((std::net::Ipv4Addr::LOCALHOST, 0));
    let threads = std::num::NonZeroUsize::new(1);
    let media = MediaThreads::start(&MediaConfig { listen, public_addresses: Vec::new(), threads }).unwrap();
    let clock = Clock::start();
    let registry = Registry::new(RoomsConfig::new(1, 1), store.clone(), clock, media);
    Materials::open(folder, store.clone(), clock, registry).unwrap()
}

const LAST_MOMENT: Timestamp = Timestamp(ENDS.0 + 90 * DAY_MS);
const DOCUMENTS_GO: Timestamp = Timestamp(ENDS.0 + 30 * DAY_MS);

/// An evening of which everything is left that there can be. The log is folded into the database first, as it is in
/// the weeks until then.
async fn left(folder: &Path, store: &Store) -> (NetworkId, EveningId, Materials) {
    let documents = documents(folder, store);
    let (network, evening) = evening(store).await;
    leave(store, network, evening).await;
    bring(store, folder, evening).await;
    store.erase_captions(EveningId::new(STARTS, [8; 10])).await.unwrap();
    store.check().await.unwrap();
    assert_eq!((standing(folder, &ERASED), standing(folder, &DOCUMENT)), (whats(&ERASED), whats(&DOCUMENT)));
    (network, evening, documents)
}

#[tokio::test]
async fn after_their_time_an_evenings_words_stand_nowhere_in_the_files_and_not_a_moment_sooner() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    let (network, evening, documents) = left(folder.path(), &store).await;

    round_at(&store, &documents, Timestamp(DOCUMENTS_GO.0 - 1)).await;
    assert_eq!(standing(folder.path(), &DOCUMENT), whats(&DOCUMENT), "to the last moment");
    round_at(&store, &documents, DOCUMENTS_GO).await;
    assert_eq!(standing(folder.path(), &DOCUMENT), Vec::<&str>::new(), "documents are gone, their titles overwritten");
    round_at(&store, &documents, LAST_MOMENT).await;
    assert_eq!(standing(folder.path(), &ERASED), whats(&ERASED), "to the last moment");
    round_at(&store, &documents, LAST_MOMENT.plus(1)).await;
    assert_eq!(standing(folder.path(), &ERASED), Vec::<&str>::new(), "all is erased, and its place overwritten");
    assert!(stands(folder.path(), KEPT), "what advisors keep for the network stays");

    let left = store.load_room(evening).await.unwrap().unwrap().restored;
    assert_eq!(left.questions.iter().map(|one| one.text.as_str()).collect::<Vec<_>>(), [KEPT]);
    assert_eq!((left.polls.len(), left.captions.len(), left.materials.len()), (0, 0, 0));
    assert!(store.feedback(evening).await.unwrap().words.is_empty());
    assert!(store.contact_requests_of(network).await.unwrap().is_empty());
    store.close().await;
}

#[tokio::test]
async fn words_that_are_only_marked_as_deleted_are_found() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open_without_overwriting(folder.path()).await.unwrap();
    let (_, evening, documents) = left(folder.path(), &store).await;
    round_at(&store, &documents, LAST_MOMENT.plus(1)).await;
    assert!(store.captions(evening, Language::Fi).await.unwrap().is_empty(), "no query shows them");
    let found = standing(folder.path(), &ERASED);
    assert!(found.len() > ERASED.len() / 2, "but they lie there: {found:?}");
    assert_eq!(standing(folder.path(), &DOCUMENT), ["the title of a document"]);
    store.close().await;
}

#[tokio::test]
async fn words_that_are_left_in_the_log_are_found_and_go_once_nobody_reads_them() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    let (_, _, documents) = left(folder.path(), &store).await;
    // Whoever reads holds the log: SQLite folds nothing into the database that a reader must not see yet.
    let reader = SqliteConnectOptions::new().filename(folder.path().join("koronailta.sqlite")).read_only(true);
    let mut reader = reader.connect().await.unwrap();
    let mut reading = reader.begin().await.unwrap();
    let text: String = sqlx::query_scalar("SELECT text FROM captions").fetch_one(&mut *reading).await.unwrap();
    assert_eq!(text, ERASED[6].0);
    round_at(&store, &documents, LAST_MOMENT.plus(1)).await;
    assert_eq!(standing(folder.path(), &ERASED), whats(&ERASED), "erased, but still there for who reads");
    reading.rollback().await.unwrap();
    let end = std::time::Instant::now() + std::time::Duration::from_secs(20);
    while !standing(folder.path(), &ERASED).is_empty() {
        assert!(std::time::Instant::now() < end, "{:?} are still there", standing(folder.path(), &ERASED));
        tokio::task::yield_now().await;
    }
    store.close().await;
}

#[tokio::test]
async fn a_line_of_captions_that_is_taken_back_goes_at_once_from_the_log_too() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    let (_, evening) = evening(&store).await;
    let by = ParticipantId::new(STARTS, [3; 10]);
    let said = |line, text: &str| {
        let line = CaptionLine { line, language: Language::Fi, text: text.to_owned() };
        Write::SaveCaption(CaptionRecord { by, line, at: STARTS })
    };
    let (taken, stays) = ("tekstitys-vahingossa-karpalo", "tekstitys-sanottu-variksenmarja");
    store.write_room(evening, vec![said(1, taken), said(2, stays)]).await.unwrap();
    assert!(stands(folder.path(), taken));
    store.write_room(evening, vec![Write::EraseCaption { by, line: 1 }]).await.unwrap();
    store.check().await.unwrap();
    assert!(!stands(folder.path(), taken) && stands(folder.path(), stays));
    store.close().await;
}

#[tokio::test]
async fn documents_go_with_their_evening_wherever_it_is_moved_to() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    let documents = documents(folder.path(), &store);
    let (_, evening) = evening(&store).await;
    bring(&store, folder.path(), evening).await;
    let moved_by = async |days: u64| {
        let before = store.planned_evening(evening).await.unwrap().unwrap();
        let mut planned = before.clone();
        planned.starts_at = STARTS.plus(days * DAY_MS);
        planned.ends_at = ENDS.plus(days * DAY_MS);
        replan(&store, None, &before, planned, STARTS).await.unwrap();
    };
    moved_by(35).await;
    documents.erase_due(DOCUMENTS_GO).await.unwrap();
    assert_eq!(standing(folder.path(), &DOCUMENT), whats(&DOCUMENT), "the evening is still to come");
    assert_eq!(store.materials(evening).await.unwrap()[0].erase_at, DOCUMENTS_GO.plus(35 * DAY_MS));
    moved_by(5).await;
    documents.erase_due(Timestamp(DOCUMENTS_GO.0 + 5 * DAY_MS - 1)).await.unwrap();
    assert!(stands(folder.path(), DOCUMENT[1].0), "to the last moment");
    documents.erase_due(DOCUMENTS_GO.plus(5 * DAY_MS)).await.unwrap();
    assert!(!stands(folder.path(), DOCUMENT[1].0));
    assert!(store.materials(evening).await.unwrap().is_empty());
    store.close().await;
}
