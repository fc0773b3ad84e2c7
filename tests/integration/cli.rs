//! A real evening by the command line.

use std::{path::Path, process::Output};

use koronailta_signaling::wire::{Event, RejectCode, participant::Role};
use koronailta_tests::{
    person::{Person, resolve},
    server::{Options, Server, command_on},
};
use tempfile::TempDir;

fn out(output: &Output) -> String {
    let words = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    assert!(output.status.success(), "{words}\n{}", String::from_utf8_lossy(&output.stderr));
    words
}

fn run(folder: &Path, words: &[&str]) -> String {
    out(&command_on(folder, words))
}

fn refused(folder: &Path, words: &[&str]) -> String {
    let output = command_on(folder, words);
    assert!(!output.status.success(), "{words:?} was carried out");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn evening(folder: &Path, starts: &str) -> String {
    let words = ["network", "add", "--name", "Meri-Lappi", "--slug", "meri-lappi", "--members-may-host"];
    run(folder, &words);
    assert!(run(folder, &["network", "list"]).contains("Meri-Lappi"));
    run(folder, &["evening", "add", "--network", "meri-lappi", "--title", "Marraskuun ilta", "--starts", starts])
}

/// The id of the newest link in the list that has these words.
fn link_id(list: &str, words: &str) -> String {
    let line = list.lines().find(|line| line.contains(words)).unwrap_or_else(|| panic!("no {words} in {list}"));
    line.split('\t').next().unwrap().to_owned()
}

#[tokio::test]
async fn network_evening_and_links_make_an_evening_that_people_can_join() {
    let folder = TempDir::new().unwrap();
    let id = evening(folder.path(), "now");
    let server = Server::in_folder(folder, Options::default()).await;
    let link = |words: &[&str]| out(&server.command(&[&["link", "add", "--evening", &id], words].concat()));
    let moderator = link(&["--role", "moderator"]);
    let aino = link(&["--name", "Aino Kangas", "--admits"]);
    let (mut maarit, welcome) = Person::enter(&moderator, "Maarit").await;
    assert_eq!((welcome.evening.title.as_str(), welcome.evening.network.as_str()), ("Marraskuun ilta", "Meri-Lappi"));
    assert_eq!(welcome.roster[0].role, Role::Moderator);
    let (_aino, welcome) = Person::enter(&aino, "Joku muu").await;
    let seen = &welcome.roster[1];
    assert_eq!((seen.name.as_str(), seen.recognised), ("Aino Kangas", true));
    maarit.write("Tervetuloa").await;
    let list = out(&server.command(&["evening", "list"]));
    assert!(list.contains(&id) && list.contains("open"), "{list}");
    out(&server.command(&["evening", "end", &id]));
    maarit.expect("the end", |event| matches!(event, Event::EveningEnded).then_some(())).await;
}

#[tokio::test]
async fn a_revoked_link_reaches_the_live_room() {
    let folder = TempDir::new().unwrap();
    let id = evening(folder.path(), "now");
    let server = Server::in_folder(folder, Options::default()).await;
    let add = |words: &[&str]| out(&server.command(&[&["link", "add", "--evening", &id], words].concat()));
    let (moderator, advisor) = (add(&["--role", "moderator"]), add(&["--role", "advisor"]));
    let (maarit, _) = Person::enter(&moderator, "Maarit").await;
    let (mut anu, _) = Person::enter(&advisor, "Anu").await;
    let list = out(&server.command(&["link", "list", "--evening", &id]));
    out(&server.command(&["link", "revoke", &link_id(&list, "advisor")]));
    anu.socket.closing().await;
    let left = |event: &Event| {
        matches!(event, Event::ParticipantLeft { participant, .. } if *participant == anu.id).then_some(())
    };
    maarit.expect("that Anu is gone", left).await;
    let (status, problem) = resolve(&advisor).await.unwrap_err();
    assert_eq!((status, problem["code"].as_str()), (410, Some("link_revoked")));
    assert_eq!(anu.resume().await.unwrap_err().code, RejectCode::LinkRevoked);
    assert!(out(&server.command(&["link", "list", "--evening", &id])).contains("revoked"));
}

#[tokio::test]
async fn links_have_their_time() {
    let folder = TempDir::new().unwrap();
    let id = evening(folder.path(), "now");
    let server = Server::in_folder(folder, Options::default()).await;
    let add = |words: &[&str]| out(&server.command(&[&["link", "add", "--evening", &id], words].concat()));
    let expired = add(&["--expires", "2020-11-24T18:00+02:00"]);
    let (status, problem) = resolve(&expired).await.unwrap_err();
    assert_eq!((status, problem["code"].as_str()), (410, Some("link_expired")));
    let early = add(&["--starts", "2120-11-24T18:00+02:00"]);
    let (status, problem) = resolve(&early).await.unwrap_err();
    assert_eq!((status, problem["code"].as_str()), (403, Some("link_not_yet")));
    assert!(problem["params"]["opens_at"].is_u64(), "{problem}");
}

#[tokio::test]
async fn before_the_doors_open_only_staff_gets_in() {
    let folder = TempDir::new().unwrap();
    let id = evening(folder.path(), "2120-11-24T18:00+02:00");
    let server = Server::in_folder(folder, Options::default()).await;
    let add = |words: &[&str]| out(&server.command(&[&["link", "add", "--evening", &id], words].concat()));
    let (moderator, shared) = (add(&["--role", "moderator"]), add(&[]));
    let (_maarit, _) = Person::enter(&moderator, "Maarit").await;
    assert_eq!(Person::try_join(&shared, "Eero").await.unwrap_err().code, RejectCode::EveningNotOpen);
}

#[test]
fn wrong_words_are_answered_with_what_would_be_right() {
    let folder = TempDir::new().unwrap();
    let told = refused(folder.path(), &["evening", "add", "--network", "x", "--title", "Ilta", "--starts", "now"]);
    assert!(told.contains("network list"), "{told}");
    run(folder.path(), &["network", "add", "--name", "Rovaniemi", "--slug", "rovaniemi"]);
    let told = refused(folder.path(), &["network", "add", "--name", "Rovaniemi", "--slug", "rovaniemi"]);
    assert!(told.contains("already"), "{told}");
    let evening = ["evening", "add", "--network", "rovaniemi", "--title", "Ilta", "--starts"];
    let told = refused(folder.path(), &[&evening[..], &["huomenna"]].concat());
    assert!(told.contains("2026-11-24T18:00+02:00"), "{told}");
    assert!(refused(folder.path(), &["link", "revoke", "x"]).contains("link list"));
}
