//! What was stored is there after opening again, and a bad batch spoils nothing.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use koronailta_signaling::{
    ids::{
        DeviceId, EveningId, HelpContactId, LinkId, MessageId, NetworkId, ParticipantId, PollId, QuestionId, Timestamp,
    },
    media::Source,
    room::{BlockRecord, ChatRecord, DenialRecord, PollRecord, QuestionRecord, SessionRecord, Write},
    wire::{
        chat::{ChatAudience, Reaction},
        join::Language,
        mood::HelpContact,
        participant::Role,
        poll::{PollKind, PollPlan, PollResults},
        question::{KeptFor, QuestionState},
        stage::{BusinessCard, ShownCard, Stage, StageItem},
    },
};

use super::*;

const NOW: Timestamp = Timestamp(1_800_000_000_000);

struct Scene {
    folder: tempfile::TempDir,
    store: Store,
    evening: EveningId,
    link: LinkId,
}

async fn scene() -> Scene {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    let (network, evening, link) =
        (NetworkId::new(NOW, [1; 10]), EveningId::new(NOW, [2; 10]), LinkId::new(NOW, [3; 10]));
    let (slug, name) = ("rovaniemi".to_owned(), "Rovaniemi".to_owned());
    let (ground_rules, help_phone, members_may_host) = (String::new(), None, false);
    store
        .add_network(NewNetwork {
            id: network,
            slug,
            name,
            ground_rules,
            help_phone,
            members_may_host,
            created_at: NOW,
        })
        .await
        .unwrap();
    let (starts_at, ends_at, doors_open_at) = (NOW, NOW.plus(1000), NOW);
    let title = "Ilta".to_owned();
    store
        .add_evening(NewEvening {
            id: evening,
            network,
            title,
            starts_at,
            ends_at,
            doors_open_at,
            encrypted: false,
            captions_kept: false,
        })
        .await
        .unwrap();
    store.add_links(vec![new_link(network, evening, link, "hash")]).await.unwrap();
    Scene { folder, store, evening, link }
}

fn new_link(network: NetworkId, evening: EveningId, id: LinkId, hash: &str) -> NewLink {
    NewLink {
        id,
        network,
        scope: LinkScope::Evening(evening),
        person: None,
        token_hash: hash.to_owned(),
        role: Role::Participant,
        fixed_name: None,
        admits: false,
        valid_from: Some(NOW.plus(10)),
        expires_at: Some(NOW.plus(20)),
        created_at: NOW,
    }
}

fn session(scene: &Scene, number: u8) -> SessionRecord {
    SessionRecord {
        participant: ParticipantId::new(NOW, [number; 10]),
        link: scene.link,
        device: DeviceId::new(NOW, [number; 10]),
        secret_hash: [number; 32],
        name: "Aino".to_owned(),
        business: Some("Villapaja".to_owned()),
        language: Language::Sv,
        role: Role::Participant,
        recognised: false,
        admitted: true,
        joined_at: NOW,
    }
}

fn message(seq: u32) -> ChatRecord {
    ChatRecord {
        message: MessageId::new(NOW, [u8::try_from(seq).unwrap(); 10]),
        chat_seq: seq,
        author: ParticipantId::new(NOW, [1; 10]),
        author_name: "Aino".to_owned(),
        author_role: Role::Participant,
        audience: ChatAudience::Staff { with: ParticipantId::new(NOW, [1; 10]) },
        text: format!("sana {seq}"),
        at: NOW,
        erased: None,
        reactions: BTreeMap::new(),
    }
}

