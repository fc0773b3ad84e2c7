//! Offers, answers, slots, and who is told what of them.

use super::*;
use crate::{
    media::{OfferError, Publication},
    wire::{Param, live::SlotFill},
};

/// Meri, Aino and Biret with media; cameras on.
fn faces() -> Scene {
    let mut scene = Scene::evening();
    for name in ["meri", "aino", "biret"] {
        scene.does(name, offer());
        scene.does(name, publish(Source::Camera, true));
    }
    scene.forget_heard();
    scene
}

fn camera(scene: &Scene, name: &str) -> Publication {
    Publication { peer: scene.peer(name), source: Source::Camera }
}

fn filled(orders: &[Order]) -> Vec<(String, PeerId)> {
    let seen = |order: &Order| match order {
        Order::FillSlot { mid, publication, .. } => Some((mid.0.clone(), publication.peer)),
        _ => None,
    };
    orders.iter().filter_map(seen).collect()
}

impl Scene {
    fn engine_fills(&mut self, receiver: &str, slot: &str, publication: Publication, rtp_timestamp: u32) {
        let receiver = self.peer(receiver);
        self.input(Input::Media(Report::SlotFilled { receiver, mid: mid(slot), publication, rtp_timestamp }));
    }

    fn views(&mut self, name: &str, whom: &[&str]) {
        let wants = whom.iter().map(|name| want(self.id(name))).collect();
        self.does(name, Command::View { wants });
    }
}

fn slot(name: &str, fill: Option<(ParticipantId, Source, u32)>) -> Live {
    let fill = fill.map(|(participant, source, rtp_timestamp)| SlotFill { participant, source, rtp_timestamp });
    Live::Slot { mid: mid(name), fill }
}

#[test]
fn one_offer_and_one_answer_while_others_come_speak_and_go() {
    let mut scene = Scene::evening();
    scene.does("aino", publish(Source::Microphone, true));
    assert_eq!(scene.does("aino", offer()), Outcome::MediaAnswer { sdp: "answer".to_owned() });
    let orders = scene.ordered();
    let Some(Order::Connect { allowed, lines: declared, .. }) = orders.first() else { panic!("{orders:?}") };
    assert_eq!(*allowed, [Source::Microphone].into());
    assert_eq!(*declared, lines(4));
    for name in ["n0", "n1", "n2", "n3", "n4", "n5", "n6", "n7", "n8", "n9"] {
        scene.join(name, admitting()).unwrap();
        scene.does(name, offer());
        scene.does(name, publish(Source::Camera, true));
        scene.views("aino", &[name]);
        scene.does(name, Command::Leave { quiet: false });
    }
    let aino = scene.peer("aino");
    let again = |order: &Order| match order {
        Order::Connect { peer, .. } | Order::RestartIce { peer, .. } => *peer == aino,
        _ => false,
    };
    assert!(!scene.ordered().iter().any(again));
}

#[test]
fn tiles_do_not_jump() {
    let mut scene = faces();
    scene.join("carl", admitting()).unwrap();
    scene.does("carl", offer());
    let (meri, aino, biret) = (scene.peer("meri"), scene.peer("aino"), scene.peer("biret"));
    scene.forget_heard();
    scene.views("carl", &["meri", "aino"]);
    assert_eq!(filled(&scene.ordered()), [("v0".to_owned(), meri), ("v1".to_owned(), aino)]);
    scene.views("carl", &["biret", "aino", "meri"]);
    assert_eq!(filled(&scene.ordered()), [("v2".to_owned(), biret)], "who is there stays there");
    scene.does("meri", publish(Source::Camera, false));
    let receiver = scene.peer("carl");
    assert!(scene.ordered().contains(&Order::ClearSlot { receiver, mid: mid("v0") }));
    scene.does("meri", publish(Source::Camera, true));
    assert!(filled(&scene.ordered()).contains(&("v0".to_owned(), meri)));
    let wants = vec![Want { width: 320, height: 180, ..want(scene.id("aino")) }];
    scene.does("carl", Command::View { wants });
    let publication = Publication { peer: aino, source: Source::Camera };
    let smaller = Order::FillSlot { receiver, mid: mid("v1"), publication, width: 320, height: 180 };
    assert_eq!(scene.ordered()[0], smaller, "the engine hears of the size");
}

