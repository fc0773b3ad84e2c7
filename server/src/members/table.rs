//! A table as spreadsheets write it: with a byte order mark or without, in UTF-8, UTF-16 or Windows-1252 (of which
//! Latin-1 is a part), with semicolons, commas or tabs.

use super::FORMULA;

/// Bytes of a table.
pub const TABLE_BYTES: usize = 1024 * 1024;

/// Rows of a table.
pub const ROWS_MAX: usize = 2000;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The business.
    Business,
    /// What it lives from.
    Line,
    /// Where it is.
    Place,
    /// A person of it.
    Person,
    /// Their mail address.
    Email,
    /// Their language.
    Language,
}

/// Columns by their names in the first line, in three languages.
const NAMES: [(Column, &[&str]); 6] = [
    (
        Column::Business,
        &["yritys", "jäsenyritys", "yrityksen nimi", "företag", "medlemsföretag", "business", "company", "member"],
    ),
    (Column::Line, &["toimiala", "ala", "bransch", "line of business", "line_of_business", "industry"]),
    (Column::Place, &["paikkakunta", "kunta", "paikka", "ort", "kommun", "place", "town"]),
    (Column::Person, &["nimi", "yhteyshenkilö", "henkilö", "namn", "kontaktperson", "person", "name", "contact"]),
    (Column::Email, &["sähköposti", "sähköpostiosoite", "email", "e-mail", "e-post", "epost", "mail"]),
    (Column::Language, &["kieli", "språk", "language", "lang"]),
];

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    columns: Vec<Option<Column>>,
    /// Names of columns that are not read.
    pub ignored: Vec<String>,
    /// Rows with the line of the file on which they begin.
    pub rows: Vec<(u64, Vec<String>)>,
}

/// Why a table cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableError {
    /// No column for the business.
    NoName,
    /// Nothing in it, or nothing that can be read as a table.
    Empty,
    /// More than [`ROWS_MAX`] rows.
    TooLong,
}

impl Table {
    /// Reads a table.
    ///
    /// # Errors
    /// It cannot be used.
    pub fn read(bytes: &[u8]) -> Result<Self, TableError> {
        let text = decode(bytes);
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter(&text))
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let mut records = reader.records();
        let head = records.next().and_then(Result::ok).ok_or(TableError::Empty)?;
        let columns: Vec<_> = head.iter().map(column).collect();
        if !columns.contains(&Some(Column::Business)) {
            return Err(TableError::NoName);
        }
        let unread = head.iter().zip(&columns).filter(|(name, column)| column.is_none() && !name.is_empty());
        let ignored = unread.map(|(name, _)| name.chars().take(80).collect()).collect();
        let mut rows = Vec::new();
        let mut lines = Lines { text: &text, at: 0, line: 1 };
        for record in records {
            let record = record.map_err(|_| TableError::Empty)?;
            if record.iter().all(str::is_empty) {
                continue;
            }
            if rows.len() == ROWS_MAX {
                return Err(TableError::TooLong);
            }
            let line = lines.of(record.position().map_or(0, csv::Position::byte));
            rows.push((line, record.iter().map(plain).collect()));
        }
        if rows.is_empty() { Err(TableError::Empty) } else { Ok(Self { columns, ignored, rows }) }
    }

    /// What stands in a row's column; `None` where the table has no such column or nothing stands there.
    #[must_use]
    pub fn cell<'a>(&self, row: &'a [String], column: Column) -> Option<&'a str> {
        let index = self.columns.iter().position(|one| *one == Some(column))?;
        row.get(index).map(String::as_str).filter(|text| !text.is_empty())
    }
}

/// Counts lines as an editor shows them; a record's own position does not count the empty lines before it.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: u64,
}

impl Lines<'_> {
    fn of(&mut self, byte: u64) -> u64 {
        let begin = usize::try_from(byte).unwrap_or(self.text.len()).clamp(self.at, self.text.len());
        let bytes = self.text.as_bytes();
        let blank = bytes[begin..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let passed = &bytes[self.at..begin + blank];
        self.line += passed.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.at = begin + blank;
        self.line
    }
}

