//! The store of the scenes.

use super::*;

/// What the store has, as the server would read it after a restart.
#[derive(Clone, Debug, Default)]
pub(super) struct Stored {
    pub(super) sessions: BTreeMap<ParticipantId, SessionRecord>,
    pub(super) restored: Restored,
    pub(super) log: Vec<(String, Option<ParticipantId>)>,
}

impl Stored {
    pub(super) fn write(&mut self, write: Write) {
        let restored = &mut self.restored;
        match write {
            Write::SaveSession(record) => drop(self.sessions.insert(record.participant, record)),
            Write::EndSession { participant } => drop(self.sessions.remove(&participant)),
            Write::AppendChat(record) => restored.chat.push(record),
            Write::EraseChat { message, by_author } => {
                let record = restored.chat.iter_mut().find(|record| record.message == message).unwrap();
                record.text.clear();
                record.reactions.clear();
                record.erased = Some(by_author);
            }
            Write::SetReaction { message, participant, reaction, on } => {
                let record = restored.chat.iter_mut().find(|record| record.message == message).unwrap();
                let people = record.reactions.entry(reaction).or_default();
                people.retain(|&person| person != participant);
                if on {
                    people.push(participant);
                }
            }
            Write::CountPairs(pairs) => {
                for pair in pairs {
                    match restored.pairs.iter_mut().find(|(known, _)| *known == pair) {
                        Some((_, times)) => *times += 1,
                        None => restored.pairs.push((pair, 1)),
                    }
                }
            }
            Write::BarLink { link } => restored.barred_links.push(link),
            Write::BarDevice { device } => restored.barred_devices.push(device),
            Write::MarkLink { link } => restored.marked_links.push(link),
            Write::SetBlock { block, on } => {
                restored.blocks.retain(|other| *other != block);
                if on {
                    restored.blocks.push(block);
                }
            }
            Write::SetDenial(denial) => {
                restored.denials.retain(|other| (other.device, other.link) != (denial.device, denial.link));
                restored.denials.push(denial);
            }
            Write::SetLocked(on) => restored.locked = on,
            Write::SetFloor(by) => restored.floor_held_by = by,
            Write::SetStage(stage) => restored.stage = stage,
            Write::EveningOpened => restored.opened = true,
            Write::EveningEnded => restored.ended = true,
            Write::Log(entry) => self.log.push((entry.action, entry.about)),
            guidance => restored.write_guidance(guidance),
        }
    }

    pub(super) fn read(&self) -> Restored {
        Restored { sessions: self.sessions.values().cloned().collect(), ..self.restored.clone() }
    }
}

impl Restored {
    fn write_guidance(&mut self, write: Write) {
        match write {
            Write::SaveQuestion(record) => match self.questions.iter_mut().find(|known| known.id == record.id) {
                Some(known) => *known = QuestionRecord { votes: known.votes, ..record },
                None => self.questions.push(record),
            },
            Write::SetQuestionVotes { question, votes } => {
                self.questions.iter_mut().find(|known| known.id == question).unwrap().votes = votes;
            }
            Write::OpenPoll(record) => self.polls.push(record),
            Write::CountBallot { poll, choices } => {
                let record = self.polls.iter_mut().find(|record| record.poll == poll).unwrap();
                record.ballots += 1;
                for choice in choices {
                    *record.counts.entry(choice).or_default() += 1;
                }
            }
            Write::ClosePoll { .. } => {}
            Write::SaveCaption(CaptionRecord { by, line, .. }) => {
                self.captions.retain(|&known| known != (by, line.line));
                self.captions.push((by, line.line));
            }
            Write::EraseCaption { by, line } => self.captions.retain(|&known| known != (by, line)),
            Write::EraseCaptions => self.captions.clear(),
            other => panic!("{other:?} has no place in the scene's store"),
        }
    }
}