#[test]
fn who_sends_is_told_which_layers_are_looked_at_and_nobody_else() {
    let mut scene = faces();
    let publication = camera(&scene, "aino");
    scene.input(Input::Media(Report::LayersNeeded { publication, layers: 1 }));
    let told = Live::LayersNeeded { source: Source::Camera, layers: 1 };
    assert_eq!(scene.saw_live("aino"), vec![told.clone()]);
    assert_eq!((scene.saw_live("biret"), scene.saw_live("meri")), (vec![], vec![]));
    // Who comes back missed it perhaps.
    scene.drop_socket("aino");
    scene.resume("aino").unwrap();
    assert!(scene.saw_live("aino").contains(&told));
    // A new connection begins with everything.
    scene.does("aino", offer());
    scene.drop_socket("aino");
    scene.resume("aino").unwrap();
    assert!(!scene.saw_live("aino").iter().any(|live| matches!(live, Live::LayersNeeded { .. })));
}

#[test]
fn the_most_important_get_the_slots_there_are() {
    let mut scene = Scene::evening();
    let lines = lines(1);
    scene.does("biret", Command::MediaOffer { sdp: "offer".to_owned(), lines });
    for name in ["meri", "aino"] {
        scene.does(name, offer());
        scene.does(name, publish(Source::Camera, true));
    }
    scene.forget_heard();
    scene.views("biret", &["biret", "aino", "aino", "meri"]);
    assert_eq!(filled(&scene.ordered()), [("v0".to_owned(), scene.peer("aino"))]);
    scene.views("biret", &["meri", "aino"]);
    assert_eq!(filled(&scene.ordered()), [("v0".to_owned(), scene.peer("meri"))]);
}

#[test]
fn a_receiver_is_told_what_the_engine_says_and_may_be_seen() {
    let mut scene = faces();
    let (aino, biret) = (scene.id("aino"), scene.id("biret"));
    scene.views("meri", &["aino"]);
    assert_eq!(scene.saw_live("meri"), vec![], "an order is not yet a picture");
    let publication = camera(&scene, "aino");
    scene.engine_fills("meri", "v0", publication, 9000);
    assert_eq!(scene.saw_live("meri"), vec![slot("v0", Some((aino, Source::Camera, 9000)))]);
    assert_eq!(scene.saw_live("biret"), vec![]);

    // Off at once, whatever the engine still reports.
    scene.does("aino", publish(Source::Camera, false));
    assert_eq!(scene.saw_live("meri"), vec![slot("v0", None)]);
    scene.engine_fills("meri", "v0", publication, 9500);
    assert_eq!(scene.saw_live("meri"), vec![]);

    // Who leaves a slot is not named any more, before the next one's packets can come.
    scene.does("aino", publish(Source::Camera, true));
    scene.saw_live("meri");
    scene.views("meri", &["biret"]);
    assert_eq!(scene.saw_live("meri"), vec![slot("v0", None)]);
    let other = camera(&scene, "biret");
    scene.engine_fills("meri", "v0", other, 9550);
    assert_eq!(scene.saw_live("meri"), vec![slot("v0", Some((biret, Source::Camera, 9550)))]);

    // A slot that changed hands twice is never attributed to the wrong one in between.
    scene.views("meri", &["aino"]);
    assert_eq!(scene.saw_live("meri"), vec![slot("v0", None)]);
    scene.engine_fills("meri", "v0", other, 9600);
    assert_eq!(scene.saw_live("meri"), vec![slot("v0", Some((biret, Source::Camera, 9600)))]);
    scene.engine_fills("meri", "v0", publication, 9700);
    assert_eq!(scene.saw_live("meri"), vec![slot("v0", Some((aino, Source::Camera, 9700)))]);
    let receiver = scene.peer("meri");
    scene.input(Input::Media(Report::SlotCleared { receiver, mid: mid("v0") }));
    assert_eq!(scene.saw_live("meri"), vec![slot("v0", None)]);
    scene.engine_fills("meri", "nowhere", publication, 1);
    assert_eq!(scene.saw_live("meri"), vec![]);
}

