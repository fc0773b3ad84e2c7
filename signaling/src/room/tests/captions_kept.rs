//! Captions that the organizer has said are kept: what reaches the store, and what never does.

use super::*;
use crate::{limits, wire::caption::CaptionLine};

fn write(line: u32, text: &str) -> Command {
    Command::CaptionWrite { line: CaptionLine { line, language: Language::Fi, text: text.to_owned() } }
}

/// Tuula, a writing interpreter, in Meri's evening with Aino and Biret, whose captions are kept.
fn kept() -> Scene {
    let mut settings = settings();
    settings.evening.captions_kept = true;
    let mut scene = Scene::with(settings);
    scene.join("meri", staff(Role::Moderator)).unwrap();
    scene.join("aino", admitting()).unwrap();
    scene.join("biret", admitting()).unwrap();
    scene.join("tuula", captioner()).unwrap();
    scene
}

fn captioner() -> Access {
    Access { admits: true, ..staff(Role::Captioner) }
}

/// What waits for the store, of captions.
fn writes(scene: &Scene) -> Vec<Write> {
    scene.waiting_writes.iter().flat_map(|(_, writes)| writes.clone()).collect()
}

#[test]
fn everybody_is_told_and_lines_are_shown_at_once_and_answered_once_they_are_stored() {
    let mut scene = kept();
    let tuula = scene.id("tuula");
    assert!(scene.welcome("aino").evening.captions_kept && scene.welcome("tuula").evening.captions_kept);
    scene.forget_heard();
    scene.disk = Disk::Slow;
    let began = scene.now;
    let first = scene.send("tuula", write(1, "Hyv"));
    scene.pass(400);
    let second = scene.send("tuula", write(1, "Hyvää iltaa"));
    assert_eq!(scene.saw_live("aino").len(), 2, "nobody waits for the disk to read along");
    assert_eq!((scene.answer("tuula", first), scene.answer("tuula", second)), (None, None));
    let line = |text: &str| CaptionLine { line: 1, language: Language::Fi, text: text.to_owned() };
    let record = |text, at| Write::SaveCaption(CaptionRecord { by: tuula, line: line(text), at });
    assert_eq!(writes(&scene), [record("Hyv", began), record("Hyvää iltaa", began.plus(400))]);
    scene.store_next(true);
    assert_eq!((scene.answer("tuula", first), scene.answer("tuula", second)), (Some(Ok(Outcome::Nothing)), None));
    scene.store_next(false);
    let failed = scene.answer("tuula", second).unwrap().unwrap_err();
    assert_eq!(failed.code, RejectCode::Internal, "what is not kept is not acknowledged");
}

#[test]
fn a_line_that_is_taken_back_is_erased() {
    let mut scene = kept();
    scene.does("tuula", write(1, "Sanoin väärin"));
    scene.disk = Disk::Slow;
    let taken = scene.send("tuula", write(1, "  "));
    assert_eq!(writes(&scene), [Write::EraseCaption { by: scene.id("tuula"), line: 1 }]);
    scene.store_next(true);
    assert_eq!(scene.answer("tuula", taken), Some(Ok(Outcome::Nothing)));
    assert!(scene.stored.restored.captions.is_empty());
}

#[test]
fn nothing_of_a_group_or_an_encrypted_evening_or_one_that_does_not_keep_them_is_stored() {
    let mut scene = kept();
    scene.does("tuula", write(1, "Kaikille"));
    scene.plan(&[&["tuula", "aino", "biret"]]);
    scene.does("meri", Command::GroupsOpen { seconds: None });
    assert_ne!(scene.scope("tuula"), crate::media::Scope::Evening);
    scene.disk = Disk::Slow;
    assert_eq!(scene.fails("tuula", write(2, "Ryhmälle")), RejectCode::CaptionsEncrypted);
    scene.does("tuula", Command::CaptionSeal { line: 2, sealed: "UnloaG1hZWxsZQ".to_owned() });
    assert_eq!(writes(&scene), []);
    let mut open = Scene::evening();
    open.join("tuula", captioner()).unwrap();
    open.disk = Disk::Slow;
    open.does("tuula", write(1, "Ohi menevää"));
    let mut encrypted = kept();
    encrypted.settings.evening.encrypted = true;
    encrypted.restart();
    encrypted.join("tuula", captioner()).unwrap();
    encrypted.disk = Disk::Slow;
    assert_eq!(encrypted.fails("tuula", write(1, "Salaista")), RejectCode::CaptionsEncrypted);
    assert_eq!((writes(&open), writes(&encrypted)), (vec![], vec![]));
}

