//! Whose line is weak, and who hears of it.

use super::*;
use crate::wire::connection::{ConnectionPath, ConnectionReport};

fn report(lost_in: u16) -> Command {
    let path = Some(ConnectionPath::Udp);
    let report = ConnectionReport {
        round_trip_ms: Some(40),
        lost_in,
        lost_out: 0,
        received_kbps: 900,
        sent_kbps: 300,
        concealed: 0,
        frozen_ms: 0,
        path,
    };
    Command::ReportConnection { report }
}

fn told(scene: &mut Scene, name: &str) -> Vec<(Vec<ParticipantId>, Vec<ParticipantId>)> {
    let connections = |live: Live| match live {
        Live::Connections { weak, lost } => Some((weak, lost)),
        _ => None,
    };
    scene.saw_live(name).into_iter().filter_map(connections).collect()
}

#[test]
fn a_weak_line_is_shown_to_all_once_it_lasts_and_until_it_is_good_again() {
    let mut scene = Scene::evening();
    scene.join("waiting", shared()).unwrap();
    let aino = scene.id("aino");
    let reports = |scene: &mut Scene, lost: u16, times: usize| {
        for _ in 0..times {
            scene.pass(10_000);
            scene.does("aino", report(lost));
        }
    };
    reports(&mut scene, 200, 1);
    assert!(told(&mut scene, "biret").is_empty(), "a hitch");
    reports(&mut scene, 200, 3);
    for name in ["aino", "biret", "meri"] {
        assert_eq!(told(&mut scene, name), [(vec![aino], vec![])], "{name}");
    }
    assert!(told(&mut scene, "waiting").is_empty());
    scene.join("carl", admitting()).unwrap();
    assert_eq!(told(&mut scene, "carl"), [(vec![aino], vec![])], "who comes later sees it too");
    reports(&mut scene, 0, 2);
    assert!(told(&mut scene, "biret").is_empty());
    reports(&mut scene, 0, 1);
    assert_eq!(told(&mut scene, "biret"), [(vec![], vec![])]);
}

#[test]
fn lost_media_is_shown_until_it_is_back_or_begun_anew() {
    let mut scene = Scene::evening();
    scene.does("aino", offer());
    let (aino, peer) = (scene.id("aino"), scene.peer("aino"));
    scene.forget_heard();
    scene.input(Input::Media(Report::Lost { peer }));
    assert_eq!(told(&mut scene, "biret"), [(vec![], vec![aino])]);
    scene.input(Input::Media(Report::Connected { peer }));
    assert_eq!(told(&mut scene, "biret"), [(vec![], vec![])]);
    scene.input(Input::Media(Report::Lost { peer }));
    scene.does("aino", offer());
    assert_eq!(told(&mut scene, "biret").last(), Some(&(vec![], vec![])));
    scene.input(Input::Media(Report::Lost { peer }));
    assert!(told(&mut scene, "biret").is_empty(), "that was the earlier connection");
}

#[test]
fn impossible_numbers_and_too_many_reports_are_refused() {
    let mut scene = Scene::evening();
    assert_eq!(scene.fails("aino", report(1001)), RejectCode::Malformed);
    for _ in 0..crate::limits::REPORTS.burst - 1 {
        scene.does("aino", report(0));
    }
    assert_eq!(scene.fails("aino", report(0)), RejectCode::TooManyCommands);
    assert_eq!(scene.measured, crate::limits::REPORTS.burst as usize - 1);
}
