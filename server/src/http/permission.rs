//! Who may do what over HTTP: one table, asked once for each request.

use koronailta_signaling::wire::participant::Role;
use serde::{Deserialize, Serialize};

/// What a program's key may be allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
pub enum Scope {
    /// Read the network's settings, links and help contacts.
    #[serde(rename = "network:read")]
    NetworkRead,
    /// Change them.
    #[serde(rename = "network:write")]
    NetworkWrite,
    /// Read members and their people.
    #[serde(rename = "members:read")]
    MembersRead,
    /// Change them.
    #[serde(rename = "members:write")]
    MembersWrite,
    /// Read evenings, series, answers, attendance, and the captions that were kept.
    #[serde(rename = "evenings:read")]
    EveningsRead,
    /// Change them.
    #[serde(rename = "evenings:write")]
    EveningsWrite,
    /// Read announcements.
    #[serde(rename = "announcements:read")]
    AnnouncementsRead,
    /// Change them.
    #[serde(rename = "announcements:write")]
    AnnouncementsWrite,
    /// Read the guidance board.
    #[serde(rename = "schemes:read")]
    SchemesRead,
    /// Change it.
    #[serde(rename = "schemes:write")]
    SchemesWrite,
    /// Change what other servers are told.
    #[serde(rename = "webhooks:write")]
    WebhooksWrite,
}

impl Scope {
    /// As it stands in a key.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NetworkRead => "network:read",
            Self::NetworkWrite => "network:write",
            Self::MembersRead => "members:read",
            Self::MembersWrite => "members:write",
            Self::EveningsRead => "evenings:read",
            Self::EveningsWrite => "evenings:write",
            Self::AnnouncementsRead => "announcements:read",
            Self::AnnouncementsWrite => "announcements:write",
            Self::SchemesRead => "schemes:read",
            Self::SchemesWrite => "schemes:write",
            Self::WebhooksWrite => "webhooks:write",
        }
    }
}

/// What somebody wants to do in a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// See the settings.
    ReadNetwork,
    /// Change the settings, the logo, help contacts.
    EditNetwork,
    /// See businesses and their people.
    ReadMembers,
    /// Change them, import and export them, make and take back their links.
    EditMembers,
    /// See who works here.
    ReadStaff,
    /// Change who works here and let them sign in.
    EditStaff,
    /// See links for guests.
    ReadLinks,
    /// Make and take back links for guests.
    EditLinks,
    /// See, make and take back keys of programs.
    EditTokens,
    /// See evenings, series and answers.
    ReadEvenings,
    /// Change them, invite people.
    EditEvenings,
    /// See who was invited and what they answered.
    ReadInvitations,
    /// See who was there.
    ReadAttendance,
    /// See what people thought of an evening.
    ReadFeedback,
    /// See announcements that are for the network's people.
    ReadAnnouncements,
    /// Write announcements.
    EditAnnouncements,
    /// See support schemes that are for the network's people.
    ReadSchemes,
    /// Write support schemes, and see drafts.
    EditSchemes,
    /// See who wishes to be contacted by an advisor, and look after it.
    HandleContactRequests,
    /// See what waits to be mailed and what came back.
    ReadMail,
    /// See and change what other servers are told.
    EditWebhooks,
    /// Prepare what is shown on the stage.
    EditMaterials,
    /// Look after questions, polls and feedback of an evening.
    EditQuestions,
}

/// What somebody signed in has to be in the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// This, or more.
    Least(Role),
    /// This, and that nobody is by being more: what is told to an advisor is not told to whoever organizes.
    Exactly(Role),
}

impl Needs {
    /// Whether it is enough to be this.
    #[must_use]
    pub fn is_met_by(self, role: Role) -> bool {
        match self {
            Self::Least(least) => role >= least,
            Self::Exactly(one) => role == one,
        }
    }
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// What for.
    pub action: Action,
    /// What somebody signed in has to be in the network.
    pub staff: Needs,
    /// A program needs this scope; none lets no program do it.
    pub scope: Option<Scope>,
    /// The holder of a link needs at least this role, and the link has to say who they are: a person's own, or one of the network's staff. None
    /// lets no link do it.
    pub link: Option<Role>,
}

const fn row(action: Action, least: Role, scope: Option<Scope>, link: Option<Role>) -> Row {
    Row { action, staff: Needs::Least(least), scope, link }
}

