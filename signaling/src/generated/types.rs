//! The client's types, from the serde types.

use std::collections::BTreeSet;

use ts_rs::{Config, TS, TypeVisitor};

use crate::{
    ids::{
        AskKey, DeviceId, EveningId, GroupId, MaterialId, MessageId, Mid, ParticipantId, PollId, QuestionId, Timestamp,
    },
    media::{DeviceClass, LinePurpose, OfferLine, Source},
    wire::{
        ClientMessage, Command, Event, Live, Param, RejectCode, Rejection, ServerMessage,
        caption::{Caption, CaptionLine, SealedCaption},
        chat::{ChatAudience, ChatMessage, Reaction},
        connection::{ConnectionPath, ConnectionReport},
        event::{Outcome, Standing},
        floor::Floor,
        group::{
            Arrange, Draft, GroupKind, GroupMessage, GroupName, GroupTimer, Groups, MyGroup, OpenGroup, Place, Placed,
            PlannedGroup, SideTalkAnswer, SideTalkAsk, TopicChoice, TopicOffer, Visit, Why,
        },
        guidance::Guidance,
        join::{Join, Language, Resume},
        keys::{EpochNumber, KeyCommitment, KeyEpoch, KeyMember, KeyPrompt, KeyRevealed, KeyScope, KeyShare, Sender},
        live::{PausedPicture, SlotFill},
        mood::{HelpContact, Mood, MoodCheck, MoodCounts, MoodMoment, MoodResult},
        participant::{
            Ability, AbilityReport, KnockGone, LeaveReason, LobbyEntry, Participant, Presence, Role, SourceState,
        },
        permission::Permission,
        poll::{Ballot, OpenPoll, PollCount, PollKind, PollPlan, PollResult, PollResults, PollTally},
        question::{AskedBy, DismissReason, KeptFor, Question, QuestionState},
        round::{Round, RoundOrder, RoundPhase, RoundPlan, SpeakingTime},
        seat::Together,
        stage::{
            BusinessCard, GuidanceCard, Material, Pointer, Show, ShownCard, Slides, Stage, StageItem, StageTimer,
            TimerPhase, TimerTurn,
        },
        view::Want,
        welcome::{EveningInfo, IceServer, SlotCounts, Welcome},
    },
};

const HEADER: &str = "\
// Generated from signaling/src/wire; do not edit. To write it anew:
// KORONAILTA_UPDATE=1 cargo test -p koronailta-signaling types
";

struct Rendered {
    text: String,
    names: BTreeSet<String>,
    needed: BTreeSet<String>,
}

impl TypeVisitor for Rendered {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if T::output_path().is_some() {
            self.needed.insert(T::ident(&Config::default()));
        }
    }
}

fn render<T: TS + 'static>(into: &mut Rendered) {
    let config = Config::default();
    into.text.push('\n');
    into.text.push_str(&T::docs().unwrap_or_default());
    into.text.push_str("export ");
    into.text.push_str(&T::decl(&config));
    into.text.push('\n');
    into.names.insert(T::ident(&config));
    T::visit_dependencies(into);
}

macro_rules! render_all {
    ($into:ident: $($type:ty),* $(,)?) => { $(render::<$type>(&mut $into);)* };
}

#[test]
fn types_of_the_client_are_up_to_date() {
    let mut out = Rendered { text: HEADER.to_owned(), names: BTreeSet::new(), needed: BTreeSet::new() };
    render_all!(out:
        ClientMessage, Command, Join, Resume, Want, ServerMessage, Outcome, Event, Live, Rejection, RejectCode, Param,
        Welcome, EveningInfo, Participant, SourceState, Presence, Role, Permission, Standing, LobbyEntry, KnockGone,
        LeaveReason, Ability, AbilityReport, ChatAudience, ChatMessage, Reaction, Floor, Stage, SlotCounts, SlotFill, PausedPicture,
        IceServer, ConnectionReport, ConnectionPath, Source, LinePurpose, OfferLine, DeviceClass, Language, DeviceId, EveningId, MessageId, ParticipantId,
        Mid, Timestamp, GroupId, Arrange, Draft, Place, Placed, Why, GroupName, GroupKind, MyGroup, GroupTimer,
        GroupMessage, Groups, PlannedGroup, OpenGroup, TopicChoice, TopicOffer, Visit, SideTalkAsk, SideTalkAnswer, Round,
        RoundOrder, RoundPhase, RoundPlan, SpeakingTime, MoodMoment, Mood, MoodCheck, MoodResult, MoodCounts, HelpContact,
        KeyScope, EpochNumber, Sender, KeyEpoch, KeyMember, KeyPrompt, KeyCommitment, KeyRevealed, KeyShare,
        StageItem, Slides, Material, MaterialId, Pointer, StageTimer, TimerPhase, GuidanceCard, BusinessCard, ShownCard, PollId, Show,
        TimerTurn, AskKey, QuestionId, Question, QuestionState, DismissReason, KeptFor, AskedBy, PollPlan, PollKind, PollResults,
        Ballot, OpenPoll, PollResult, PollTally, PollCount, Caption, CaptionLine, SealedCaption, Guidance, Together,
    );
    let missing: Vec<_> = out.needed.difference(&out.names).collect();
    assert!(missing.is_empty(), "types that others refer to are not rendered: {missing:?}");
    let tidy: String = out.text.lines().flat_map(|line| [line.trim_end(), "\n"]).collect();
    super::settle(&super::repository().join("web-client/protocol/types.d.ts"), &tidy);
}