#[test]
fn whoever_comes_back_counts_on_so_that_no_kept_line_is_written_over() {
    let mut scene = kept();
    for line in 1..=6 {
        scene.does("tuula", write(line, "Rivi"));
    }
    scene.does("tuula", write(6, ""));
    scene.drop_socket("tuula");
    scene.pass(limits::GRACE_MS + 1);
    scene.resume_anew("tuula");
    let guidance = scene.welcome("tuula").guidance;
    assert_eq!((guidance.captions, guidance.captions_begun), (vec![], 6));
    scene.resume_anew("aino");
    assert_eq!(scene.welcome("aino").guidance.captions_begun, 0, "it is the writer's own number");
    scene.restart();
    scene.resume_anew("tuula");
    assert_eq!(scene.welcome("tuula").guidance.captions_begun, 5, "as the store has it");
}

#[test]
fn after_as_many_lines_as_there_may_be_all_are_told_and_new_ones_are_only_shown() {
    let mut scene = kept();
    let tuula = scene.id("tuula");
    let most = u32::try_from(limits::CAPTIONS_KEPT.max).unwrap();
    scene.stored.restored.captions = (1..most).map(|line| (tuula, line)).collect();
    scene.restart();
    for (name, access) in [("tuula", captioner()), ("aino", admitting())] {
        scene.join(name, access).unwrap();
    }
    scene.forget_heard();
    scene.does("tuula", write(most, "Viimeinen"));
    scene.heard_nothing("aino");
    scene.does("tuula", write(most + 1, "Yli"));
    for name in ["aino", "tuula"] {
        assert_eq!(scene.heard(name), [Event::CaptionsFull], "{name}");
    }
    scene.does("tuula", write(most + 2, "Yli taas"));
    scene.heard_nothing("aino");
    assert_eq!(scene.saw_live("aino").len(), 3, "who needs them still reads them");
    assert_eq!(scene.stored.restored.captions.len(), limits::CAPTIONS_KEPT.max);
    // What is kept is still corrected and taken back; what was said of new lines stays true.
    scene.does("tuula", write(7, ""));
    scene.does("tuula", write(most + 3, "Ei tallennu"));
    assert_eq!(scene.stored.restored.captions.len(), limits::CAPTIONS_KEPT.max - 1);
    scene.join("carl", admitting()).unwrap();
    assert!(scene.welcome("carl").guidance.captions_full);
}

#[test]
fn what_the_organizer_erases_is_not_brought_back_and_new_lines_are_kept_again() {
    let mut scene = kept();
    let tuula = scene.id("tuula");
    let most = u32::try_from(limits::CAPTIONS_KEPT.max).unwrap();
    scene.stored.restored.captions = (1..=most).map(|line| (tuula, line)).collect();
    scene.restart();
    for (name, access) in [("tuula", captioner()), ("aino", admitting())] {
        scene.join(name, access).unwrap();
    }
    scene.does("tuula", write(most + 1, "Yli"));
    scene.forget_heard();
    // The store has erased them; one came to it before the room heard of it.
    scene.stored.restored.captions = vec![(tuula, 7)];
    scene.input(Input::CaptionsErased);
    assert!(scene.stored.restored.captions.is_empty());
    for name in ["aino", "tuula"] {
        assert_eq!(scene.heard(name), [Event::CaptionsErased], "{name}");
    }
    for line in [7, most + 1] {
        scene.does("tuula", write(line, "Korjattu"));
        assert!(scene.stored.restored.captions.is_empty(), "a correction brings nothing back");
    }
    assert_eq!(scene.saw_live("aino").len(), 2, "but everybody reads it");
    scene.does("tuula", write(7, ""));
    scene.does("tuula", write(most + 2, "Uusi"));
    assert_eq!(scene.stored.restored.captions, [(tuula, most + 2)]);
    scene.join("carl", admitting()).unwrap();
    assert!(!scene.welcome("carl").guidance.captions_full);

    let mut other = Scene::evening();
    other.input(Input::CaptionsErased);
    other.heard_nothing("aino");
}

#[test]
fn a_flood_is_held_back_where_captions_are_kept_too() {
    let mut scene = kept();
    let floods = (1..=60).filter(|&line| scene.ask("tuula", write(line, "x")).is_err()).count();
    assert!(floods >= 20, "a flood is held back: {floods}");
    assert_eq!(scene.stored.restored.captions.len(), 60 - floods, "and nothing of it is stored");
}
