//! One thing at a time, and one who presents it.

use super::*;
use crate::{
    ids::{MaterialId, PollId},
    limits,
    media::Scope,
    wire::{
        Param,
        group::Arrange,
        stage::{BusinessCard, GuidanceCard, Material, Pointer, Show, Slides, Stage, StageItem, TimerPhase, TimerTurn},
    },
};

#[test]
fn the_stage_is_taken_by_one_and_only_staff_may_take_it_over() {
    let mut scene = Scene::evening();
    scene.join("risto", staff(Role::Advisor)).unwrap();
    let (aino, risto) = (scene.id("aino"), scene.id("risto"));
    scene.forget_heard();
    scene.does("aino", publish(Source::Screen, true));
    let shown = |presenter, audio| {
        let item = StageItem::Screen { audio };
        Event::StageChanged { stage: Some(Stage { presenter, offered_to: None, item }) }
    };
    assert_eq!(scene.heard("biret").last(), Some(&shown(aino, false)));
    scene.does("aino", publish(Source::ScreenAudio, true));
    assert_eq!(scene.heard("biret").last(), Some(&shown(aino, true)));
    let taken = scene.ask("biret", publish(Source::Screen, true)).expect_err("taken");
    assert_eq!(taken, RejectCode::StageTaken.reject().param("name", Param::Text("aino".to_owned())));
    assert_eq!(scene.fails("biret", publish(Source::ScreenAudio, true)), RejectCode::StageTaken);
    scene.forget_heard();

    scene.does("risto", publish(Source::Screen, true));
    assert!(scene.heard("aino").contains(&Event::Muted { source: Source::Screen, enforced: false }));
    assert_eq!(scene.heard("biret").last(), Some(&shown(risto, false)));
    assert!(scene.person("aino").on.is_empty(), "with the screen goes its sound");
    scene.does("risto", publish(Source::Screen, false));
    assert_eq!(scene.heard("biret").last(), Some(&Event::StageChanged { stage: None }));
    assert_eq!(scene.fails("biret", publish(Source::ScreenAudio, true)), RejectCode::Forbidden);
    scene.does("biret", publish(Source::Screen, true));
}

#[test]
fn everybody_but_the_presenter_gets_the_stage() {
    let mut scene = Scene::evening();
    for name in ["meri", "aino", "biret"] {
        scene.does(name, offer());
    }
    scene.forget_heard();
    scene.does("aino", publish(Source::Screen, true));
    let peer = scene.peer("aino");
    let publication = Publication { peer, source: Source::Screen };
    let fill = |receiver, width, height| Order::FillSlot { receiver, mid: mid("stage"), publication, width, height };
    let (meri, biret) = (scene.peer("meri"), scene.peer("biret"));
    let fills: Vec<_> = scene.ordered().into_iter().filter(|order| matches!(order, Order::FillSlot { .. })).collect();
    assert_eq!(fills.len(), 2);
    assert!(fills.contains(&fill(meri, 1280, 720)) && fills.contains(&fill(biret, 1280, 720)));
    let wants = vec![Want { source: Source::Screen, width: 800, height: 450, ..want(scene.id("aino")) }];
    scene.does("biret", Command::View { wants });
    assert_eq!(scene.ordered(), vec![fill(biret, 800, 450)]);
    scene.does("aino", publish(Source::ScreenAudio, true));
    assert_eq!(scene.ordered().len(), 3, "allowed, and two slots with its sound");

    // A presenter who is lost leaves an empty stage.
    scene.drop_socket("aino");
    scene.forget_heard();
    scene.pass(10_000);
    assert!(scene.heard("biret").contains(&Event::StageChanged { stage: None }));
    let orders = scene.ordered();
    assert!(orders.contains(&Order::ClearSlot { receiver: biret, mid: mid("stage") }));
    assert!(orders.contains(&Order::Close { peer }));
    scene.does("biret", publish(Source::Screen, true));
}

#[test]
fn a_stopped_or_blocked_screen_frees_the_stage() {
    let mut scene = Scene::evening();
    let participant = scene.id("aino");
    scene.does("aino", publish(Source::Screen, true));
    scene.does("meri", Command::Mute { participant, source: Source::Screen });
    assert_eq!(scene.room.presenter(crate::media::Scope::Evening), None);
    scene.does("aino", publish(Source::Screen, true));
    scene.does("meri", Command::Block { participant, source: Source::Screen });
    assert_eq!(scene.room.presenter(crate::media::Scope::Evening), None);
    assert_eq!(scene.fails("aino", publish(Source::Screen, true)), RejectCode::SourceBlocked);
}

