//! Reading what a client sent. It may come from a newer page, an older page or no page at all.

use serde::Deserialize;

use super::{ClientMessage, Command, RejectCode, Rejection};
use crate::limits;

/// A message that is no command of this protocol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The client's number for it, where one could be read.
    pub id: Option<u32>,
    /// What to tell the client.
    pub rejection: Rejection,
}

#[derive(Deserialize)]
struct Envelope {
    id: u32,
    command: serde_json::Value,
}

impl ClientMessage {
    /// Reads one text message of the WebSocket.
    ///
    /// # Errors
    /// [`Unreadable`] with `message_too_large`, `unknown_command` (a name this version does not know) or `malformed`.
    pub fn parse(text: &str) -> Result<Self, Unreadable> {
        if text.len() > limits::MESSAGE_BYTES {
            let rejection = RejectCode::MessageTooLarge.with_max(limits::MESSAGE_BYTES as u64);
            return Err(Unreadable { id: None, rejection });
        }
        let envelope: Envelope = serde_json::from_str(text)
            .map_err(|_| Unreadable { id: None, rejection: RejectCode::Malformed.reject() })?;
        let known =
            envelope.command.get("type").and_then(serde_json::Value::as_str).map(|name| Command::NAMES.contains(&name));
        let id = envelope.id;
        serde_json::from_value(envelope.command).map(|command| Self { id, command }).map_err(|_| {
            let code = if known == Some(false) { RejectCode::UnknownCommand } else { RejectCode::Malformed };
            Unreadable { id: Some(id), rejection: code.reject() }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> (Option<u32>, RejectCode) {
        let unreadable = ClientMessage::parse(text).expect_err("must be rejected");
        (unreadable.id, unreadable.rejection.code)
    }

    #[test]
    fn a_command_is_read() {
        let message = ClientMessage::parse(r#"{"id":7,"command":{"type":"hand_raise"}}"#).expect("valid");
        assert_eq!(message, ClientMessage { id: 7, command: Command::HandRaise });
    }

    #[test]
    fn a_newer_page_is_told_from_garbage() {
        assert_eq!(code(r#"{"id":3,"command":{"type":"levitate"}}"#), (Some(3), RejectCode::UnknownCommand));
        assert_eq!(code(r#"{"id":3,"command":{"type":"admit"}}"#), (Some(3), RejectCode::Malformed));
        assert_eq!(code(r#"{"id":3,"command":{}}"#), (Some(3), RejectCode::Malformed));
        assert_eq!(code(r#"{"id":3,"command":"hand_raise"}"#), (Some(3), RejectCode::Malformed));
        assert_eq!(code(r#"{"id":-1,"command":{"type":"hand_raise"}}"#), (None, RejectCode::Malformed));
        assert_eq!(code("hello"), (None, RejectCode::Malformed));
        assert_eq!(code(""), (None, RejectCode::Malformed));
        assert_eq!(code(&"[".repeat(100_000)), (None, RejectCode::Malformed));
    }

    #[test]
    fn members_of_a_newer_page_are_ignored() {
        let text = r#"{"id":1,"mood":"good","command":{"type":"leave","quiet":true,"wave":1}}"#;
        assert_eq!(ClientMessage::parse(text).map(|message| message.command), Ok(Command::Leave { quiet: true }));
    }

    #[test]
    fn a_message_is_at_most_so_long() {
        let text =
            format!(r#"{{"id":1,"command":{{"type":"hand_raise","x":"{}"}}}}"#, "a".repeat(limits::MESSAGE_BYTES));
        assert_eq!(code(&text), (None, RejectCode::MessageTooLarge));
    }
}
