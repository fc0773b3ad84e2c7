//! From a table to what would change: nothing is written before the organizer has seen it, and then all of it or nothing.

use std::collections::HashMap;

use koronailta_signaling::{
    ids::{MemberId, NetworkId, PersonId},
    wire::{join::Language, participant::Role},
};

use super::{Column, MEMBERS_MAX, PERSONS_MAX, Table};
use crate::{
    clock::{Clock, SystemEntropy},
    http::{Problem, fields, refusal::ApiCode},
    store::{Member, Person},
};

/// Who is in the network already.
#[derive(Clone, Debug, Default)]
pub struct Existing {
    /// The businesses.
    pub members: Vec<Member>,
    /// All people.
    pub persons: Vec<Person>,
}

/// What a row would do, from the least to the most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// Nothing.
    Same,
    /// Somebody known, of whom something changes.
    Update,
    /// Somebody new.
    New,
}

/// A row as it was understood.
#[derive(Clone, Debug, serde::Serialize, utoipa::ToSchema)]
pub struct PlannedRow {
    /// The line of the file.
    pub line: u64,
    /// What would happen.
    pub what: What,
    /// The business.
    pub member: String,
    /// The person.
    pub person: Option<String>,
    /// Their address.
    pub email: Option<String>,
    /// Where the business is.
    pub place: Option<String>,
}

/// A row that cannot be used.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
pub struct LineProblem {
    /// The line of the file.
    pub line: u64,
    /// Why, as in a refused request.
    #[serde(flatten)]
    pub problem: Problem,
}

/// What a table would do.
#[derive(Debug, Default)]
pub struct Plan {
    /// Row by row.
    pub rows: Vec<PlannedRow>,
    /// What must be corrected first.
    pub problems: Vec<LineProblem>,
    /// Businesses to add.
    pub new_members: Vec<Member>,
    /// People to add.
    pub new_persons: Vec<Person>,
    /// Businesses to change.
    pub changed_members: Vec<Member>,
    /// People to change.
    pub changed_persons: Vec<Person>,
}

struct Planner<'a> {
    table: &'a Table,
    network: NetworkId,
    language: Language,
    clock: Clock,
    members: HashMap<String, Member>,
    persons: HashMap<MemberId, Vec<Person>>,
    /// Where a business and person stood first.
    seen: HashMap<(String, String), u64>,
    plan: Plan,
}

/// Says what a table would do. Businesses are recognised by their names, people of a business by address or name; what a
/// table does not tell stays as it is.
#[must_use]
pub fn plan(table: &Table, network: NetworkId, existing: Existing, language: Language, clock: Clock) -> Plan {
    let mut persons: HashMap<MemberId, Vec<Person>> = HashMap::new();
    for person in existing.persons {
        if let Some(member) = person.member {
            persons.entry(member).or_default().push(person);
        }
    }
    let members = existing.members.into_iter().map(|member| (folded(&member.name), member)).collect();
    let (seen, plan) = (HashMap::new(), Plan::default());
    let mut planner = Planner { table, network, language, clock, members, persons, seen, plan };
    for (line, row) in &table.rows {
        if let Err(problem) = planner.row(*line, row) {
            planner.plan.problems.push(LineProblem { line: *line, problem });
        }
    }
    planner.plan
}

fn folded(text: &str) -> String {
    text.to_lowercase()
}

