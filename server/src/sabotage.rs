//! Breaks one promise on purpose, so that a measurement can prove that it notices. Only with the cargo feature
//! `sabotage`, which no release build has.

/// Whether this promise is to be broken: `KORONAILTA_SABOTAGE` names it.
#[must_use]
pub fn is(promise: &str) -> bool {
    std::env::var("KORONAILTA_SABOTAGE").is_ok_and(|name| name == promise)
}
