//! From the plan to the last minute: who is told of what, and in what order.

use super::*;

#[test]
fn groups_are_planned_in_five_ways_and_only_staff_is_told() {
    let mut scene = Scene::evening();
    for name in ["carl", "donna", "eero", "fanni"] {
        scene.join(name, admitting()).unwrap();
    }
    scene.join("risto", staff(Role::Advisor)).unwrap();
    scene.forget_heard();
    let sizes = |groups: &Groups| groups.planned.iter().map(|group| group.members.len()).collect::<Vec<_>>();
    for (way, expected) in [
        (Arrange::Size { size: 3 }, vec![3, 3]),
        (Arrange::Number { number: 4 }, vec![2, 2, 1, 1]),
        (Arrange::Mixed { size: 2 }, vec![2, 2, 2]),
    ] {
        scene.does("meri", arrange(way));
        let groups = scene.overview("meri");
        assert_eq!(sizes(&groups), expected);
        let all: BTreeSet<_> = groups.planned.iter().flat_map(|group| &group.members).collect();
        assert!(all.len() == 6 && !all.contains(&scene.id("meri")) && !all.contains(&scene.id("risto")));
    }
    let titles = vec!["Jaksaminen".to_owned(), " Tuet \n ".to_owned()];
    scene.does("meri", Command::GroupsTopics { titles });
    for (name, topic) in [("aino", 0), ("biret", 1), ("carl", 1), ("donna", 1)] {
        scene.does(name, Command::TopicChoose { topic: Some(topic) });
    }
    assert_eq!(scene.fails("eero", Command::TopicChoose { topic: Some(2) }), RejectCode::TopicUnknown);
    scene.does("meri", arrange(Arrange::Topic { size: 2 }));
    let groups = scene.overview("meri");
    let topics: Vec<_> = groups.planned.iter().map(|group| group.name.topic.clone().unwrap()).collect();
    assert_eq!(topics, ["Jaksaminen", "Tuet", "Tuet"]);
    assert_eq!(groups.topics[1].chosen_by.len(), 3);

    let (aino, meri) = (scene.id("aino"), scene.id("meri"));
    let twice = vec![Draft { topic: None, members: vec![aino, meri] }, Draft { topic: None, members: vec![aino] }];
    assert_eq!(scene.fails("meri", arrange(Arrange::Hand { groups: twice })), RejectCode::PlacedTwice);
    assert_eq!(scene.fails("meri", arrange(Arrange::Size { size: 1 })), RejectCode::NumberOutOfRange);
    for name in ["aino", "eero", "risto"] {
        let told = scene.heard(name);
        assert!(told.iter().all(|event| matches!(event, Event::Topics { .. })), "{name}: {told:?}");
    }
}

#[test]
fn everybody_is_told_of_their_own_group_and_of_no_other() {
    let mut scene = Scene::two_groups();
    scene.together(&["aino", "biret", "carl"]);
    scene.together(&["donna", "eero", "fanni"]);
    scene.together(&["meri"]);
    let (aino, donna) = (scene.id("aino"), scene.id("donna"));
    let place = placed(&scene.heard("aino")).unwrap();
    assert_eq!(place.why, Why::GroupsOpened);
    assert_eq!(place.place.group.as_ref().unwrap().name.number, 1);
    assert_eq!(place.people.len(), 3);
    let overview = scene.overview("meri");
    assert_eq!(overview.open.len(), 2);
    assert_eq!(overview.open[0].here.len(), 3);

    scene.forget_heard();
    scene.does("aino", publish(Source::Microphone, true));
    let told = scene.heard("biret");
    assert_eq!(is_about(&told[0], aino).unwrap().microphone, SourceState::On);
    for name in ["donna", "meri"] {
        scene.heard_nothing(name);
    }
    scene.drop_socket("aino");
    let told = scene.heard("donna");
    assert_eq!(is_about(&told[0], aino).unwrap().microphone, SourceState::Off, "not what she sends");
    let json = serde_json::to_string(&told).unwrap();
    assert!(!json.contains(&scene.group("aino").to_string()), "and not where she is");
    scene.resume("aino").unwrap();
    scene.join("guest", admitting()).unwrap();
    let welcome = scene.welcome("guest");
    assert_eq!(welcome.roster.len(), 8, "the names of all");
    assert!(welcome.roster.iter().all(|person| person.microphone == SourceState::Off));
    assert_eq!(welcome.groups, None);
    assert!(!welcome.place.here.contains(&donna));
    let json = serde_json::to_string(&welcome).unwrap();
    for name in ["aino", "donna"] {
        assert!(!json.contains(&scene.group(name).to_string()));
    }
}

