//! Newtypes for everything that has an identity.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id_types {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(test, derive(ts_rs::TS), ts(type = "string"))]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0.hyphenated())
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )*};
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {
        id_types! { $($(#[$doc])* $name;)* }
        $(impl $name {
            /// A time-ordered id (RFC 9562 version 7) from time and entropy that the caller brings.
            #[must_use]
            pub fn new(now: Timestamp, entropy: [u8; 10]) -> Self {
                Self(uuid::Builder::from_unix_timestamp_millis(now.0, &entropy).into_uuid())
            }
        })*
    };
}

ids! {
    /// One regional network with its members, staff and evenings.
    NetworkId;
    /// One occurrence of an evening; it has exactly one live room.
    EveningId;
    /// A row of evenings that follow one rule.
    SeriesId;
    /// A business in a network.
    MemberId;
    /// A person of a business, or of the staff, as the organizer has written them down.
    PersonId;
    /// A way in to the organizer's side that works once.
    SignInId;
    /// Somebody signed in to the organizer's side.
    SessionId;
    /// A passkey.
    PasskeyId;
    /// A program's key to the HTTP interface.
    ApiTokenId;
    /// A mail on its way.
    MailId;
    /// Something told between evenings.
    AnnouncementId;
    /// A file of an announcement or of a support scheme.
    AttachmentId;
    /// A support scheme on a network's board.
    SchemeId;
    /// A person's wish that an advisor gets in touch.
    ContactRequestId;
    /// A program that wants to hear of evenings.
    WebhookId;
    /// Something on its way to such a program.
    DeliveryId;
    /// One seat of an evening on the list of who was there.
    SeatId;
    /// A capability to join; only the hash of its token is stored.
    LinkId;
    /// A person in a room. A participant survives connections.
    ParticipantId;
    /// One socket of a participant.
    ConnectionId;
    /// One `RTCPeerConnection` of a participant, as the media engine knows it.
    PeerId;
    /// A chat message. Made by the client, so that a repeated post is recognised.
    MessageId;
    /// A small group within an evening, or the two of a side talk.
    GroupId;
    /// A document that was uploaded for an evening.
    MaterialId;
    /// Somebody to turn to, as an organizer has written it.
    HelpContactId;
    /// A browser, as it names itself from its own storage; it keeps a removed person from returning
    /// through a shared link by merely reloading.
    DeviceId;
}

macro_rules! random_ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {
        id_types! { $($(#[$doc])* $name;)* }
        $(impl $name {
            /// A random id (RFC 9562 version 4) from entropy that the caller brings: it tells nothing of when it was made.
            #[must_use]
            pub fn random(entropy: [u8; 16]) -> Self {
                Self(uuid::Builder::from_random_bytes(entropy).into_uuid())
            }
        })*
    };
}

random_ids! {
    /// A question. Random, so that it cannot be told from it when it was asked.
    QuestionId;
    /// The client's own mark of a question it asks, so that a repeated one is recognised. Random, and kept in memory only.
    AskKey;
    /// A poll.
    PollId;
}

/// Milliseconds since the Unix epoch. The drivers anchor it to a monotonic clock, so it never steps back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(type = "number"))]
pub struct Timestamp(pub u64);

impl Timestamp {
    /// This time and `milliseconds` more.
    #[must_use]
    pub fn plus(self, milliseconds: u64) -> Self {
        Self(self.0.saturating_add(milliseconds))
    }

    /// Milliseconds from `earlier` to this time; zero when `earlier` is later.
    #[must_use]
    pub fn since(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// The identification tag of an m-line (RFC 8843), made by the client in its offer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(type = "string"))]
pub struct Mid(pub String);

impl std::fmt::Display for Mid {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