fn document(number: u128, pages: u16) -> Material {
    Material { id: MaterialId(Uuid::from_u128(number)), title: "Tuet".to_owned(), pages, download: false }
}

fn slides(number: u128, page: u16) -> Command {
    Command::StageShow { show: Show::Slides { material: document(number, 1).id, page } }
}

fn clock(seconds: u32) -> Command {
    Command::StageShow { show: Show::Timer { title: Some(" Tauko ".to_owned()), seconds } }
}

fn cafe() -> Command {
    let card = BusinessCard { business: "Kahvila Kuukkeli".to_owned(), ..BusinessCard::default() };
    Command::StageShow { show: Show::Business { card, picture: false } }
}

fn page(page: u16) -> Command {
    Command::StagePage { page }
}

impl Scene {
    /// An evening with Risto the advisor, who has brought forty pages.
    fn with_advisor() -> Self {
        let mut scene = Self::evening();
        scene.join("risto", staff(Role::Advisor)).unwrap();
        scene.stored.restored.materials = vec![document(7, 40)];
        scene.input(Input::Materials(vec![document(7, 40)]));
        scene.forget_heard();
        scene
    }

    /// The newest stage that somebody was told.
    fn stage_told(&mut self, name: &str) -> Option<Stage> {
        let told = |event| if let Event::StageChanged { stage } = event { Some(stage) } else { None };
        self.heard(name).into_iter().rev().find_map(told).expect("told of the stage")
    }

