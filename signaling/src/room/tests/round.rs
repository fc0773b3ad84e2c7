//! Rounds: order, time, pass, later, pause, skip, who comes and who goes, and enforced silence.

use super::*;
use crate::{
    media::Scope,
    wire::round::{Round, RoundOrder, RoundPhase, RoundPlan, SpeakingTime},
};

fn start(order: RoundOrder, enforced: bool) -> Command {
    Command::RoundStart { plan: RoundPlan { order, seconds: 20, enforced } }
}

impl Scene {
    /// The round as somebody was told of it last.
    fn round(&mut self, name: &str) -> Option<Round> {
        let told = |event| if let Event::Round { round } = event { Some(round) } else { None };
        self.heard(name).into_iter().rev().find_map(told).expect("a word about the round")
    }

    fn list(&self, names: &[&str]) -> RoundOrder {
        RoundOrder::List { participants: names.iter().map(|name| self.id(name)).collect() }
    }

    /// Who has the word.
    fn speaker(&self) -> Option<ParticipantId> {
        self.room.rounds.get(&Scope::Evening).and_then(Round::speaker)
    }

    fn four() -> Self {
        let mut scene = Self::evening();
        scene.join("carl", admitting()).unwrap();
        scene.join("donna", admitting()).unwrap();
        scene.forget_heard();
        scene
    }
}

#[test]
fn everybody_has_the_same_time_one_after_the_other() {
    let mut scene = Scene::four();
    let order = scene.list(&["carl", "aino", "donna"]);
    let ids: Vec<_> = ["carl", "aino", "donna"].iter().map(|name| scene.id(name)).collect();
    scene.does("meri", start(order, false));
    let round = scene.round("aino").unwrap();
    assert_eq!(round.phase, RoundPhase::Speaking { speaker: ids[0], ends_at: scene.now.plus(20_000) });
    assert_eq!(round.queue, ids[1..]);
    scene.pass(21_999);
    assert_eq!(scene.speaker(), Some(ids[0]), "a sentence may be finished");
    scene.pass(1);
    assert_eq!(scene.speaker(), Some(ids[1]));
    scene.does("aino", Command::RoundNext);
    assert_eq!(scene.speaker(), Some(ids[2]), "who has finished earlier passes the word on");
    assert_eq!(scene.fails("aino", Command::RoundNext), RejectCode::Forbidden);
    scene.pass(22_000);
    assert_eq!(scene.round("biret"), None, "all have spoken");
    assert_eq!(scene.fails("meri", Command::RoundEnd), RejectCode::RoundNotRunning);
}

#[test]
fn pass_come_back_to_me_skip_and_pause() {
    let mut scene = Scene::four();
    let (aino, biret, carl, donna) = (scene.id("aino"), scene.id("biret"), scene.id("carl"), scene.id("donna"));
    let order = scene.list(&["aino", "biret", "carl", "donna"]);
    scene.does("meri", start(order.clone(), false));
    assert_eq!(scene.fails("meri", start(order, false)), RejectCode::RoundRunning);
    scene.does("aino", Command::RoundLater);
    scene.does("carl", Command::RoundPass);
    assert_eq!(scene.fails("carl", Command::RoundPass), RejectCode::NotYourTurn);
    let round = scene.round("biret").unwrap();
    assert_eq!((round.speaker(), round.queue, round.passed), (Some(biret), vec![donna, aino], vec![carl]));
    scene.pass(5_000);
    scene.does("meri", Command::RoundPause);
    scene.pass(100_000);
    let paused = RoundPhase::Paused { speaker: Some(biret), left_ms: 15_000 };
    assert_eq!(scene.round("aino").unwrap().phase, paused);
    scene.does("meri", Command::RoundResume);
    let phase = scene.round("aino").unwrap().phase;
    assert_eq!(phase, RoundPhase::Speaking { speaker: biret, ends_at: scene.now.plus(15_000) });
    scene.does("meri", Command::RoundSkip);
    scene.does("donna", Command::RoundNext);
    let round = scene.round("carl").unwrap();
    assert_eq!((round.speaker(), round.spoken, round.passed), (Some(aino), vec![donna], vec![carl, biret]));
    scene.does("aino", Command::RoundLater);
    assert_eq!(scene.speaker(), Some(aino), "the last one comes after herself");
    scene.does("meri", Command::RoundEnd);
    assert_eq!(scene.round("aino"), None);
}

