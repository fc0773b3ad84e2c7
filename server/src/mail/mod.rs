//! Mail: queued in the store, sent over SMTP, tried again, and written in the reader's language.

mod message;
mod page;
mod queue;
mod smtp;
mod words;

pub mod board;
pub mod letters;

pub use message::{Address, ascii_domain};
pub use page::Page;
pub use queue::{Mailer, run};
pub use smtp::{Smtp, SmtpSettingsError, SmtpUrl, Verdict};
pub use words::Words;
