//! One tap, anonymous, told once, and only if enough have answered.

use super::*;
use crate::wire::mood::{Mood, MoodCheck, MoodCounts, MoodMoment, MoodResult};

const DOOR: MoodMoment = MoodMoment::Door;

fn answer(moment: MoodMoment, mood: Mood) -> Command {
    Command::MoodAnswer { moment, mood }
}

#[test]
fn counts_are_told_once_and_only_from_five_on() {
    let mut scene = Scene::evening();
    let end = MoodMoment::End;
    assert_eq!(scene.fails("aino", Command::MoodOpen { moment: end }), RejectCode::Forbidden);
    assert_eq!(scene.fails("aino", answer(end, Mood::Even)), RejectCode::MoodNotOpen);
    scene.does("meri", Command::MoodOpen { moment: end });
    assert_eq!(scene.heard("aino"), vec![Event::MoodOpened { check: MoodCheck { moment: end, answered: false } }]);
    for name in ["carl", "donna"] {
        scene.join(name, admitting()).unwrap();
        assert_eq!(scene.welcome(name).moods, vec![MoodCheck { moment: end, answered: false }]);
    }
    scene.forget_heard();
    for (name, mood) in [("aino", Mood::Heavy), ("biret", Mood::Low), ("carl", Mood::Light), ("meri", Mood::Bright)] {
        scene.does(name, answer(end, mood));
    }
    assert_eq!(scene.fails("aino", answer(end, Mood::Bright)), RejectCode::MoodAnswered);
    scene.does("aino", Command::Leave { quiet: false });
    scene.join("aino", admitting()).unwrap();
    assert_eq!(scene.fails("aino", answer(end, Mood::Bright)), RejectCode::MoodAnswered, "nor by coming again");
    scene.does("meri", Command::MoodClose { moment: end });
    let few = MoodResult { moment: end, counts: None, heavy: false };
    assert!(
        scene.heard("meri").contains(&Event::MoodClosed { result: few }),
        "four are too few, for the staff as well"
    );
    assert!(scene.stored.log.is_empty());

    scene.does("meri", Command::MoodOpen { moment: end });
    for (name, mood) in [
        ("aino", Mood::Heavy),
        ("biret", Mood::Low),
        ("carl", Mood::Light),
        ("meri", Mood::Bright),
        ("donna", Mood::Even),
    ] {
        scene.does(name, answer(end, mood));
    }
    scene.forget_heard();
    scene.does("meri", Command::MoodClose { moment: end });
    let counts = Some(MoodCounts { heavy: 1, low: 1, even: 1, light: 1, bright: 1 });
    let result = MoodResult { moment: end, counts, heavy: true };
    assert_eq!(scene.heard("biret"), vec![Event::MoodClosed { result }]);
    assert_eq!(scene.fails("meri", Command::MoodOpen { moment: end }), RejectCode::MoodNotOpen, "once");
    scene.join("eero", admitting()).unwrap();
    assert_eq!(scene.welcome("eero").mood_results, vec![result]);
    scene.does("meri", Command::HelpOffer);
    let by = scene.id("meri");
    assert_eq!(scene.heard("biret").last(), Some(&Event::HelpOffered { by }));
}

#[test]
fn at_the_door_those_who_wait_are_asked_too() {
    let mut scene = Scene::evening();
    scene.join("carl", shared()).unwrap();
    scene.does("meri", Command::MoodOpen { moment: DOOR });
    scene.join("donna", shared()).unwrap();
    let check = MoodCheck { moment: DOOR, answered: false };
    for name in ["carl", "donna"] {
        assert_eq!(scene.heard(name), vec![Event::MoodOpened { check }]);
        scene.does(name, answer(DOOR, Mood::Light));
        assert_eq!(scene.fails(name, answer(MoodMoment::End, Mood::Light)), RejectCode::NotAdmitted);
    }
    scene.does("meri", Command::AdmitAll);
    let answered = MoodCheck { moment: DOOR, answered: true };
    assert_eq!(scene.welcome("carl").moods, vec![answered]);
    scene.join("eero", shared()).unwrap();
    scene.forget_heard();
    scene.does("meri", Command::MoodClose { moment: DOOR });
    assert_eq!(scene.heard("eero"), vec![Event::MoodEnded { moment: DOOR }], "who waits gets no counts");
}
