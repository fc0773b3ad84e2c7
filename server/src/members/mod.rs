//! Members of a network as a table: read from what other programs write, and written for them.

mod export;
mod import;
mod table;

pub use export::export;
pub use import::{Existing, LineProblem, Plan, PlannedRow, What, plan};
pub use table::{Column, ROWS_MAX, TABLE_BYTES, Table, TableError};

/// Businesses of a network.
pub const MEMBERS_MAX: u64 = 2000;

/// People of one business.
pub const PERSONS_MAX: usize = 30;

/// With these a cell begins that a spreadsheet would take for a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];