impl Planner<'_> {
    fn row(&mut self, line: u64, row: &[String]) -> Result<(), Problem> {
        let cell = |column| self.table.cell(row, column);
        let business = fields::line("business", cell(Column::Business).unwrap_or_default())?;
        let line_of_business = fields::optional_line("line_of_business", cell(Column::Line))?;
        let place = fields::optional_line("place", cell(Column::Place))?;
        let email = fields::optional_email(cell(Column::Email))?;
        let name = cell(Column::Person).map(|text| fields::name("name", text)).transpose()?;
        let language = cell(Column::Language).map(language).transpose()?;
        if name.is_none() && email.is_some() {
            return Err(Problem::refused(ApiCode::ValueEmpty).word("field", "name"));
        }
        let key = (folded(&business), folded(email.as_deref().or(name.as_deref()).unwrap_or_default()));
        if let Some(first) = self.seen.insert(key, line) {
            return Err(Problem::refused(ApiCode::TableLineTwice).number("first", first));
        }
        let (member, mut what) = self.member(&business, line_of_business, place.clone())?;
        if let Some(name) = &name {
            let of_person = self.person(member, name, email.clone(), language)?;
            what = what.max(of_person);
        }
        self.plan.rows.push(PlannedRow { line, what, member: business, person: name, email, place });
        Ok(())
    }

    fn member(
        &mut self,
        name: &str,
        line_of_business: Option<String>,
        place: Option<String>,
    ) -> Result<(MemberId, What), Problem> {
        if let Some(known) = self.members.get_mut(&folded(name)) {
            let before = known.clone();
            known.line_of_business = line_of_business.or(known.line_of_business.take());
            known.place = place.or(known.place.take());
            if *known == before {
                return Ok((known.id, What::Same));
            }
            let (changed, id) = (known.clone(), known.id);
            // A business of an earlier row of this table is not in the store yet.
            let list = if self.plan.new_members.iter().any(|one| one.id == id) {
                &mut self.plan.new_members
            } else {
                &mut self.plan.changed_members
            };
            list.retain(|one| one.id != id);
            list.push(changed);
            return Ok((id, What::Update));
        }
        if self.members.len() as u64 >= MEMBERS_MAX {
            return Err(Problem::refused(ApiCode::ListFull).number("max", MEMBERS_MAX));
        }
        let now = self.clock.now();
        let member = Member {
            id: MemberId::new(now, SystemEntropy::bytes()),
            network: self.network,
            name: name.to_owned(),
            line_of_business,
            place,
            created_at: now,
            version: 1,
        };
        let id = member.id;
        self.plan.new_members.push(member.clone());
        self.members.insert(folded(name), member);
        Ok((id, What::New))
    }

    fn person(
        &mut self,
        member: MemberId,
        name: &str,
        email: Option<String>,
        language: Option<Language>,
    ) -> Result<What, Problem> {
        let people = self.persons.entry(member).or_default();
        let by_address =
            people.iter().position(|one| email.is_some() && folded_eq(one.email.as_deref(), email.as_deref()));
        let found = by_address.or_else(|| people.iter().position(|one| folded(&one.name) == folded(name)));
        if let Some(index) = found {
            let known = &mut people[index];
            // Who works here, and by which address they sign in, is nothing for a table.
            if known.role > Role::Participant {
                return Ok(What::Same);
            }
            let email = email.or(known.email.clone());
            let changed =
                Person { name: name.to_owned(), email, language: language.unwrap_or(known.language), ..known.clone() };
            if changed == *known {
                return Ok(What::Same);
            }
            *known = changed.clone();
            let list = if self.plan.new_persons.iter().any(|one| one.id == changed.id) {
                &mut self.plan.new_persons
            } else {
                &mut self.plan.changed_persons
            };
            list.retain(|one| one.id != changed.id);
            list.push(changed);
            return Ok(What::Update);
        }
        if people.len() >= PERSONS_MAX {
            return Err(Problem::refused(ApiCode::ListFull).number("max", PERSONS_MAX as u64));
        }
        let now = self.clock.now();
        let person = Person {
            id: PersonId::new(now, SystemEntropy::bytes()),
            member: Some(member),
            network: self.network,
            name: name.to_owned(),
            email,
            language: language.unwrap_or(self.language),
            role: Role::Participant,
            founder: false,
            created_at: now,
            version: 1,
        };
        people.push(person.clone());
        self.plan.new_persons.push(person);
        Ok(What::New)
    }
}

fn folded_eq(a: Option<&str>, b: Option<&str>) -> bool {
    a.map(folded) == b.map(folded)
}