/// A leading apostrophe is how a spreadsheet, and our own export, write that what follows is no formula.
fn plain(cell: &str) -> String {
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(FORMULA)).unwrap_or(cell).to_owned()
}

fn column(name: &str) -> Option<Column> {
    let name = name.to_lowercase();
    NAMES.iter().find(|(_, names)| names.contains(&name.as_str())).map(|(column, _)| *column)
}

fn decode(bytes: &[u8]) -> String {
    if let Some((encoding, length)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[length..]).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

/// The separator that the first line has most of, outside of quotes.
fn delimiter(text: &str) -> u8 {
    let head = text.lines().next().unwrap_or_default();
    let mut quoted = false;
    let mut counts = [(b';', 0), (b',', 0), (b'\t', 0)];
    for byte in head.bytes() {
        if byte == b'"' {
            quoted = !quoted;
        }
        if let Some((_, count)) = counts.iter_mut().find(|(separator, _)| !quoted && *separator == byte) {
            *count += 1;
        }
    }
    // Of equal counts the semicolon is meant: it comes first.
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map_or(b';', |(separator, _)| separator)
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXPECTED: [&str; 3] = ["Kemin Leipä", "Äijälä, Ville", "ville@leipä.fi"];

    fn read(bytes: &[u8]) -> Vec<String> {
        let table = Table::read(bytes).unwrap_or_else(|error| panic!("{error:?}"));
        let row = &table.rows[0].1;
        [Column::Business, Column::Person, Column::Email]
            .iter()
            .map(|column| table.cell(row, *column).unwrap_or_default().to_owned())
            .collect()
    }

    #[test]
    fn tables_are_read_as_whoever_wrote_them_meant() {
        let semicolons = "Yritys;Nimi;Sähköposti\r\nKemin Leipä;Äijälä, Ville;ville@leipä.fi\r\n";
        let commas = "sähköposti,yritys,nimi\nville@leipä.fi,Kemin Leipä,\"Äijälä, Ville\"\n";
        let tabs = semicolons.replace(';', "\t");
        for text in [semicolons, commas, &tabs] {
            assert_eq!(read(text.as_bytes()), EXPECTED, "{text}");
            assert_eq!(read(format!("\u{feff}{text}").as_bytes()), EXPECTED, "with a byte order mark");
            assert_eq!(read(&encoding_rs::WINDOWS_1252.encode(text).0), EXPECTED, "Latin-1");
            let wide: Vec<u8> = std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
            assert_eq!(read(&wide), EXPECTED, "UTF-16");
        }
        assert_eq!(read("Företag;Namn;E-post\nKemin Leipä;Äijälä, Ville;ville@leipä.fi".as_bytes()), EXPECTED);
    }

    #[test]
    fn wrong_tables_are_named() {
        assert_eq!(Table::read(b""), Err(TableError::Empty));
        assert_eq!(Table::read("yritys;nimi\n;\n".as_bytes()), Err(TableError::Empty));
        assert_eq!(Table::read(b"nimi;sposti\nAino;aino@x.fi"), Err(TableError::NoName));
        assert_eq!(Table::read(b"\x89PNG\r\n\x1a\n\0\0\0"), Err(TableError::NoName));
        let long = format!("yritys\n{}", "a\n".repeat(ROWS_MAX + 1));
        assert_eq!(Table::read(long.as_bytes()), Err(TableError::TooLong));
    }

    #[test]
    fn lines_are_those_of_the_file_and_unknown_columns_are_told() {
        let table = Table::read(b"yritys,koko,nimi\n\"Pitka\nnimi\",5,Aino\n\nToinen,6,Eero\n").expect("a table");
        assert_eq!(table.ignored, ["koko"]);
        assert_eq!(table.rows.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 5]);
    }
}
