//! Opening an evening without staff, and ending it.

use super::*;

#[test]
fn a_recognised_member_opens_an_evening_without_staff() {
    let mut scene = Scene::new();
    assert_eq!(scene.join("eeva", personal("eeva")), Ok(Standing::Waiting));
    assert_eq!(scene.join("aino", shared()), Ok(Standing::Waiting));
    assert_eq!(scene.fails("eeva", Command::OpenEvening), RejectCode::HostingNotAllowed);
    scene.pass(5 * 60_000);
    assert_eq!(scene.heard("eeva"), vec![Event::MayOpen { on: true }]);
    scene.heard_nothing("aino");
    assert_eq!(scene.fails("aino", Command::OpenEvening), RejectCode::HostingNotAllowed);
    scene.does("eeva", Command::OpenEvening);
    let welcome = scene.welcome("eeva");
    assert_eq!(welcome.roster[0].role, Role::Moderator);
    assert!(!welcome.may_open);
    assert_eq!(welcome.lobby.len(), 1);
    let participant = scene.id("aino");
    scene.does("eeva", Command::Admit { participant });
    assert!(scene.stored.restored.opened);
    scene.restart();
    assert_eq!(scene.resume("eeva"), Ok((Standing::Admitted, false)));
    assert_eq!(scene.welcome("eeva").roster[0].role, Role::Moderator);
}

#[test]
fn nobody_opens_while_staff_is_here_or_where_it_is_not_allowed() {
    let mut scene = Scene::new();
    scene.join("meri", staff(Role::Moderator)).unwrap();
    scene.join("eeva", personal("eeva")).unwrap();
    scene.pass(5 * 60_000);
    scene.heard_nothing("eeva");
    assert_eq!(scene.fails("eeva", Command::OpenEvening), RejectCode::HostingNotAllowed);
    scene.drop_socket("meri");
    scene.pass(10_000);
    assert_eq!(scene.heard("eeva"), vec![Event::MayOpen { on: true }]);
    assert_eq!(scene.resume("meri"), Ok((Standing::Admitted, false)));
    assert_eq!(scene.heard("eeva"), vec![Event::MayOpen { on: false }]);

    let mut scene = Scene::with(Settings { members_may_host: false, ..settings() });
    scene.join("eeva", personal("eeva")).unwrap();
    scene.pass(60 * 60_000);
    scene.heard_nothing("eeva");
    assert_eq!(scene.fails("eeva", Command::OpenEvening), RejectCode::HostingNotAllowed);
}

#[test]
fn ending_the_evening_sends_everybody_home() {
    let mut scene = Scene::evening();
    scene.join("carl", shared()).unwrap();
    scene.does("aino", offer());
    let peer = scene.peer("aino");
    scene.forget_heard();
    assert_eq!(scene.fails("aino", Command::EndEvening), RejectCode::Forbidden);
    scene.does("meri", Command::EndEvening);
    for name in ["meri", "aino", "carl"] {
        assert_eq!(scene.heard(name), vec![Event::EveningEnded], "{name}");
        assert_eq!(scene.closed(name), Some((RejectCode::EveningEnded, None)), "{name}");
    }
    assert_eq!(scene.ordered(), vec![Order::Close { peer }]);
    assert_eq!(scene.resume("aino"), Err(RejectCode::EveningEnded));
    assert_eq!(scene.join("meri", staff(Role::Moderator)), Err(RejectCode::EveningEnded));
    assert!(scene.idle > 0);
    scene.restart();
    assert_eq!(scene.join("meri", staff(Role::Moderator)), Err(RejectCode::EveningEnded));
}

#[test]
fn ended_from_outside() {
    let mut scene = Scene::evening();
    scene.input(Input::EveningEnded);
    assert_eq!(scene.closed("aino"), Some((RejectCode::EveningEnded, None)));
}

#[test]
fn a_stopping_server_says_when_to_come_back() {
    let mut scene = Scene::evening();
    scene.disk = Disk::Slow;
    scene.send("aino", post(1, "Hei", ChatAudience::Everyone));
    scene.input(Input::Shutdown { retry_ms: 700 });
    assert_eq!(scene.closed("aino"), Some((RejectCode::ServerRestarting, Some(700))));
    assert_eq!(scene.join("dora", admitting()), Err(RejectCode::ServerRestarting));
    scene.store_all();
    scene.restart();
    scene.disk = Disk::Works;
    assert_eq!(scene.resume("aino"), Ok((Standing::Admitted, false)));
    assert!(matches!(
        scene.does("aino", post(1, "Hei", ChatAudience::Everyone)),
        Outcome::ChatStored { chat_seq: 1, .. }
    ));
}

#[test]
fn an_empty_room_may_be_forgotten() {
    let mut scene = Scene::evening();
    for name in ["aino", "biret"] {
        scene.does(name, Command::Leave { quiet: false });
    }
    assert_eq!(scene.idle, 0);
    scene.drop_socket("meri");
    assert_eq!(scene.idle, 0, "meri may come back");
    scene.pass(10_000);
    assert_eq!(scene.idle, 1);
}
