//! Walls hold whatever people do: nobody is told, shown or written anything from a group that was not theirs.

use super::{
    groups::{arrange, sealed},
    *,
};
use crate::{
    ids::GroupId,
    media::Scope,
    wire::{
        group::{Arrange, Draft},
        mood::{Mood, MoodMoment},
        round::{RoundOrder, RoundPlan},
    },
};
use proptest::prelude::*;

const NAMES: [&str; 9] = ["aino", "biret", "carl", "donna", "eero", "fanni", "meri", "olga", "risto"];

fn access(name: &str) -> Access {
    match name {
        "meri" => staff(Role::Moderator),
        "olga" => staff(Role::Organizer),
        "risto" => staff(Role::Advisor),
        _ => admitting(),
    }
}

#[derive(Clone, Debug)]
enum Step {
    Plain(usize, Command),
    /// Who, whom, and what.
    About(usize, usize, u8),
    Plan(usize, Vec<u8>),
    /// Somebody names an open group by its place in the list, or one that isn't there.
    Into(usize, usize, usize, bool),
    Post(usize),
    Start(usize, u8, bool),
    Drop(usize),
    Return(usize),
    Reload(usize),
    Speak(Vec<usize>),
    Filled(usize, usize, bool),
    Pass(u64),
}

fn plain() -> impl Strategy<Value = Command> {
    let moment = MoodMoment::Door;
    prop_oneof![
        Just(arrange(Arrange::Size { size: 2 })),
        Just(arrange(Arrange::Mixed { size: 3 })),
        Just(Command::GroupsOpen { seconds: None }),
        Just(Command::GroupsOpen { seconds: Some(100) }),
        Just(Command::GroupsTimer { seconds: Some(50) }),
        Just(Command::GroupsClose { seconds: 0 }),
        Just(Command::GroupsClose { seconds: 20 }),
        Just(Command::GroupLeave),
        Just(Command::GroupLeave),
        Just(Command::GroupOneMoreMinute),
        Just(Command::GroupCallModerator { on: true }),
        Just(Command::SideTalkWithdraw),
        Just(Command::RoundPass),
        Just(Command::RoundLater),
        Just(Command::RoundNext),
        Just(Command::RoundPause),
        Just(Command::RoundResume),
        Just(Command::RoundSkip),
        Just(Command::RoundEnd),
        Just(Command::MoodOpen { moment }),
        Just(Command::MoodAnswer { moment, mood: Mood::Low }),
        Just(Command::MoodClose { moment }),
        Just(Command::HandRaise),
        Just(Command::HoldFloor),
        Just(Command::ReleaseFloor),
        Just(offer()),
        Just(Command::Leave { quiet: true }),
        Just(publish(Source::Microphone, true)),
        Just(publish(Source::Camera, true)),
        Just(publish(Source::Screen, true)),
        Just(publish(Source::Microphone, false)),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let person = || 0..NAMES.len();
    let leader = || 6..8_usize;
    prop_oneof![
        12 => (person(), plain()).prop_map(|(who, command)| Step::Plain(who, command)),
        5 => (leader(), plain()).prop_map(|(who, command)| Step::Plain(who, command)),
        8 => (person(), person(), 0..6_u8).prop_map(|(who, whom, what)| Step::About(who, whom, what)),
        3 => (leader(), proptest::collection::vec(0..4_u8, 9)).prop_map(|(who, groups)| Step::Plan(who, groups)),
        6 => (person(), person(), 0..5_usize, any::<bool>()).prop_map(|(who, whom, group, own)| Step::Into(who, whom, group, own)),
        3 => person().prop_map(Step::Post),
        3 => (person(), 0..4_u8, any::<bool>()).prop_map(|(who, order, enforced)| Step::Start(who, order, enforced)),
        3 => person().prop_map(Step::Drop),
        4 => person().prop_map(Step::Return),
        2 => person().prop_map(Step::Reload),
        3 => proptest::collection::vec(person(), 0..5).prop_map(Step::Speak),
        3 => (person(), person(), any::<bool>()).prop_map(|(to, of, voice)| Step::Filled(to, of, voice)),
        3 => prop_oneof![Just(500_u64), Just(4_000), Just(11_000), Just(70_000)].prop_map(Step::Pass),
    ]
}

impl Scene {
    /// Everybody is here with a camera and a microphone that are on, and looks at all the others.
    fn full_evening() -> Self {
        let mut scene = Self::new();
        for name in NAMES {
            scene.join(name, access(name)).unwrap();
            scene.does(name, offer());
            scene.does(name, publish(Source::Microphone, true));
            scene.does(name, publish(Source::Camera, true));
        }
        let wants: Vec<_> = NAMES.iter().map(|name| want(scene.id(name))).collect();
        for name in NAMES {
            scene.does(name, Command::View { wants: wants.clone() });
        }
        scene
    }

    fn may_ask(&self, name: &str) -> bool {
        let client = &self.clients[name];
        !client.closed && client.participant.is_some()
    }

    fn about(&self, who: usize, whom: usize, what: u8) -> (usize, Command) {
        let participant = self.id(NAMES[whom]);
        let command = match what {
            0 => Command::SideTalkAsk { participant },
            1 | 2 => Command::SideTalkAnswer { participant, accept: what == 1 },
            3 => Command::RoundNominate { participant },
            4 => Command::GroupMove { participant, group: None },
            _ => Command::Hide { participant, on: true },
        };
        (who, command)
    }

    fn ask_if_there(&mut self, who: usize, command: Command) {
        if self.may_ask(NAMES[who]) {
            self.send(NAMES[who], command);
        }
    }

    fn step(&mut self, step: Step) {
        match step {
            Step::Plain(who, command) => self.ask_if_there(who, command),
            Step::About(who, whom, what) => {
                let (who, command) = self.about(who, whom, what);
                self.ask_if_there(who, command);
            }
            Step::Plan(who, of) => {
                let draft = |group: u8| Draft {
                    topic: None,
                    members: NAMES
                        .iter()
                        .zip(&of)
                        .filter(|(_, at)| **at == group)
                        .map(|(name, _)| self.id(name))
                        .collect(),
                };
                // The last of the four is nobody's group.
                let groups = (0..3).map(draft).collect();
                self.ask_if_there(who, arrange(Arrange::Hand { groups }));
            }
            Step::Into(who, whom, group, own) => {
                let group = self.room.groups.ids().get(group).copied().unwrap_or(GroupId(Uuid::from_u128(5)));
                let participant = self.id(NAMES[whom]);
                let moves = Command::GroupMove { participant, group: Some(group) };
                self.ask_if_there(who, if own { Command::GroupEnter { group } } else { moves });
            }
            Step::Post(who) => self.post_where_they_are(who),
            Step::Start(who, order, enforced) => {
                let everybody = NAMES
                    .iter()
                    .map(|name| self.id(name))
                    .filter(|&id| self.room.scope_of(id) == self.scope(NAMES[who]));
                let order = match order {
                    0 => RoundOrder::Random,
                    1 => RoundOrder::LeastSpoken,
                    2 => RoundOrder::Nomination { first: self.id(NAMES[who]) },
                    _ => RoundOrder::List { participants: everybody.collect() },
                };
                self.ask_if_there(who, Command::RoundStart { plan: RoundPlan { order, seconds: 20, enforced } });
            }
            Step::Drop(who) if self.may_ask(NAMES[who]) => self.drop_socket(NAMES[who]),
            Step::Return(who) if !self.may_ask(NAMES[who]) => drop(self.resume(NAMES[who])),
            Step::Reload(who) => drop(self.join(NAMES[who], access(NAMES[who]))),
            Step::Speak(who) => {
                let peers = who.into_iter().filter_map(|who| self.peer_in(who)).collect();
                self.input(Input::Media(Report::Speaking { peers }));
            }
            Step::Filled(to, of, voice) => self.engine_says(to, of, voice),
            Step::Pass(milliseconds) => self.pass(milliseconds),
            Step::Drop(_) | Step::Return(_) => {}
        }
    }

    fn peer_in(&self, who: usize) -> Option<PeerId> {
        self.room.people.get(self.id(NAMES[who]))?.peer_id()
    }

    /// The words tell in which group they were written.
    fn post_where_they_are(&mut self, who: usize) {
        let Scope::Group(group) = self.scope(NAMES[who]) else { return self.ask_if_there(who, sealed(1)) };
        self.next_connection += 1;
        let message = message(self.next_connection);
        let sealed = group.0.simple().to_string();
        self.ask_if_there(who, Command::CaptionSeal { line: 1, sealed: sealed.clone() });
        self.ask_if_there(who, Command::GroupPost { message, sealed });
    }

    /// What an engine says that has not heard of the walls yet, or has.
    fn engine_says(&mut self, to: usize, of: usize, voice: bool) {
        let (Some(receiver), Some(peer)) = (self.peer_in(to), self.peer_in(of)) else { return };
        let (mid, source) = if voice { (mid("a0"), Source::Microphone) } else { (mid("v0"), Source::Camera) };
        let publication = Publication { peer, source };
        self.input(Input::Media(Report::SlotFilled { receiver, mid, publication, rtp_timestamp: 1 }));
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        // Each case is long.
        cases: ProptestConfig::default().cases / 6,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// Besides what is asked after every input, and what the clients assert of what they receive.
    #[test]
    fn walls_hold(steps in proptest::collection::vec(step(), 1..150)) {
        let mut scene = Scene::full_evening();
        for step in steps {
            scene.step(step);
        }
        for (name, client) in &scene.clients {
            let unanswered = !client.closed && (1..=client.last_request).any(|id| !client.answers.contains_key(&id));
            prop_assert!(!unanswered, "{} waits for an answer", name);
            let posted = client.events.iter().filter_map(|event| match event {
                Event::GroupPosted { message } => Some(&message.sealed),
                _ => None,
            });
            let captioned = client.lives.iter().filter_map(|live| match live {
                Live::CaptionSealed { caption } => Some(&caption.sealed),
                _ => None,
            });
            for sealed in posted.chain(captioned) {
                let theirs = client.entitled.iter().any(|group| group.0.simple().to_string() == *sealed);
                prop_assert!(theirs, "{} was told what was written in another group", name);
            }
        }
    }
}
