//! Who leaves, drops or comes back: nobody is put where they do not belong any more.

use super::*;

#[test]
fn staff_that_is_planned_into_a_group_is_announced_there_before() {
    let mut scene = Scene::evening();
    scene.plan(&[&["meri", "aino", "biret"]]);
    scene.forget_heard();
    scene.does("meri", Command::GroupsOpen { seconds: None });
    assert_eq!((scene.scope("meri"), scene.scope("aino")), (Scope::Evening, scene.scope("biret")));
    let announced = |event: &Event| matches!(event, Event::VisitAnnounced { .. });
    assert!(scene.heard("aino").iter().any(announced));
    scene.pass(crate::limits::VISIT_ANNOUNCED_MS);
    assert_eq!(scene.scope("meri"), scene.scope("aino"));
}

#[test]
fn who_has_left_a_group_is_not_thrown_back_into_it() {
    let mut scene = Scene::two_groups();
    let (aino, group) = (scene.id("aino"), scene.group("aino"));
    scene.does("aino", Command::GroupLeave);
    let lost_and_back = |scene: &mut Scene, name| {
        scene.drop_socket(name);
        scene.pass(10_000);
        scene.forget_heard();
        assert_eq!(scene.resume(name), Ok((Standing::Admitted, false)));
    };
    lost_and_back(&mut scene, "aino");
    assert_eq!(scene.scope("aino"), Scope::Evening, "she did not want to be there");
    assert_eq!(scene.welcome("aino").place.assigned.map(|name| name.id), Some(group), "but may return");
    for name in ["biret", "carl"] {
        let told = scene.heard(name);
        assert!(!told.iter().any(|event| matches!(event, Event::VisitAnnounced { .. })), "{name}: {told:?}");
    }
    scene.does("aino", Command::GroupEnter { group });
    lost_and_back(&mut scene, "aino");
    assert_eq!(scene.scope("aino"), Scope::Group(group), "back by her own wish, she belongs there again");
    scene.does("aino", Command::GroupLeave);
    scene.does("meri", Command::GroupMove { participant: aino, group: Some(group) });
    lost_and_back(&mut scene, "aino");
    assert_eq!(scene.scope("aino"), Scope::Group(group));
    scene.does("aino", Command::GroupLeave);
    scene.does("meri", Command::GroupsClose { seconds: 0 });
    scene.plan(&[&["aino", "biret"]]);
    scene.does("meri", Command::GroupsOpen { seconds: None });
    lost_and_back(&mut scene, "aino");
    scene.together(&["aino", "biret"]);
}

#[test]
fn staff_that_has_left_its_group_is_not_announced_there_again() {
    let mut scene = Scene::evening();
    scene.join("risto", staff(Role::Advisor)).unwrap();
    scene.plan(&[&["aino", "biret", "risto"]]);
    scene.does("meri", Command::GroupsOpen { seconds: None });
    scene.does("risto", Command::GroupLeave);
    scene.drop_socket("risto");
    scene.pass(10_000);
    scene.forget_heard();
    scene.resume("risto").unwrap();
    scene.pass(60_000);
    assert_eq!(scene.scope("risto"), Scope::Evening);
    let told = scene.heard("aino");
    assert!(!told.iter().any(|event| matches!(event, Event::VisitAnnounced { .. })), "{told:?}");
}

#[test]
fn who_may_no_longer_enter_groups_is_in_none_and_on_the_way_to_none() {
    let mut scene = Scene::two_groups();
    for name in ["olga", "pekka"] {
        scene.join(name, staff(Role::Organizer)).unwrap();
    }
    let (group, olga, pekka) = (scene.group("aino"), scene.id("olga"), scene.id("pekka"));
    scene.does("olga", Command::GroupEnter { group });
    scene.pass(3_000);
    assert_eq!(scene.scope("olga"), Scope::Group(group));
    scene.does("pekka", Command::GroupEnter { group });
    scene.forget_heard();
    scene.does("pekka", Command::SetRole { participant: olga, role: Role::Participant });
    assert_eq!(scene.scope("olga"), Scope::Evening);
    assert_eq!(scene.heard("donna").iter().filter(|event| matches!(event, Event::Here { .. })).count(), 0);
    scene.join("raili", staff(Role::Organizer)).unwrap();
    scene.does("raili", Command::SetRole { participant: pekka, role: Role::Advisor });
    assert!(scene.heard("aino").contains(&Event::VisitCancelled { participant: pekka }));
    scene.pass(10_000);
    assert_eq!(scene.scope("pekka"), Scope::Evening);
    scene.together(&["aino", "biret", "carl"]);
    let aino = scene.id("aino");
    scene.does("raili", Command::SetRole { participant: aino, role: Role::Captioner });
    assert_eq!(scene.scope("aino"), Scope::Group(group), "who belongs there stays");
}

#[test]
fn after_a_side_talk_nobody_returns_to_a_group_that_is_not_theirs_any_more() {
    let mut scene = Scene::two_groups();
    for name in ["olga", "pekka"] {
        scene.join(name, staff(Role::Organizer)).unwrap();
    }
    let (group, olga, aino) = (scene.group("aino"), scene.id("olga"), scene.id("aino"));
    scene.does("olga", Command::GroupEnter { group });
    scene.pass(3_000);
    scene.does("olga", Command::SideTalkAsk { participant: aino });
    scene.does("aino", Command::SideTalkAnswer { participant: olga, accept: true });
    scene.does("pekka", Command::SetRole { participant: olga, role: Role::Participant });
    scene.together(&["olga", "aino"]);
    scene.does("olga", Command::GroupLeave);
    assert_eq!(scene.scope("olga"), Scope::Evening);
    scene.together(&["aino", "biret", "carl"]);
}

#[test]
fn groups_are_not_held_open_by_somebody_who_waits_at_the_door() {
    let mut scene = Scene::two_groups();
    assert_eq!(scene.join("gunnar", shared()), Ok(Standing::Waiting));
    for name in ["meri", "aino", "biret", "carl", "donna", "eero", "fanni"] {
        scene.drop_socket(name);
    }
    scene.pass(10_000);
    assert!(!scene.room.groups.none_open());
    scene.pass(10 * 60_000);
    assert!(scene.room.groups.none_open());
    assert_eq!(scene.idle, 0);
    scene.does("gunnar", Command::Leave { quiet: true });
    assert_eq!(scene.idle, 1, "and the room may be forgotten");
}
