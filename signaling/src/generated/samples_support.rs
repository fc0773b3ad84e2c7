//! One of every message about groups, rounds, side talks and moods.

use super::samples::{SIX, aino, biret, message_id, person, uuid};
use crate::{
    ids::{GroupId, ParticipantId},
    wire::{
        Command, Event, RejectCode,
        floor::Floor,
        group::{
            Arrange, Draft, GroupKind, GroupMessage, GroupName, GroupTimer, Groups, MyGroup, OpenGroup, Place, Placed,
            PlannedGroup, SideTalkAnswer, SideTalkAsk, TopicChoice, TopicOffer, Visit, Why,
        },
        join::Language,
        mood::{HelpContact, Mood, MoodCheck, MoodCounts, MoodMoment, MoodResult},
        participant::Role,
        round::{Round, RoundOrder, RoundPhase, RoundPlan},
    },
};

fn group() -> GroupId {
    GroupId(uuid(0xf6))
}

fn carl() -> ParticipantId {
    ParticipantId(uuid(0xa7))
}

pub(super) fn name() -> GroupName {
    GroupName { id: group(), number: 2, topic: Some("Jaksaminen".to_owned()) }
}

fn timer() -> GroupTimer {
    GroupTimer { ends_at: SIX.plus(900_000), called_back: false, one_more_minute: true }
}

fn my_group() -> MyGroup {
    MyGroup { name: name(), kind: GroupKind::Small, timer: Some(timer()), moderator_called: false }
}

fn side_talk() -> MyGroup {
    let name = GroupName { id: group(), number: 0, topic: None };
    MyGroup { name, kind: GroupKind::SideTalk, timer: None, moderator_called: false }
}

fn group_message() -> GroupMessage {
    GroupMessage {
        id: message_id(),
        number: 3,
        author: aino(),
        author_name: "Aino Kemi".to_owned(),
        author_role: Role::Participant,
        at: SIX,
        sealed: "mQAAAAVIZWkh".to_owned(),
    }
}

pub(super) fn round() -> Round {
    Round {
        seconds: 60,
        enforced: true,
        nomination: false,
        phase: RoundPhase::Speaking { speaker: aino(), ends_at: SIX.plus(60_000) },
        queue: vec![biret()],
        spoken: vec![carl()],
        passed: vec![],
    }
}

pub(super) fn offer() -> TopicOffer {
    TopicOffer { titles: vec!["Jaksaminen".to_owned(), "Tuet".to_owned()], chosen: Some(1) }
}

pub(super) fn ask() -> SideTalkAsk {
    SideTalkAsk { by: aino(), of: biret(), until: SIX.plus(60_000) }
}

fn visit() -> Visit {
    Visit { participant: biret(), enters_at: SIX.plus(3_000) }
}

pub(super) fn contact() -> HelpContact {
    HelpContact {
        title: "Kriisipuhelin".to_owned(),
        address: "+358 9 000 0000".to_owned(),
        hours: Some("ympäri vuorokauden".to_owned()),
        language: Language::Fi,
    }
}

pub(super) fn groups() -> Groups {
    Groups {
        planned: vec![PlannedGroup { name: name(), members: vec![aino(), carl()] }],
        open: vec![OpenGroup {
            name: name(),
            assigned: vec![aino(), carl()],
            here: vec![aino()],
            timer: Some(timer()),
            calls_since: Some(SIX),
        }],
        side_talks: vec![vec![carl(), biret()]],
        topics: vec![TopicChoice { title: "Jaksaminen".to_owned(), chosen_by: vec![aino()] }],
    }
}

fn placed() -> Placed {
    Placed {
        why: Why::GroupsOpened,
        place: Place {
            group: Some(my_group()),
            assigned: Some(name()),
            here: vec![aino(), carl()],
            chat: vec![group_message()],
            round: Some(round()),
            visits: vec![visit()],
        },
        people: vec![person(aino(), "Aino Kemi", Role::Participant)],
        hands: vec![carl()],
        floor: Floor::Open,
        stage: Some(super::samples_stage::screen(carl(), false)),
    }
}

fn in_common_room() -> Placed {
    Placed {
        why: Why::GroupClosed,
        place: Place { here: vec![aino(), biret(), carl()], ..Place::default() },
        people: vec![],
        hands: vec![],
        floor: Floor::Open,
        stage: None,
    }
}

fn arranging() -> Vec<(&'static str, Command)> {
    let drafts = vec![
        Draft { topic: Some("Jaksaminen".to_owned()), members: vec![aino()] },
        Draft { topic: None, members: vec![carl()] },
    ];
    let arrange = |arrange| Command::GroupsArrange { arrange };
    vec![
        ("groups_topics", Command::GroupsTopics { titles: offer().titles }),
        ("topic_choose", Command::TopicChoose { topic: Some(1) }),
        ("topic_choose.none", Command::TopicChoose { topic: None }),
        ("groups_arrange", arrange(Arrange::Size { size: 4 })),
        ("groups_arrange.number", arrange(Arrange::Number { number: 6 })),
        ("groups_arrange.hand", arrange(Arrange::Hand { groups: drafts })),
        ("groups_arrange.topic", arrange(Arrange::Topic { size: 5 })),
        ("groups_arrange.mixed", arrange(Arrange::Mixed { size: 4 })),
        ("groups_open", Command::GroupsOpen { seconds: Some(900) }),
        ("groups_timer", Command::GroupsTimer { seconds: None }),
        ("groups_close", Command::GroupsClose { seconds: 60 }),
        ("groups_message", Command::GroupsMessage { text: "Viisi minuuttia vielä.".to_owned() }),
    ]
}

