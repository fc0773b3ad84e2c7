//! Two step aside when both want it, and come back to where they were.

use super::*;
use crate::{
    media::Scope,
    wire::group::{GroupKind, SideTalkAnswer, Why},
};

fn answers(events: &[Event]) -> Vec<SideTalkAnswer> {
    let seen = |event: &Event| if let Event::SideTalkAnswered { answer, .. } = event { Some(*answer) } else { None };
    events.iter().filter_map(seen).collect()
}

impl Scene {
    fn asks(&mut self, by: &str, of: &str) -> Result<Outcome, RejectCode> {
        let participant = self.id(of);
        self.ask(by, Command::SideTalkAsk { participant }).map_err(|rejection| rejection.code)
    }

    fn answers(&mut self, who: &str, by: &str, accept: bool) -> Result<Outcome, RejectCode> {
        let participant = self.id(by);
        self.ask(who, Command::SideTalkAnswer { participant, accept }).map_err(|rejection| rejection.code)
    }
}

#[test]
fn both_have_to_want_it() {
    let mut scene = Scene::evening();
    scene.join("risto", staff(Role::Advisor)).unwrap();
    scene.forget_heard();
    scene.asks("aino", "risto").unwrap();
    assert!(matches!(scene.heard("risto")[..], [Event::SideTalkAsked { .. }]));
    scene.heard_nothing("biret");
    scene.heard_nothing("meri");
    assert_eq!(scene.answers("biret", "aino", true), Err(RejectCode::SideTalkNotAsked), "it is not hers");
    assert_eq!(scene.asks("aino", "biret"), Err(RejectCode::SideTalkBusy), "one question at a time");
    scene.answers("risto", "aino", false).unwrap();
    assert_eq!(answers(&scene.heard("aino")), [SideTalkAnswer::Declined]);
    scene.asks("aino", "risto").unwrap();
    scene.does("aino", Command::SideTalkWithdraw);
    assert_eq!(answers(&scene.heard("risto")), [SideTalkAnswer::Declined, SideTalkAnswer::Withdrawn]);
    scene.asks("aino", "risto").unwrap();
    scene.pass(60_000);
    assert_eq!(answers(&scene.heard("aino")), [SideTalkAnswer::Withdrawn, SideTalkAnswer::Lapsed]);
    assert_eq!(scene.answers("risto", "aino", true), Err(RejectCode::SideTalkNotAsked));
    assert_eq!(scene.scope("aino"), Scope::Evening);
}

#[test]
fn they_step_aside_and_come_back_together() {
    let mut scene = Scene::evening();
    scene.asks("aino", "biret").unwrap();
    scene.answers("biret", "aino", true).unwrap();
    let heard = scene.heard("aino");
    assert_eq!(answers(&heard), [SideTalkAnswer::Accepted]);
    let placed = super::groups::placed(&heard).unwrap();
    assert_eq!((placed.why, placed.place.group.unwrap().kind), (Why::SideTalk, GroupKind::SideTalk));
    scene.together(&["aino", "biret"]);
    scene.together(&["meri"]);
    assert_eq!(scene.overview("meri").side_talks, vec![scene.room.members(scene.scope("aino"))]);
    assert_eq!(scene.asks("meri", "aino"), Err(RejectCode::SideTalkBusy));
    let group = scene.group("aino");
    assert_eq!(scene.fails("meri", Command::GroupEnter { group }), RejectCode::GroupUnknown, "not even staff");
    scene.does("aino", Command::GroupLeave);
    assert_eq!(super::groups::placed(&scene.heard("biret")).unwrap().why, Why::SideTalkOver);
    scene.together(&["meri", "aino", "biret"]);
    assert!(scene.room.groups.none_open());
    // Both ask at once: both want it.
    scene.asks("aino", "biret").unwrap();
    scene.asks("biret", "aino").unwrap();
    scene.together(&["aino", "biret"]);
    scene.drop_socket("aino");
    scene.pass(9_999);
    scene.together(&["aino", "biret"]);
    scene.pass(1);
    scene.together(&["meri", "biret"]);
    scene.resume("aino").unwrap();
    scene.together(&["meri", "aino", "biret"]);
}

#[test]
fn from_a_group_back_into_the_group_and_late_into_one_that_opened() {
    let mut scene = Scene::evening();
    scene.join("carl", admitting()).unwrap();
    scene.plan(&[&["aino", "biret", "carl"]]);
    scene.does("meri", Command::GroupsOpen { seconds: None });
    let group = scene.scope("carl");
    assert_eq!(scene.asks("meri", "aino"), Err(RejectCode::SideTalkBusy), "through no wall");
    scene.asks("aino", "biret").unwrap();
    scene.answers("biret", "aino", true).unwrap();
    assert_ne!(scene.scope("aino"), group);
    scene.does("biret", Command::GroupLeave);
    assert!(["aino", "biret", "carl"].iter().all(|name| scene.scope(name) == group));
    scene.asks("aino", "biret").unwrap();
    scene.answers("biret", "aino", true).unwrap();
    scene.does("meri", Command::GroupsClose { seconds: 0 });
    scene.together(&["aino", "biret"]);
    scene.plan(&[&["aino", "carl"]]);
    scene.does("meri", Command::GroupsOpen { seconds: None });
    scene.together(&["aino", "biret"]);
    scene.does("aino", Command::GroupLeave);
    scene.together(&["aino", "carl"]);
    scene.together(&["meri", "biret"]);
}

#[test]
fn nobody_is_asked_by_whom_they_have_hidden() {
    let mut scene = Scene::evening();
    let participant = scene.id("aino");
    scene.does("biret", Command::Hide { participant, on: true });
    scene.forget_heard();
    scene.asks("aino", "biret").unwrap();
    scene.pass(60_000);
    scene.heard_nothing("biret");
    assert_eq!(answers(&scene.heard("aino")), [SideTalkAnswer::Lapsed]);
}
