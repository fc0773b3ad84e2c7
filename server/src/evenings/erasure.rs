//! What is kept for a time only is gone after it: from its table, and from the bytes of the file.
#![allow(clippy::unwrap_used)]

use std::{collections::BTreeMap, path::Path};

use koronailta_signaling::{
    ids::{ContactRequestId, EveningId, NetworkId, PollId, QuestionId, Timestamp},
    room::{PollRecord, QuestionRecord, Write},
    wire::{
        join::Language,
        poll::{PollKind, PollPlan, PollResults},
        question::{KeptFor, QuestionState},
    },
};
use uuid::Uuid;

use super::{DAY_MS, go_round};
use crate::{
    clock::SystemEntropy,
    store::{ContactRequest, ContactState, GivenFeedback, NewEvening, NewNetwork, Store},
};

const STARTS: Timestamp = Timestamp(1_790_000_000_000);
const ENDS: Timestamp = Timestamp(1_790_005_400_000);

/// Words that stand nowhere else in the file, with what they stand for.
const ERASED: [(&str, &str); 6] = [
    ("kysymys-nimetta-lumikenka", "a question of nobody"),
    ("kysymys-nimella-jaatikko", "a question with a name"),
    ("kysely-revontuli", "a poll"),
    ("vastaus-hilla", "a ballot in a word"),
    ("palaute-porokello", "feedback in words"),
    ("pyynto-kelohonka", "a contact request"),
];
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
    let kept = QuestionRecord { state: answered, kept_for: Some(KeptFor::Members), ..question(3, KEPT, None) };
    let writes = vec![
        Write::SaveQuestion(question(2, &said[0], None)),
        Write::SaveQuestion(question(1, &said[1], Some("Aino"))),
        Write::OpenPoll(PollRecord { poll, plan, ballots: 0, counts: BTreeMap::new() }),
        Write::CountBallot { poll, choices: vec![said[3].clone()] },
        Write::ClosePoll { poll },
        Write::SaveQuestion(kept),
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

/// Whether words stand anywhere in the database's files, in use or not.
fn stands(folder: &Path, words: &str) -> bool {
    let files = ["koronailta.sqlite", "koronailta.sqlite-wal"].map(|name| folder.join(name));
    assert!(files[0].exists());
    let read = files.iter().filter_map(|file| std::fs::read(file).ok());
    read.into_iter().any(|bytes| bytes.windows(words.len()).any(|window| window == words.as_bytes()))
}

/// The store is closed after the round, so that nothing waits in its log.
async fn round_at(folder: &Path, now: Timestamp) {
    let store = Store::open(folder).await.unwrap();
    go_round(&store, None, |_| false, now).await.unwrap();
    store.close().await;
}

#[tokio::test]
async fn after_their_time_an_evenings_words_stand_nowhere_in_the_file_and_not_a_moment_sooner() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    let (network, evening) = evening(&store).await;
    leave(&store, network, evening).await;
    store.close().await;

    let last_moment = ENDS.plus(90 * DAY_MS);
    round_at(folder.path(), last_moment).await;
    for (words, what) in ERASED {
        assert!(stands(folder.path(), words), "{what} is kept to the last moment");
    }
    round_at(folder.path(), last_moment.plus(1)).await;
    for (words, what) in ERASED {
        assert!(!stands(folder.path(), words), "{what} is erased, and its place overwritten");
    }
    assert!(stands(folder.path(), KEPT), "what advisors keep for the network stays");

    let store = Store::open(folder.path()).await.unwrap();
    let left = store.load_room(evening).await.unwrap().unwrap().restored;
    assert_eq!(left.questions.iter().map(|one| one.text.as_str()).collect::<Vec<_>>(), [KEPT]);
    assert_eq!((left.polls.len(), store.feedback(evening).await.unwrap().words.len()), (0, 0));
    assert!(store.contact_requests_of(network).await.unwrap().is_empty());
}