#[test]
fn enforced_only_the_speaker_and_the_staff_are_heard() {
    let mut scene = Scene::four();
    for name in ["aino", "biret", "meri"] {
        scene.does(name, offer());
        scene.does(name, publish(Source::Microphone, true));
    }
    let (aino, biret, meri) = (scene.peer("aino"), scene.peer("biret"), scene.peer("meri"));
    let order = scene.list(&["aino", "biret"]);
    scene.forget_heard();
    scene.does("meri", start(order, true));
    let orders = scene.ordered();
    assert!(
        orders.contains(&Order::SetFloor { holders: vec![aino], over: vec![meri] }),
        "the speaker always has a slot"
    );
    assert!(orders.contains(&Order::Allow { peer: biret, sources: [].into() }));
    assert!(!orders.iter().any(|order| matches!(order, Order::Allow { peer, .. } if *peer != biret)));
    assert!(scene.heard("biret").contains(&Event::Muted { source: Source::Microphone, enforced: true }));
    assert_eq!(scene.fails("biret", publish(Source::Microphone, true)), RejectCode::FloorHeld);
    scene.pass(22_000);
    assert!(scene.ordered().contains(&Order::Allow { peer: aino, sources: [].into() }));
    scene.does("biret", publish(Source::Microphone, true));
    scene.does("meri", Command::RoundEnd);
    assert!(scene.ordered().contains(&Order::SetFloor { holders: vec![], over: vec![] }));
    scene.does("aino", publish(Source::Microphone, true));
}

#[test]
fn who_comes_is_the_last_and_who_goes_is_out() {
    let mut scene = Scene::four();
    let (aino, biret, carl) = (scene.id("aino"), scene.id("biret"), scene.id("carl"));
    let order = scene.list(&["aino", "biret", "carl"]);
    scene.does("meri", start(order, false));
    scene.join("eero", admitting()).unwrap();
    let eero = scene.id("eero");
    scene.join("risto", staff(Role::Advisor)).unwrap();
    assert_eq!(scene.welcome("risto").place.round.unwrap().queue, vec![biret, carl, eero], "staff is not appended");
    scene.drop_socket("aino");
    scene.pass(9_000);
    assert_eq!(scene.speaker(), Some(aino), "reconnecting, she keeps the word");
    scene.pass(1_000);
    assert_eq!(scene.speaker(), Some(biret), "lost, the next one has it");
    scene.resume("aino").unwrap();
    scene.does("carl", Command::Leave { quiet: false });
    let round = scene.round("biret").unwrap();
    assert_eq!((round.queue, round.spoken), (vec![eero, aino], vec![]));
    scene.does("biret", Command::Leave { quiet: true });
    scene.does("eero", Command::RoundPass);
    scene.does("aino", Command::RoundPass);
    assert_eq!(scene.round("meri"), None);
}

#[test]
fn each_names_the_next_one() {
    let mut scene = Scene::four();
    let (aino, biret, carl, donna) = (scene.id("aino"), scene.id("biret"), scene.id("carl"), scene.id("donna"));
    scene.does("meri", start(RoundOrder::Nomination { first: aino }, true));
    scene.pass(22_000);
    assert_eq!(scene.round("biret").unwrap().phase, RoundPhase::Choosing { by: Some(aino) });
    scene.does("aino", publish(Source::Microphone, true));
    assert_eq!(scene.fails("biret", Command::RoundNominate { participant: biret }), RejectCode::Forbidden);
    assert_eq!(scene.fails("aino", Command::RoundNominate { participant: aino }), RejectCode::ParticipantUnknown);
    scene.does("aino", Command::RoundNominate { participant: donna });
    assert_eq!(scene.speaker(), Some(donna));
    scene.does("donna", Command::RoundNominate { participant: carl });
    let round = scene.round("aino").unwrap();
    assert_eq!((round.speaker(), round.spoken, round.queue), (Some(carl), vec![aino, donna], vec![biret]));
    scene.does("carl", Command::RoundNext);
    scene.does("carl", Command::Leave { quiet: true });
    assert_eq!(scene.round("aino").unwrap().phase, RoundPhase::Choosing { by: None });
    scene.does("meri", Command::RoundNext);
    assert_eq!(scene.speaker(), Some(biret), "who leads goes on");
    scene.pass(22_000);
    assert_eq!(scene.round("aino"), None);
}

#[test]
fn a_round_that_nobody_leads_any_more_goes_on() {
    let mut scene = Scene::four();
    let (aino, biret) = (scene.id("aino"), scene.id("biret"));
    let order = scene.list(&["aino", "biret", "carl"]);
    scene.does("meri", start(order, true));
    scene.does("meri", Command::RoundPause);
    scene.does("meri", Command::Leave { quiet: false });
    scene.pass(22_000);
    assert_eq!(scene.speaker(), Some(biret));
    let _ = aino;
    scene.pass(44_000);
    assert_eq!(scene.speaker(), None);
    scene.does("aino", publish(Source::Microphone, true));
}

