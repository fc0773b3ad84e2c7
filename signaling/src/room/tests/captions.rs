//! Captions: what is read of them and where, and what the room cannot read.

use super::*;
use crate::{
    limits,
    media::Scope,
    wire::{
        caption::{Caption, CaptionLine, SealedCaption},
        join::Language,
    },
};

fn write(line: u32, text: &str) -> Command {
    Command::CaptionWrite { line: CaptionLine { line, language: Language::Fi, text: text.to_owned() } }
}

fn captions(lives: Vec<Live>) -> Vec<(u32, String)> {
    let caption = |live| match live {
        Live::Caption { caption: Caption { line, .. } } => Some((line.line, line.text)),
        _ => None,
    };
    lives.into_iter().filter_map(caption).collect()
}

#[test]
fn captions_grow_are_corrected_and_stay_for_who_comes() {
    let mut scene = Scene::evening();
    scene.join("tuula", Access { admits: true, ..staff(Role::Captioner) }).unwrap();
    assert_eq!(scene.fails("aino", write(1, "Hei")), RejectCode::Forbidden);
    for (line, text) in [(1, "Hyv"), (1, "Hyvää iltaa"), (2, "Tervetloa"), (2, "Tervetuloa"), (3, "a"), (3, "")] {
        scene.does("tuula", write(line, text));
    }
    let read = captions(scene.saw_live("aino"));
    assert_eq!(read.len(), 6);
    assert_eq!(read[3], (2, "Tervetuloa".to_owned()));
    assert_eq!(scene.fails("tuula", write(9, &"x".repeat(201))), RejectCode::TextTooLong);
    scene.join("carl", admitting()).unwrap();
    let kept: Vec<_> = scene.welcome("carl").guidance.captions.into_iter().map(|caption| caption.line.text).collect();
    assert_eq!(kept, vec!["Hyvää iltaa", "Tervetuloa"]);
    assert!(scene.stored.log.is_empty());
    let floods = (0..60).filter(|&line| scene.ask("tuula", write(line, "x")).is_err()).count();
    assert!(floods >= 20, "a flood is held back: {floods}");
    scene.does("tuula", Command::Leave { quiet: true });
    scene.join("donna", admitting()).unwrap();
    assert_eq!(scene.welcome("donna").guidance.captions, vec![]);
}

fn seal(line: u32, sealed: &str) -> Command {
    Command::CaptionSeal { line, sealed: sealed.to_owned() }
}

/// What somebody was shown of sealed lines since this was asked last; and nothing that is not sealed.
fn sealed_lines(scene: &mut Scene, name: &str) -> Vec<(ParticipantId, u32, String)> {
    let lives = scene.saw_live(name);
    assert_eq!(captions(lives.clone()), vec![], "{name} is shown nothing that the server can read");
    let sealed = |live| match live {
        Live::CaptionSealed { caption: SealedCaption { by, line, sealed } } => Some((by, line, sealed)),
        _ => None,
    };
    lives.into_iter().filter_map(sealed).collect()
}

/// Tuula, a writing interpreter, and Aino in an encrypted evening; Pekka is at the door.
fn encrypted() -> Scene {
    let mut scene = Scene::new();
    scene.settings.evening.encrypted = true;
    scene.restart();
    scene.join("tuula", Access { admits: true, ..staff(Role::Captioner) }).unwrap();
    scene.join("aino", admitting()).unwrap();
    scene.join("pekka", shared()).unwrap();
    scene.forget_heard();
    scene
}