/// For one role alone: no program, no link, and nobody by being more.
const fn only(action: Action, role: Role) -> Row {
    Row { action, staff: Needs::Exactly(role), scope: None, link: None }
}

/// The table.
pub const TABLE: &[Row] = &[
    row(Action::ReadNetwork, Role::Captioner, Some(Scope::NetworkRead), None),
    row(Action::EditNetwork, Role::Organizer, Some(Scope::NetworkWrite), None),
    row(Action::ReadMembers, Role::Moderator, Some(Scope::MembersRead), None),
    row(Action::EditMembers, Role::Organizer, Some(Scope::MembersWrite), None),
    row(Action::ReadStaff, Role::Moderator, Some(Scope::NetworkRead), None),
    // A key that could let somebody sign in would be more than its scopes.
    row(Action::EditStaff, Role::Organizer, None, None),
    row(Action::ReadLinks, Role::Moderator, Some(Scope::NetworkRead), None),
    row(Action::EditLinks, Role::Moderator, Some(Scope::NetworkWrite), None),
    row(Action::EditTokens, Role::Organizer, None, None),
    row(Action::ReadEvenings, Role::Captioner, Some(Scope::EveningsRead), Some(Role::Participant)),
    row(Action::EditEvenings, Role::Moderator, Some(Scope::EveningsWrite), None),
    row(Action::ReadInvitations, Role::Moderator, Some(Scope::EveningsRead), None),
    row(Action::ReadAttendance, Role::Organizer, Some(Scope::EveningsRead), None),
    row(Action::ReadFeedback, Role::Moderator, Some(Scope::EveningsRead), Some(Role::Moderator)),
    row(Action::ReadAnnouncements, Role::Captioner, Some(Scope::AnnouncementsRead), Some(Role::Participant)),
    row(Action::EditAnnouncements, Role::Advisor, Some(Scope::AnnouncementsWrite), None),
    row(Action::ReadSchemes, Role::Captioner, Some(Scope::SchemesRead), Some(Role::Participant)),
    row(Action::EditSchemes, Role::Advisor, Some(Scope::SchemesWrite), None),
    only(Action::HandleContactRequests, Role::Advisor),
    row(Action::ReadMail, Role::Moderator, Some(Scope::MembersRead), None),
    row(Action::EditWebhooks, Role::Organizer, Some(Scope::WebhooksWrite), None),
    row(Action::EditMaterials, Role::Advisor, Some(Scope::EveningsWrite), Some(Role::Advisor)),
    row(Action::EditQuestions, Role::Advisor, Some(Scope::EveningsWrite), Some(Role::Advisor)),
];

impl Action {
    /// Its row.
    #[must_use]
    pub fn row(self) -> &'static Row {
        TABLE.iter().find(|row| row.action == self).expect("every action has a row; a test holds it")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_has_one_row_and_programs_cannot_make_themselves_staff() {
        for row in TABLE {
            assert_eq!(TABLE.iter().filter(|other| other.action == row.action).count(), 1, "{:?}", row.action);
        }
        assert_eq!(TABLE.len(), Action::EditQuestions as usize + 1, "the last action's number is the table's length");
        assert!(Action::EditStaff.row().scope.is_none() && Action::EditTokens.row().scope.is_none());
    }

    #[test]
    fn scopes_are_written_as_they_are_called() {
        for row in TABLE.iter().filter_map(|row| row.scope) {
            assert_eq!(serde_json::to_value(row).ok(), Some(serde_json::json!(row.as_str())));
        }
    }

    #[test]
    fn who_organizes_does_not_see_what_is_told_to_advisors() {
        let row = Action::HandleContactRequests.row();
        assert!(row.staff.is_met_by(Role::Advisor) && row.scope.is_none() && row.link.is_none());
        for role in [Role::Participant, Role::Captioner, Role::Moderator, Role::Organizer] {
            assert!(!row.staff.is_met_by(role), "{role:?}");
        }
    }

    #[test]
    fn no_link_changes_what_a_network_is() {
        let open = [
            Action::ReadEvenings,
            Action::ReadAnnouncements,
            Action::ReadSchemes,
            Action::EditMaterials,
            Action::ReadFeedback,
            Action::EditQuestions,
        ];
        for row in TABLE.iter().filter(|row| row.link.is_some()) {
            assert!(open.contains(&row.action), "{:?}", row.action);
        }
    }
}