#[test]
fn a_hidden_person_is_neither_seen_nor_heard_and_does_not_know() {
    let mut scene = faces();
    let aino = scene.id("aino");
    scene.does("aino", publish(Source::Microphone, true));
    scene.views("biret", &["aino", "meri"]);
    let (receiver, hidden) = (scene.peer("biret"), scene.peer("aino"));
    let voice = Publication { peer: hidden, source: Source::Microphone };
    scene.engine_fills("biret", "a0", voice, 480);
    scene.forget_heard();
    scene.does("biret", Command::Hide { participant: aino, on: true });
    let orders = scene.ordered();
    assert_eq!(orders[0], Order::Hide { receiver, hidden: [hidden].into() });
    assert_eq!(orders[1], Order::ClearSlot { receiver, mid: mid("v0") });
    assert_eq!(scene.saw_live("biret"), vec![slot("a0", None)]);
    for name in ["aino", "meri", "biret"] {
        scene.heard_nothing(name);
    }
    // The engine is told again when the hidden come with a new connection.
    scene.does("aino", offer());
    let hidden = scene.peer("aino");
    assert!(scene.ordered().contains(&Order::Hide { receiver, hidden: [hidden].into() }));
    scene.does("biret", Command::Hide { participant: aino, on: false });
    assert!(filled(&scene.ordered()).contains(&("v0".to_owned(), hidden)));
    let oneself = scene.id("biret");
    assert_eq!(scene.fails("biret", Command::Hide { participant: oneself, on: true }), RejectCode::NotToOneself);
}

#[test]
fn who_speaks_is_told_when_it_changes() {
    let mut scene = faces();
    scene.does("aino", publish(Source::Microphone, true));
    scene.forget_heard();
    let peers = vec![scene.peer("aino"), scene.peer("biret"), PeerId(Uuid::from_u128(4))];
    scene.input(Input::Media(Report::Speaking { peers: peers.clone() }));
    let speaking = Live::Speaking { participants: vec![scene.id("aino")] };
    assert_eq!(scene.saw_live("meri"), vec![speaking], "not whose microphone is off");
    scene.input(Input::Media(Report::Speaking { peers }));
    assert_eq!(scene.saw_live("meri"), vec![]);
}

#[test]
fn a_new_offer_replaces_the_connection_once_it_is_answered() {
    let mut scene = faces();
    scene.views("meri", &["aino"]);
    let earlier = scene.peer("aino");
    scene.answers = false;
    scene.forget_heard();
    let request = scene.send("aino", offer());
    assert_eq!(scene.peer("aino"), earlier, "the earlier one goes on until then");
    let busy = scene.ask("aino", offer()).expect_err("one at a time");
    assert_eq!(busy, RejectCode::TooManyCommands.reject().param("retry_ms", Param::Number(300)));
    let Some(Order::Connect { peer, .. }) = scene.ordered().into_iter().next() else { panic!() };
    scene.input(Input::Media(Report::Answered { peer, answer: "new".to_owned() }));
    assert_eq!(scene.answer("aino", request), Some(Ok(Outcome::MediaAnswer { sdp: "new".to_owned() })));
    let orders = scene.ordered();
    assert!(orders.contains(&Order::Close { peer: earlier }));
    assert_eq!(filled(&orders), [("v0".to_owned(), peer)], "the others see the new one");
}

#[test]
fn a_refused_offer_changes_nothing() {
    let mut scene = faces();
    let earlier = scene.peer("aino");
    scene.answers = false;
    let codes = [
        (OfferError::Malformed, RejectCode::OfferMalformed),
        (OfferError::NoAudio, RejectCode::OfferNoAudio),
        (OfferError::TooManyLines, RejectCode::OfferTooManyLines),
        (OfferError::Direction, RejectCode::OfferDirection),
        (OfferError::LinesMismatch, RejectCode::OfferLinesMismatch),
        (OfferError::NoCommonCodec, RejectCode::OfferNoCommonCodec),
    ];
    for (error, code) in codes {
        scene.forget_heard();
        let request = scene.send("aino", offer());
        let Some(Order::Connect { peer, .. }) = scene.ordered().into_iter().next() else { panic!() };
        scene.input(Input::Media(Report::Refused { peer, error }));
        assert_eq!(scene.answer("aino", request).unwrap().expect_err("refused").code, code);
        assert_eq!(scene.peer("aino"), earlier);
    }
    scene.heard_nothing("biret");
}

#[test]
fn ice_restarts_keep_the_connection() {
    let mut scene = faces();
    let peer = scene.peer("aino");
    let restart = Command::MediaRestart { sdp: "again".to_owned() };
    assert_eq!(scene.does("aino", restart.clone()), Outcome::MediaAnswer { sdp: "answer".to_owned() });
    assert_eq!(scene.ordered(), vec![Order::RestartIce { peer, offer: "again".to_owned() }]);
    scene.join("dora", admitting()).unwrap();
    assert_eq!(scene.fails("dora", restart), RejectCode::NoMedia);
}

