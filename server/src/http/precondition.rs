//! Versions of things (RFC 9110 §8.8.3, §13.1.1): whoever changes one says which version they saw, so that two
//! organizers never overwrite each other unseen.

use axum::http::{HeaderMap, HeaderValue, header};

use super::{Problem, refusal::ApiCode};

/// The tag of a version.
#[must_use]
pub fn etag(version: u64) -> HeaderValue {
    HeaderValue::from_str(&format!("\"{version}\"")).expect("digits and quotes are a header value")
}

/// Checks that a change is about the version there is.
///
/// # Errors
/// `version_needed` (428) without `If-Match`, `stale` (412) with another version.
pub fn check(headers: &HeaderMap, version: u64) -> Result<(), Problem> {
    check_tag(headers, &format!("\"{version}\""))
}

/// As [`check`], for things whose tag is made of what they contain.
///
/// # Errors
/// As [`check`].
pub fn check_tag(headers: &HeaderMap, tag: &str) -> Result<(), Problem> {
    #[cfg(feature = "sabotage")]
    if crate::sabotage::is("versions-off") {
        return Ok(());
    }
    let mut asked = headers.get_all(header::IF_MATCH).iter().peekable();
    if asked.peek().is_none() {
        return Err(ApiCode::VersionNeeded.into());
    }
    // A weak tag never matches here (RFC 9110 §13.1.1).
    let matches = |value: &HeaderValue| {
        value.to_str().is_ok_and(|list| list.split(',').map(str::trim).any(|one| one == "*" || one == tag))
    };
    if asked.any(matches) { Ok(()) } else { Err(ApiCode::Stale.into()) }
}

/// Whether the caller has this version already.
#[must_use]
pub fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    headers.get_all(header::IF_NONE_MATCH).iter().any(|value| {
        value.to_str().is_ok_and(|tags| {
            tags.split(',').map(str::trim).any(|one| one == "*" || one.trim_start_matches("W/") == tag)
        })
    })
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;

    use super::*;

    #[test]
    fn a_change_must_name_the_version_that_is_there() {
        let mut headers = HeaderMap::new();
        let status = |headers: &HeaderMap| check(headers, 7).map_err(|problem| problem.status());
        assert_eq!(status(&headers), Err(StatusCode::PRECONDITION_REQUIRED));
        for (value, right) in
            [("\"7\"", true), ("\"6\", \"7\"", true), ("*", true), ("\"8\"", false), ("W/\"7\"", false), ("7", false)]
        {
            headers.insert(header::IF_MATCH, HeaderValue::from_static(value));
            let expected = if right { Ok(()) } else { Err(StatusCode::PRECONDITION_FAILED) };
            assert_eq!(status(&headers), expected, "{value}");
        }
    }
}
