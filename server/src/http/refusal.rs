//! Why a request over HTTP was not carried out: stable codes, each with its status and its translated sentence
//! (`api-…` in the Fluent files).

use axum::http::StatusCode;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $wire:literal, $status:ident;)*) => {
        /// The stable codes of the HTTP interface, besides those of the WebSocket.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum ApiCode {
            $($(#[$doc])* $name,)*
        }

        impl ApiCode {
            /// Every code, for completeness tests.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The code as it stands in the problem document.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $wire,)* }
            }

            /// The status it is answered with.
            #[must_use]
            pub fn status(self) -> StatusCode {
                match self { $(Self::$name => StatusCode::$status,)* }
            }
        }
    };
}

codes! {
    /// Nobody is signed in, or the credential is not known or no longer valid.
    NotSignedIn = "not_signed_in", UNAUTHORIZED;
    /// The role may not do this here.
    Forbidden = "forbidden", FORBIDDEN;
    /// The program's key lacks a `scope`.
    ScopeMissing = "scope_missing", FORBIDDEN;
    /// A page of another origin asks with this browser's cookie.
    OriginForeign = "origin_foreign", FORBIDDEN;
    /// The one-time link was used, is too old, or never was.
    SignInUnknown = "sign_in_unknown", NOT_FOUND;
    /// The passkey could not be checked.
    PasskeyRefused = "passkey_refused", UNAUTHORIZED;
    /// This server's address is not one that passkeys could belong to.
    PasskeyUnavailable = "passkey_unavailable", CONFLICT;
    /// No mail is sent from here, or the person has no address.
    MailImpossible = "mail_impossible", CONFLICT;
    /// Too many requests; wait `retry_ms`.
    TooManyRequests = "too_many_requests", TOO_MANY_REQUESTS;
    /// There is no such thing, or not for this caller.
    NotFound = "not_found", NOT_FOUND;
    /// The path is right, the method is not.
    MethodNotAllowed = "method_not_allowed", METHOD_NOT_ALLOWED;
    /// The request is not what the description says; `detail`.
    Malformed = "request_malformed", BAD_REQUEST;
    /// The body is longer than `max` bytes.
    BodyTooLarge = "body_too_large", PAYLOAD_TOO_LARGE;
    /// The body is not of a kind that is taken here.
    MediaType = "media_type", UNSUPPORTED_MEDIA_TYPE;
    /// A change must say by `If-Match` which version it is about.
    VersionNeeded = "version_needed", PRECONDITION_REQUIRED;
    /// Somebody else has changed it meanwhile.
    Stale = "stale", PRECONDITION_FAILED;
    /// The `Idempotency-Key` was used for another request.
    KeyReused = "idempotency_key_reused", UNPROCESSABLE_ENTITY;
    /// The `Idempotency-Key` is not 8 to 128 visible characters.
    KeyInvalid = "idempotency_key_invalid", BAD_REQUEST;
    /// `field` must not be empty.
    ValueEmpty = "value_empty", UNPROCESSABLE_ENTITY;
    /// `field` is longer than `max` characters.
    ValueTooLong = "value_too_long", UNPROCESSABLE_ENTITY;
    /// `field` holds what cannot be used there.
    ValueInvalid = "value_invalid", UNPROCESSABLE_ENTITY;
    /// `field` must be from `min` to `max`.
    ValueOutOfRange = "value_out_of_range", UNPROCESSABLE_ENTITY;
    /// The mail address cannot be written to.
    EmailInvalid = "email_invalid", UNPROCESSABLE_ENTITY;
    /// Another network has this short name.
    SlugTaken = "slug_taken", CONFLICT;
    /// There are `max` of them already.
    ListFull = "list_full", CONFLICT;
    /// A network needs an organizer.
    LastOrganizer = "last_organizer", CONFLICT;
    /// The picture is larger than `max` bytes.
    PictureTooLarge = "picture_too_large", PAYLOAD_TOO_LARGE;
    /// The picture is wider or higher than `max` pixels.
    PictureTooWide = "picture_too_wide", UNPROCESSABLE_ENTITY;
    /// It is a drawing with possible script in it.
    PictureIsSvg = "picture_is_svg", UNSUPPORTED_MEDIA_TYPE;
    /// It is no PNG, JPEG or WebP that can be read.
    PictureUnreadable = "picture_unreadable", UNPROCESSABLE_ENTITY;
    /// The table has no column for the business's name.
    TableNoName = "table_no_name", UNPROCESSABLE_ENTITY;
    /// The table has no rows, or is none.
    TableEmpty = "table_empty", UNPROCESSABLE_ENTITY;
    /// The table has more than `max` rows.
    TableTooLong = "table_too_long", UNPROCESSABLE_ENTITY;
    /// Some `lines` of the table cannot be used; nothing was imported.
    TableLinesWrong = "table_lines_wrong", UNPROCESSABLE_ENTITY;
    /// The same stands in line `first` of the table already.
    TableLineTwice = "table_line_twice", UNPROCESSABLE_ENTITY;
    /// `field` is not a date and a time.
    TimeMalformed = "time_malformed", UNPROCESSABLE_ENTITY;
    /// Nobody knows the zone in `field`.
    TimeZoneUnknown = "time_zone_unknown", UNPROCESSABLE_ENTITY;
    /// `field` is no rule of recurrence.
    RuleMalformed = "rule_malformed", UNPROCESSABLE_ENTITY;
    /// `field` is a rule, but not one for evenings.
    RuleUnsupported = "rule_unsupported", UNPROCESSABLE_ENTITY;
    /// No evening comes of the rule in `field`.
    RuleNeverHappens = "rule_never_happens", UNPROCESSABLE_ENTITY;
    /// The evening is over or cancelled.
    EveningOver = "evening_over", CONFLICT;
    /// A support scheme is shown only with its name and what it is.
    SchemeUnfinished = "scheme_unfinished", UNPROCESSABLE_ENTITY;
    /// There must be a mail address or a telephone number.
    ContactMissing = "contact_missing", UNPROCESSABLE_ENTITY;
    /// Nobody has agreed to the wording that holds now.
    ConsentNeeded = "consent_needed", UNPROCESSABLE_ENTITY;
    /// The network has no advisor.
    NoAdvisor = "no_advisor", CONFLICT;
    /// The doors are open, so whether the evening is encrypted stays as it is.
    EncryptionFixed = "encryption_fixed", CONFLICT;
    /// The doors are open, so whether captions are kept stays as it is.
    CaptionsFixed = "captions_fixed", CONFLICT;
    /// Captions of an encrypted evening cannot be kept.
    CaptionsEncrypted = "captions_kept_encrypted", UNPROCESSABLE_ENTITY;
    /// The evening is not over yet.
    EveningNotOver = "evening_not_over", CONFLICT;
    /// This server sends no mail.
    MailOff = "mail_off", CONFLICT;
    /// `field` leads to an address that webhooks must not reach.
    WebhookAddress = "webhook_address", UNPROCESSABLE_ENTITY;
    /// A fault of the server; it has been logged.
    Internal = "server_fault", INTERNAL_SERVER_ERROR;
}

impl ApiCode {
    /// The Fluent key of the sentence: `api-` and the code with hyphens.
    #[must_use]
    pub fn key(self) -> String {
        format!("api-{}", self.as_str().replace('_', "-"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_its_sentence_in_every_language() {
        let texts = [
            include_str!("../../../web-client/i18n/fi/api.ftl"),
            include_str!("../../../web-client/i18n/sv/api.ftl"),
            include_str!("../../../web-client/i18n/en/api.ftl"),
        ];
        for code in ApiCode::ALL {
            let line = format!("\n{} =", code.key());
            assert!(texts.iter().all(|text| text.contains(&line)), "{}", code.key());
        }
    }
}