#[test]
fn an_offer_is_looked_at_before_the_engine_sees_it() {
    let mut scene = Scene::evening();
    let offered = |lines: Vec<OfferLine>| Command::MediaOffer { sdp: "offer".to_owned(), lines };
    let line = |name: &str, purpose| OfferLine { mid: mid(name), purpose };
    let many = |count: usize, purpose| (0..count).map(|n| line(&n.to_string(), purpose)).collect::<Vec<_>>();
    use LinePurpose::{AudioSlot, Camera, Microphone, VideoSlot};
    for (lines, code) in [
        (many(500, AudioSlot), RejectCode::OfferTooManyLines),
        (many(33, VideoSlot), RejectCode::OfferTooManyLines),
        (many(5, AudioSlot), RejectCode::ListTooLong),
        ([many(10, VideoSlot), vec![line("a", AudioSlot)]].concat(), RejectCode::ListTooLong),
        (many(2, Microphone), RejectCode::OfferLinesMismatch),
        (vec![line("a", AudioSlot), line("a", Camera)], RejectCode::OfferLinesMismatch),
        (vec![line("c", Camera)], RejectCode::OfferNoAudio),
        (vec![], RejectCode::OfferNoAudio),
        (vec![line("", AudioSlot)], RejectCode::OfferMalformed),
        (vec![line(&"m".repeat(17), AudioSlot)], RejectCode::OfferMalformed),
    ] {
        let mut scene = Scene::evening();
        assert_eq!(scene.fails("aino", offered(lines)), code);
        assert_eq!(scene.ordered(), vec![]);
        scene.heard_nothing("biret");
    }
    let huge = Command::MediaOffer { sdp: "v".repeat(131_073), lines: lines(4) };
    assert_eq!(scene.fails("aino", huge), RejectCode::MessageTooLarge);
    // A phone has fewer slots.
    let join = Join { device_class: DeviceClass::Phone, ..scene.joining("puhelin") };
    scene.join_as("puhelin", admitting(), join).unwrap();
    assert_eq!(scene.welcome("puhelin").slots, SlotCounts { audio: 4, video: 4 });
    let too_many = offered(lines(5));
    assert_eq!(scene.ask("puhelin", too_many), Err(RejectCode::ListTooLong.with_max(4)));
}

#[test]
fn relays_are_told_at_the_door_after_a_loss_and_every_hour_and_to_nobody_who_waits() {
    let relays = crate::relay::Relays::new(vec!["turns:turn.example.org".to_owned()], "north".to_owned());
    let mut scene = Scene::with(Settings { relays: Some(relays), ..settings() });
    let until = |servers: &[crate::wire::welcome::IceServer]| {
        let [server] = servers else { panic!("{servers:?}") };
        server.username.as_deref().and_then(|name| name.split(':').next()?.parse::<u64>().ok()).unwrap()
    };
    scene.join("meri", staff(Role::Moderator)).unwrap();
    scene.join("aino", shared()).unwrap();
    let first = until(&scene.welcome("meri").ice_servers);
    let told = |scene: &mut Scene, name: &str| {
        let servers = |live: Live| match live {
            Live::IceServers { servers } => Some(until(&servers)),
            _ => None,
        };
        scene.saw_live(name).into_iter().filter_map(servers).collect::<Vec<_>>()
    };
    scene.pass(60_000);
    scene.drop_socket("meri");
    scene.resume("meri").unwrap();
    assert_eq!(told(&mut scene, "meri"), [first + 60]);
    scene.pass(crate::limits::RELAY_RENEW_MS);
    assert_eq!(told(&mut scene, "meri"), [first + 3600]);
    scene.pass(crate::limits::RELAY_RENEW_MS);
    assert_eq!(told(&mut scene, "meri"), [first + 7200]);
    assert!(told(&mut scene, "aino").is_empty());
    scene.drop_socket("meri");
    scene.drop_socket("aino");
    scene.pass(2 * crate::limits::RELAY_RENEW_MS);
    assert_eq!(scene.room.next_timeout(), None, "an empty room wants nothing");
}

#[test]
fn sound_only_is_of_a_page_and_not_of_the_one_loaded_after_it() {
    let mut scene = Scene::evening();
    scene.does("aino", Command::ShowPictures { on: false });
    scene.drop_socket("aino");
    scene.resume("aino").unwrap();
    assert!(scene.person("aino").sound_only, "the same page");
    scene.resume_anew("aino");
    assert!(!scene.person("aino").sound_only);
    scene.does("aino", Command::ShowPictures { on: false });
    scene.join("aino", admitting()).unwrap();
    assert!(!scene.person("aino").sound_only, "joined anew by the same browser");
}
