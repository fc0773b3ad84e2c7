//! The server dies in the middle of chat: what was acknowledged is there once and in order.

use std::collections::HashMap;

use koronailta_signaling::{
    ids::MessageId,
    wire::{event::Outcome, event::Standing},
};

use crate::{
    Deadline,
    person::{Person, fresh, post},
    server::Server,
};

/// Messages each person writes in a round: half of what chat takes at once, for what is sent again counts as well.
const A_ROUND: usize = 14;

/// What came of it.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// Messages the server has acknowledged.
    pub acknowledged: usize,
    /// Of these, how many are not in the chat afterwards, or with other words.
    pub lost: usize,
    /// Messages that are there more than once.
    pub doubled: usize,
    /// Messages in another place than acknowledged, or before one of the same author that was written earlier.
    pub out_of_order: usize,
    /// Messages that were not acknowledged before the server died and were sent again.
    pub sent_again: usize,
    /// Each kill: how many acknowledgements had come.
    pub kills: Vec<usize>,
}

/// One who writes.
#[derive(Debug)]
struct Writer {
    person: Person,
    /// What was sent and not acknowledged, with the command's number on this socket.
    open: Vec<(u32, MessageId, String)>,
    /// What was acknowledged.
    acknowledged: Vec<(MessageId, String, u32)>,
}

impl Writer {
    fn writes(&mut self, message: MessageId, text: String) {
        let number = self.person.socket.send(post(message, &text));
        self.open.push((number, message, text));
    }

    fn collect(&mut self) {
        for (number, answer) in self.person.socket.take_answers() {
            let Some(place) = self.open.iter().position(|(open, _, _)| *open == number) else { continue };
            let (_, message, text) = self.open.remove(place);
            match answer {
                Ok(Outcome::ChatStored { chat_seq, .. }) => self.acknowledged.push((message, text, chat_seq)),
                other => panic!("{}: {text} was answered with {other:?}", self.person.name),
            }
        }
    }

    /// Comes back and repeats what was never acknowledged, with the same ids.
    async fn returns(&mut self) -> usize {
        let (standing, _) = self.person.resume_when_possible().await;
        assert_eq!(standing, Standing::Admitted);
        let open = std::mem::take(&mut self.open);
        let repeated = open.len();
        for (_, message, text) in open {
            self.writes(message, text);
        }
        repeated
    }
}

/// Kills the server `kills` times in the middle of chat.
///
/// # Panics
/// When somebody cannot come back.
pub async fn measure(server: &mut Server, kills: usize) -> Kept {
    let mut writers = Vec::new();
    for (link, name) in [
        (&server.links.moderator, "Maarit"),
        (&server.links.advisor, "Anu"),
        (&server.links.organizer, "Outi"),
        (&server.links.advisor, "Aslak"),
    ] {
        let (person, _) = Person::enter(link, name).await;
        writers.push(Writer { person, open: Vec::new(), acknowledged: Vec::new() });
    }
    let mut kept = Kept::default();
    for round in 0..kills {
        for index in 0..A_ROUND {
            for writer in &mut writers {
                let text = format!("{} {round}/{index}", writer.person.name);
                writer.writes(MessageId(fresh()), text);
            }
        }
        // At another moment in each round.
        let enough = 5 + round * 17 % (A_ROUND * writers.len() / 2);
        let deadline = Deadline::usual();
        let come =
            |writers: &[Writer]| writers.iter().map(|writer| writer.person.socket.answers_waiting()).sum::<usize>();
        deadline.until("acknowledgements", || come(&writers) >= enough).await;
        server.kill();
        for writer in &mut writers {
            deadline.until("the sockets are gone", || writer.person.socket.is_closed()).await;
            writer.collect();
        }
        kept.kills.push(writers.iter().map(|writer| writer.acknowledged.len()).sum());
        server.launch().await;
        for writer in &mut writers {
            kept.sent_again += writer.returns().await;
        }
        for writer in &mut writers {
            deadline
                .until("everything is acknowledged", || {
                    writer.collect();
                    writer.open.is_empty()
                })
                .await;
        }
    }
    compare(&mut kept, &mut writers).await;
    kept
}

async fn compare(kept: &mut Kept, writers: &mut [Writer]) {
    let chat = writers[0].person.whole_chat().await;
    let mut stored: HashMap<MessageId, Vec<(u32, String)>> = HashMap::new();
    for message in &chat {
        stored.entry(message.id).or_default().push((message.chat_seq, message.text.clone()));
    }
    kept.doubled = stored.values().filter(|copies| copies.len() > 1).count();
    kept.out_of_order = chat.windows(2).filter(|pair| pair[0].chat_seq >= pair[1].chat_seq).count();
    for writer in writers {
        kept.acknowledged += writer.acknowledged.len();
        for (message, text, chat_seq) in &writer.acknowledged {
            match stored.get(message).and_then(|copies| copies.first()) {
                Some((place, words)) if words == text => kept.out_of_order += usize::from(place != chat_seq),
                _ => kept.lost += 1,
            }
        }
        let mut own: Vec<&(MessageId, String, u32)> = writer.acknowledged.iter().collect();
        own.sort_by_key(|(_, _, chat_seq)| *chat_seq);
        let written = |text: &str| -> Option<(usize, usize)> {
            let (round, index) = text.split_whitespace().last()?.split_once('/')?;
            Some((round.parse().ok()?, index.parse().ok()?))
        };
        kept.out_of_order += own.windows(2).filter(|pair| written(&pair[0].1) > written(&pair[1].1)).count();
    }
}
