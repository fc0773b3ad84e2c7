//! Messages from clients into a room. Each line is one message; its first character says who sends it
//! (`0` organizer, `1` participant by a shared link, `2` recognised member, anything else: time passes).

use koronailta_signaling::{
    ids::{ConnectionId, EveningId, LinkId, Timestamp},
    room::{Access, Entropy, Input, Output, Restored, Room, Settings},
    wire::{
        ClientMessage, Command,
        participant::Role,
        welcome::{EveningInfo, SlotCounts},
    },
};

struct Counter(u8);

impl Entropy for Counter {
    fn fill(&mut self, buffer: &mut [u8]) {
        for byte in buffer {
            self.0 = self.0.wrapping_mul(31).wrapping_add(7);
            *byte = self.0;
        }
    }
}

const START: Timestamp = Timestamp(1_800_000_000_000);

fn settings() -> Settings {
    Settings {
        evening: EveningInfo {
            evening: EveningId::new(START, [1; 10]),
            title: "Koronailta".into(),
            network: "Rovaniemi".into(),
            starts_at: START,
            ends_at: START.plus(5_400_000),
            ground_rules: String::new(),
            help_phone: None,
            help_contacts: vec![],
            encrypted: false,
            captions_kept: false,
        },
        doors_open_at: START,
        capacity: 8,
        lobby_capacity: 4,
        members_may_host: true,
        slots_desktop: SlotCounts { audio: 4, video: 9 },
        slots_phone: SlotCounts { audio: 4, video: 4 },
        relays: None,
    }
}

fn access(sender: u8) -> Access {
    Access {
        link: LinkId::new(START, [sender; 10]),
        role: if sender == 0 { Role::Organizer } else { Role::Participant },
        fixed_name: (sender == 2).then(|| "Aino".to_owned()),
        admits: sender == 2,
        personal: sender == 2,
    }
}

/// Feeds the lines to a room and answers its writes, half of them with success.
pub(crate) fn run(data: &[u8]) {
    let mut now = START;
    let mut entropy = Counter(1);
    let mut room = Room::new(settings(), Restored::default(), now);
    for line in String::from_utf8_lossy(data).lines().take(64) {
        let Some(sender) = line.bytes().next().map(|byte| byte.wrapping_sub(b'0')).filter(|sender| *sender < 3) else {
            now = now.plus(line.len() as u64 * 1_000);
            room.handle_timeout(now, &mut entropy);
            drain(&mut room, now, &mut entropy);
            continue;
        };
        let connection = ConnectionId::new(START, [sender; 10]);
        let Ok(ClientMessage { id: request, command }) = ClientMessage::parse(&line[1..]) else { continue };
        let input = match command {
            Command::Join(join) => Input::Join { connection, request, access: access(sender), join },
            Command::Resume(resume) => Input::Resume { connection, request, resume, link_valid: true },
            command => Input::Command { connection, request, command },
        };
        room.handle_input(now, &mut entropy, input);
        drain(&mut room, now, &mut entropy);
    }
}

fn drain(room: &mut Room, now: Timestamp, entropy: &mut Counter) {
    let mut batches = Vec::new();
    loop {
        while let Some(output) = room.poll_output() {
            match output {
                Output::Send { message, .. } => {
                    serde_json::to_string(&message).expect("what a room says can be written");
                }
                Output::Write { batch, .. } => batches.push(batch),
                _ => {}
            }
        }
        let Some(batch) = batches.pop() else { return };
        room.handle_input(now, entropy, Input::Stored { batch, ok: batch.0 % 8 != 7 });
    }
}