#[test]
fn a_wall_is_ordered_before_anything_new_is_filled() {
    let mut scene = Scene::evening();
    for name in ["aino", "biret", "meri"] {
        scene.does(name, offer());
        scene.does(name, publish(Source::Camera, true));
        scene.does(name, publish(Source::Microphone, true));
    }
    let (aino, biret, meri) = (scene.id("aino"), scene.id("biret"), scene.id("meri"));
    scene.does("aino", Command::View { wants: vec![want(meri), want(biret)] });
    let (receiver, publisher) = (scene.peer("aino"), scene.peer("meri"));
    let publication = Publication { peer: publisher, source: Source::Camera };
    let filled = Report::SlotFilled { receiver, mid: mid("v0"), publication, rtp_timestamp: 5 };
    scene.input(Input::Media(filled.clone()));
    scene.plan(&[&["aino", "biret"]]);
    scene.forget_heard();
    scene.does("meri", Command::GroupsOpen { seconds: None });

    let orders = scene.ordered();
    let places: Vec<_> = (0..orders.len()).filter(|&at| matches!(orders[at], Order::Place { .. })).collect();
    let first_fill = orders.iter().position(|order| matches!(order, Order::FillSlot { .. } | Order::ClearSlot { .. }));
    assert_eq!(places.len(), 2);
    assert!(places.iter().all(|&place| Some(place) < first_fill), "{orders:?}");
    assert!(
        !orders.iter().any(|order| matches!(
            order,
            Order::Connect { .. } | Order::Close { .. } | Order::RestartIce { .. } | Order::Allow { .. }
        )),
        "no negotiation, and who was heard is heard"
    );
    assert!(scene.saw_live("aino").contains(&Live::Slot { mid: mid("v0"), fill: None }));
    // What the engine said before it heard of the wall is told to nobody.
    scene.input(Input::Media(filled));
    assert_eq!(scene.saw_live("aino"), vec![]);
    let peers = vec![publisher, scene.peer("biret")];
    scene.input(Input::Media(Report::Speaking { peers }));
    assert_eq!(scene.saw_live("aino"), vec![Live::Speaking { participants: vec![biret] }]);
    assert_eq!(scene.saw_live("meri"), vec![Live::Speaking { participants: vec![meri] }]);
    assert!(scene.person("aino").on.contains(&Source::Microphone), "the voice survives the move");
    let _ = aino;
}

#[test]
fn who_offers_during_a_move_is_placed_too() {
    let mut scene = Scene::evening();
    scene.answers = false;
    scene.plan(&[&["aino", "biret"]]);
    let request = scene.send("aino", offer());
    let Some(Order::Connect { peer, .. }) = scene.ordered().into_iter().next_back() else { panic!() };
    scene.does("meri", Command::GroupsOpen { seconds: None });
    scene.input(Input::Media(Report::Answered { peer, answer: "answer".to_owned() }));
    assert!(scene.answer("aino", request).unwrap().is_ok());
}

