//! Several people before one device.

use super::*;
use crate::wire::seat::Together;

fn sits(place: Option<&str>, names: &[&str]) -> Command {
    let names = names.iter().map(|&name| name.to_owned()).collect();
    Command::SitTogether { place: place.map(str::to_owned), names }
}

fn seen(event: &Event) -> Option<&Together> {
    match event {
        Event::ParticipantUpdated { participant } => participant.together.as_ref(),
        _ => None,
    }
}

#[test]
fn who_sits_together_is_shown_to_all_who_are_inside_and_to_who_comes_later() {
    let mut scene = Scene::evening();
    scene.join("carl", shared()).unwrap();
    scene.forget_heard();
    scene.does("aino", sits(Some("  Kokoustila   Kemi "), &["Aino", "Ville"]));
    let kemi =
        Together { place: Some("Kokoustila Kemi".to_owned()), names: vec!["Aino".to_owned(), "Ville".to_owned()] };
    for name in ["meri", "biret", "aino"] {
        assert!(matches!(&scene.heard(name)[..], [event] if seen(event) == Some(&kemi)), "{name}");
    }
    scene.heard_nothing("carl");
    let participant = scene.id("carl");
    scene.does("meri", Command::Admit { participant });
    let (aino, welcome) = (scene.id("aino"), scene.welcome("carl"));
    assert_eq!(welcome.roster.iter().find(|one| one.id == aino).and_then(|one| one.together.clone()), Some(kemi));
    // Said again it is no news; taken back it is.
    scene.forget_heard();
    scene.does("aino", sits(Some("Kokoustila Kemi"), &["Aino", "Ville"]));
    scene.heard_nothing("biret");
    scene.does("aino", sits(Some("Kokoustila Kemi"), &[]));
    assert!(matches!(&scene.heard("biret")[..], [event] if seen(event).is_none()));
}

#[test]
fn names_of_a_seat_are_read_as_names_are() {
    let mut scene = Scene::evening();
    scene.join("carl", shared()).unwrap();
    scene.forget_heard();
    assert_eq!(scene.fails("aino", sits(None, &["Aino"; 13])), RejectCode::ListTooLong);
    assert_eq!(scene.fails("aino", sits(None, &["Aino", "  "])), RejectCode::NameEmpty);
    assert_eq!(scene.fails("aino", sits(None, &["Ai\u{202e}no"])), RejectCode::NameInvalid);
    assert_eq!(scene.fails("aino", sits(Some(&"x".repeat(81)), &["Aino"])), RejectCode::BusinessTooLong);
    assert_eq!(scene.fails("carl", sits(None, &["Carl"])), RejectCode::NotAdmitted);
    for name in ["meri", "biret", "aino"] {
        scene.heard_nothing(name);
    }
}