    fn page_told(&mut self, name: &str) -> u16 {
        match self.stage_told(name).map(|stage| stage.item) {
            Some(StageItem::Slides(slides)) => slides.page,
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn an_advisor_shows_slides_and_everybody_is_at_the_same_page() {
    let mut scene = Scene::with_advisor();
    let risto = scene.id("risto");
    scene.does("risto", slides(7, 1));
    let first = Slides { document: document(7, 40), page: 1, pointer: None };
    let stage = Stage { presenter: risto, offered_to: None, item: StageItem::Slides(first.clone()) };
    assert_eq!(scene.stage_told("aino"), Some(stage));
    scene.does("risto", page(12));
    assert_eq!((scene.page_told("aino"), scene.page_told("risto")), (12, 12));

    // The pointer is told to those who look, once for each move, and belongs to the page.
    let pointer = Some(Pointer { x: 5_000, y: 10_000 });
    scene.does("risto", Command::StagePointer { pointer });
    assert_eq!(scene.saw_live("aino"), vec![Live::StagePointer { pointer }]);
    assert_eq!(scene.saw_live("risto"), vec![], "who points knows where");
    scene.join("carl", admitting()).unwrap();
    let seen = scene.welcome("carl").stage.map(|stage| stage.item);
    assert_eq!(seen, Some(StageItem::Slides(Slides { page: 12, pointer, ..first })), "who comes late sees the same");
    scene.forget_heard();
    scene.does("risto", page(12));
    scene.heard_nothing("aino");
    scene.does("risto", page(13));
    let Some(StageItem::Slides(next)) = scene.stage_told("aino").map(|stage| stage.item) else { panic!("slides") };
    assert_eq!((next.page, next.pointer), (13, None));
}

#[test]
fn only_who_presents_turns_pages_and_only_to_pages_that_there_are() {
    let mut scene = Scene::with_advisor();
    scene.does("risto", slides(7, 40));
    scene.forget_heard();
    for name in ["aino", "meri"] {
        assert_eq!(scene.fails(name, page(2)), RejectCode::NotPresenting);
        assert_eq!(scene.fails(name, Command::StagePointer { pointer: None }), RejectCode::NotPresenting);
        assert_eq!(scene.fails(name, Command::StageTimer { turn: TimerTurn::Pause }), RejectCode::NotPresenting);
    }
    for wrong in [0, 41, u16::MAX] {
        assert_eq!(scene.fails("risto", page(wrong)), RejectCode::NumberOutOfRange);
    }
    let outside = Some(Pointer { x: 10_001, y: 0 });
    assert_eq!(scene.fails("risto", Command::StagePointer { pointer: outside }), RejectCode::NumberOutOfRange);
    assert_eq!(scene.fails("risto", Command::StageTimer { turn: TimerTurn::Pause }), RejectCode::NotPresenting);
    assert_eq!(scene.fails("risto", slides(8, 1)), RejectCode::MaterialUnknown);
    assert_eq!(scene.fails("risto", slides(7, 41)), RejectCode::NumberOutOfRange);
    assert_eq!(scene.fails("aino", slides(7, 1)), RejectCode::Forbidden);
    for name in ["aino", "meri", "risto"] {
        scene.heard_nothing(name);
        assert_eq!(scene.saw_live(name), vec![]);
    }
}

#[test]
fn the_stage_is_handed_over_and_the_moderator_takes_it_back() {
    let mut scene = Scene::with_advisor();
    let (meri, aino, biret) = (scene.id("meri"), scene.id("aino"), scene.id("biret"));
    assert_eq!(scene.fails("risto", Command::StageHand { participant: aino }), RejectCode::NotPresenting);
    scene.does("risto", slides(7, 3));
    assert_eq!(scene.fails("biret", Command::StageHand { participant: biret }), RejectCode::Forbidden);
    scene.does("risto", Command::StageHand { participant: aino });
    assert_eq!(scene.stage_told("biret").map(|stage| stage.presenter), Some(aino));
    scene.does("aino", page(4));
    assert_eq!(scene.fails("risto", page(5)), RejectCode::NotPresenting);
    assert_eq!(scene.page_told("biret"), 4);
    assert_eq!(scene.fails("biret", cafe()), RejectCode::StageTaken);
    scene.does("aino", cafe());
    // Meri goes on with what is there, then takes it away.
    scene.does("meri", Command::StageHand { participant: meri });
    assert_eq!(scene.stage_told("biret").map(|stage| stage.presenter), Some(meri));
    assert_eq!(scene.fails("biret", Command::StageClear), RejectCode::Forbidden);
    scene.does("meri", Command::StageClear);
    assert_eq!(scene.stage_told("aino"), None);
    scene.does("biret", cafe());
}

#[test]
fn a_screen_is_handed_over_by_an_invitation() {
    let mut scene = Scene::with_advisor();
    let (aino, biret) = (scene.id("aino"), scene.id("biret"));
    scene.does("aino", publish(Source::Screen, true));
    scene.does("aino", Command::StageHand { participant: biret });
    let stage = scene.stage_told("biret").unwrap();
    assert_eq!((stage.presenter, stage.offered_to), (aino, Some(biret)));
    scene.forget_heard();
    scene.does("biret", publish(Source::Screen, true));
    assert!(scene.heard("aino").contains(&Event::Muted { source: Source::Screen, enforced: false }));
    assert_eq!(scene.fails("aino", publish(Source::Screen, true)), RejectCode::StageTaken);

    // The invitation goes with who had it.
    scene.does("biret", Command::StageHand { participant: aino });
    scene.does("aino", Command::Leave { quiet: true });
    assert_eq!(scene.stage_told("meri").map(|stage| stage.offered_to), Some(None));
    scene.does("meri", Command::StageClear);
    assert!(scene.heard("biret").contains(&Event::Muted { source: Source::Screen, enforced: false }));
    assert!(scene.person("biret").on.is_empty());
}

#[test]
fn slides_after_a_screen_switch_the_screen_off() {
    let mut scene = Scene::with_advisor();
    scene.does("risto", publish(Source::Screen, true));
    scene.does("risto", publish(Source::ScreenAudio, true));
    scene.does("risto", slides(7, 1));
    assert!(scene.person("risto").on.is_empty());
    assert_eq!(scene.page_told("aino"), 1);
    assert_eq!(scene.fails("risto", publish(Source::ScreenAudio, true)), RejectCode::Forbidden);
    scene.does("risto", publish(Source::Microphone, true));
    scene.does("risto", publish(Source::Microphone, false));
    assert!(scene.room.presents(scene.id("risto")), "a microphone has nothing to do with the stage");
}

#[test]
fn slides_outlive_a_lost_line_and_a_restart_but_not_their_presenter_leaving() {
    let mut scene = Scene::with_advisor();
    scene.does("risto", slides(7, 9));
    scene.drop_socket("risto");
    scene.forget_heard();
    scene.pass(10_000);
    assert!(
        !scene.heard("aino").iter().any(|event| matches!(event, Event::StageChanged { .. })),
        "people go on reading"
    );
    scene.resume("risto").unwrap();
    scene.does("risto", page(10));

    scene.restart();
    scene.resume("aino").unwrap();
    let stage = scene.welcome("aino").stage;
    assert!(matches!(stage.map(|stage| stage.item), Some(StageItem::Slides(Slides { page: 10, .. }))));
    // The presenter is not there yet: nobody needs a role to go on with something of one's own.
    scene.does("aino", cafe());
    scene.resume("risto").unwrap();
    assert_eq!(scene.fails("risto", page(11)), RejectCode::NotPresenting);
    scene.does("risto", slides(7, 11));
    scene.forget_heard();
    scene.does("risto", Command::Leave { quiet: false });
    assert_eq!(scene.stage_told("aino"), None);
    scene.restart();
    scene.resume("aino").unwrap();
    assert_eq!(scene.welcome("aino").stage, None);
}

#[test]
fn a_screen_does_not_come_back_by_itself_after_a_restart() {
    let mut scene = Scene::with_advisor();
    scene.does("risto", publish(Source::Screen, true));
    scene.restart();
    scene.resume("aino").unwrap();
    assert_eq!(scene.welcome("aino").stage, None);
}

#[test]
fn a_document_that_is_taken_away_leaves_the_stage() {
    let mut scene = Scene::with_advisor();
    scene.does("risto", slides(7, 1));
    scene.forget_heard();
    scene.input(Input::Materials(vec![document(7, 40), document(8, 2)]));
    assert_eq!(scene.heard("meri"), vec![Event::Materials { materials: vec![document(7, 40), document(8, 2)] }]);
    scene.heard_nothing("aino");
    scene.input(Input::Materials(vec![document(8, 2)]));
    assert_eq!(scene.stage_told("aino"), None);
    scene.stored.restored.materials.clear();
    scene.does("risto", slides(8, 1));
    scene.restart();
    scene.resume("aino").unwrap();
    assert_eq!(scene.welcome("aino").stage, None, "what is not there any more is not shown");
    scene.resume("risto").unwrap();
    assert_eq!(scene.fails("risto", slides(8, 1)), RejectCode::MaterialUnknown);
}

#[test]
fn a_clock_runs_stands_still_and_gets_more_time() {
    let mut scene = Scene::with_advisor();
    scene.does("risto", clock(60));
    let phase = |scene: &mut Scene| match scene.stage_told("biret").map(|stage| stage.item) {
        Some(StageItem::Timer(timer)) => {
            assert_eq!(timer.title.as_deref(), Some("Tauko"));
            timer.phase
        }
        other => panic!("{other:?}"),
    };
    let ends_at = scene.now.plus(60_000);
    assert_eq!(phase(&mut scene), TimerPhase::Running { ends_at });
    scene.pass(20_000);
    scene.does("risto", Command::StageTimer { turn: TimerTurn::Pause });
    assert_eq!(phase(&mut scene), TimerPhase::Paused { left_ms: 40_000 });
    scene.pass(5_000);
    scene.does("risto", Command::StageTimer { turn: TimerTurn::More { seconds: 30 } });
    assert_eq!(phase(&mut scene), TimerPhase::Paused { left_ms: 70_000 });
    scene.does("risto", Command::StageTimer { turn: TimerTurn::Resume });
    let ends_at = scene.now.plus(70_000);
    assert_eq!(phase(&mut scene), TimerPhase::Running { ends_at });
    let endless = Command::StageTimer { turn: TimerTurn::More { seconds: u32::MAX } };
    assert_eq!(scene.fails("risto", endless), RejectCode::NumberOutOfRange);
    for wrong in [0, 4, 4 * 3600 + 1] {
        assert_eq!(scene.fails("risto", clock(wrong)), RejectCode::NumberOutOfRange);
    }
}

#[test]
fn cards_are_tidied_and_bounded() {
    let mut scene = Scene::with_advisor();
    let plain = GuidanceCard { title: "Tuki".to_owned(), ..GuidanceCard::default() };
    let card = |card| Command::StageShow { show: Show::Card { card } };
    assert_eq!(scene.fails("risto", card(GuidanceCard::default())), RejectCode::TextEmpty);
    let long = "a".repeat(limits::CARD_TEXT.max + 1);
    assert_eq!(scene.fails("risto", card(GuidanceCard { text: long, ..plain.clone() })), RejectCode::TextTooLong);
    let steps = vec!["Hae".to_owned(); limits::CARD_STEPS.max + 1];
    assert_eq!(scene.fails("risto", card(GuidanceCard { steps, ..plain.clone() })), RejectCode::ListTooLong);
    let link = Some("javascript:alert(1)".to_owned());
    assert_eq!(scene.fails("risto", card(GuidanceCard { link, ..plain.clone() })), RejectCode::AddressInvalid);
    scene.heard_nothing("aino");
    let steps = vec!["  ".to_owned(), "Hae".to_owned()];
    scene.does("risto", card(GuidanceCard { steps, amount: Some(" ".to_owned()), ..plain }));
    let Some(StageItem::Card(shown)) = scene.stage_told("aino").map(|stage| stage.item) else { panic!("a card") };
    assert_eq!((shown.steps, shown.amount), (vec!["Hae".to_owned()], None));
    scene.does("risto", Command::StageShow { show: Show::Poll { poll: PollId(Uuid::from_u128(3)) } });
}

#[test]
fn a_group_has_a_stage_of_its_own_and_leaves_nothing_of_it() {
    let mut scene = Scene::with_advisor();
    scene.join("carl", admitting()).unwrap();
    scene.does("risto", slides(7, 2));
    scene.does("meri", Command::GroupsArrange { arrange: Arrange::Size { size: 3 } });
    scene.does("meri", Command::GroupsOpen { seconds: None });
    assert_ne!(scene.room.scope_of(scene.id("aino")), Scope::Evening);
    scene.forget_heard();
    scene.does("aino", cafe());
    assert_eq!(scene.stage_told("biret").map(|stage| stage.presenter), Some(scene.id("aino")));
    scene.heard_nothing("meri");
    scene.heard_nothing("risto");
    let kept = scene.stored.restored.stage.clone().map(|stage| stage.item);
    assert!(matches!(kept, Some(StageItem::Slides(_))), "only the common room's is kept");
    scene.does("meri", Command::GroupsClose { seconds: 0 });
    let back = scene.heard("aino").into_iter().find_map(|event| match event {
        Event::Placed(placed) => Some(placed.stage),
        _ => None,
    });
    assert!(matches!(back.flatten().map(|stage| stage.item), Some(StageItem::Slides(Slides { page: 2, .. }))));
}

#[test]
fn documents_are_told_to_those_who_may_show_them() {
    let mut scene = Scene::with_advisor();
    scene.resume_anew("risto");
    assert_eq!(scene.welcome("risto").materials, vec![document(7, 40)]);
    scene.resume_anew("aino");
    assert_eq!(scene.welcome("aino").materials, vec![]);
}

#[test]
fn a_pointer_that_moves_too_often_is_held_back_without_harm() {
    let mut scene = Scene::with_advisor();
    scene.does("risto", slides(7, 1));
    let moved = |x| Command::StagePointer { pointer: Some(Pointer { x, y: 0 }) };
    let answers: Vec<_> = (0..60).map(|x| scene.ask("risto", moved(x)).map_err(|rejection| rejection.code)).collect();
    assert!(answers[..40].iter().all(Result::is_ok));
    assert_eq!(answers[59], Err(RejectCode::TooManyCommands));
    scene.does("risto", page(2));
}

#[test]
fn what_is_shown_goes_with_a_presenter_who_cannot_come_back() {
    let mut scene = Scene::with_advisor();
    scene.does("risto", slides(7, 9));
    scene.drop_socket("risto");
    scene.pass(10_000);
    scene.forget_heard();
    scene.input(Input::LinkRevoked { link: staff(Role::Advisor).link });
    assert_eq!(scene.stage_told("aino"), None);
    scene.restart();
    scene.resume("aino").unwrap();
    assert_eq!(scene.welcome("aino").stage, None);
}