#[test]
fn what_is_said_in_a_group_is_in_memory_and_for_those_who_are_there() {
    let mut scene = Scene::two_groups();
    scene.forget_heard();
    assert_eq!(scene.does("aino", sealed(1)), Outcome::GroupPosted { number: 1, at: scene.now });
    assert_eq!(scene.does("aino", sealed(1)), Outcome::GroupPosted { number: 1, at: scene.now }, "again is harmless");
    assert_eq!(scene.fails("biret", sealed(1)), RejectCode::MessageConflict);
    scene.does("donna", sealed(1));
    for (name, count) in [("aino", 1), ("biret", 1), ("eero", 1), ("meri", 0)] {
        let heard = scene.heard(name);
        let posted = heard.iter().filter(|event| matches!(event, Event::GroupPosted { .. })).count();
        assert_eq!((posted, heard.len()), (count, count), "{name}");
    }
    let text = Command::GroupPost { message: message(2), sealed: "not base64!".to_owned() };
    assert_eq!(scene.fails("aino", text), RejectCode::Malformed);
    assert_eq!(scene.fails("meri", sealed(3)), RejectCode::NotInGroup);
    let rejection = scene.write_to_all("aino", 4, "oops").unwrap_err();
    assert_eq!(rejection.code, RejectCode::InGroup, "nothing slips out into the evening's chat");
    assert!(scene.stored.restored.chat.is_empty());

    scene.drop_socket("biret");
    scene.does("aino", sealed(5));
    scene.resume("biret").unwrap();
    assert!(scene.heard("biret").iter().any(|event| matches!(event, Event::GroupPosted { .. })), "replayed");
    scene.does("meri", Command::GroupMove { participant: scene.id("donna"), group: Some(scene.group("aino")) });
    let place = placed(&scene.heard("donna")).unwrap();
    assert_eq!((place.why, place.place.chat.len()), (Why::Moved, 0), "what was written before is not hers");
    scene.join("biret", admitting()).unwrap();
    assert_eq!(scene.welcome("biret").place.chat.len(), 2, "a page that is loaded again is told what it had");
    scene.does("meri", Command::GroupsClose { seconds: 0 });
    let place = placed(&scene.heard("aino")).unwrap();
    assert_eq!((place.why, place.place.group, place.place.chat.len()), (Why::GroupClosed, None, 0));
    scene.plan(&[&["aino"]]);
    scene.does("meri", Command::GroupsOpen { seconds: None });
    assert_eq!(placed(&scene.heard("aino")).unwrap().place.chat, vec![], "a new group knows nothing of the old one");
}

#[test]
fn a_timer_calls_back_gently_and_gives_one_more_minute() {
    let mut scene = Scene::two_groups();
    scene.does("meri", Command::GroupsTimer { seconds: Some(300) });
    assert_eq!(scene.fails("aino", Command::GroupOneMoreMinute), RejectCode::NoMoreTime);
    scene.forget_heard();
    scene.pass(240_000);
    let told = scene.heard("aino");
    let [Event::GroupUpdated { group }] = &told[..] else { panic!("{told:?}") };
    let ends_at = group.timer.unwrap().ends_at;
    assert!(group.timer.unwrap().called_back && ends_at == scene.now.plus(60_000));
    scene.does("aino", Command::GroupOneMoreMinute);
    assert_eq!(scene.fails("biret", Command::GroupOneMoreMinute), RejectCode::NoMoreTime, "one is one");
    scene.pass(60_000);
    scene.together(&["meri", "donna", "eero", "fanni"]);
    scene.together(&["aino", "biret", "carl"]);
    scene.pass(60_000);
    scene.together(&["meri", "aino", "biret", "carl", "donna", "eero", "fanni"]);
    assert!(scene.room.groups.none_open());

    scene.plan(&[&["aino", "biret"]]);
    scene.does("meri", Command::GroupsOpen { seconds: Some(600) });
    scene.does("meri", Command::GroupsClose { seconds: 30 });
    scene.does("biret", Command::GroupOneMoreMinute);
    scene.pass(89_999);
    scene.together(&["aino", "biret"]);
    scene.pass(1);
    assert_eq!(scene.scope("aino"), Scope::Evening);
    assert_eq!(scene.fails("meri", Command::GroupsClose { seconds: 0 }), RejectCode::GroupsNotOpen);
}

