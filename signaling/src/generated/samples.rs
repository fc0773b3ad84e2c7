//! One of every message. The people of the samples are the same ones in all of them.

use std::{collections::BTreeMap, sync::Arc};

use uuid::Uuid;

use super::{samples_stage, samples_support as support};

use crate::{
    ids::{DeviceId, EveningId, MessageId, Mid, ParticipantId, Timestamp},
    media::{DeviceClass, LinePurpose, OfferLine, Source},
    permission,
    wire::{
        ClientMessage, Command, Event, Live, Param, RejectCode, ServerMessage,
        chat::{ChatAudience, ChatMessage, Reaction},
        connection::{ConnectionPath, ConnectionReport},
        event::{Outcome, Standing},
        floor::Floor,
        group::Place,
        join::{Join, Language, Resume},
        live::{PausedPicture, SlotFill},
        mood::{MoodCheck, MoodMoment, MoodResult},
        participant::{
            Ability, AbilityReport, KnockGone, LeaveReason, LobbyEntry, Participant, Presence, Role, SourceState,
        },
        round::SpeakingTime,
        seat::Together,
        view::Want,
        welcome::{EveningInfo, IceServer, SlotCounts, Welcome},
    },
};

/// A message with the stem of its file: its wire name, and after a dot what is particular about it.
pub(super) type Sample<T> = (&'static str, T);

pub(super) const SIX: Timestamp = Timestamp(1_795_536_000_000);

pub(super) fn uuid(number: u128) -> Uuid {
    Uuid::from_u128(0x0193_5a5e_8e00_7000_8000_0000_0000_0000 | number)
}

pub(super) fn aino() -> ParticipantId {
    ParticipantId(uuid(0xa1))
}

pub(super) fn biret() -> ParticipantId {
    ParticipantId(uuid(0xb2))
}

pub(super) fn message_id() -> MessageId {
    MessageId(uuid(0xc3))
}

fn sdp() -> String {
    "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n".to_owned()
}

fn joining() -> Join {
    Join {
        token: "q7Jm4yqzS0nO2h5cVxT1dw".to_owned(),
        name: "Aino Kemi".to_owned(),
        business: Some("Ainon kotipalvelu".to_owned()),
        device: DeviceId(uuid(0xd4)),
        device_class: DeviceClass::Phone,
        language: Language::Fi,
        rules_accepted: true,
        e2ee: true,
    }
}

fn lines() -> Vec<OfferLine> {
    use LinePurpose::{AudioSlot, Camera, Microphone, Screen, ScreenAudio, StageAudio, StageVideo, VideoSlot};
    [Microphone, Camera, Screen, ScreenAudio, AudioSlot, VideoSlot, StageVideo, StageAudio]
        .into_iter()
        .enumerate()
        .map(|(index, purpose)| OfferLine { mid: Mid(index.to_string()), purpose })
        .collect()
}

/// Every command.
pub(super) fn commands() -> Vec<Sample<ClientMessage>> {
    let participant = biret();
    let source = Source::Camera;
    let message = message_id();
    let everyone = ChatAudience::Everyone;
    let post = |audience| Command::ChatPost { message, text: "Hyvää iltaa 👋".to_owned(), audience };
    let resume = Resume {
        participant: aino(),
        secret: "5f".repeat(32),
        last_seq: 41,
        device_class: DeviceClass::Phone,
        e2ee: true,
    };
    let all = vec![
        ("join", Command::Join(joining())),
        ("join.without_business", Command::Join(Join { business: None, ..joining() })),
        ("resume", Command::Resume(resume)),
        ("leave", Command::Leave { quiet: true }),
        ("media_offer", Command::MediaOffer { sdp: sdp(), lines: lines() }),
        ("media_restart", Command::MediaRestart { sdp: sdp() }),
        ("publish", Command::Publish { source: Source::Microphone, on: true }),
        ("show_pictures", Command::ShowPictures { on: false }),
        ("view", Command::View { wants: vec![Want { participant, source, width: 640, height: 360 }] }),
        ("hide", Command::Hide { participant, on: true }),
        ("report_ability", Command::ReportAbility { hear: Ability::Yes, speak: Ability::Without }),
        ("report_connection", Command::ReportConnection { report: connection_report() }),
        ("chat_post", post(everyone)),
        ("chat_post.staff", post(ChatAudience::Staff { with: aino() })),
        ("chat_delete", Command::ChatDelete { message }),
        ("chat_react", Command::ChatReact { message, reaction: Reaction::Hug, on: true }),
        ("chat_history", Command::ChatHistory { before: 51 }),
        ("hand_raise", Command::HandRaise),
        ("hand_lower", Command::HandLower { participant: None }),
        ("hand_lower.other", Command::HandLower { participant: Some(participant) }),
        ("admit", Command::Admit { participant }),
        ("admit_all", Command::AdmitAll),
        ("deny", Command::Deny { participant }),
        ("lobby_message", Command::LobbyMessage { text: "Aloitamme viiden minuutin päästä.".to_owned() }),
        ("mute", Command::Mute { participant, source }),
        ("mute_all", Command::MuteAll),
        ("block", Command::Block { participant, source }),
        ("unblock", Command::Unblock { participant, source }),
        ("hold_floor", Command::HoldFloor),
        ("release_floor", Command::ReleaseFloor),
        ("give_floor", Command::GiveFloor { participant }),
        ("take_floor", Command::TakeFloor { participant }),
        ("invite_to_speak", Command::InviteToSpeak { participant }),
        ("remove", Command::Remove { participant }),
        ("lock_room", Command::LockRoom { on: true }),
        ("set_role", Command::SetRole { participant, role: Role::Moderator }),
        ("report_person", Command::ReportPerson { participant, text: String::new() }),
        ("open_evening", Command::OpenEvening),
        ("end_evening", Command::EndEvening),
    ];
    let all = all.into_iter().chain(support::commands());
    let all = all
        .chain(super::samples_keys::commands())
        .chain(samples_stage::commands())
        .chain(super::samples_guidance::commands())
        .chain([("sit_together", sit_together())]);
    all.zip(1..).map(|((stem, command), id)| (stem, ClientMessage { id, command })).collect()
}

fn together() -> Together {
    Together { place: Some("Kokoustila Kemi".to_owned()), names: vec!["Aino".to_owned(), "Ville".to_owned()] }
}

fn sit_together() -> Command {
    let Together { place, names } = together();
    Command::SitTogether { place, names }
}

/// Every outcome, each in the answer that carries it.
pub(super) fn outcomes() -> Vec<Sample<ServerMessage>> {
    let all = vec![
        ("nothing", Outcome::Nothing),
        ("joined", Outcome::Joined { participant: aino(), secret: "5f".repeat(32), standing: Standing::Waiting }),
        ("resumed", Outcome::Resumed { standing: Standing::Admitted, replayed: true }),
        ("media_answer", Outcome::MediaAnswer { sdp: sdp() }),
        ("chat_stored", Outcome::ChatStored { chat_seq: 12, at: SIX }),
        ("chat_page", Outcome::ChatPage { messages: vec![message()], earlier: false }),
        ("group_posted", Outcome::GroupPosted { number: 3, at: SIX }),
    ];
    all.into_iter()
        .chain(super::samples_guidance::outcomes())
        .zip(1..)
        .map(|((stem, outcome), id)| (stem, ServerMessage::Done { id, outcome }))
        .collect()
}

pub(super) fn person(id: ParticipantId, name: &str, role: Role) -> Participant {
    Participant {
        id,
        name: name.to_owned(),
        business: None,
        role,
        presence: Presence::Here,
        recognised: role != Role::Participant,
        microphone: SourceState::On,
        camera: SourceState::Off,
        screen: SourceState::Blocked,
        joined_at: SIX,
        together: None,
    }
}

fn message() -> ChatMessage {
    ChatMessage {
        id: message_id(),
        chat_seq: 12,
        author: aino(),
        author_name: "Aino Kemi".to_owned(),
        author_role: Role::Participant,
        audience: ChatAudience::Everyone,
        text: "Hyvää iltaa 👋".to_owned(),
        at: SIX,
        deleted: false,
        reactions: BTreeMap::from([(Reaction::Heart, vec![biret()])]),
    }
}

fn entry() -> LobbyEntry {
    LobbyEntry {
        participant: aino(),
        name: "Aino Kemi".to_owned(),
        business: Some("Ainon kotipalvelu".to_owned()),
        since: SIX,
        link_had_removal: false,
    }
}

fn welcome() -> Welcome {
    Welcome {
        you: biret(),
        evening: EveningInfo {
            evening: EveningId(uuid(0xe5)),
            title: "Koronailta".to_owned(),
            network: "Rovaniemi".to_owned(),
            starts_at: SIX,
            ends_at: SIX.plus(7_200_000),
            ground_rules: "Mitä täällä puhutaan, jää tänne.\nJokainen saa olla hiljaa.".to_owned(),
            help_phone: Some("+358 40 000 0000".to_owned()),
            help_contacts: vec![support::contact()],
            encrypted: false,
            captions_kept: false,
        },
        roster: vec![person(biret(), "Biret", Role::Moderator), person(aino(), "Aino Kemi", Role::Participant)],
        hands: vec![aino()],
        floor: Floor::Held { by: biret(), speakers: vec![aino()] },
        stage: Some(samples_stage::screen(aino(), true)),
        materials: vec![samples_stage::material()],
        place: Place {
            here: vec![biret(), aino()],
            assigned: Some(support::name()),
            round: Some(support::round()),
            ..Place::default()
        },
        groups: Some(support::groups()),
        topics: support::offer(),
        side_talks: vec![support::ask()],
        card_asked_by: None,
        moods: vec![MoodCheck { moment: MoodMoment::End, answered: true }],
        mood_results: vec![MoodResult { moment: MoodMoment::Door, counts: None, heavy: false }],
        guidance: super::samples_guidance::guidance(),
        locked: false,
        chat: vec![message()],
        chat_earlier: true,
        lobby: vec![entry()],
        abilities: vec![AbilityReport { participant: aino(), hear: Ability::Blocked, speak: Ability::Unknown }],
        may_open: false,
        hidden: vec![],
        permissions: permission::rows(Role::Moderator),
        slots: SlotCounts { audio: 4, video: 9 },
        ice_servers: vec![ice_server()],
        grace_ms: 10_000,
    }
}

fn connection_report() -> ConnectionReport {
    ConnectionReport {
        round_trip_ms: Some(84),
        lost_in: 12,
        lost_out: 0,
        received_kbps: 1_240,
        sent_kbps: 410,
        concealed: 3,
        frozen_ms: 0,
        path: Some(ConnectionPath::Udp),
    }
}

fn ice_server() -> IceServer {
    IceServer {
        urls: vec!["turns:turn.example.org:443?transport=tcp".to_owned()],
        username: Some("1795539600:biret".to_owned()),
        credential: Some("c2VjcmV0".to_owned()),
    }
}

fn deleted_message() -> ChatMessage {
    ChatMessage {
        audience: ChatAudience::Staff { with: aino() },
        deleted: true,
        text: String::new(),
        reactions: BTreeMap::new(),
        ..message()
    }
}

/// Every event.
pub(super) fn events() -> Vec<Sample<ServerMessage>> {
    let participant = aino();
    let all = vec![
        ("welcome", Event::Welcome(Box::new(welcome()))),
        ("lobby_message", Event::LobbyMessage { text: "Hetki vielä.".to_owned() }),
        ("denied", Event::Denied),
        ("may_open", Event::MayOpen { on: true }),
        ("knocked", Event::Knocked { entry: entry() }),
        ("knock_gone", Event::KnockGone { participant, reason: KnockGone::Admitted }),
        (
            "participant_joined",
            Event::ParticipantJoined { participant: person(aino(), "Aino Kemi", Role::Participant) },
        ),
        (
            "participant_updated",
            Event::ParticipantUpdated {
                participant: Participant {
                    presence: Presence::Reconnecting,
                    business: Some("Ainon kotipalvelu".to_owned()),
                    together: Some(together()),
                    ..person(aino(), "Aino Kemi", Role::Captioner)
                },
            },
        ),
        ("participant_left", Event::ParticipantLeft { participant, reason: LeaveReason::Quiet }),
        ("ability_reported", Event::AbilityReported { participant, hear: Ability::Yes, speak: Ability::Failed }),
        ("chat_posted", Event::ChatPosted { message: message() }),
        ("chat_posted.staff_deleted", Event::ChatPosted { message: deleted_message() }),
        ("chat_deleted", Event::ChatDeleted { message: message_id(), by_author: false }),
        (
            "chat_reactions",
            Event::ChatReactions {
                message: message_id(),
                reactions: BTreeMap::from([(Reaction::Same, vec![aino(), biret()])]),
            },
        ),
        ("hands", Event::Hands { queue: vec![aino(), biret()] }),
        ("floor_changed", Event::FloorChanged { floor: Floor::Held { by: biret(), speakers: vec![] } }),
        ("floor_changed.open", Event::FloorChanged { floor: Floor::Open }),
        ("stage_changed", Event::StageChanged { stage: Some(samples_stage::screen(aino(), false)) }),
        ("stage_changed.empty", Event::StageChanged { stage: None }),
        ("muted", Event::Muted { source: Source::Microphone, enforced: true }),
        ("unblocked", Event::Unblocked { source: Source::Screen }),
        ("invited_to_speak", Event::InvitedToSpeak),
        (
            "person_reported",
            Event::PersonReported { by: biret(), about: aino(), text: "Puhuu päälle.".to_owned(), at: SIX },
        ),
        ("room_locked", Event::RoomLocked { on: true }),
        ("removed", Event::Removed),
        ("evening_ended", Event::EveningEnded),
    ];
    all.into_iter()
        .chain(support::events())
        .chain(super::samples_keys::events())
        .chain(samples_stage::events())
        .chain(super::samples_guidance::events())
        .zip(1..)
        .map(|((stem, event), seq)| (stem, ServerMessage::Event { seq, event: Arc::new(event) }))
        .collect()
}

/// Every live note.
pub(super) fn lives() -> Vec<Sample<ServerMessage>> {
    let mid = Mid("4".to_owned());
    let fill = SlotFill { participant: aino(), source: Source::Camera, rtp_timestamp: u32::MAX };
    let all = vec![
        ("speaking", Live::Speaking { participants: vec![biret(), aino()] }),
        ("slot", Live::Slot { mid: mid.clone(), fill: Some(fill) }),
        ("slot.empty", Live::Slot { mid, fill: None }),
        ("stage_pointer", samples_stage::pointed(true)),
        ("stage_pointer.away", samples_stage::pointed(false)),
        (
            "slot_paused",
            Live::SlotPaused {
                mid: Mid("5".to_owned()),
                picture: Some(PausedPicture { participant: aino(), source: Source::Camera }),
            },
        ),
        (
            "slot_undecodable",
            Live::SlotUndecodable {
                mid: Mid("5".to_owned()),
                picture: Some(PausedPicture { participant: aino(), source: Source::Screen }),
            },
        ),
        ("stage_unseen", Live::StageUnseen { people: 2 }),
        ("layers_needed", Live::LayersNeeded { source: Source::Camera, layers: 1 }),
        ("connections", Live::Connections { weak: vec![aino()], lost: vec![] }),
        ("ice_servers", Live::IceServers { servers: vec![ice_server()] }),
        ("speaking_times", Live::SpeakingTimes { times: vec![SpeakingTime { participant: aino(), seconds: 95 }] }),
    ];
    all.into_iter()
        .chain(super::samples_guidance::lives())
        .map(|(stem, live)| (stem, ServerMessage::Live { live }))
        .collect()
}

/// The messages of the server that are neither outcome, event nor live note.
pub(super) fn others() -> Vec<Sample<ServerMessage>> {
    let taken = RejectCode::StageTaken.reject().param("name", Param::Text("Biret".to_owned()));
    vec![
        ("rejected", ServerMessage::Rejected { id: 9, rejection: RejectCode::NameTooLong.with_max(50) }),
        ("rejected.with_name", ServerMessage::Rejected { id: 10, rejection: taken }),
        ("closing", ServerMessage::Closing { rejection: RejectCode::Removed.reject(), retry_ms: None }),
        (
            "closing.come_back",
            ServerMessage::Closing { rejection: RejectCode::ServerRestarting.reject(), retry_ms: Some(500) },
        ),
    ]
}