fn language(text: &str) -> Result<Language, Problem> {
    match text.to_lowercase().as_str() {
        "fi" | "suomi" | "finska" | "finnish" => Ok(Language::Fi),
        "sv" | "ruotsi" | "svenska" | "swedish" => Ok(Language::Sv),
        "en" | "englanti" | "engelska" | "english" => Ok(Language::En),
        _ => Err(Problem::refused(ApiCode::ValueInvalid).word("field", "language")),
    }
}

#[cfg(test)]
mod tests {
    use koronailta_signaling::ids::Timestamp;

    use super::*;

    fn planned(text: &str, existing: Existing) -> Plan {
        let table = Table::read(text.as_bytes()).unwrap_or_else(|error| panic!("{error:?}"));
        plan(&table, NetworkId::new(Timestamp(1), [1; 10]), existing, Language::Fi, Clock::start())
    }

    fn whats(plan: &Plan) -> Vec<What> {
        plan.rows.iter().map(|row| row.what).collect()
    }

    #[test]
    fn two_people_of_one_business_are_one_business() {
        let plan = planned(
            "yritys;toimiala;nimi;sähköposti;kieli\nKemin Leipä;leipomo;Aino;aino@leipa.fi;\nKEMIN LEIPÄ;;Ville;;ruotsi\nYksin;;;;\n",
            Existing::default(),
        );
        assert!(plan.problems.is_empty(), "{:?}", plan.problems);
        assert_eq!((plan.new_members.len(), plan.new_persons.len()), (2, 2));
        assert_eq!(plan.new_persons[1].language, Language::Sv);
        assert_eq!(plan.new_persons[0].member, plan.new_persons[1].member);
        assert_eq!(whats(&plan), [What::New, What::New, What::New]);
    }

    #[test]
    fn the_same_table_again_changes_nothing_and_a_corrected_one_only_what_differs() {
        let text = "yritys;paikkakunta;nimi;sähköposti\nKemin Leipä;Kemi;Aino;aino@leipa.fi\n";
        let first = planned(text, Existing::default());
        let existing = Existing { members: first.new_members, persons: first.new_persons };
        let again = planned(text, existing.clone());
        assert_eq!(whats(&again), [What::Same]);
        assert!(again.new_members.is_empty() && again.changed_members.is_empty() && again.changed_persons.is_empty());
        let moved = planned("yritys;paikkakunta;nimi\nkemin leipä;Tornio;Aino\n", existing.clone());
        assert_eq!(moved.changed_members[0].place.as_deref(), Some("Tornio"));
        assert!(moved.changed_persons.is_empty(), "what the table does not tell stays");
        let renamed = planned("yritys;nimi;sähköposti\nKemin Leipä;Aino Kangas;AINO@leipa.fi\n", existing);
        assert_eq!(renamed.changed_persons[0].name, "Aino Kangas");
    }

    #[test]
    fn a_table_leaves_the_staff_as_they_are() {
        let text = "yritys;nimi;sähköposti;kieli\nKemin Leipä;Aino;aino@leipa.fi;fi\n";
        let first = planned(text, Existing::default());
        let mut existing = Existing { members: first.new_members, persons: first.new_persons };
        existing.persons[0].role = Role::Moderator;
        let other = "yritys;nimi;sähköposti;kieli\nKemin Leipä;Joku Muu;aino@leipa.fi;ruotsi\n";
        let again = planned(other, existing);
        assert_eq!(whats(&again), [What::Same]);
        assert!(again.changed_persons.is_empty() && again.new_persons.is_empty());
    }

    #[test]
    fn every_wrong_line_is_told_by_its_number() {
        let text = "yritys;nimi;sähköposti;kieli\nA;Aino;aino;\n;Eero;;\nB;;b@b.fi;\nC;Ville;;saame\nD;Anu;anu@d.fi;\nD;Anu K;ANU@d.fi;\nE;a\u{202e}b;;\n";
        let plan = planned(text, Existing::default());
        let lines: Vec<_> = plan.problems.iter().map(|one| one.line).collect();
        assert_eq!(lines, [2, 3, 4, 5, 7, 8]);
        assert_eq!(plan.rows.len(), 1);
    }
}
