//! The words on the cards and clocks of the stage, tidied as everything that people write.

use crate::{
    limits::{self, Limit},
    names,
    wire::{
        RejectCode, Rejection,
        stage::{BusinessCard, GuidanceCard},
    },
};

/// Words that may be left out.
pub(super) fn line(text: Option<&str>, limit: &Limit) -> Result<Option<String>, Rejection> {
    let tidy = text.map(|text| names::optional_text(text, limit)).transpose()?;
    Ok(tidy.filter(|text| !text.is_empty()))
}

/// An address that a browser opens without asking a program on the computer.
fn link(address: Option<&str>) -> Result<Option<String>, Rejection> {
    let Some(address) = address.map(str::trim).filter(|address| !address.is_empty()) else { return Ok(None) };
    limits::CARD_LINK.check(address.len())?;
    let host = address.strip_prefix("https://").unwrap_or_default();
    let readable = address.chars().all(|c| c.is_ascii_graphic() || (!c.is_ascii() && c.is_alphanumeric()));
    if host.is_empty() || host.starts_with('/') || !readable {
        return Err(RejectCode::AddressInvalid.with_max(limits::CARD_LINK.max as u64));
    }
    Ok(Some(address.to_owned()))
}

impl GuidanceCard {
    /// The card as it may be shown.
    pub(super) fn tidy(&self) -> Result<Self, Rejection> {
        limits::CARD_STEPS.check(self.steps.len())?;
        let steps = self.steps.iter().map(|step| names::optional_text(step, &limits::CARD_TEXT));
        let steps: Vec<String> = steps.collect::<Result<_, _>>()?;
        Ok(Self {
            title: names::text(&self.title, &limits::CARD_LINE)?,
            text: names::optional_text(&self.text, &limits::CARD_TEXT)?,
            for_whom: line(self.for_whom.as_deref(), &limits::CARD_LINE)?,
            amount: line(self.amount.as_deref(), &limits::CARD_LINE)?,
            deadline: line(self.deadline.as_deref(), &limits::CARD_LINE)?,
            steps: steps.into_iter().filter(|step| !step.is_empty()).collect(),
            link: link(self.link.as_deref())?,
        })
    }
}

impl BusinessCard {
    /// The card as it may be shown.
    pub(super) fn tidy(&self) -> Result<Self, Rejection> {
        Ok(Self {
            business: names::text(&self.business, &limits::CARD_LINE)?,
            person: line(self.person.as_deref(), &limits::CARD_LINE)?,
            place: line(self.place.as_deref(), &limits::CARD_LINE)?,
            does: line(self.does.as_deref(), &limits::CARD_TEXT)?,
            needs: line(self.needs.as_deref(), &limits::CARD_TEXT)?,
            offers: line(self.offers.as_deref(), &limits::CARD_TEXT)?,
            link: link(self.link.as_deref())?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_that_a_browser_opens_by_itself() {
        assert_eq!(link(Some(" https://esimerkki.fi/tuki?a=1 ")), Ok(Some("https://esimerkki.fi/tuki?a=1".to_owned())));
        assert_eq!(link(Some("  ")), Ok(None));
        for wrong in
            ["javascript:alert(1)", "http://esimerkki.fi", "https://", "https:///x", "https://a b", "https://a\u{202e}"]
        {
            let code = link(Some(wrong)).expect_err("refused").code;
            assert_eq!(code, RejectCode::AddressInvalid, "{wrong}");
        }
        assert!(link(Some(&format!("https://{}", "a".repeat(limits::CARD_LINK.max)))).is_err());
    }
}
