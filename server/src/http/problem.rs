//! Errors over HTTP: `application/problem+json` (RFC 9457) with the same stable codes as on the WebSocket.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use koronailta_signaling::wire::{Param, RejectCode, Rejection};
use serde::Serialize;

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
    key: Option<String>,
    /// Values for the sentence.
    #[serde(skip_serializing_if = "std::collections::BTreeMap::is_empty")]
    #[schema(value_type = Object)]
    params: std::collections::BTreeMap<String, Param>,
}

impl Problem {
    /// A rejection with the status that fits it.
    #[must_use]
    pub fn rejected(rejection: Rejection) -> Self {
        let status = status(rejection.code);
        Self {
            code: Some(rejection.code.as_str()),
            key: Some(rejection.key),
            params: rejection.params,
            ..Self::plain(status)
        }
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
            params: std::collections::BTreeMap::new(),
        }
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
        RejectCode::LinkNotYet | RejectCode::Forbidden => StatusCode::FORBIDDEN,
        RejectCode::TooManyJoins => StatusCode::TOO_MANY_REQUESTS,
        RejectCode::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::BAD_REQUEST,
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let retry = match self.params.get("retry_ms") {
            Some(Param::Number(milliseconds)) => Some(milliseconds.div_ceil(1000)),
            _ => None,
        };
        let mut response = (status, axum::Json(self)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = retry {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
