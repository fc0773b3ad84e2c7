//! A card comes onto the stage by the press of the one whose it is.

use super::*;
use crate::media::Scope;
use crate::wire::stage::{BusinessCard, Show, ShownCard, Stage, StageItem};

fn card() -> BusinessCard {
    BusinessCard { business: "Ainon kotipalvelu".to_owned(), ..BusinessCard::default() }
}

fn show() -> Command {
    Command::StageShow { show: Show::Business { card: card(), picture: true } }
}

fn clock() -> Command {
    Command::StageShow { show: Show::Timer { title: None, seconds: 60 } }
}

impl Scene {
    fn card_ask(&self, of: &str, on: bool) -> Command {
        Command::CardAsk { participant: self.id(of), on }
    }
}

/// Aino's card, which she showed.
fn shown(aino: ParticipantId) -> Stage {
    let item = StageItem::Business(ShownCard { card: card(), by: Some(aino), picture: true });
    Stage { presenter: aino, offered_to: None, item }
}

#[test]
fn meri_asks_for_a_card_and_aino_shows_it_by_her_own_press() {
    let mut scene = Scene::evening();
    let (meri, aino) = (scene.id("meri"), scene.id("aino"));
    scene.does("meri", clock());
    scene.forget_heard();
    scene.does("meri", scene.card_ask("aino", true));
    scene.does("meri", scene.card_ask("aino", true));
    assert_eq!(scene.heard("aino"), [Event::CardAsked { by: Some(meri) }], "once");
    assert_eq!(scene.heard("biret"), [], "it is between the two");
    assert_eq!(scene.room.stage_seen(Scope::Evening).map(|stage| stage.presenter), Some(meri), "nothing is shown yet");
    // The question stands for the stage, for this one person and this one thing.
    assert_eq!(scene.fails("biret", show()), RejectCode::StageTaken);
    assert_eq!(scene.fails("aino", publish(Source::Screen, true)), RejectCode::StageTaken);

    scene.does("aino", show());
    assert_eq!(scene.room.stage_seen(Scope::Evening), Some(shown(aino)));
    assert!(scene.heard("aino").contains(&Event::CardAsked { by: None }), "the question is answered");
    // It was for once.
    scene.does("meri", clock());
    assert_eq!(scene.fails("aino", show()), RejectCode::StageTaken);
}

#[test]
fn a_card_is_taken_down_by_the_one_whose_it_is_whoever_presents() {
    let mut scene = Scene::evening();
    let meri = scene.id("meri");
    scene.does("aino", show());
    scene.does("meri", Command::StageHand { participant: meri });
    assert_eq!(scene.fails("biret", Command::StageClear), RejectCode::Forbidden);
    scene.does("aino", Command::StageClear);
    assert_eq!(scene.room.stage_seen(Scope::Evening), None);
}

#[test]
fn who_does_not_want_to_show_says_so_and_the_one_who_asked_goes_on() {
    let mut scene = Scene::evening();
    let aino = scene.id("aino");
    scene.does("meri", scene.card_ask("aino", true));
    scene.forget_heard();
    scene.does("aino", Command::CardDecline);
    assert_eq!(scene.heard("meri"), [Event::CardDeclined { participant: aino }]);
    assert_eq!(scene.heard("aino"), [Event::CardAsked { by: None }]);
    assert_eq!(scene.heard("biret"), []);
    scene.does("aino", Command::CardDecline);

    // Taking back is for the one who asked.
    scene.does("meri", scene.card_ask("aino", true));
    scene.does("meri", scene.card_ask("aino", false));
    scene.does("meri", clock());
    assert_eq!(scene.fails("aino", show()), RejectCode::StageTaken);
}

#[test]
fn only_who_could_show_something_asks_and_only_while_they_could() {
    let mut scene = Scene::evening();
    let (aino, biret) = (scene.id("aino"), scene.id("biret"));
    assert_eq!(scene.fails("aino", scene.card_ask("biret", true)), RejectCode::Forbidden);
    assert_eq!(scene.fails("meri", scene.card_ask("meri", true)), RejectCode::NotToOneself);
    // Aino presents, so she leads the round.
    scene.does("meri", clock());
    scene.does("meri", Command::StageHand { participant: aino });
    scene.does("aino", scene.card_ask("biret", true));
    assert_eq!(scene.room.card_asked_by(biret), Some(aino));
    let meri = scene.id("meri");
    scene.does("meri", Command::StageHand { participant: meri });
    assert_eq!(scene.fails("biret", show()), RejectCode::StageTaken, "Aino could not show anything now either");
}

#[test]
fn a_question_for_a_card_ends_with_either_of_the_two_and_is_not_heard_from_who_is_hidden() {
    let mut scene = Scene::evening();
    let (meri, aino) = (scene.id("meri"), scene.id("aino"));
    scene.does("meri", scene.card_ask("aino", true));
    scene.does("meri", Command::Leave { quiet: true });
    assert!(scene.heard("aino").contains(&Event::CardAsked { by: None }));
    assert_eq!(scene.room.card_asked_by(aino), None);

    scene.join("risto", staff(Role::Advisor)).unwrap();
    let risto = scene.id("risto");
    assert_ne!(meri, risto);
    scene.does("aino", Command::Hide { participant: risto, on: true });
    scene.forget_heard();
    scene.does("risto", scene.card_ask("aino", true));
    scene.does("risto", scene.card_ask("aino", false));
    assert_eq!(scene.heard("aino"), []);
}
