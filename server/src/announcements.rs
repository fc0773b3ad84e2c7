//! Announcements outside the store: their files, their feed, and their mail.

use std::fmt::Write as _;

use koronailta_signaling::ids::{MailId, Timestamp};

use crate::{
    clock::SystemEntropy,
    evenings::{DAY_MS, HOUR_MS},
    mail::letters::{self, Told},
    store::{Announcement, MailKind, Network, NewMail, Store, StoreError},
};

/// An announcement is mailed so long after it was told: mistakes are seen in the first hour.
const MAIL_AFTER_MS: u64 = HOUR_MS;

/// The mails of announcements of a network are at least so far apart.
const MAILS_APART_MS: u64 = DAY_MS - 2 * HOUR_MS;

/// A kind of file that is taken: such as no program runs when it is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A document.
    Pdf,
    /// A picture.
    Png,
    /// A photograph.
    Jpeg,
    /// Words.
    Text,
}

impl FileKind {
    /// By how it begins; text has no control characters.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"%PDF-") {
            return Some(Self::Pdf);
        }
        if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            return Some(Self::Png);
        }
        if bytes.starts_with(b"\xff\xd8\xff") {
            return Some(Self::Jpeg);
        }
        let text = std::str::from_utf8(bytes).ok().filter(|text| !text.trim().is_empty())?;
        let plain = text.chars().all(|one| !one.is_control() || matches!(one, '\n' | '\r' | '\t'));
        (plain && !text.trim_start().starts_with('<')).then_some(Self::Text)
    }

    /// Its media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Text => "text/plain",
        }
    }

    /// A file name with the ending that fits: what is called `.exe` is saved as what it is.
    #[must_use]
    pub fn name(self, name: &str) -> String {
        let endings: &[&str] = match self {
            Self::Pdf => &[".pdf"],
            Self::Png => &[".png"],
            Self::Jpeg => &[".jpg", ".jpeg"],
            Self::Text => &[".txt", ".csv"],
        };
        let name: String = name.chars().map(|one| if "/\\:*?\"<>|".contains(one) { '_' } else { one }).collect();
        let lower = name.to_lowercase();
        if endings.iter().any(|ending| lower.ends_with(ending)) { name } else { format!("{name}{}", endings[0]) }
    }
}

/// How a browser saves a file (RFC 6266, RFC 8187).
#[must_use]
pub fn disposition(name: &str) -> String {
    let mut encoded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    format!("attachment; filename*=UTF-8''{encoded}")
}

/// Public announcements as a feed (RFC 4287).
#[must_use]
pub fn atom(network: &Network, announcements: &[Announcement], origin: &str) -> String {
    let page = format!("{origin}/n/{}", network.slug);
    let updated = announcements.iter().map(|one| one.changed_at).max().unwrap_or_default();
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<id>urn:uuid:{}</id>\n\
         <title>{}</title>\n<updated>{}</updated>\n<link rel=\"alternate\" href=\"{page}\"/>\n\
         <link rel=\"self\" href=\"{origin}/api/v1/networks/{}/announcements.atom\"/>\n<author><name>{}</name></author>\n",
        network.id,
        escaped(&network.name),
        moment(updated),
        network.slug,
        escaped(&network.name),
    );
    for one in announcements {
        let _ = write!(
            text,
            "<entry>\n<id>urn:uuid:{}</id>\n<title>{}</title>\n<published>{}</published>\n<updated>{}</updated>\n\
             <link rel=\"alternate\" href=\"{page}\"/>\n<content type=\"text\">{}</content>\n</entry>\n",
            one.id,
            escaped(&one.title),
            moment(one.created_at),
            moment(one.changed_at),
            escaped(&one.words),
        );
    }
    text.push_str("</feed>\n");
    text
}

fn moment(at: Timestamp) -> String {
    let millis = i64::try_from(at.0).unwrap_or(0);
    jiff::Timestamp::from_millisecond(millis)
        .map_or_else(|_| String::new(), |at| at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
}

fn escaped(words: &str) -> String {
    let allowed = |one: &char| !one.is_control() || matches!(one, '\n' | '\t');
    let words: String = words.chars().filter(allowed).collect();
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Mails what was told and has not been mailed yet, at most once a day for each network.
///
/// # Errors
/// The store failed.
pub async fn mail_news(store: &Store, origin: &str, now: Timestamp) -> Result<(), StoreError> {
    let waiting = store.undigested(Timestamp(now.0.saturating_sub(MAIL_AFTER_MS))).await?;
    for of_network in waiting.chunk_by(|one, other| one.network == other.network) {
        let network = of_network[0].network;
        let last = store.last_digest(network).await?;
        if last.is_some_and(|at| at.plus(MAILS_APART_MS) > now) {
            continue;
        }
        if let Some(network) = store.network_by_id(network).await? {
            let mails = digests(store, &network, of_network, origin, now).await?;
            store.queue_mail(mails).await?;
        }
        store.note_digest(of_network.iter().map(|one| one.id).collect(), now).await?;
    }
    Ok(())
}

async fn digests(
    store: &Store,
    network: &Network,
    news: &[Announcement],
    origin: &str,
    now: Timestamp,
) -> Result<Vec<NewMail>, StoreError> {
    let told: Vec<_> = news.iter().map(|one| Told { title: one.title.clone(), words: one.words.clone() }).collect();
    let page = format!("{origin}/n/{}", network.slug);
    let mut mails = Vec::new();
    for person in store.persons_of(network.id).await? {
        let Some(address) = person.email else { continue };
        if store.mail_refusals(person.id).await?.contains(&MailKind::Digest) {
            continue;
        }
        mails.push(NewMail {
            id: MailId::new(now, SystemEntropy::bytes()),
            network: Some(network.id),
            evening: None,
            person: Some(person.id),
            kind: MailKind::Digest,
            occasion: Some(format!("digest {} {}", news[0].id, person.id)),
            address,
            sender_name: network.name.clone(),
            reply_to: network.contact_email.clone(),
            letter: letters::digest(person.language, &person.name, &network.name, &told, &page),
            useful_until: None,
            created_at: now,
        });
    }
    Ok(mails)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_what_they_begin_with() {
        assert_eq!(FileKind::of(b"%PDF-1.7 ..."), Some(FileKind::Pdf));
        assert_eq!(FileKind::of("Päivä\n".as_bytes()), Some(FileKind::Text));
        for bytes in [&b"MZ\x90\x00"[..], b"", b"<svg onload='x'>", b"<html>", b"PK\x03\x04", b"\x7fELF"] {
            assert_eq!(FileKind::of(bytes), None, "{bytes:?}");
        }
        assert_eq!(FileKind::Pdf.name("ohje.exe"), "ohje.exe.pdf");
        assert_eq!(FileKind::Pdf.name("../Ohje.PDF"), ".._Ohje.PDF");
        assert_eq!(disposition("Öljy \"1\".pdf"), "attachment; filename*=UTF-8''%C3%96ljy%20%221%22.pdf");
    }
}
