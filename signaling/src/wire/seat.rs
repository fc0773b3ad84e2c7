//! One seat with several people before it: "meeting room in Kemi: Aino, Ville".

use serde::{Deserialize, Serialize};

/// Who sits together before one device. Told to everybody who sees the person; kept in memory only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Together {
    /// Where they sit, if told.
    pub place: Option<String>,
    /// Their names, in the order in which they were written.
    pub names: Vec<String>,
}
