//! The way out, by `lettre`.

use std::{fmt, net::IpAddr, time::Duration};

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    transport::smtp::{AsyncSmtpTransportBuilder, Error, PoolConfig},
};
use serde::{Deserialize, Serialize};
use url::Url;

/// How long a mail server is waited for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Patience {
    /// Until it can be talked to.
    pub(super) line: Duration,
    /// Until it has taken a mail: whoever hangs up while it still looks at the mail sends it twice (RFC 5321 §4.5.3.2.6).
    pub(super) mail: Duration,
}

const PATIENCE: Patience = Patience { line: Duration::from_secs(30), mail: Duration::from_secs(11 * 60) };

/// Words of a mail server that are kept.
const PROBLEM_MAX: usize = 200;

/// Answers of RFC 4954 that are about this server's own access, and not about the mail at hand.
const ABOUT_ACCESS: [u16; 6] = [421, 454, 530, 534, 535, 538];

/// `smtps://user:password@mail.example:465` (TLS), `smtp://…?tls=required` (STARTTLS), or `smtp://127.0.0.1:25` without encryption,
/// for which the mail server has to be on this machine. It holds a password, so it is shown without.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SmtpUrl(Url);

/// The address of the mail server cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SmtpSettingsError {
    /// Wrong form.
    #[error("smtp_url is written smtps://user:password@host:465 or smtp://user:password@host:587?tls=required")]
    Form,
    /// It would send mail, and perhaps a password, for everybody to read.
    #[error("smtp_url without tls=required is for a mail server on this machine only")]
    Open,
}

/// What became of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Taken.
    Sent,
    /// Not now, for the reason the mail server gives.
    Later(String),
    /// Never.
    Refused(String),
    /// The mail server took it up and then was not heard of any more: it has the mail perhaps.
    Unknown(String),
    /// The mail server cannot be reached, or does not let us in. The mail is not to blame.
    Unreachable(String),
}

/// A mail server.
#[derive(Debug)]
pub struct Smtp {
    builder: AsyncSmtpTransportBuilder,
    transport: AsyncSmtpTransport<Tokio1Executor>,
    patience: Patience,
}

impl SmtpUrl {
    /// The same without what must not be shown.
    #[must_use]
    pub fn shown(&self) -> String {
        let mut url = self.0.clone();
        if url.password().is_some() {
            let _ = url.set_password(Some("…"));
        }
        url.to_string()
    }

    /// A text without what must not be shown.
    #[must_use]
    pub fn hidden_in(&self, text: &str) -> String {
        text.replace(self.0.as_str(), &self.shown())
    }

    /// Whether it can be used.
    ///
    /// # Errors
    /// It cannot.
    pub fn check(&self) -> Result<(), SmtpSettingsError> {
        let tls = self.0.query_pairs().find(|(key, _)| key == "tls").map(|(_, value)| value.into_owned());
        let host = self.0.host_str().ok_or(SmtpSettingsError::Form)?;
        match (self.0.scheme(), tls.as_deref()) {
            ("smtps", None) | ("smtp", Some("required")) => Ok(()),
            ("smtp", None) if is_loopback(host) => Ok(()),
            ("smtp", None | Some("opportunistic")) => Err(SmtpSettingsError::Open),
            _ => Err(SmtpSettingsError::Form),
        }
    }
}

impl fmt::Debug for SmtpUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown())
    }
}

impl std::str::FromStr for SmtpUrl {
    type Err = SmtpSettingsError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let url = Self(Url::parse(text).map_err(|_| SmtpSettingsError::Form)?);
        url.check().map(|()| url)
    }
}

fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

impl Smtp {
    /// Nothing is opened before the first mail.
    ///
    /// # Errors
    /// The address cannot be used.
    pub fn new(url: &SmtpUrl) -> Result<Self, SmtpSettingsError> {
        Self::patient(url, PATIENCE)
    }

    pub(super) fn patient(url: &SmtpUrl, patience: Patience) -> Result<Self, SmtpSettingsError> {
        url.check()?;
        let builder =
            AsyncSmtpTransport::<Tokio1Executor>::from_url(url.0.as_str()).map_err(|_| SmtpSettingsError::Form)?;
        let builder = builder.timeout(Some(patience.line)).pool_config(PoolConfig::new().max_size(1));
        Ok(Self { transport: builder.clone().build(), builder, patience })
    }

    /// Hands one mail over.
    pub async fn send(&mut self, message: Message) -> Verdict {
        match tokio::time::timeout(self.patience.line, self.transport.test_connection()).await {
            Ok(Ok(true)) => {}
            Ok(Ok(false)) => return Verdict::Unreachable("no answer".to_owned()),
            Ok(Err(error)) => return Verdict::Unreachable(words(&error)),
            Err(_) => {
                self.hang_up();
                return Verdict::Unreachable("no answer".to_owned());
            }
        }
        // The connection is on its way back into the pool.
        tokio::task::yield_now().await;
        match tokio::time::timeout(self.patience.mail, self.transport.send(message)).await {
            Ok(Ok(_)) => Verdict::Sent,
            Ok(Err(error)) => verdict(&error),
            Err(_) => {
                self.hang_up();
                Verdict::Unknown("no answer".to_owned())
            }
        }
    }

    /// On a connection that was given up in the middle the next mail would be told the answer to this one.
    fn hang_up(&mut self) {
        self.transport = self.builder.clone().build();
    }
}

fn words(error: &Error) -> String {
    error.to_string().chars().filter(|one| !one.is_control()).take(PROBLEM_MAX).collect()
}

/// What an error means once the mail server could be talked to.
fn verdict(error: &Error) -> Verdict {
    let words = words(error);
    let code = error.status().map(u16::from);
    if code.is_some_and(|code| ABOUT_ACCESS.contains(&code)) {
        Verdict::Unreachable(words)
    } else if error.is_permanent() || error.is_client() {
        // The client's own errors are about what the mail asks of the mail server and it cannot do.
        Verdict::Refused(words)
    } else if error.is_transient() {
        Verdict::Later(words)
    } else {
        Verdict::Unknown(words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_is_never_sent_for_everybody_to_read() {
        for (text, expected) in [
            ("smtps://u:p@mail.example:465", Ok(())),
            ("smtp://u:p@mail.example:587?tls=required", Ok(())),
            ("smtp://127.0.0.1:2525", Ok(())),
            ("smtp://[::1]:2525", Ok(())),
            ("smtp://mail.example:25", Err(SmtpSettingsError::Open)),
            ("smtp://mail.example:25?tls=opportunistic", Err(SmtpSettingsError::Open)),
            ("http://mail.example", Err(SmtpSettingsError::Form)),
            ("mail.example", Err(SmtpSettingsError::Form)),
        ] {
            assert_eq!(text.parse::<SmtpUrl>().map(|_| ()), expected, "{text}");
        }
    }

    #[test]
    fn the_password_is_not_shown() {
        let url: SmtpUrl = "smtps://ilta:salasana@mail.example".parse().expect("usable");
        assert!(!format!("{url:?}").contains("salasana"), "{url:?}");
    }
}
