//! How a support scheme is read from a request: what may stand in each field.

use koronailta_signaling::{
    limits::{CARD_LINE, CARD_LINK, CARD_STEPS, CARD_TEXT},
    wire::join::Language,
};
use serde::{Deserialize, Serialize};

use super::planning;
use crate::{
    http::{Problem, body::present, fields, refusal::ApiCode},
    schedule::{Deadline, ScheduleError, Zone, is_day},
    store::{Network, Scheme, SchemeLink, SchemeState, SchemeText},
};

/// Characters of what a scheme is.
const TEXT_MAX: usize = 2000;

/// Links in one language.
const LINKS_MAX: usize = 8;

/// A scheme to be, or what changes of it; what is absent stays.
#[derive(Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct SchemeBody {
    /// `draft` or `published`.
    state: Option<SchemeState>,
    /// Everybody may read it once it is published.
    public: Option<bool>,
    /// Until when to apply: `2026-12-15` or `2026-12-15T16:15`, on the wall of the network's zone; null: it is open all the time.
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    deadline: Option<Option<String>>,
    /// From this day on somebody should look whether all of it is still true: `2027-01-31`.
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    review_on: Option<Option<String>>,
    /// The words in each language; all of them anew.
    texts: Option<Vec<SchemeTextBody>>,
}

/// The words of a scheme in one language.
#[derive(Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct SchemeTextBody {
    /// `fi`, `sv` or `en`.
    #[schema(value_type = String)]
    language: Language,
    /// Its name.
    name: String,
    /// For whom.
    #[serde(default)]
    for_whom: String,
    /// How much.
    #[serde(default)]
    amount: String,
    /// What it is.
    #[serde(default)]
    text: String,
    /// What to do, in order.
    #[serde(default)]
    steps: Vec<String>,
    /// Where to read on and to apply.
    #[serde(default)]
    links: Vec<SchemeLink>,
}

impl SchemeBody {
    /// Writes what was said into a scheme of this network.
    pub(super) fn apply(self, scheme: &mut Scheme, network: &Network) -> Result<(), Problem> {
        if let Some(texts) = self.texts {
            scheme.texts = all_texts(texts)?;
        }
        if let Some(deadline) = self.deadline {
            scheme.time_zone.clone_from(&network.time_zone);
            scheme.deadline = deadline.map(|text| self::deadline(&text, &network.time_zone)).transpose()?;
        }
        if let Some(day) = self.review_on {
            if day.as_deref().is_some_and(|day| !is_day(day)) {
                return Err(planning::refused(ScheduleError::TimeMalformed, "review_on"));
            }
            scheme.review_on = day;
        }
        scheme.public = self.public.unwrap_or(scheme.public);
        scheme.state = self.state.unwrap_or(scheme.state);
        let shown = scheme.is_published();
        if scheme.texts.is_empty() || (shown && scheme.texts.iter().any(|text| text.text.is_empty())) {
            return Err(ApiCode::SchemeUnfinished.into());
        }
        Ok(())
    }
}

fn deadline(text: &str, zone: &str) -> Result<String, Problem> {
    let refused = |error| planning::refused(error, "deadline");
    let zone = Zone::parse(zone).map_err(refused)?;
    Ok(Deadline::parse(text, &zone).map_err(refused)?.to_string())
}

fn all_texts(bodies: Vec<SchemeTextBody>) -> Result<Vec<SchemeText>, Problem> {
    let mut texts: Vec<SchemeText> = Vec::new();
    for body in bodies {
        if texts.iter().any(|text| text.language == body.language) {
            return Err(Problem::refused(ApiCode::ValueInvalid).word("field", "texts"));
        }
        texts.push(body.tidy()?);
    }
    Ok(texts)
}

fn too_many(max: usize) -> Problem {
    Problem::refused(ApiCode::ListFull).number("max", max as u64)
}

impl SchemeTextBody {
    /// A refusal names the field as `name_fi`, so that a page knows where it stands.
    fn tidy(self) -> Result<SchemeText, Problem> {
        let language = serde_json::to_value(self.language).ok();
        let language = language.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
        let field = |name: &str| format!("{name}_{language}");
        if self.steps.len() > CARD_STEPS.max {
            return Err(too_many(CARD_STEPS.max));
        }
        if self.links.len() > LINKS_MAX {
            return Err(too_many(LINKS_MAX));
        }
        let step = |step: &String| fields::text(&field("steps"), step, CARD_TEXT.max);
        let mut steps = self.steps.iter().map(step).collect::<Result<Vec<_>, _>>()?;
        steps.retain(|step| !step.is_empty());
        Ok(SchemeText {
            name: fields::line(&field("name"), &self.name)?,
            for_whom: fields::text(&field("for_whom"), &self.for_whom, CARD_LINE.max)?,
            amount: fields::text(&field("amount"), &self.amount, CARD_LINE.max)?,
            text: fields::text(&field("text"), &self.text, TEXT_MAX)?,
            steps,
            links: self.links.iter().map(|one| link(one, &field("links"))).collect::<Result<_, _>>()?,
            language: self.language,
        })
    }
}

/// An address that a browser opens without asking a program on the computer.
fn link(link: &SchemeLink, field: &str) -> Result<SchemeLink, Problem> {
    let url = link.url.trim();
    let readable = url.chars().all(|one| one.is_ascii_graphic() || (!one.is_ascii() && one.is_alphanumeric()));
    let page = url::Url::parse(url).is_ok_and(|url| url.scheme() == "https" && url.host().is_some());
    if !page || !readable || url.len() > CARD_LINK.max {
        return Err(Problem::refused(ApiCode::ValueInvalid).word("field", field));
    }
    let title = fields::optional_line(field, Some(&link.title))?.unwrap_or_default();
    Ok(SchemeLink { title, url: url.to_owned() })
}