fn in_groups() -> Vec<(&'static str, Command)> {
    let participant = biret();
    vec![
        ("group_move", Command::GroupMove { participant, group: Some(group()) }),
        ("group_move.back", Command::GroupMove { participant, group: None }),
        ("group_enter", Command::GroupEnter { group: group() }),
        ("group_leave", Command::GroupLeave),
        ("group_one_more_minute", Command::GroupOneMoreMinute),
        ("group_call_moderator", Command::GroupCallModerator { on: true }),
        ("group_post", Command::GroupPost { message: message_id(), sealed: "mQAAAAVIZWkh".to_owned() }),
        ("side_talk_ask", Command::SideTalkAsk { participant }),
        ("side_talk_answer", Command::SideTalkAnswer { participant, accept: true }),
        ("side_talk_withdraw", Command::SideTalkWithdraw),
    ]
}

pub(super) fn commands() -> Vec<(&'static str, Command)> {
    let start = |order| Command::RoundStart { plan: RoundPlan { order, seconds: 60, enforced: true } };
    let moment = MoodMoment::End;
    let rounds = vec![
        ("round_start", start(RoundOrder::Random)),
        ("round_start.list", start(RoundOrder::List { participants: vec![aino(), biret()] })),
        ("round_start.least_spoken", start(RoundOrder::LeastSpoken)),
        ("round_start.nomination", start(RoundOrder::Nomination { first: aino() })),
        ("round_nominate", Command::RoundNominate { participant: biret() }),
        ("round_pass", Command::RoundPass),
        ("round_later", Command::RoundLater),
        ("round_next", Command::RoundNext),
        ("round_pause", Command::RoundPause),
        ("round_resume", Command::RoundResume),
        ("round_skip", Command::RoundSkip),
        ("round_end", Command::RoundEnd),
        ("mood_open", Command::MoodOpen { moment }),
        ("mood_answer", Command::MoodAnswer { moment, mood: Mood::Even }),
        ("mood_close", Command::MoodClose { moment }),
        ("help_offer", Command::HelpOffer),
    ];
    arranging().into_iter().chain(in_groups()).chain(rounds).collect()
}

fn rounds() -> Vec<(&'static str, Event)> {
    let round = |phase| Event::Round { round: Some(Round { phase, ..round() }) };
    vec![
        ("round", Event::Round { round: Some(self::round()) }),
        ("round.paused", round(RoundPhase::Paused { speaker: Some(aino()), left_ms: 31_000 })),
        ("round.choosing", round(RoundPhase::Choosing { by: Some(carl()) })),
        ("round.over", Event::Round { round: None }),
    ]
}

fn moods() -> Vec<(&'static str, Event)> {
    let counts = MoodCounts { heavy: 2, low: 1, even: 1, light: 1, bright: 0 };
    let moment = MoodMoment::End;
    vec![
        ("mood_opened", Event::MoodOpened { check: MoodCheck { moment: MoodMoment::Door, answered: false } }),
        ("mood_closed", Event::MoodClosed { result: MoodResult { moment, counts: Some(counts), heavy: true } }),
        ("mood_closed.few", Event::MoodClosed { result: MoodResult { moment, counts: None, heavy: false } }),
        ("mood_ended", Event::MoodEnded { moment: MoodMoment::Door }),
        ("help_offered", Event::HelpOffered { by: biret() }),
    ]
}

pub(super) fn events() -> Vec<(&'static str, Event)> {
    let text = "Viisi minuuttia vielä.".to_owned();
    let answered = |answer| Event::SideTalkAnswered { by: aino(), of: biret(), answer };
    let places = vec![
        ("placed", Event::Placed(Box::new(placed()))),
        ("placed.common_room", Event::Placed(Box::new(in_common_room()))),
        ("here", Event::Here { participants: vec![aino(), carl()] }),
        ("group_updated", Event::GroupUpdated { group: my_group() }),
        ("group_updated.side_talk", Event::GroupUpdated { group: side_talk() }),
        ("visit_announced", Event::VisitAnnounced { visit: visit() }),
        ("visit_cancelled", Event::VisitCancelled { participant: biret() }),
        ("not_placed", Event::NotPlaced { code: RejectCode::Forbidden }),
        ("group_posted", Event::GroupPosted { message: group_message() }),
        ("groups_message", Event::GroupsMessage { by: biret(), by_name: "Biret".to_owned(), text, at: SIX }),
        ("topics", Event::Topics { offer: offer() }),
        ("groups", Event::Groups { groups: groups() }),
        ("side_talk_asked", Event::SideTalkAsked { ask: ask() }),
        ("side_talk_answered", answered(SideTalkAnswer::Accepted)),
        ("side_talk_answered.lapsed", answered(SideTalkAnswer::Lapsed)),
    ];
    places.into_iter().chain(rounds()).chain(moods()).collect()
}
