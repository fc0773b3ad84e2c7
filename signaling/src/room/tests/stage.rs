//! One screen at a time.

use super::*;
use crate::{
    media::Publication,
    wire::{Param, event::Stage},
};

#[test]
fn the_stage_is_taken_by_one_and_only_staff_may_take_it_over() {
    let mut scene = Scene::evening();
    scene.join("risto", staff(Role::Advisor)).unwrap();
    let (aino, risto) = (scene.id("aino"), scene.id("risto"));
    scene.forget_heard();
    scene.does("aino", publish(Source::Screen, true));
    let shown = |presenter, audio| Event::StageChanged { stage: Some(Stage::Screen { presenter, audio }) };
    assert_eq!(scene.heard("biret").last(), Some(&shown(aino, false)));
    scene.does("aino", publish(Source::ScreenAudio, true));
    assert_eq!(scene.heard("biret").last(), Some(&shown(aino, true)));
    let taken = scene.ask("biret", publish(Source::Screen, true)).expect_err("taken");
    assert_eq!(taken, RejectCode::StageTaken.reject().param("name", Param::Text("aino".to_owned())));
    assert_eq!(scene.fails("biret", publish(Source::ScreenAudio, true)), RejectCode::StageTaken);
    scene.forget_heard();

    scene.does("risto", publish(Source::Screen, true));
    assert!(scene.heard("aino").contains(&Event::Muted { source: Source::Screen, enforced: false }));
    assert_eq!(scene.heard("biret").last(), Some(&shown(risto, false)));
    assert!(scene.person("aino").on.is_empty(), "with the screen goes its sound");
    scene.does("risto", publish(Source::Screen, false));
    assert_eq!(scene.heard("biret").last(), Some(&Event::StageChanged { stage: None }));
    assert_eq!(scene.fails("biret", publish(Source::ScreenAudio, true)), RejectCode::Forbidden);
    scene.does("biret", publish(Source::Screen, true));
}

#[test]
fn everybody_but_the_presenter_gets_the_stage() {
    let mut scene = Scene::evening();
    for name in ["meri", "aino", "biret"] {
        scene.does(name, offer());
    }
    scene.forget_heard();
    scene.does("aino", publish(Source::Screen, true));
    let peer = scene.peer("aino");
    let publication = Publication { peer, source: Source::Screen };
    let fill = |receiver, width, height| Order::FillSlot { receiver, mid: mid("stage"), publication, width, height };
    let (meri, biret) = (scene.peer("meri"), scene.peer("biret"));
    let fills: Vec<_> = scene.ordered().into_iter().filter(|order| matches!(order, Order::FillSlot { .. })).collect();
    assert_eq!(fills.len(), 2);
    assert!(fills.contains(&fill(meri, 1280, 720)) && fills.contains(&fill(biret, 1280, 720)));
    let wants = vec![Want { source: Source::Screen, width: 800, height: 450, ..want(scene.id("aino")) }];
    scene.does("biret", Command::View { wants });
    assert_eq!(scene.ordered(), vec![fill(biret, 800, 450)]);
    scene.does("aino", publish(Source::ScreenAudio, true));
    assert_eq!(scene.ordered().len(), 3, "allowed, and two slots with its sound");

    // A presenter who is lost leaves an empty stage.
    scene.drop_socket("aino");
    scene.forget_heard();
    scene.pass(10_000);
    assert!(scene.heard("biret").contains(&Event::StageChanged { stage: None }));
    let orders = scene.ordered();
    assert!(orders.contains(&Order::ClearSlot { receiver: biret, mid: mid("stage") }));
    assert!(orders.contains(&Order::Close { peer }));
    scene.does("biret", publish(Source::Screen, true));
}

#[test]
fn a_stopped_or_blocked_screen_frees_the_stage() {
    let mut scene = Scene::evening();
    let participant = scene.id("aino");
    scene.does("aino", publish(Source::Screen, true));
    scene.does("meri", Command::Mute { participant, source: Source::Screen });
    assert_eq!(scene.room.presenter(crate::media::Scope::Evening), None);
    scene.does("aino", publish(Source::Screen, true));
    scene.does("meri", Command::Block { participant, source: Source::Screen });
    assert_eq!(scene.room.presenter(crate::media::Scope::Evening), None);
    assert_eq!(scene.fails("aino", publish(Source::Screen, true)), RejectCode::SourceBlocked);
}
