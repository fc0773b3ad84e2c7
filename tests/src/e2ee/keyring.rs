//! One client's part in agreeing on keys, and what it seals and opens with them.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex},
    time::Instant,
};

use aws_lc_rs::{
    agreement::{ECDH_P256, PrivateKey, UnparsedPublicKey, agree},
    digest::{SHA256, digest},
    error::Unspecified,
};
use bytes::Bytes;
use koronailta_signaling::{
    ids::ParticipantId,
    wire::{
        Command, Event, RejectCode,
        group::{GroupMessage, Place},
        keys::{EpochNumber, KeyCommitment, KeyEpoch, KeyRevealed, KeyScope, KeyShare, Sender, key_id},
    },
};

use super::{from_base64, hkdf, open_share, random, seal_share, sframe, to_base64, words};

/// Bytes of an Opus packet that stay readable.
const CLEAR: usize = 1;

/// A keyring that a socket, a sender and an ear share.
pub type Shared = Arc<Mutex<Keyring>>;

/// Where a client was told that it is, and since when.
#[derive(Clone, Copy, Debug)]
pub struct Told {
    /// Since when.
    pub at: Instant,
    /// The scope.
    pub scope: KeyScope,
}

/// What a packet turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    /// Not sealed, as far as this client can tell.
    Plain,
    /// Sealed under this key, and opened.
    Sealed(u64, Vec<u8>),
    /// It looks sealed, and there is no key to it here.
    Closed(u64),
}

/// A client's keys.
#[derive(Debug)]
pub struct Keyring {
    me: Option<ParticipantId>,
    always: bool,
    scope: Option<KeyScope>,
    private: PrivateKey,
    public: Vec<u8>,
    round: Option<Round>,
    opening: HashMap<u64, sframe::Key>,
    letters: HashMap<u64, sframe::Key>,
    sealing: Option<Sealing>,
    /// Every place it was told of, in order.
    pub told: Vec<Told>,
    /// The scope of every epoch it was told of.
    pub epochs: BTreeMap<EpochNumber, KeyScope>,
    /// The words of each epoch.
    pub words: BTreeMap<EpochNumber, [u16; 4]>,
    /// The newest epoch whose key is used.
    pub used: Option<EpochNumber>,
    /// What the server has refused of what this keyring said.
    pub refused: Vec<RejectCode>,
    /// Something in the server's words about keys did not fit together.
    pub doubted: bool,
}

#[derive(Debug)]
struct Sealing {
    kid: u64,
    key: sframe::Key,
    letters: sframe::Key,
    counter: u64,
    letter: u64,
}

#[derive(Debug)]
struct Round {
    epoch: KeyEpoch,
    nonce: [u8; 16],
    base_key: [u8; 16],
    commits: Vec<KeyCommitment>,
    keys: HashMap<ParticipantId, Vec<u8>>,
    early: HashMap<ParticipantId, String>,
    opened: Vec<ParticipantId>,
    ready: bool,
}

impl Default for Keyring {
    fn default() -> Self {
        let private = PrivateKey::generate(&ECDH_P256).expect("a key pair");
        let public = private.compute_public_key().expect("its public half").as_ref().to_vec();
        Self {
            me: None,
            always: false,
            scope: None,
            private,
            public,
            round: None,
            opening: HashMap::new(),
            letters: HashMap::new(),
            sealing: None,
            told: Vec::new(),
            epochs: BTreeMap::new(),
            words: BTreeMap::new(),
            used: None,
            refused: Vec::new(),
            doubted: false,
        }
    }
}

fn name(scope: KeyScope) -> String {
    match scope {
        KeyScope::Evening => "evening".to_owned(),
        KeyScope::Group { group } => format!("group {group}"),
    }
}

fn commitment(epoch: EpochNumber, who: ParticipantId, public: &[u8], nonce: &[u8]) -> String {
    let text = who.to_string();
    let whole = [b"koronailta commit", &epoch.0.to_be_bytes()[..], text.as_bytes(), public, nonce].concat();
    to_base64(digest(&SHA256, &whole).as_ref())
}

fn letter_key(kid: u64, base_key: &[u8]) -> sframe::Key {
    let own: [u8; 16] = hkdf(base_key, b"koronailta chat", b"");
    sframe::Key::derive(kid, &own)
}

impl Round {
    fn sender(&self, who: ParticipantId) -> Option<Sender> {
        self.epoch.members.iter().find(|member| member.participant == who).map(|member| member.sender)
    }
}

impl Keyring {
    /// One to share.
    #[must_use]
    pub fn shared() -> Shared {
        Arc::default()
    }