#[test]
fn in_a_group_everybody_leads_and_nobody_outside_is_told() {
    let mut scene = Scene::four();
    scene.plan(&[&["aino", "biret"], &["carl", "donna"]]);
    assert_eq!(scene.fails("aino", start(RoundOrder::Random, false)), RejectCode::Forbidden);
    scene.does("meri", Command::GroupsOpen { seconds: None });
    scene.forget_heard();
    let carl = scene.id("carl");
    let theirs = RoundOrder::List { participants: vec![carl] };
    assert_eq!(scene.fails("aino", start(theirs, false)), RejectCode::ParticipantUnknown);
    scene.does("aino", start(RoundOrder::Random, true));
    scene.does("biret", Command::RoundPause);
    assert!(scene.round("aino").is_some());
    for name in ["carl", "meri"] {
        scene.heard_nothing(name);
    }
    scene.does("carl", publish(Source::Microphone, true));
    scene.does("meri", Command::GroupsClose { seconds: 0 });
    assert!(scene.room.rounds.is_empty(), "it ends with the group");
    for name in ["aino", "biret"] {
        scene.does(name, publish(Source::Microphone, true));
    }
}

#[test]
fn who_has_spoken_least_comes_first_and_only_who_leads_sees_the_times() {
    let mut scene = Scene::four();
    for name in ["aino", "biret", "carl", "donna"] {
        scene.does(name, offer());
        scene.does(name, publish(Source::Microphone, true));
    }
    scene.forget_heard();
    for (name, milliseconds) in [("donna", 9_000), ("carl", 2_000), ("aino", 4_000)] {
        let peers = vec![scene.peer(name)];
        scene.input(Input::Media(Report::Speaking { peers }));
        scene.pass(milliseconds);
    }
    scene.input(Input::Media(Report::Speaking { peers: vec![] }));
    scene.pass(10_000);
    let (aino, biret, carl, donna) = (scene.id("aino"), scene.id("biret"), scene.id("carl"), scene.id("donna"));
    let times = |lives: Vec<Live>| {
        let told = |live| if let Live::SpeakingTimes { times } = live { Some(times) } else { None };
        lives.into_iter().rev().find_map(told)
    };
    let mut told = times(scene.saw_live("meri")).unwrap();
    told.sort_by_key(|time| time.seconds);
    let expected = [(carl, 2), (aino, 4), (donna, 9)];
    assert_eq!(told, expected.map(|(participant, seconds)| SpeakingTime { participant, seconds }));
    assert_eq!(times(scene.saw_live("aino")), None);
    scene.does("meri", start(RoundOrder::LeastSpoken, false));
    let round = scene.round("meri").unwrap();
    assert_eq!((round.speaker(), round.queue), (Some(biret), vec![carl, aino, donna]));
    scene.does("meri", Command::RoundEnd);
    assert_eq!(scene.fails("meri", start(RoundOrder::List { participants: vec![] }, false)), RejectCode::RoundEmpty);
    let plan = RoundPlan { order: RoundOrder::Random, seconds: 4, enforced: false };
    assert_eq!(scene.fails("meri", Command::RoundStart { plan }), RejectCode::NumberOutOfRange);
}

#[test]
fn who_goes_out_of_an_enforced_round_keeps_the_microphone() {
    let mut scene = Scene::four();
    for name in ["aino", "biret"] {
        scene.does(name, offer());
    }
    scene.plan(&[&["aino", "biret", "carl"]]);
    scene.does("meri", Command::GroupsOpen { seconds: None });
    let speaks = |scene: &mut Scene, enforced| {
        let order = scene.list(&["aino", "biret", "carl"]);
        scene.does("carl", start(order, enforced));
        scene.does("aino", publish(Source::Microphone, true));
        scene.forget_heard();
    };
    let silenced = |events: Vec<Event>| events.iter().any(|event| matches!(event, Event::Muted { .. }));
    speaks(&mut scene, true);
    let group = scene.group("aino");
    scene.does("aino", Command::GroupLeave);
    assert!(!silenced(scene.heard("aino")) && scene.person("aino").on.contains(&Source::Microphone));
    assert!(scene.round("biret").is_some(), "the round goes on without her");
    scene.does("carl", Command::RoundEnd);
    scene.does("aino", Command::GroupEnter { group });
    scene.does("aino", publish(Source::Microphone, false));
    speaks(&mut scene, true);
    scene.does("meri", Command::GroupsClose { seconds: 0 });
    assert!(!silenced(scene.heard("aino")) && scene.person("aino").on.contains(&Source::Microphone));
    let told = scene.heard("biret");
    let rounds = told.iter().filter(|event| matches!(event, Event::Round { .. })).count();
    assert_eq!(rounds, 1, "the word does not go round once more: {told:?}");
}