#[test]
fn staff_is_announced_before_anything_of_either_side_is_there() {
    let mut scene = Scene::two_groups();
    let (group, meri) = (scene.group("aino"), scene.id("meri"));
    scene.does("aino", Command::GroupCallModerator { on: true });
    let overview = scene.overview("meri");
    assert!(overview.open[0].calls_since.is_some() && overview.open[1].calls_since.is_none());
    scene.forget_heard();
    scene.does("meri", Command::GroupEnter { group });
    let told = scene.heard("aino");
    let [Event::VisitAnnounced { visit }] = &told[..] else { panic!("{told:?}") };
    assert_eq!((visit.participant, visit.enters_at), (meri, scene.now.plus(3_000)));
    assert_eq!(scene.ordered(), vec![], "not yet");
    scene.heard_nothing("donna");
    scene.heard_nothing("meri");
    scene.pass(2_999);
    assert_eq!(scene.scope("meri"), Scope::Evening);
    scene.does("meri", Command::GroupLeave);
    assert_eq!(scene.heard("aino"), vec![Event::VisitCancelled { participant: meri }]);
    scene.pass(5_000);
    assert_eq!(scene.scope("meri"), Scope::Evening);
    scene.does("meri", Command::GroupEnter { group });
    scene.pass(3_000);
    scene.together(&["meri", "aino", "biret", "carl"]);
    assert_eq!(scene.overview("meri").open[0].calls_since, None, "a moderator has come");
    // On to the next group, announced there too; who goes out is not.
    let other = scene.group("donna");
    scene.does("meri", Command::GroupEnter { group: other });
    scene.together(&["meri", "aino", "biret", "carl"]);
    scene.pass(3_000);
    scene.together(&["meri", "donna", "eero", "fanni"]);
    // Staff that is moved there, or comes back after a loss, is announced as well.
    scene.does("meri", Command::GroupMove { participant: meri, group: Some(group) });
    scene.pass(3_000);
    scene.drop_socket("meri");
    scene.pass(10_000);
    scene.forget_heard();
    scene.resume("meri").unwrap();
    assert_eq!(scene.scope("meri"), Scope::Evening);
    assert!(scene.heard("aino").iter().any(|event| matches!(event, Event::VisitAnnounced { .. })));
    scene.pass(3_000);
    scene.together(&["meri", "aino", "biret", "carl"]);
}

#[test]
fn who_drops_returns_to_the_same_group() {
    let mut scene = Scene::two_groups();
    let group = scene.scope("aino");
    scene.drop_socket("aino");
    assert_eq!(scene.resume("aino"), Ok((Standing::Admitted, true)));
    assert_eq!(scene.scope("aino"), group);
    scene.drop_socket("aino");
    scene.pass(10_000);
    assert_eq!(scene.scope("aino"), Scope::Evening);
    scene.together(&["biret", "carl"]);
    assert_eq!(scene.resume("aino"), Ok((Standing::Admitted, false)));
    assert_eq!(scene.welcome("aino").place.group.unwrap().name.number, 1);
    scene.together(&["aino", "biret", "carl"]);
    scene.join("aino", admitting()).unwrap();
    assert_eq!(scene.scope("aino"), group, "a reload");
    scene.does("aino", Command::GroupLeave);
    let assigned = placed(&scene.heard("aino")).unwrap().place.assigned.unwrap();
    scene.does("aino", Command::GroupEnter { group: assigned.id });
    assert_eq!(scene.scope("aino"), group, "without an announcement: it is her own");
    // All lines break at once: the groups are still there.
    for name in ["meri", "aino", "biret", "carl", "donna", "eero", "fanni"] {
        scene.drop_socket(name);
    }
    scene.idle = 0;
    scene.pass(60_000);
    assert_eq!(scene.idle, 0);
    for name in ["aino", "biret", "carl", "donna"] {
        scene.resume(name).unwrap();
    }
    scene.together(&["aino", "biret", "carl"]);
    for name in ["aino", "biret", "carl", "donna"] {
        scene.drop_socket(name);
    }
    scene.pass(1_000_000);
    assert_eq!(scene.idle, 1, "but not for ever");
    assert_eq!(scene.resume("aino"), Ok((Standing::Admitted, false)));
    assert_eq!(scene.scope("aino"), Scope::Evening);
}