    /// Takes an event and says what is to be said to it.
    pub fn hear(&mut self, event: &Event) -> Vec<Command> {
        match event {
            Event::Welcome(welcome) => {
                self.me = Some(welcome.you);
                self.always = welcome.evening.encrypted;
                self.scope = None;
                self.arrive(&welcome.place);
                Vec::new()
            }
            Event::Placed(placed) => {
                self.arrive(&placed.place);
                Vec::new()
            }
            Event::KeyEpoch { epoch } => self.begin(epoch),
            Event::KeyCommits { epoch, commits } => self.step(*epoch, |ring, round| ring.reveal(round, commits)),
            Event::KeyReveals { epoch, reveals } => self.step(*epoch, |ring, round| ring.share(round, reveals)),
            Event::KeyShare { epoch, from, sealed } => self.step(*epoch, |ring, round| ring.take(round, *from, sealed)),
            Event::KeyUse { epoch } => self.step(*epoch, Self::use_key),
            _ => Vec::new(),
        }
    }

    fn arrive(&mut self, place: &Place) {
        let group = place.group.as_ref().map(|group| KeyScope::Group { group: group.name.id });
        let scope = group.unwrap_or(KeyScope::Evening);
        if self.scope != Some(scope) {
            self.scope = Some(scope);
            self.round = None;
            self.sealing = None;
            self.told.push(Told { at: Instant::now(), scope });
        }
    }

    /// Where it was told that it is.
    #[must_use]
    pub fn scope(&self) -> Option<KeyScope> {
        self.scope
    }

    fn is_open(&self) -> bool {
        self.scope == Some(KeyScope::Evening) && !self.always
    }

    fn step(&mut self, epoch: EpochNumber, act: impl FnOnce(&mut Self, &mut Round) -> Vec<Command>) -> Vec<Command> {
        let Some(mut round) = self.round.take_if(|round| round.epoch.epoch == epoch) else { return Vec::new() };
        let said = act(self, &mut round);
        if !self.doubted {
            self.round = Some(round);
        }
        said
    }

    fn begin(&mut self, epoch: &KeyEpoch) -> Vec<Command> {
        self.epochs.insert(epoch.epoch, epoch.scope);
        let Some(me) = self.me.filter(|_| self.scope == Some(epoch.scope) && !self.is_open()) else {
            return Vec::new();
        };
        let nonce = random();
        let commit = commitment(epoch.epoch, me, &self.public, &nonce);
        self.round = Some(Round {
            epoch: epoch.clone(),
            nonce,
            base_key: random(),
            commits: Vec::new(),
            keys: HashMap::new(),
            early: HashMap::new(),
            opened: Vec::new(),
            ready: false,
        });
        vec![Command::KeyCommit { epoch: epoch.epoch, commit }]
    }

    fn reveal(&mut self, round: &mut Round, commits: &[KeyCommitment]) -> Vec<Command> {
        let mine = self.me.map(|me| commitment(round.epoch.epoch, me, &self.public, &round.nonce));
        let unchanged =
            commits.iter().any(|one| Some(one.participant) == self.me && Some(&one.commit) == mine.as_ref());
        if !round.commits.is_empty() || !unchanged {
            self.doubted |= !unchanged;
            return Vec::new();
        }
        round.commits = commits.to_vec();
        let (public_key, nonce) = (to_base64(&self.public), to_base64(&round.nonce));
        vec![Command::KeyReveal { epoch: round.epoch.epoch, public_key, nonce }]
    }

    fn share(&mut self, round: &mut Round, reveals: &[KeyRevealed]) -> Vec<Command> {
        let number = round.epoch.epoch;
        let fits = |revealed: &KeyRevealed| {
            let (key, nonce) = (from_base64(&revealed.public_key)?, from_base64(&revealed.nonce)?);
            let commit = commitment(number, revealed.participant, &key, &nonce);
            let promised =
                round.commits.iter().any(|one| one.participant == revealed.participant && one.commit == commit);
            promised.then_some((revealed.participant, key))
        };
        let keys: Option<HashMap<_, _>> = reveals.iter().map(fits).collect();
        let Some(keys) = keys.filter(|keys| keys.len() == round.commits.len()) else {
            self.doubted = true;
            return Vec::new();
        };
        round.keys = keys;
        self.words.extend(words(number, reveals).map(|words| (number, words)));
        let Some(me) = self.me else { return Vec::new() };
        let others = round.keys.keys().copied().filter(|who| *who != me);
        let sealed = |to| {
            let key = self.pair_key(round, me, to)?;
            Some(KeyShare { to, sealed: to_base64(&seal_share(&key, &round.base_key)) })
        };
        let shares = others.filter_map(sealed).collect();
        let mut said = vec![Command::KeyShares { epoch: number, shares }];
        for (from, sealed) in std::mem::take(&mut round.early) {
            said.extend(self.take(round, from, &sealed));
        }
        said.extend(Self::ready(round));
        said
    }

    fn pair_key(&self, round: &Round, from: ParticipantId, to: ParticipantId) -> Option<[u8; 32]> {
        let other = round.keys.get(if Some(from) == self.me { &to } else { &from })?;
        let place = name(round.epoch.scope);
        let info = [place, round.epoch.epoch.0.to_string(), from.to_string(), to.to_string()].join("|");
        let derive = |secret: &[u8]| Ok(hkdf(secret, b"koronailta share", info.as_bytes()));
        agree(&self.private, UnparsedPublicKey::new(&ECDH_P256, other), Unspecified, derive).ok()
    }