#[tokio::test]
async fn a_link_that_led_on_to_a_later_evening_is_missed_there_when_it_is_taken_back() {
    let scene = scene().await;
    let network = NetworkId::new(NOW, [1; 10]);
    let later = EveningId::new(NOW, [9; 10]);
    let title = "Seuraava ilta".to_owned();
    let (starts_at, ends_at, doors_open_at, encrypted) = (NOW, NOW.plus(1000), NOW, false);
    let new = NewEvening {
        id: later,
        network,
        title,
        starts_at,
        ends_at,
        doors_open_at,
        encrypted,
        captions_kept: encrypted,
    };
    scene.store.add_evening(new).await.unwrap();
    let unused = new_link(network, later, LinkId::new(NOW, [8; 10]), "another");
    scene.store.add_links(vec![unused.clone()]).await.unwrap();
    scene.store.write_room(later, vec![Write::SaveSession(session(&scene, 1))]).await.unwrap();
    for link in [scene.link, unused.id] {
        scene.store.revoke_link(link, NOW).await.unwrap();
    }
    let missed: Vec<_> = scene.store.revoked_links_into(later).await.unwrap();
    assert_eq!(
        missed.iter().map(|link| link.access.link).collect::<Vec<_>>(),
        [scene.link],
        "and nobody sits there by the other"
    );
    assert!(scene.store.revoked_links_into(scene.evening).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_room_is_the_same_after_opening_again() {
    let scene = scene().await;
    let aino = ParticipantId::new(NOW, [1; 10]);
    let mut told = message(1);
    let (device, link) = (DeviceId::new(NOW, [9; 10]), scene.link);
    let block = BlockRecord { device, link, source: Source::Microphone };
    let lifted = BlockRecord { source: Source::Camera, ..block };
    let denial = DenialRecord { device, link, until: NOW.plus(60_000), times: 2 };
    let writes = vec![
        Write::SaveSession(session(&scene, 1)),
        Write::SaveSession(session(&scene, 2)),
        Write::EndSession { participant: ParticipantId::new(NOW, [2; 10]) },
        Write::AppendChat(told.clone()),
        Write::SetReaction { message: told.message, participant: aino, reaction: Reaction::Hug, on: true },
        Write::BarLink { link: scene.link },
        Write::BarLink { link: scene.link },
        Write::BarDevice { device: DeviceId::new(NOW, [9; 10]) },
        Write::SetBlock { block, on: true },
        Write::SetBlock { block: lifted, on: true },
        Write::SetBlock { block: lifted, on: false },
        Write::SetDenial(DenialRecord { times: 1, ..denial }),
        Write::SetDenial(denial),
        Write::SetLocked(true),
        Write::SetFloor(Some(aino)),
        Write::SetStage(Some(card(aino))),
    ];
    scene.store.write_room(scene.evening, writes).await.unwrap();
    scene.store.close().await;

    let again = Store::open(scene.folder.path()).await.unwrap();
    let room = again.load_room(scene.evening).await.unwrap().unwrap();
    assert_eq!(room.restored.sessions, [session(&scene, 1)]);
    told.reactions.insert(Reaction::Hug, vec![aino]);
    assert_eq!(room.restored.chat, [told]);
    assert_eq!(room.restored.barred_links, [scene.link]);
    assert_eq!(room.restored.blocks, [block]);
    assert_eq!(room.restored.denials, [denial]);
    assert_eq!(room.restored.floor_held_by, Some(aino));
    assert_eq!(room.restored.stage, Some(card(aino)));
    assert!(room.restored.locked && !room.restored.ended);
    assert_eq!(again.session_link(scene.evening, aino).await.unwrap(), Some(scene.link));
}

fn card(presenter: ParticipantId) -> Stage {
    let card = BusinessCard { business: "Kahvila Kuukkeli".to_owned(), ..BusinessCard::default() };
    Stage {
        presenter,
        offered_to: None,
        item: StageItem::Business(ShownCard { card, by: Some(presenter), picture: true }),
    }
}

#[tokio::test]
async fn erased_words_are_gone_from_the_store() {
    let scene = scene().await;
    let told = message(1);
    let erase = Write::EraseChat { message: told.message, by_author: true };
    scene.store.write_room(scene.evening, vec![Write::AppendChat(told), erase]).await.unwrap();
    let room = scene.store.load_room(scene.evening).await.unwrap().unwrap();
    let [kept] = room.restored.chat.as_slice() else { panic!("one message") };
    assert_eq!((kept.text.as_str(), kept.erased), ("", Some(true)));
}

#[tokio::test]
async fn a_bad_batch_is_stored_not_at_all_and_its_neighbours_whole() {
    let scene = scene().await;
    let before = scene.store.write_room(scene.evening, vec![Write::AppendChat(message(1))]);
    let bad = scene.store.write_room(
        scene.evening,
        vec![Write::AppendChat(message(2)), Write::AppendChat(ChatRecord { chat_seq: 1, ..message(3) })],
    );
    let after = scene.store.write_room(scene.evening, vec![Write::AppendChat(message(4))]);
    let (before, bad, after) = tokio::join!(before, bad, after);
    assert!(before.is_ok() && bad.is_err() && after.is_ok());
    let room = scene.store.load_room(scene.evening).await.unwrap().unwrap();
    assert_eq!(room.restored.chat, [message(1), message(4)]);
}

#[tokio::test]
async fn a_link_opens_only_in_its_time_and_until_it_is_revoked() {
    let scene = scene().await;
    let link = scene.store.link_by_token_hash("hash").await.unwrap().unwrap();
    assert_eq!(link.state(NOW), LinkState::NotYet { opens_at: NOW.plus(10) });
    assert_eq!(link.state(NOW.plus(10)), LinkState::Valid);
    assert_eq!(link.state(NOW.plus(20)), LinkState::Expired);
    scene.store.revoke_link(scene.link, NOW).await.unwrap();
    let link = scene.store.link(scene.link).await.unwrap().unwrap();
    assert_eq!(link.state(NOW.plus(10)), LinkState::Revoked);
    assert!(scene.store.link_by_token_hash("another").await.unwrap().is_none());
}

#[tokio::test]
async fn who_is_in_stays_when_the_time_of_their_link_is_over_and_goes_when_it_is_revoked() {
    let scene = scene().await;
    let aino = session(&scene, 1);
    let who = aino.participant;
    scene.store.write_room(scene.evening, vec![Write::SaveSession(aino)]).await.unwrap();
    let link = scene.store.link(scene.link).await.unwrap().unwrap();
    assert_eq!(link.state(Timestamp(u64::MAX)), LinkState::Expired);
    assert!(crate::links::session_link_valid(&scene.store, scene.evening, who).await.unwrap());
    scene.store.revoke_link(scene.link, NOW).await.unwrap();
    assert!(!crate::links::session_link_valid(&scene.store, scene.evening, who).await.unwrap());
}

#[tokio::test]
async fn commits_of_another_process_are_noticed() {
    let scene = scene().await;
    let mut watch = scene.store.watch().await.unwrap();
    assert!(watch.changed().await.unwrap(), "the first look always counts");
    assert!(!watch.changed().await.unwrap());
    let other = Store::open(scene.folder.path()).await.unwrap();
    other.end_evening(scene.evening).await.unwrap();
    assert!(watch.changed().await.unwrap());
    assert!(scene.store.evening(scene.evening).await.unwrap().unwrap().ended);
}

#[test]
fn no_default_build_can_be_sabotaged() {
    let manifest = include_str!("../../Cargo.toml");
    let features = manifest.split("[features]").nth(1).and_then(|rest| rest.split("\n[").next()).unwrap();
    assert!(features.contains("sabotage"));
    assert!(!features.lines().any(|line| line.starts_with("default")), "{features}");
}

#[tokio::test]
async fn help_contacts_and_pairs_are_the_networks() {
    let scene = scene().await;
    let network = scene.store.networks().await.unwrap()[0].id;
    let contact = |title: &str| HelpContact {
        title: title.to_owned(),
        address: "112".to_owned(),
        hours: None,
        language: Language::Fi,
    };
    let ids = [HelpContactId::new(NOW, [1; 10]), HelpContactId::new(NOW.plus(1), [2; 10])];
    for (id, title) in ids.into_iter().zip(["Kriisipuhelin", "Yrittäjän apu"]) {
        let created_at = NOW;
        scene
            .store
            .add_help_contact(NewHelpContact { id, network, contact: contact(title), created_at })
            .await
            .unwrap();
    }
    let info = scene.store.evening(scene.evening).await.unwrap().unwrap().info;
    assert_eq!(info.help_contacts, [contact("Kriisipuhelin"), contact("Yrittäjän apu")]);
    scene.store.remove_help_contact(ids[0]).await.unwrap();

    let device = |number: u8| DeviceId::new(NOW, [number; 10]);
    let pair = (device(1), device(2));
    for pairs in [vec![pair, (device(1), device(3))], vec![pair]] {
        scene.store.write_room(scene.evening, vec![Write::CountPairs(pairs)]).await.unwrap();
    }
    let Scene { folder, store, evening, .. } = scene;
    store.close().await;
    let store = Store::open(folder.path()).await.unwrap();
    let stored = store.load_room(evening).await.unwrap().unwrap();
    assert_eq!(stored.evening.info.help_contacts, [contact("Yrittäjän apu")]);
    assert_eq!(stored.restored.pairs, [(pair, 2), ((device(1), device(3)), 1)]);
}

#[tokio::test]
async fn links_of_before_lead_where_they_led_after_the_table_was_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let options = SqliteConnectOptions::new()
        .filename(folder.path().join("koronailta.sqlite"))
        .create_if_missing(true)
        .foreign_keys(true);
    let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await.unwrap();
    let mut old = sqlx::migrate!("./migrations");
    old.migrations = old.migrations.iter().filter(|one| one.version < 11).cloned().collect::<Vec<_>>().into();
    old.run(&pool).await.unwrap();
    let (network, evening, link, aino) = (
        NetworkId::new(NOW, [1; 10]),
        EveningId::new(NOW, [2; 10]),
        LinkId::new(NOW, [3; 10]),
        ParticipantId::new(NOW, [4; 10]),
    );
    for statement in [
        format!("INSERT INTO networks VALUES ('{network}', 'kemi', 'Kemi', '', NULL, 0, 1)"),
        format!(
            "INSERT INTO evenings (id, network_id, title, starts_at, ends_at, doors_open_at) VALUES ('{evening}', '{network}', 'Ilta', 1, 2, 1)"
        ),
        format!(
            "INSERT INTO links (id, evening_id, token_hash, role, fixed_name, admits, created_at) VALUES ('{link}', '{evening}', 'hash', 'advisor', 'Anu', 1, 1)"
        ),
        format!(
            "INSERT INTO sessions (participant_id, evening_id, link_id, device_id, secret_hash, name, language, role, recognised, admitted, joined_at) VALUES ('{aino}', '{evening}', '{link}', 'x', 'x', 'Aino', 'fi', 'participant', 0, 1, 1)"
        ),
    ] {
        sqlx::query(sqlx::AssertSqlSafe(statement)).execute(&pool).await.unwrap();
    }
    pool.close().await;

    let store = Store::open(folder.path()).await.unwrap();
    let kept = store.link_by_token_hash("hash").await.unwrap().unwrap();
    assert_eq!((kept.network, kept.scope, kept.access.link), (network, LinkScope::Evening(evening), link));
    assert_eq!((kept.access.role, kept.access.fixed_name.as_deref()), (Role::Advisor, Some("Anu")));
    assert_eq!(store.session_link(evening, aino).await.unwrap(), Some(link));
    let wrong = sqlx::query("PRAGMA foreign_key_check").fetch_all(&store.readers).await.unwrap();
    assert!(wrong.is_empty());
}

fn question(number: u128, text: &str) -> QuestionRecord {
    // Ids fall while numbers rise, so that an order of coming would be noticed.
    let id = QuestionId(uuid::Uuid::from_u128(u128::MAX - number * 7_919));
    QuestionRecord { id, text: text.to_owned(), name: None, votes: 0, state: QuestionState::Open, kept_for: None }
}

/// Where each of the words stands in a file.
fn places(bytes: &[u8], words: impl Iterator<Item = String>) -> Vec<Option<usize>> {
    words.map(|word| bytes.windows(word.len()).position(|window| window == word.as_bytes())).collect()
}

#[tokio::test]
async fn questions_lie_in_the_order_of_their_ids_and_nothing_of_the_order_of_coming_stays() {
    let Scene { folder, store, evening, .. } = scene().await;
    let text = |number: u128| format!("kysymys-{number:03}-ja-viela-vahan-lisaa-tekstia");
    for number in 0..120 {
        store.write_room(evening, vec![Write::SaveQuestion(question(number, &text(number)))]).await.unwrap();
    }
    let answered = QuestionState::Written { text: "Kyllä.".to_owned(), by: "Ville".to_owned() };
    let changed = QuestionRecord { state: answered, kept_for: Some(KeptFor::Members), ..question(3, &text(3)) };
    let erased = QuestionRecord { text: String::new(), ..question(5, "") };
    store
        .write_room(
            evening,
            vec![
                Write::SaveQuestion(changed.clone()),
                Write::SaveQuestion(erased.clone()),
                Write::SetQuestionVotes { question: changed.id, votes: 4 },
                Write::EveningEnded,
            ],
        )
        .await
        .unwrap();
    // The log is emptied after the answer to the write; the next write finds it done.
    store.check().await.unwrap();
    let restored = store.load_room(evening).await.unwrap().unwrap().restored.questions;
    assert_eq!(restored.len(), 120);
    assert!(restored.contains(&QuestionRecord { votes: 4, ..changed.clone() }) && restored.contains(&erased));
    assert!(restored.is_sorted_by_key(|record| record.id));
    let kept = store.networks().await.unwrap();
    let kept = store.kept_questions(kept[0].id).await.unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!((kept[0].id, kept[0].title.as_str()), (changed.id, "Ilta"));
    assert_eq!(kept[0].audience, Audience::Members);

    let log = std::fs::metadata(folder.path().join("koronailta.sqlite-wal")).map_or(0, |file| file.len());
    assert_eq!(log, 0, "the log of the order is emptied");
    let file = std::fs::read(folder.path().join("koronailta.sqlite")).unwrap();
    let found: Vec<_> = places(&file, (0..120).map(text)).into_iter().flatten().collect();
    assert_eq!(found.len(), 119, "what was erased is overwritten");
    // Within a page rows stand from its end to its beginning, the smallest id first: so numbers rise with the place.
    let pages: Vec<_> = found.chunk_by(|one, other| one / 4096 == other / 4096).collect();
    assert!(pages.len() < 12, "one stretch for each page, not a mixture: {}", pages.len());
}

#[tokio::test]
async fn the_log_of_the_order_is_emptied_however_an_evening_ends_and_also_where_somebody_reads() {
    let Scene { folder, store, evening, .. } = scene().await;
    let log = || std::fs::metadata(folder.path().join("koronailta.sqlite-wal")).map_or(0, |file| file.len());
    let emptied = async |why: &str| {
        let empty = async {
            while log() > 0 {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), empty).await.unwrap_or_else(|_| panic!("{why}"));
    };
    store.write_room(evening, vec![Write::AppendChat(message(1))]).await.unwrap();
    assert!(log() > 0);
    let mut reading = store.readers.begin().await.unwrap();
    sqlx::query("SELECT id FROM evenings").fetch_all(&mut *reading).await.unwrap();
    store.note_end(evening, NOW).await.unwrap();
    // Answered before the log is looked at; the next one is not.
    store.check().await.unwrap();
    assert!(log() > 0, "somebody reads");
    drop(reading);
    emptied("an evening that nobody ended").await;
    store.write_room(evening, vec![Write::AppendChat(message(2))]).await.unwrap();
    store.forget_evenings(NOW).await.unwrap();
    store.check().await.unwrap();
    assert!(log() > 0, "nothing was erased");
    store.forget_evenings(NOW.plus(400 * 86_400_000)).await.unwrap();
    emptied("what was erased after its time").await;
}

#[tokio::test]
async fn ballots_are_counts_and_feedback_is_sums() {
    let Scene { folder, store, evening, .. } = scene().await;
    let plan = PollPlan {
        question: "Mistä?".to_owned(),
        kind: PollKind::Word,
        options: vec![],
        results: PollResults::AtClose,
    };
    let poll = PollId(uuid::Uuid::from_u128(7));
    let record = PollRecord { poll, plan, ballots: 0, counts: BTreeMap::new() };
    store.write_room(evening, vec![Write::OpenPoll(record.clone())]).await.unwrap();
    for choice in ["toivo", "väsymys", "toivo"] {
        store.write_room(evening, vec![Write::CountBallot { poll, choices: vec![choice.to_owned()] }]).await.unwrap();
    }
    store.write_room(evening, vec![Write::ClosePoll { poll }]).await.unwrap();
    let grades = |useful, ease| vec![("useful".to_owned(), useful), ("ease".to_owned(), ease)];
    for (number, useful) in [(9, 5), (2, 4), (5, 5)] {
        let words = Some((uuid::Uuid::from_u128(number), format!("sana {number}")));
        store.give_feedback(evening, GivenFeedback { grades: grades(useful, 3), words }).await.unwrap();
    }
    store.close().await;
    let store = Store::open(folder.path()).await.unwrap();
    let counts = BTreeMap::from([("toivo".to_owned(), 2), ("väsymys".to_owned(), 1)]);
    let polls = store.load_room(evening).await.unwrap().unwrap().restored.polls;
    assert_eq!(polls, vec![PollRecord { ballots: 3, counts, ..record }]);
    let sum = store.feedback(evening).await.unwrap();
    assert_eq!((sum.grades["useful"], sum.grades["ease"]), ([0, 0, 0, 1, 2], [0, 0, 3, 0, 0]));
    assert_eq!(sum.words, vec!["sana 2", "sana 5", "sana 9"]);
    assert_eq!(sum.given(), 3);
}
