//! A part of what is measured, and the server it is measured on.

use std::{future::Future, path::PathBuf};

use koronailta_tests::server::Options;

use crate::figures::repository;

/// The server of a sabotage is another one, kept apart; an ordinary build cannot be sabotaged.
pub(crate) fn options(sabotage: Option<&str>, known: &[&str]) -> Result<Options, String> {
    let Some(name) = sabotage else { return Ok(Options::default()) };
    if !known.contains(&name) {
        return Err(format!("there is no sabotage {name:?}, but {}", known.join(", ")));
    }
    let program = std::env::var_os("KORONAILTA_SERVER")
        .map_or_else(|| repository().join("target/sabotage/debug/koronailta"), PathBuf::from);
    if !program.is_file() {
        let build = "cargo build -p koronailta --features sabotage --target-dir target/sabotage";
        return Err(format!("{} is not built: {build}", program.display()));
    }
    let environment = vec![("KORONAILTA_SABOTAGE".to_owned(), name.to_owned())];
    Ok(Options { environment, program: Some(program), ..Options::default() })
}

/// A part that fails is no reason to leave the others out, but its figures are short.
pub(crate) async fn part<T: Send + 'static>(
    what: &str,
    measuring: impl Future<Output = T> + Send + 'static,
) -> Option<T> {
    match tokio::spawn(measuring).await {
        Ok(measured) => Some(measured),
        Err(error) => {
            eprintln!("{what} could not be measured: {error}");
            None
        }
    }
}
