//! Names and texts as people may write them: normalised once at the door, valid ever after.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use unicode_segmentation::UnicodeSegmentation;

use crate::{
    limits::{self, Limit},
    wire::{RejectCode, Rejection},
};

/// The name that others see: NFC, trimmed, single spaces, something visible in it, and nothing that turns the
/// text around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisplayName(String);

impl DisplayName {
    /// Reads a name.
    ///
    /// # Errors
    /// `name_empty`, `name_too_long` or `name_invalid`.
    pub fn parse(text: &str) -> Result<Self, Rejection> {
        limits::NAME_BYTES.check_or(text.len(), &limits::NAME)?;
        let tidy = one_line(text).ok_or(RejectCode::NameInvalid)?;
        limits::NAME.check(tidy.graphemes(true).count())?;
        if !has_something_visible(&tidy) {
            return Err(RejectCode::NameEmpty.into());
        }
        Ok(Self(tidy))
    }

    /// The name.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Reads a business, if one was told.
///
/// # Errors
/// `business_too_long` or `business_invalid`.
pub fn business(text: Option<&str>) -> Result<Option<String>, Rejection> {
    let Some(text) = text else { return Ok(None) };
    limits::BUSINESS_BYTES.check_or(text.len(), &limits::BUSINESS)?;
    let tidy = one_line(text).ok_or(RejectCode::BusinessInvalid)?;
    limits::BUSINESS.check(tidy.graphemes(true).count())?;
    Ok(has_something_visible(&tidy).then_some(tidy))
}

/// Reads a text of several lines in which something must be visible.
///
/// # Errors
/// `text_empty` or `text_too_long`.
pub fn text(text: &str, limit: &Limit) -> Result<String, Rejection> {
    let tidy = optional_text(text, limit)?;
    if has_something_visible(&tidy) { Ok(tidy) } else { Err(RejectCode::TextEmpty.into()) }
}

/// Reads a text of several lines that may be empty. What could turn the lines around it is left out.
///
/// # Errors
/// `text_too_long`.
pub fn optional_text(text: &str, limit: &Limit) -> Result<String, Rejection> {
    limits::TEXT_BYTES.check_or(text.len(), limit)?;
    let lines = text.replace("\r\n", "\n");
    let kept = lines.nfc().filter(|&c| matches!(c, '\n' | '\t') || !(is_forbidden(c) || is_hollow(c)));
    let tidy = kept.collect::<String>().trim().to_owned();
    limit.check(tidy.graphemes(true).count())?;
    Ok(tidy)
}

/// One line with single spaces; `None` if a character in it controls or turns text.
fn one_line(text: &str) -> Option<String> {
    if text.chars().any(is_forbidden) {
        return None;
    }
    let solid: String = text.nfc().filter(|&c| !is_hollow(c)).collect();
    Some(solid.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Control characters, line and paragraph separators, and the marks that change the direction of text (UAX #9 §2).
fn is_forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{200E}' | '\u{200F}' | '\u{061C}')
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FFF9}'..='\u{FFFB}')
}

/// Without width and without a use in a name: two names that look the same must be the same. (The joiners U+200C and
/// U+200D are used in writing and in emoji.)
fn is_hollow(c: char) -> bool {
    matches!(c, '\u{200B}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{00AD}' | '\u{034F}' | '\u{180B}'..='\u{180E}')
}

fn has_something_visible(text: &str) -> bool {
    let blank = |c: char| {
        c.is_whitespace()
            || is_combining_mark(c)
            || is_hollow(c)
            || matches!(c, '\u{200C}' | '\u{200D}' | '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' | '\u{2800}')
            || matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0000}'..='\u{E0FFF}' | '\u{17B4}' | '\u{17B5}')
    };
    !text.chars().all(blank)
}

impl Limit {
    /// Checks this limit, but tells the number of the one that a person can understand.
    fn check_or(&self, count: usize, told: &Self) -> Result<(), Rejection> {
        if count <= self.max { Ok(()) } else { Err(told.code.with_max(told.max as u64)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Result<String, RejectCode> {
        DisplayName::parse(text).map(DisplayName::into_string).map_err(|rejection| rejection.code)
    }

    #[test]
    fn names_are_tidied() {
        assert_eq!(name("  Aino   Kemi "), Ok("Aino Kemi".to_owned()));
        assert_eq!(name("A\u{308}iti\u{a0}\u{2003}Oy"), Ok("Äiti Oy".to_owned()));
        assert_eq!(name("Ai\u{200B}no\u{FEFF}"), Ok("Aino".to_owned()));
        assert_eq!(name("Biret-Ánne Áŋŋel"), Ok("Biret-Ánne Áŋŋel".to_owned()));
        assert_eq!(name("👩‍👩‍👧 Matti"), Ok("👩‍👩‍👧 Matti".to_owned()));
    }

    #[test]
    fn names_with_nothing_visible_are_empty() {
        for text in [
            "",
            " ",
            "\u{a0}\u{2003}",
            "\u{200B}",
            "\u{200D}",
            "\u{FEFF}\u{2060}",
            "\u{3164}",
            "\u{2800}",
            "\u{301}",
            "\u{FE0F}",
        ] {
            assert_eq!(name(text), Err(RejectCode::NameEmpty), "{text:?}");
        }
    }

    #[test]
    fn names_that_turn_text_are_invalid() {
        for c in [
            '\u{202E}', '\u{202A}', '\u{2066}', '\u{2069}', '\u{200F}', '\u{061C}', '\0', '\n', '\t', '\u{7f}',
            '\u{85}', '\u{2028}',
        ] {
            assert_eq!(name(&format!("Ai{c}no")), Err(RejectCode::NameInvalid), "{c:?}");
        }
    }

    #[test]
    fn names_are_counted_as_people_count() {
        assert_eq!(name(&"ä".repeat(50)).map(|name| name.chars().count()), Ok(50));
        assert_eq!(name(&"a\u{308}".repeat(50)).map(|name| name.chars().count()), Ok(50));
        assert_eq!(name(&"a".repeat(51)), Err(RejectCode::NameTooLong));
        assert_eq!(name(&"a".repeat(10_000)), Err(RejectCode::NameTooLong));
        let zalgo = format!("a{}", "\u{301}".repeat(1000));
        let rejection = DisplayName::parse(&zalgo).expect_err("too many marks");
        assert_eq!(rejection, RejectCode::NameTooLong.with_max(50));
    }

    #[test]
    fn a_business_is_optional() {
        assert_eq!(business(None), Ok(None));
        assert_eq!(business(Some("  ")), Ok(None));
        assert_eq!(business(Some(" Kemin  Leipä ")), Ok(Some("Kemin Leipä".to_owned())));
        assert_eq!(business(Some("a\u{202E}b")), Err(RejectCode::BusinessInvalid.reject()));
        assert_eq!(business(Some(&"b".repeat(81))), Err(RejectCode::BusinessTooLong.with_max(80)));
    }

    #[test]
    fn texts_keep_their_lines_and_lose_what_turns_them() {
        assert_eq!(text(" a\r\nb\u{202E}\0\tc ", &limits::CHAT_TEXT), Ok("a\nb\tc".to_owned()));
        assert_eq!(text("\u{200B}\n", &limits::CHAT_TEXT), Err(RejectCode::TextEmpty.reject()));
        assert_eq!(text(&"x".repeat(2001), &limits::CHAT_TEXT), Err(RejectCode::TextTooLong.with_max(2000)));
        assert_eq!(text(&"x\u{301}".repeat(9000), &limits::CHAT_TEXT), Err(RejectCode::TextTooLong.with_max(2000)));
        assert_eq!(optional_text("", &limits::REPORT_TEXT), Ok(String::new()));
    }
}
