//! What somebody may try against a group that is not theirs.

use super::*;

impl Scene {
    /// Everything that a hostile client may try against a group that isn't theirs.
    fn tries_everything(&mut self, hostile: &'static str, theirs: GroupId) {
        let (me, donna) = (self.id(hostile), self.id("donna"));
        let outside = !self.person(hostile).is_inside();
        let or = |code| if outside { RejectCode::NotAdmitted } else { code };
        let unknown = GroupId(Uuid::from_u128(77));
        let hand = Arrange::Hand { groups: vec![Draft { topic: None, members: vec![me, donna] }] };
        let mut commands = vec![
            (arrange(hand), RejectCode::Forbidden),
            (arrange(Arrange::Size { size: 2 }), RejectCode::Forbidden),
            (Command::GroupsOpen { seconds: None }, RejectCode::Forbidden),
            (Command::GroupsTimer { seconds: Some(60) }, RejectCode::Forbidden),
            (Command::GroupsClose { seconds: 0 }, RejectCode::Forbidden),
            (Command::GroupsMessage { text: "Hei".to_owned() }, RejectCode::Forbidden),
            (Command::GroupsTopics { titles: vec![] }, RejectCode::Forbidden),
            (Command::SideTalkAsk { participant: donna }, RejectCode::SideTalkBusy),
            (Command::SideTalkAnswer { participant: donna, accept: true }, RejectCode::SideTalkNotAsked),
        ];
        for group in [Some(theirs), Some(unknown), None] {
            commands.extend(group.map(|group| (Command::GroupEnter { group }, RejectCode::Forbidden)));
            for participant in [me, donna] {
                commands.push((Command::GroupMove { participant, group }, RejectCode::Forbidden));
            }
        }
        if self.scope(hostile) == Scope::Evening {
            let own =
                [sealed(9), Command::GroupOneMoreMinute, Command::GroupCallModerator { on: true }, Command::GroupLeave];
            commands.extend(own.map(|command| (command, RejectCode::NotInGroup)));
        }
        for (command, code) in commands {
            assert_eq!(self.fails(hostile, command.clone()), or(code), "{hostile}: {command:?}");
        }
    }
}

/// A hostile client that is in a group of its own, in the common room, or in the lobby, against one it isn't in.
#[test]
fn nobody_joins_lists_or_writes_to_a_group_that_is_not_theirs() {
    let mut scene = Scene::two_groups();
    scene.join("risto", staff(Role::Advisor)).unwrap();
    scene.join("guest", admitting()).unwrap();
    scene.join("knocker", shared()).unwrap();
    let theirs = scene.group("donna");
    scene.forget_heard();
    let before: Vec<_> = ["donna", "eero", "fanni"].iter().map(|name| scene.scope(name)).collect();
    for hostile in ["aino", "guest", "risto", "knocker"] {
        scene.tries_everything(hostile, theirs);
        scene.heard_nothing(hostile);
    }
    for name in ["donna", "eero", "fanni", "meri"] {
        scene.heard_nothing(name);
    }
    let after: Vec<_> = ["donna", "eero", "fanni"].iter().map(|name| scene.scope(name)).collect();
    assert_eq!(before, after, "nobody was moved");
    let unknown = Command::GroupEnter { group: GroupId(Uuid::from_u128(77)) };
    assert_eq!(scene.fails("meri", unknown), RejectCode::GroupUnknown);
}

/// Commands that are allowed, and show nothing of what is behind the wall.
#[test]
fn nobody_sees_hears_or_is_told_of_a_group_that_is_not_theirs() {
    let mut scene = Scene::two_groups();
    scene.join("risto", staff(Role::Advisor)).unwrap();
    scene.join("guest", admitting()).unwrap();
    let donna = scene.id("donna");
    for name in ["aino", "donna", "guest"] {
        scene.does(name, offer());
    }
    scene.does("donna", publish(Source::Camera, true));
    scene.forget_heard();
    for name in ["aino", "guest"] {
        scene.does(name, Command::View { wants: vec![want(donna)] });
    }
    assert!(!scene.ordered().iter().any(|order| matches!(order, Order::FillSlot { .. })));
    scene.does("aino", sealed(10));
    scene.does("aino", Command::GroupCallModerator { on: true });
    scene.does("donna", publish(Source::Camera, false));
    scene.does("donna", sealed(11));
    let peers = vec![scene.peer("donna")];
    scene.does("donna", publish(Source::Microphone, true));
    scene.input(Input::Media(Report::Speaking { peers }));
    for name in ["guest", "risto"] {
        scene.heard_nothing(name);
        assert_eq!(scene.saw_live(name), vec![]);
    }
    assert_eq!(scene.saw_live("aino"), vec![]);
    let heard = scene.heard("aino");
    assert!(heard.iter().all(|event| matches!(event, Event::GroupPosted { .. } | Event::GroupUpdated { .. })));
    assert_eq!(heard.len(), 2);
    let heard = scene.heard("donna");
    assert!(!heard.iter().any(|event| matches!(event, Event::GroupUpdated { .. })), "{heard:?}");
}
