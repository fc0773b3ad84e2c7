//! A letter as it goes over the wire.

use std::{
    fmt,
    str::FromStr,
    time::{Duration, SystemTime},
};

use lettre::{
    Message,
    message::{
        Attachment, Mailbox, MultiPart, SinglePart,
        header::{ContentType, HeaderName, HeaderValue},
    },
};

use crate::store::DueMail;

/// Characters of an address (RFC 5321 §4.5.3.1.3).
const ADDRESS_MAX: usize = 254;

/// A mail address that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(lettre::Address);

/// It cannot be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a mail address is written name@example.fi")]
pub struct NoAddress;

impl FromStr for Address {
    type Err = NoAddress;
    fn from_str(text: &str) -> Result<Self, NoAddress> {
        let plain = text.len() <= ADDRESS_MAX
            && !text.contains(|one: char| one.is_whitespace() || one.is_control() || "<>\",;:()".contains(one));
        let (local, domain) = text.rsplit_once('@').filter(|_| plain).ok_or(NoAddress)?;
        let domain = ascii_domain(domain).filter(|domain| domain.contains('.')).ok_or(NoAddress)?;
        // Few mail servers take other local parts (RFC 6531), and one that does not would refuse the mail anyhow.
        if !local.is_ascii() {
            return Err(NoAddress);
        }
        lettre::Address::new(local, domain).map(Self).map_err(|_| NoAddress)
    }
}

/// A domain as mail servers know it (RFC 5891): `käsityö.fi` is `xn--ksity-hra6p.fi`.
#[must_use]
pub fn ascii_domain(domain: &str) -> Option<String> {
    if domain.is_ascii() {
        return Some(domain.to_owned());
    }
    match url::Host::parse(domain) {
        Ok(url::Host::Domain(ascii)) => Some(ascii),
        Ok(url::Host::Ipv4(_) | url::Host::Ipv6(_)) | Err(_) => None,
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Why a mail cannot even be written.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Unwritable(String);

/// The message of a queued mail. It has the same id each time it is tried, so that a mailbox can tell a repetition.
pub(super) fn write(mail: &DueMail, from: &Address) -> Result<Message, Unwritable> {
    let wrong = |error: &dyn fmt::Display| Unwritable(error.to_string());
    let to: Address = mail.address.parse().map_err(|error: NoAddress| wrong(&error))?;
    let sender = Mailbox::new(Some(one_line(&mail.sender_name)), from.0.clone());
    let mut message = Message::builder()
        .from(sender)
        .to(Mailbox::new(None, to.0))
        .subject(one_line(&mail.letter.subject))
        .date(SystemTime::UNIX_EPOCH + Duration::from_millis(mail.created_at.0))
        .message_id(Some(format!("<{}@{}>", mail.id, from.0.domain())))
        // RFC 3834: no machine shall answer it.
        .raw_header(HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned()));
    if let Some(reply_to) = mail.reply_to.as_deref().and_then(|text| text.parse::<Address>().ok()) {
        message = message.reply_to(Mailbox::new(None, reply_to.0));
    }
    let words = MultiPart::alternative_plain_html(mail.letter.text.clone(), mail.letter.html.clone());
    let body = match &mail.letter.calendar {
        None => words,
        Some(calendar) => with_calendar(words, calendar).map_err(|error| wrong(&error))?,
    };
    message.multipart(body).map_err(|error| wrong(&error))
}

/// Beside the words for the calendars that look there, and as a file for the people whose calendars do not (RFC 6047 §2).
fn with_calendar(words: MultiPart, calendar: &str) -> Result<MultiPart, lettre::message::header::ContentTypeErr> {
    let method = if calendar.contains("\r\nMETHOD:CANCEL\r\n") { "CANCEL" } else { "REQUEST" };
    let kind = ContentType::parse(&format!("text/calendar; charset=utf-8; method={method}"))?;
    let part = SinglePart::builder().header(kind).body(calendar.to_owned());
    let file = Attachment::new("ilta.ics".to_owned()).body(calendar.to_owned(), ContentType::parse("application/ics")?);
    Ok(MultiPart::mixed().multipart(words.singlepart(part)).singlepart(file))
}

/// Header fields have one line; somebody's words must not begin another.
fn one_line(words: &str) -> String {
    words.chars().map(|one| if one.is_control() { ' ' } else { one }).collect()
}

#[cfg(test)]
mod tests {
    use koronailta_signaling::ids::{MailId, Timestamp};

    use super::*;
    use crate::store::Letter;

    fn mail(subject: &str, calendar: Option<&str>) -> DueMail {
        DueMail {
            id: MailId::new(Timestamp(1), [7; 10]),
            address: "aino@example.fi".to_owned(),
            sender_name: "Meri-Lappi".to_owned(),
            reply_to: Some("organizer@example.fi".to_owned()),
            letter: Letter {
                subject: subject.to_owned(),
                text: "Hei Aino".to_owned(),
                html: "<p>Hei Aino</p>".to_owned(),
                calendar: calendar.map(str::to_owned),
            },
            attempts: 0,
            useful_until: None,
            created_at: Timestamp(1_764_000_000_000),
        }
    }

    fn written(mail: &DueMail) -> String {
        let from = "ilta@koronailta.example".parse().expect("an address");
        String::from_utf8(write(mail, &from).expect("a message").formatted()).expect("mail is text")
    }

    #[test]
    fn an_invitation_is_text_page_calendar_and_file() {
        let text = written(&mail("Kutsu", Some("BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n")));
        for part in
            ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "method=REQUEST", "ilta.ics"]
        {
            assert!(text.contains(part), "{part} is not in {text}");
        }
        assert!(text.contains("Auto-Submitted: auto-generated\r\n"), "{text}");
        assert_eq!(
            written(&mail("a", None)).lines().find(|line| line.starts_with("Message-ID")),
            written(&mail("b", None)).lines().find(|line| line.starts_with("Message-ID"))
        );
    }

    #[test]
    fn words_cannot_become_header_fields() {
        let text = written(&mail("Kutsu\r\nBcc: kaikki@example.fi", None));
        assert!(!text.contains("\r\nBcc:"), "{text}");
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in [
            "",
            "aino",
            "aino@",
            "@example.fi",
            "aino@localhost",
            "a b@example.fi",
            "a@example.fi, b@example.fi",
            "<a@example.fi>",
            "a@example.fi\r\nBcc: b@example.fi",
            &format!("{}@example.fi", "a".repeat(300)),
        ] {
            assert!(text.parse::<Address>().is_err(), "{text}");
        }
        assert!("aino.kangas+ilta@yritys.example".parse::<Address>().is_ok());
    }

    #[test]
    fn every_mail_server_can_read_an_address() {
        let address: Address = "aino@käsityö.fi".parse().expect("an address");
        assert!(address.to_string().is_ascii() && address.to_string().starts_with("aino@xn--"), "{address}");
        assert!("äiti@yritys.example".parse::<Address>().is_err());
        let abroad = DueMail {
            address: "aino@käsityö.fi".to_owned(),
            reply_to: Some("järjestäjä@yritys.example".to_owned()),
            ..mail("Kutsu ääkkösin", None)
        };
        assert!(written(&abroad).is_ascii(), "{}", written(&abroad));
    }
}
