//! One of every message about the stage.

use super::samples::{SIX, aino, biret, uuid};
use crate::{
    ids::{MaterialId, ParticipantId, PollId},
    wire::{
        Command, Event, Live,
        stage::{
            BusinessCard, GuidanceCard, Material, Pointer, Show, ShownCard, Slides, Stage, StageItem, StageTimer,
            TimerPhase, TimerTurn,
        },
    },
};

pub(super) fn screen(presenter: ParticipantId, audio: bool) -> Stage {
    Stage { presenter, offered_to: None, item: StageItem::Screen { audio } }
}

pub(super) fn material() -> Material {
    Material { id: MaterialId(uuid(0x3d)), title: "Tuet 2026".to_owned(), pages: 40, download: true }
}

fn pointer() -> Pointer {
    Pointer { x: 2_500, y: 9_000 }
}

pub(super) fn pointed(points: bool) -> Live {
    Live::StagePointer { pointer: points.then(pointer) }
}

fn guidance() -> GuidanceCard {
    GuidanceCard {
        title: "Yksinyrittäjän tuki".to_owned(),
        text: "Tuki hiljaisen kauden yli.".to_owned(),
        for_whom: Some("Yksinyrittäjille".to_owned()),
        amount: Some("2 000 €".to_owned()),
        deadline: Some("31.12.2026 klo 16.00".to_owned()),
        steps: vec!["Kirjaudu palveluun.".to_owned(), "Liitä tuloslaskelma.".to_owned()],
        link: Some("https://tuki.example.fi/haku".to_owned()),
    }
}

fn business() -> BusinessCard {
    BusinessCard {
        business: "Ainon kotipalvelu".to_owned(),
        person: Some("Aino Kemi".to_owned()),
        place: Some("Rovaniemi".to_owned()),
        does: Some("Kotiapua ikäihmisille.".to_owned()),
        needs: None,
        offers: Some("Kuljetusapua.".to_owned()),
        link: None,
    }
}

pub(super) fn commands() -> Vec<(&'static str, Command)> {
    let show = |show| Command::StageShow { show };
    let timer = |turn| Command::StageTimer { turn };
    vec![
        ("stage_show", show(Show::Timer { title: Some("Tauko".to_owned()), seconds: 300 })),
        ("stage_show.slides", show(Show::Slides { material: material().id, page: 1 })),
        ("stage_show.card", show(Show::Card { card: guidance() })),
        ("stage_show.business", show(Show::Business { card: business(), picture: true })),
        ("card_ask", Command::CardAsk { participant: biret(), on: true }),
        ("card_decline", Command::CardDecline),
        ("stage_show.poll", show(Show::Poll { poll: PollId(uuid(0x90)) })),
        ("stage_page", Command::StagePage { page: 7 }),
        ("stage_pointer", Command::StagePointer { pointer: Some(pointer()) }),
        ("stage_pointer.away", Command::StagePointer { pointer: None }),
        ("stage_timer", timer(TimerTurn::Pause)),
        ("stage_timer.resume", timer(TimerTurn::Resume)),
        ("stage_timer.more", timer(TimerTurn::More { seconds: 60 })),
        ("stage_hand", Command::StageHand { participant: biret() }),
        ("stage_clear", Command::StageClear),
    ]
}

pub(super) fn events() -> Vec<(&'static str, Event)> {
    let shown = |item| Event::StageChanged { stage: Some(Stage { presenter: aino(), offered_to: None, item }) };
    let timer = |phase| StageItem::Timer(StageTimer { title: Some("Tauko".to_owned()), seconds: 300, phase });
    let offered = Stage { offered_to: Some(biret()), ..screen(aino(), false) };
    vec![
        ("stage_changed.offered", Event::StageChanged { stage: Some(offered) }),
        (
            "stage_changed.slides",
            shown(StageItem::Slides(Slides { document: material(), page: 7, pointer: Some(pointer()) })),
        ),
        ("stage_changed.timer", shown(timer(TimerPhase::Running { ends_at: SIX.plus(300_000) }))),
        ("stage_changed.timer_paused", shown(timer(TimerPhase::Paused { left_ms: 61_000 }))),
        ("stage_changed.card", shown(StageItem::Card(guidance()))),
        (
            "stage_changed.business",
            shown(StageItem::Business(ShownCard { card: business(), by: Some(aino()), picture: true })),
        ),
        ("card_asked", Event::CardAsked { by: Some(aino()) }),
        ("card_declined", Event::CardDeclined { participant: biret() }),
        ("stage_changed.poll", shown(StageItem::Poll { poll: PollId(uuid(0x90)) })),
        ("materials", Event::Materials { materials: vec![material()] }),
    ]
}
