//! Members as a table that a spreadsheet opens rightly and that can be imported again.

use std::collections::HashMap;

use koronailta_signaling::{ids::MemberId, wire::join::Language};

use super::FORMULA;
use crate::store::{Member, Person};

/// Spreadsheets take a file for UTF-8 only with a byte order mark.
const BOM: &str = "\u{feff}";

/// Writes a table: a line for each person, and one for each business that has none.
#[must_use]
pub fn export(members: &[Member], persons: &[Person]) -> Vec<u8> {
    let mut of: HashMap<MemberId, Vec<&Person>> = HashMap::new();
    for person in persons {
        if let Some(member) = person.member {
            of.entry(member).or_default().push(person);
        }
    }
    let mut writer =
        csv::WriterBuilder::new().delimiter(b';').terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let mut rows = vec![["yritys", "toimiala", "paikkakunta", "nimi", "sähköposti", "kieli"].map(str::to_owned)];
    for member in members {
        let business = [
            member.name.clone(),
            member.line_of_business.clone().unwrap_or_default(),
            member.place.clone().unwrap_or_default(),
        ];
        let people = of.get(&member.id).map_or(&[][..], Vec::as_slice);
        for person in people {
            rows.push(row(
                &business,
                [&person.name, person.email.as_deref().unwrap_or_default(), word(person.language)],
            ));
        }
        if people.is_empty() {
            rows.push(row(&business, ["", "", ""]));
        }
    }
    for row in rows {
        // Writing to memory cannot fail, and all rows have the same length.
        let _ = writer.write_record(row);
    }
    let table = writer.into_inner().unwrap_or_default();
    [BOM.as_bytes(), &table].concat()
}

fn row(business: &[String; 3], person: [&str; 3]) -> [String; 6] {
    let [a, b, c] = business.clone().map(|text| harmless(&text));
    let [d, e, f] = person.map(harmless);
    [a, b, c, d, e, f]
}

/// What a spreadsheet would take for a formula is marked as text.
fn harmless(cell: &str) -> String {
    if cell.starts_with(FORMULA) { format!("'{cell}") } else { cell.to_owned() }
}

fn word(language: Language) -> &'static str {
    match language {
        Language::Fi => "fi",
        Language::Sv => "sv",
        Language::En => "en",
    }
}

#[cfg(test)]
mod tests {
    use koronailta_signaling::ids::{NetworkId, Timestamp};

    use super::*;
    use crate::{
        clock::Clock,
        members::{Existing, Table, What, plan},
    };

    #[test]
    fn what_is_exported_can_be_imported_and_no_cell_is_a_formula() {
        let network = NetworkId::new(Timestamp(1), [1; 10]);
        let read = |bytes: &[u8], existing| {
            let table = Table::read(bytes).unwrap_or_else(|error| panic!("{error:?}"));
            plan(&table, network, existing, Language::Fi, Clock::start())
        };
        let text = "yritys;toimiala;nimi;sähköposti\n=1+1;\"a;b\";Äijä;aija@x.fi\n@Yritys;+358;-Ville;\nYksin;;;\n";
        let first = read(text.as_bytes(), Existing::default());
        let existing = Existing { members: first.new_members, persons: first.new_persons };
        let table = export(&existing.members, &existing.persons);
        let written = String::from_utf8(table.clone()).expect("UTF-8");
        assert!(written.starts_with("\u{feff}yritys;"));
        assert!(written.contains("'=1+1") && written.contains("'@Yritys;'+358") && written.contains("'-Ville"));
        let cells = written.lines().skip(1).flat_map(|line| line.split(';')).map(|cell| cell.trim_matches('"'));
        assert!(cells.clone().count() > 10 && cells.into_iter().all(|cell| !cell.starts_with(FORMULA)), "{written}");
        let again = read(&table, existing);
        assert!(again.problems.is_empty() && again.rows.iter().all(|row| row.what == What::Same), "{:?}", again.rows);
    }
}