#[test]
fn who_leaves_or_is_removed_is_out_of_the_group() {
    let mut scene = Scene::two_groups();
    let (carl, donna) = (scene.id("carl"), scene.id("donna"));
    scene.does("carl", Command::Leave { quiet: false });
    scene.does("meri", Command::Remove { participant: donna });
    scene.together(&["aino", "biret"]);
    scene.together(&["eero", "fanni"]);
    let left = |events: &[Event], who| {
        events.iter().any(|event| matches!(event, Event::ParticipantLeft { participant, .. } if *participant == who))
    };
    let heard = scene.heard("eero");
    assert!(left(&heard, carl) && left(&heard, donna), "the evening's roster is told to all");
    assert!(heard.contains(&Event::ParticipantLeft { participant: donna, reason: LeaveReason::Removed }));
    assert_eq!(scene.overview("meri").open[0].assigned.len(), 2);
}

#[test]
fn hands_floor_and_stage_are_those_of_the_place() {
    let mut scene = Scene::two_groups();
    let (aino, donna) = (scene.id("aino"), scene.id("donna"));
    scene.does("aino", Command::HandRaise);
    assert!(scene.heard("biret").contains(&Event::Hands { queue: vec![aino] }));
    assert!(!scene.heard("donna").iter().any(|event| matches!(event, Event::Hands { .. })));
    for name in ["aino", "donna", "meri"] {
        scene.does(name, publish(Source::Screen, true));
    }
    assert_eq!(scene.room.stages.len(), 3, "each place has a stage of its own");
    scene.does("meri", Command::HoldFloor);
    scene.does("aino", publish(Source::Microphone, true));
    assert_eq!(scene.fails("meri", Command::GiveFloor { participant: aino }), RejectCode::ParticipantUnknown);
    scene.forget_heard();
    scene.does("aino", Command::GroupLeave);
    let heard = scene.heard("aino");
    let place = placed(&heard).unwrap();
    assert!(matches!(place.floor, crate::wire::floor::Floor::Held { .. }));
    assert!(heard.contains(&Event::Muted { source: Source::Microphone, enforced: true }), "the floor is held here");
    assert!(heard.contains(&Event::Muted { source: Source::Screen, enforced: false }));
    assert_eq!(scene.room.hands, vec![]);
    scene.does("meri", Command::MuteAll);
    assert!(!scene.heard("donna").iter().any(|event| matches!(event, Event::Muted { .. })));
    assert_eq!(scene.person("donna").id(), donna);
    let text = "Viisi minuuttia vielä.".to_owned();
    scene.does("meri", Command::GroupsMessage { text });
    for name in ["aino", "eero", "meri"] {
        assert!(scene.heard(name).iter().any(|event| matches!(event, Event::GroupsMessage { .. })));
    }
}

#[test]
fn people_meet_others_than_last_time_also_after_a_restart() {
    let mut scene = Scene::evening();
    for name in ["carl", "donna", "eero", "fanni"] {
        scene.join(name, admitting()).unwrap();
    }
    scene.plan(&[&["aino", "biret", "carl"], &["donna", "eero", "fanni"]]);
    scene.does("meri", Command::GroupsOpen { seconds: None });
    scene.does("meri", Command::GroupsClose { seconds: 0 });
    assert_eq!(scene.stored.restored.pairs.len(), 6);
    scene.restart();
    for name in ["meri", "aino", "biret", "carl", "donna", "eero", "fanni"] {
        scene.resume(name).unwrap();
    }
    scene.does("meri", arrange(Arrange::Mixed { size: 2 }));
    let first: Vec<_> = ["aino", "biret", "carl"].iter().map(|name| scene.id(name)).collect();
    for group in scene.overview("meri").planned {
        let known = group.members.iter().filter(|who| first.contains(who)).count();
        assert_eq!(known, 1, "one of each earlier group");
    }
    scene.join("olga", staff(Role::Organizer)).unwrap();
    let participant = scene.id("olga");
    assert_eq!(
        scene.fails("meri", Command::GroupMove { participant, group: None }),
        RejectCode::Forbidden,
        "above her"
    );
}
