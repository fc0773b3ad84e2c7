//! A program on the stage: who is told that they cannot see it, and what happens to it when others go into groups.

use super::*;
use crate::{
    media::{DeviceClass, Publication, Scope},
    wire::{group::Arrange, live::PausedPicture, stage::Stage},
};

/// Meri, Aino and Biret, Risto the advisor, and a program on the stage.
fn broadcast() -> Scene {
    let mut scene = Scene::evening();
    scene.join("risto", staff(Role::Advisor)).unwrap();
    for name in ["meri", "aino", "biret", "risto"] {
        scene.does(name, offer());
    }
    let join = Join { device_class: DeviceClass::Ingest, e2ee: false, ..scene.joining("obs") };
    scene.join_as("obs", staff(Role::Advisor), join).unwrap();
    let lines = vec![OfferLine { mid: mid("0"), purpose: LinePurpose::Screen }];
    scene.does("obs", Command::MediaOffer { sdp: "offer".to_owned(), lines });
    scene.does("obs", publish(Source::Screen, true));
    scene.forget_heard();
    scene
}

fn picture(scene: &Scene) -> Publication {
    Publication { peer: scene.peer("obs"), source: Source::Screen }
}

impl Scene {
    fn cannot_decode(&mut self, name: &str, publication: Option<Publication>) {
        let receiver = self.peer(name);
        self.input(Input::Media(Report::SlotUndecodable { receiver, mid: mid("stage"), publication }));
    }

    fn stage_of(&self, scope: Scope) -> Option<&Stage> {
        self.room.stages.get(&scope)
    }
}

#[test]
fn who_cannot_decode_it_is_told_and_those_who_present_learn_how_many_they_are() {
    let mut scene = broadcast();
    let publication = picture(&scene);
    let participant = scene.id("obs");
    let missing = Some(PausedPicture { participant, source: Source::Screen });
    let told = Live::SlotUndecodable { mid: mid("stage"), picture: missing };
    scene.cannot_decode("aino", Some(publication));
    assert_eq!(scene.saw_live("aino"), vec![told.clone()]);
    assert_eq!(scene.saw_live("biret"), vec![], "it is nobody else's business");
    assert_eq!(scene.saw_live("risto"), vec![Live::StageUnseen { people: 1 }]);
    assert_eq!(scene.saw_live("meri"), vec![Live::StageUnseen { people: 1 }]);
    scene.cannot_decode("biret", Some(publication));
    assert_eq!(scene.saw_live("risto"), vec![Live::StageUnseen { people: 2 }]);

    // Who comes back hears it again, and who leaves is counted no more.
    scene.drop_socket("aino");
    scene.resume("aino").unwrap();
    assert!(scene.saw_live("aino").contains(&told));
    scene.does("biret", Command::Leave { quiet: true });
    assert_eq!(scene.saw_live("risto"), vec![Live::StageUnseen { people: 1 }]);
    scene.drop_socket("risto");
    scene.resume("risto").unwrap();
    assert!(scene.saw_live("risto").contains(&Live::StageUnseen { people: 1 }));

    // With the program goes what was said of it.
    scene.does("obs", Command::Leave { quiet: true });
    let over = Live::SlotUndecodable { mid: mid("stage"), picture: None };
    assert_eq!(scene.saw_live("aino"), vec![over]);
    assert_eq!(scene.saw_live("risto"), vec![Live::StageUnseen { people: 0 }]);
    assert_eq!(scene.saw_live("meri").last(), Some(&Live::StageUnseen { people: 0 }));
}

#[test]
fn it_stays_in_the_common_room_when_groups_begin_and_nobody_in_a_group_gets_it() {
    let mut scene = broadcast();
    let (obs, receiver) = (scene.id("obs"), scene.peer("aino"));
    scene.does("meri", Command::GroupsArrange { arrange: Arrange::Size { size: 2 } });
    scene.does("meri", Command::GroupsOpen { seconds: None });
    assert_eq!((scene.scope("obs"), scene.scope("aino")), (Scope::Evening, scene.scope("biret")));
    scene.does("meri", Command::GroupsClose { seconds: 0 });
    // Nor does it go where it is put by hand: a group is encrypted.
    scene.plan(&[&["aino", "biret", "obs"]]);
    scene.forget_heard();
    scene.does("meri", Command::GroupsOpen { seconds: None });
    assert_eq!(
        (scene.scope("obs"), scene.stage_of(Scope::Evening).map(|stage| stage.presenter)),
        (Scope::Evening, Some(obs))
    );
    assert_ne!(scene.scope("aino"), Scope::Evening);
    assert_eq!(scene.stage_of(scene.scope("aino")), None);
    let publication = picture(&scene);
    let fills = |order: &Order| matches!(order, Order::FillSlot { publication: what, .. } if *what == publication);
    assert!(!scene.ordered().iter().any(fills), "the wall stands between them");
    scene.forget_heard();

    // Back again, they see it again.
    scene.does("meri", Command::GroupsClose { seconds: 0 });
    let again = |order: &Order| matches!(order, Order::FillSlot { receiver: who, publication: what, .. } if *who == receiver && *what == publication);
    assert!(scene.ordered().iter().any(again));
}

#[test]
fn its_silence_ends_it_and_its_place_is_free() {
    let mut scene = broadcast();
    let (peer, obs) = (scene.peer("obs"), scene.id("obs"));
    scene.input(Input::Media(Report::Lost { peer }));
    assert_eq!(scene.stage_of(Scope::Evening), None);
    let heard = scene.heard("biret");
    assert!(heard.contains(&Event::StageChanged { stage: None }));
    assert!(
        heard.iter().any(|event| matches!(event, Event::ParticipantLeft { participant, .. } if *participant == obs))
    );
    assert!(scene.ordered().contains(&Order::Close { peer }));
    scene.does("biret", publish(Source::Screen, true));
}
