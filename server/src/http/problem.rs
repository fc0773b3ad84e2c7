//! Errors over HTTP: `application/problem+json` (RFC 9457) with stable codes, on the WebSocket's and on the
//! organizer's side alike.

use std::collections::BTreeMap;

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use koronailta_signaling::wire::{Param, RejectCode, Rejection};
use serde::Serialize;

use super::refusal::ApiCode;
use crate::{attempts::Wait, store::StoreError};

/// A problem document.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Problem {
    /// Always `about:blank`: the code says more.
    #[serde(rename = "type")]
    kind: &'static str,
    /// The status in words.
    title: &'static str,
    /// The status.
    status: u16,
    /// The stable code.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'static str>,
    /// The key of the translated sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    key: Option<Box<str>>,
    /// Values for the sentence.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[schema(value_type = Object)]
    params: BTreeMap<String, Param>,
    /// Where the request is wrong, in English, for whoever writes a program.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    detail: Option<Box<str>>,
}

impl Problem {
    /// A rejection with the status that fits it.
    #[must_use]
    pub fn rejected(rejection: Rejection) -> Self {
        let status = status(rejection.code);
        Self {
            code: Some(rejection.code.as_str()),
            key: Some(rejection.key.into()),
            params: rejection.params,
            ..Self::plain(status)
        }
    }

    /// A refusal of the organizer's side.
    #[must_use]
    pub fn refused(code: ApiCode) -> Self {
        #[cfg(feature = "sabotage")]
        if code == ApiCode::NotFound && crate::sabotage::is("answers-undocumented") {
            return Self::plain(StatusCode::IM_A_TEAPOT);
        }
        Self { code: Some(code.as_str()), key: Some(code.key().into()), ..Self::plain(code.status()) }
    }

    /// Nothing but a status.
    #[must_use]
    pub fn plain(status: StatusCode) -> Self {
        Self {
            kind: "about:blank",
            title: status.canonical_reason().unwrap_or("Error"),
            status: status.as_u16(),
            code: None,
            key: None,
            params: BTreeMap::new(),
            detail: None,
        }
    }

    /// Adds a number for the translated sentence.
    #[must_use]
    pub fn number(mut self, name: &str, value: u64) -> Self {
        self.params.insert(name.to_owned(), Param::Number(value));
        self
    }

    /// Adds a word for the translated sentence.
    #[must_use]
    pub fn word(mut self, name: &str, value: impl Into<String>) -> Self {
        self.params.insert(name.to_owned(), Param::Text(value.into()));
        self
    }

    /// Adds where the request is wrong.
    #[must_use]
    pub fn detail(mut self, words: impl Into<String>) -> Self {
        self.detail = Some(words.into().into());
        self
    }

    /// The stable code; the status in words where there is none.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code.unwrap_or(self.title)
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl From<ApiCode> for Problem {
    fn from(code: ApiCode) -> Self {
        Self::refused(code)
    }
}

impl From<Rejection> for Problem {
    fn from(rejection: Rejection) -> Self {
        Self::rejected(rejection)
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict => Self::refused(ApiCode::Stale),
            error => {
                tracing::error!(%error, "a request could not be answered");
                Self::refused(ApiCode::Internal)
            }
        }
    }
}

impl From<Wait> for Problem {
    fn from(wait: Wait) -> Self {
        Self::refused(ApiCode::TooManyRequests).number("retry_ms", wait.retry_ms)
    }
}

fn status(code: RejectCode) -> StatusCode {
    match code {
        RejectCode::LinkUnknown | RejectCode::EveningUnknown | RejectCode::EveningNotPlanned => StatusCode::NOT_FOUND,
        RejectCode::MaterialUnknown => StatusCode::NOT_FOUND,
        RejectCode::SessionUnknown => StatusCode::UNAUTHORIZED,
        RejectCode::NotAdmitted => StatusCode::FORBIDDEN,
        RejectCode::UploadOffset | RejectCode::UploadBusy => StatusCode::CONFLICT,
        RejectCode::MaterialTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        RejectCode::MaterialTooManyPages
        | RejectCode::MaterialEncrypted
        | RejectCode::MaterialMalformed
        | RejectCode::MaterialActive
        | RejectCode::MaterialNotPdf => StatusCode::UNPROCESSABLE_ENTITY,
        RejectCode::StorageFull => StatusCode::INSUFFICIENT_STORAGE,
        RejectCode::LinkExpired | RejectCode::LinkRevoked => StatusCode::GONE,
        RejectCode::LinkNotYet | RejectCode::Forbidden | RejectCode::Removed => StatusCode::FORBIDDEN,
        RejectCode::TooManyJoins => StatusCode::TOO_MANY_REQUESTS,
        RejectCode::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::BAD_REQUEST,
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = self.status();
        let retry = match self.params.get("retry_ms") {
            Some(Param::Number(milliseconds)) => Some(milliseconds.div_ceil(1000)),
            _ => None,
        };
        let mut response = (status, axum::Json(self)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Some(seconds) = retry {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
