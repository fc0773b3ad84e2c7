//! Enums and ids in text columns: the same words as on the wire.

use std::str::FromStr;

use serde::{Serialize, de::DeserializeOwned};

use super::StoreError;

/// The wire word of a unit variant.
pub(super) fn word<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        other => panic!("only unit variants are kept as words, not {other:?}"),
    }
}

/// The variant of a wire word.
pub(super) fn unword<T: DeserializeOwned>(column: &'static str, word: String) -> Result<T, StoreError> {
    serde_json::from_value(serde_json::Value::String(word.clone()))
        .map_err(|_| StoreError::Unreadable { column, value: word })
}

/// An id from its text.
pub(super) fn id<T: FromStr>(column: &'static str, text: &str) -> Result<T, StoreError> {
    text.parse().map_err(|_| StoreError::Unreadable { column, value: text.to_owned() })
}

/// A time or a count as a database integer.
pub(super) fn integer(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// A database integer as a time or a count; negative ones do not occur.
pub(super) fn unsigned(value: i64) -> u64 {
    u64::try_from(value).unwrap_or(0)
}
