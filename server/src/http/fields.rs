//! Fields of requests as people write them: tidied once at the door, valid ever after.

use koronailta_signaling::{
    limits::{Limit, NAME, TEXT_BYTES},
    names::{self, DisplayName},
    wire::{Param, RejectCode, Rejection},
};

use super::{Problem, refusal::ApiCode};
use crate::mail::ascii_domain;

/// Characters of a title, a business, a place and the like.
pub const LINE: Limit = Limit { name: "LINE", max: 80, code: RejectCode::BusinessTooLong };

/// Characters of a mail address (RFC 5321 §4.5.3.1.3).
pub const EMAIL_MAX: usize = 254;

/// A person's name.
///
/// # Errors
/// `value_empty`, `value_too_long`, `value_invalid`.
pub fn name(field: &str, text: &str) -> Result<String, Problem> {
    DisplayName::parse(text).map(DisplayName::into_string).map_err(|rejection| told(field, &rejection, NAME.max))
}

/// One line in which something must stand.
///
/// # Errors
/// As [`name`].
pub fn line(field: &str, text: &str) -> Result<String, Problem> {
    optional_line(field, Some(text))?.ok_or_else(|| Problem::refused(ApiCode::ValueEmpty).word("field", field))
}

/// One line that may be empty.
///
/// # Errors
/// `value_too_long`, `value_invalid`.
pub fn optional_line(field: &str, text: Option<&str>) -> Result<Option<String>, Problem> {
    names::business(text).map_err(|rejection| told(field, &rejection, LINE.max))
}

/// A text of several lines that may be empty.
///
/// # Errors
/// `value_too_long`.
pub fn text(field: &str, text: &str, max: usize) -> Result<String, Problem> {
    let limit = Limit { name: "text", max, code: RejectCode::TextTooLong };
    debug_assert!(max <= TEXT_BYTES.max, "a longer text is cut off by its bytes");
    names::optional_text(text, &limit).map_err(|rejection| told(field, &rejection, max))
}

/// A mail address: its domain in small letters and as mail servers know it, before the @ only what all of them take.
///
/// # Errors
/// `email_invalid`.
pub fn email(text: &str) -> Result<String, Problem> {
    let wrong = || Problem::from(ApiCode::EmailInvalid);
    let text = text.trim();
    let (local, domain) = text.rsplit_once('@').ok_or_else(wrong)?;
    let plain = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    let label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    let right = text.len() <= EMAIL_MAX
        && (1..=64).contains(&local.len())
        && local.chars().all(plain)
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && domain.contains('.')
        && domain.split('.').all(label);
    if !right {
        return Err(wrong());
    }
    let domain = ascii_domain(domain).ok_or_else(wrong)?;
    let address = format!("{local}@{}", domain.to_lowercase());
    if address.len() <= EMAIL_MAX { Ok(address) } else { Err(wrong()) }
}

/// A mail address that may be missing or empty.
///
/// # Errors
/// `email_invalid`.
pub fn optional_email(text: Option<&str>) -> Result<Option<String>, Problem> {
    text.filter(|text| !text.trim().is_empty()).map(email).transpose()
}

/// The short name of a network.
///
/// # Errors
/// `value_invalid`.
pub fn slug(text: &str) -> Result<String, Problem> {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let edged = text.starts_with('-') || text.ends_with('-');
    if text.is_empty() || text.len() > 64 || edged || !text.bytes().all(allowed) {
        return Err(Problem::refused(ApiCode::ValueInvalid).word("field", "slug"));
    }
    Ok(text.to_owned())
}

/// What a page may safely make a link of: a telephone number, an https address or a mail address.
///
/// # Errors
/// `value_invalid`, and what [`line()`] says.
pub fn reachable(field: &str, text: &str) -> Result<String, Problem> {
    let address = line(field, text)?;
    let number = is_number(&address);
    let page = url::Url::parse(&address).is_ok_and(|url| url.scheme() == "https" && url.host().is_some());
    let mail = address.is_ascii() && email(&address).is_ok();
    if number || page || mail {
        return Ok(address);
    }
    Err(Problem::refused(ApiCode::ValueInvalid).word("field", field))
}

/// What can be dialled.
fn is_number(text: &str) -> bool {
    let dialled = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '+' | '-' | '(' | ')');
    text.chars().all(dialled) && text.chars().any(|c| c.is_ascii_digit())
}

/// A telephone number that may be missing or empty.
///
/// # Errors
/// `value_invalid`, `value_too_long`.
pub fn optional_phone(field: &str, text: Option<&str>) -> Result<Option<String>, Problem> {
    let number = optional_line(field, text)?;
    if number.as_deref().is_some_and(|number| !is_number(number)) {
        return Err(Problem::refused(ApiCode::ValueInvalid).word("field", field));
    }
    Ok(number)
}

fn told(field: &str, rejection: &Rejection, otherwise: usize) -> Problem {
    let code = match rejection.code {
        RejectCode::NameEmpty | RejectCode::TextEmpty => ApiCode::ValueEmpty,
        RejectCode::NameTooLong | RejectCode::BusinessTooLong | RejectCode::TextTooLong => ApiCode::ValueTooLong,
        _ => ApiCode::ValueInvalid,
    };
    let problem = Problem::refused(code).word("field", field);
    match (code, rejection.params.get("max")) {
        (ApiCode::ValueTooLong, Some(Param::Number(max))) => problem.number("max", *max),
        (ApiCode::ValueTooLong, _) => problem.number("max", otherwise as u64),
        _ => problem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_addresses_are_ones_that_can_be_written_to() {
        assert_eq!(email(" Aino.Kangas+ilta@Yritys.FI ").ok().as_deref(), Some("Aino.Kangas+ilta@yritys.fi"));
        let abroad = email("aino@Käsityö.FI").ok();
        assert!(abroad.as_deref().is_some_and(|text| text.is_ascii() && text.starts_with("aino@xn--")), "{abroad:?}");
        for text in [
            "",
            "aino",
            "@yritys.fi",
            "aino@",
            "aino@yritys",
            "aino@-yritys.fi",
            "a b@yritys.fi",
            "a..b@yritys.fi",
            "äiti@yritys.fi",
            ".a@yritys.fi",
            "aino@yritys..fi",
            "a@b.fi\r\nBcc: x@y.fi",
            "\"x\"@y.fi",
            "a,b@y.fi",
            "<a@b.fi>",
        ] {
            assert!(email(text).is_err(), "{text:?}");
        }
        assert!(email(&format!("{}@yritys.fi", "a".repeat(65))).is_err());
    }

    #[test]
    fn addresses_of_help_are_ones_that_can_be_dialled_opened_or_written_to() {
        for address in ["+358 9 2525 0111", "112", "https://mieli.example.fi/chat", "apu@mieli.example.fi"] {
            assert!(reachable("address", address).is_ok(), "{address}");
        }
        for address in ["javascript:alert(1)", "http://mieli.example.fi", "soita", "+", "a@b", "\"x\"@y.fi", "data:,x"]
        {
            assert!(reachable("address", address).is_err(), "{address}");
        }
    }

    #[test]
    fn a_short_name_fits_into_an_address() {
        assert!(slug("meri-lappi-2").is_ok());
        for text in ["", "Meri", "meri_lappi", "-meri", "meri-", "mäki", "a/b", &"a".repeat(65)] {
            assert!(slug(text).is_err(), "{text:?}");
        }
    }
}