#[test]
fn in_an_encrypted_evening_captions_are_passed_on_sealed_and_corrected() {
    let mut scene = encrypted();
    let tuula = scene.id("tuula");
    for (line, sealed) in [(1, "Hyv"), (1, "Hyvaeae-iltaa"), (2, "Tervetloa"), (2, "Tervetuloa")] {
        scene.does("tuula", seal(line, sealed));
    }
    let read = sealed_lines(&mut scene, "aino");
    assert_eq!(read.len(), 4);
    assert_eq!(read[3], (tuula, 2, "Tervetuloa".to_owned()));
    assert_eq!(sealed_lines(&mut scene, "tuula").len(), 4, "the writer sees what the others see");
    assert_eq!(scene.saw_live("pekka"), vec![], "who waits at the door is shown nothing");
    scene.heard_nothing("pekka");
    scene.drop_socket("aino");
    scene.does("tuula", seal(2, "Tervetuloa-kaikki"));
    scene.resume("aino").unwrap();
    let newest = [(tuula, 1, "Hyvaeae-iltaa".to_owned()), (tuula, 2, "Tervetuloa-kaikki".to_owned())];
    assert_eq!(sealed_lines(&mut scene, "aino"), newest, "after a loss the newest lines");
    scene.join("carl", admitting()).unwrap();
    let guidance = scene.welcome("carl").guidance;
    assert_eq!((guidance.captions, guidance.sealed_captions.len()), (vec![], 2));
    assert!(scene.stored.log.is_empty());
    scene.does("tuula", Command::Leave { quiet: true });
    scene.join("donna", admitting()).unwrap();
    assert_eq!(scene.welcome("donna").guidance.sealed_captions, vec![]);
}

#[test]
fn what_the_server_could_read_is_refused_in_an_encrypted_evening_and_what_nobody_could_elsewhere() {
    let mut scene = encrypted();
    assert_eq!(scene.fails("tuula", write(1, "Hei")), RejectCode::CaptionsEncrypted);
    assert_eq!(scene.fails("aino", seal(1, "mQAA")), RejectCode::Forbidden);
    assert_eq!(scene.fails("tuula", seal(1, "")), RejectCode::TextEmpty);
    assert_eq!(scene.fails("tuula", seal(1, "not base64!")), RejectCode::Malformed);
    let long = "A".repeat(limits::CAPTION_SEALED_BYTES.max + 1);
    assert_eq!(scene.fails("tuula", seal(1, &long)), RejectCode::TextTooLong);
    let mut open = Scene::evening();
    open.join("tuula", Access { admits: true, ..staff(Role::Captioner) }).unwrap();
    open.forget_heard();
    assert_eq!(open.fails("tuula", seal(1, "mQAA")), RejectCode::CaptionsNotEncrypted);
    for scene in [&mut scene, &mut open] {
        assert_eq!(scene.saw_live("aino"), vec![]);
        scene.heard_nothing("aino");
    }
    let floods = (0..60).filter(|&line| scene.ask("tuula", seal(line, "mQAA")).is_err()).count();
    assert!(floods >= 20, "a flood is held back: {floods}");
}

#[test]
fn captions_of_a_group_stay_in_it_sealed_and_those_of_the_common_room_outside() {
    let mut scene = Scene::two_groups();
    scene.join("tuula", Access { admits: true, ..staff(Role::Captioner) }).unwrap();
    scene.does("tuula", write(1, "Kaikille"));
    assert_eq!(captions(scene.saw_live("meri")), vec![(1, "Kaikille".to_owned())]);
    assert_eq!(captions(scene.saw_live("aino")), vec![], "who is in a group is shown nothing of the common room's");
    let (tuula, group) = (scene.id("tuula"), scene.group("aino"));
    scene.forget_heard();
    scene.does("meri", Command::GroupMove { participant: tuula, group: Some(group) });
    assert_eq!(scene.scope("tuula"), Scope::Group(group));
    scene.forget_heard();
    assert_eq!(scene.fails("tuula", write(2, "Ryhmälle")), RejectCode::CaptionsEncrypted);
    scene.does("tuula", seal(2, "UnloaG1hZWxsZQ"));
    for name in ["aino", "biret", "carl"] {
        assert_eq!(sealed_lines(&mut scene, name), vec![(tuula, 2, "UnloaG1hZWxsZQ".to_owned())], "{name}");
    }
    for name in ["donna", "eero", "fanni", "meri"] {
        assert_eq!(scene.saw_live(name), vec![], "{name}");
        scene.heard_nothing(name);
    }
    scene.does("meri", Command::GroupMove { participant: scene.id("aino"), group: None });
    assert_eq!(captions(scene.saw_live("aino")), vec![(1, "Kaikille".to_owned())], "what the common room shows");
    scene.join("guest", admitting()).unwrap();
    let guidance = scene.welcome("guest").guidance;
    assert_eq!((guidance.captions.len(), guidance.sealed_captions), (1, vec![]));
    scene.does("meri", Command::GroupsClose { seconds: 0 });
    assert!(scene.room.captions.notes(Scope::Group(group)).is_empty(), "nothing is left of a group that is closed");
}