    fn take(&mut self, round: &mut Round, from: ParticipantId, sealed: &str) -> Vec<Command> {
        if !round.keys.contains_key(&from) {
            round.early.insert(from, sealed.to_owned());
            return Vec::new();
        }
        let base_key = || {
            let key = self.pair_key(round, from, self.me?)?;
            let base_key = open_share(&key, &from_base64(sealed)?)?;
            Some((key_id(round.epoch.epoch, round.sender(from)?), base_key))
        };
        let Some((kid, base_key)) = base_key() else { return Vec::new() };
        self.opening.insert(kid, sframe::Key::derive(kid, &base_key));
        self.letters.insert(kid, letter_key(kid, &base_key));
        round.opened.push(from);
        Self::ready(round).into_iter().collect()
    }

    fn ready(round: &mut Round) -> Option<Command> {
        let all = round.opened.len() + 1 >= round.keys.len();
        let first = all && !std::mem::replace(&mut round.ready, all);
        first.then_some(Command::KeyReady { epoch: round.epoch.epoch })
    }

    fn use_key(&mut self, round: &mut Round) -> Vec<Command> {
        let kid = self.me.and_then(|me| round.sender(me)).map(|sender| key_id(round.epoch.epoch, sender));
        if let Some(kid) = kid.filter(|_| self.used != Some(round.epoch.epoch)) {
            let (key, letters) = (sframe::Key::derive(kid, &round.base_key), letter_key(kid, &round.base_key));
            self.sealing = Some(Sealing { kid, key, letters, counter: 0, letter: 0 });
            self.used = Some(round.epoch.epoch);
        }
        Vec::new()
    }

    /// What to send instead of this sound packet; nothing as long as there is no key.
    pub fn seal(&mut self, packet: &[u8]) -> Option<Bytes> {
        if self.is_open() {
            return Some(Bytes::copy_from_slice(packet));
        }
        let sealing = self.sealing.as_mut()?;
        let (clear, rest) = packet.split_at_checked(CLEAR)?;
        let sealed = sealing.key.seal(sealing.counter, clear, rest);
        sealing.counter += 1;
        Some([clear, &sealed].concat().into())
    }

    /// Looks into a sound packet.
    #[must_use]
    pub fn open(&self, packet: &[u8]) -> Opened {
        self.open_after(CLEAR, packet)
    }

    /// Looks into a frame of which so many bytes stay readable.
    #[must_use]
    pub fn open_after(&self, clear: usize, frame: &[u8]) -> Opened {
        let Some((clear, sealed)) = frame.split_at_checked(clear) else { return Opened::Plain };
        let Some(header) = sframe::read_header(sealed) else { return Opened::Plain };
        if let Some(plain) = self.opening.get(&header.kid).and_then(|key| key.open(clear, sealed)) {
            return Opened::Sealed(header.kid, plain);
        }
        // Small numbers are no key ids here: epochs begin with 1.
        if (4096..u64::from(u32::MAX) << 12).contains(&header.kid) { Opened::Closed(header.kid) } else { Opened::Plain }
    }

    /// Whether any other key than the one it is sealed under opens it, whatever its header says.
    #[must_use]
    pub fn opens_under_another(&self, kid: u64, clear: &[u8], sealed: &[u8]) -> bool {
        self.opening.iter().filter(|(other, _)| **other != kid).any(|(_, key)| key.authenticates(clear, sealed))
    }

    /// A message to one's group, sealed; nothing as long as there is no key.
    pub fn write(&mut self, message: &str, text: &str) -> Option<String> {
        let outside = self.outside(&self.me?.to_string(), message)?;
        let sealing = self.sealing.as_mut()?;
        let sealed = sealing.letters.seal(sealing.letter, &outside, text.as_bytes());
        sealing.letter += 1;
        Some(to_base64(&sealed))
    }

    /// The words of a message; nothing if there is no key to it here.
    #[must_use]
    pub fn read(&self, message: &GroupMessage) -> Option<String> {
        let outside = self.outside(&message.author.to_string(), &message.id.to_string())?;
        let sealed = from_base64(&message.sealed)?;
        let header = sframe::read_header(&sealed)?;
        if Some(message.author) == self.me {
            let sealing = self.sealing.as_ref().filter(|sealing| sealing.kid == header.kid)?;
            return String::from_utf8(sealing.letters.open(&outside, &sealed)?).ok();
        }
        String::from_utf8(self.letters.get(&header.kid)?.open(&outside, &sealed)?).ok()
    }

    fn outside(&self, author: &str, message: &str) -> Option<Vec<u8>> {
        let Some(KeyScope::Group { group }) = self.scope else { return None };
        Some([&group.to_string(), author, message].join("|").into_bytes())
    }
}
