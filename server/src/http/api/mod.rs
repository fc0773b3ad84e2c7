//! The REST interface: a file for each resource, each with its routes and its part of the description.

mod announcements;
mod applying;
mod attendance;
mod captions;
mod contact_asking;
mod contact_requests;
mod evenings;
mod guest_links;
mod help;
mod import;
mod invite_again;
mod kept_answers;
mod me;
mod members;
mod networks;
mod passkeys;
mod personal_links;
mod pictures;
mod planning;
mod qr;
mod rsvp;
mod scheme_body;
mod scheme_files;
mod schemes;
mod series;
mod session;
mod staff;
mod summary;
mod tokens;
mod webhook_deliveries;
mod webhooks;

use axum::Router;
use utoipa::OpenApi;

use crate::app::App;

/// All routes below `/api/v1`.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .merge(guest_links::routes())
        .merge(help::routes())
        .merge(import::routes())
        .merge(me::routes())
        .merge(members::routes())
        .merge(networks::routes())
        .merge(passkeys::routes())
        .merge(personal_links::routes())
        .merge(pictures::routes())
        .merge(qr::routes())
        .merge(session::routes())
        .merge(staff::routes())
        .merge(tokens::routes())
        .merge(announcements::routes())
        .merge(applying::routes())
        .merge(contact_asking::routes())
        .merge(contact_requests::routes())
        .merge(scheme_files::routes())
        .merge(schemes::routes())
        .merge(attendance::routes())
        .merge(evenings::routes())
        .merge(invite_again::routes())
        .merge(rsvp::routes())
        .merge(series::routes())
        .merge(webhooks::routes())
        .merge(webhook_deliveries::routes())
        .merge(summary::routes())
        .merge(captions::routes())
        .merge(kept_answers::routes())
}

/// Their description.
pub(super) fn describe(document: &mut utoipa::openapi::OpenApi) {
    let parts = [
        guest_links::Document::openapi(),
        help::Document::openapi(),
        import::Document::openapi(),
        me::Document::openapi(),
        members::Document::openapi(),
        summary::Document::openapi(),
        captions::Document::openapi(),
        kept_answers::Document::openapi(),
        networks::Document::openapi(),
        passkeys::Document::openapi(),
        personal_links::Document::openapi(),
        pictures::Document::openapi(),
        qr::Document::openapi(),
        session::Document::openapi(),
        staff::Document::openapi(),
        tokens::Document::openapi(),
        announcements::Document::openapi(),
        applying::Document::openapi(),
        contact_asking::Document::openapi(),
        contact_requests::Document::openapi(),
        scheme_files::Document::openapi(),
        schemes::Document::openapi(),
        attendance::Document::openapi(),
        evenings::Document::openapi(),
        invite_again::Document::openapi(),
        rsvp::Document::openapi(),
        series::Document::openapi(),
        webhooks::Document::openapi(),
        webhook_deliveries::Document::openapi(),
    ];
    for part in parts {
        document.merge(part);
    }
}
