// What the HTTP interface answers, as far as the pages use it; the OpenAPI document says all of it.

export type StaffRole = "captioner" | "advisor" | "moderator" | "organizer";
export type PersonRole = "participant" | StaffRole;
export type Language = "fi" | "sv" | "en";
export type Rsvp = "yes" | "no" | "maybe";
/** On the wall, in the network's zone: `2026-12-01T18:00`. */
export type LocalTime = string;
/** Milliseconds since the epoch. */
export type Timestamp = number;

export interface Session {
  person: { id: string; name: string; email: string | null; language: Language } | null;
  networks: readonly { slug: string; name: string; role: PersonRole }[];
  may_make_networks: boolean;
  passkeys: number;
}

export interface Network {
  slug: string;
  name: string;
  languages: readonly Language[];
  time_zone: string;
  accent: string;
  ground_rules: string;
  help_phone: string | null;
  members_may_host: boolean;
  privacy_text: string;
  public_text: string;
  contact_email: string | null;
  chat_days: number;
  attendance_days: number;
  contact_done_days: number;
  contact_made_days: number;
  logo: boolean;
  version: number;
}

export interface NetworkPerson {
  id: string;
  name: string;
  email: string | null;
  language: Language;
  role: PersonRole;
  has_link: boolean;
  /** Mail to this address comes back. */
  bounced?: boolean;
  version: number;
}

export interface Member {
  id: string;
  name: string;
  line_of_business: string | null;
  place: string | null;
  persons: readonly NetworkPerson[];
  version: number;
}

export interface ImportReport {
  created: number;
  updated: number;
  rows: readonly {
    line: number;
    what: "new" | "update" | "same";
    member: string;
    person: string | null;
    email: string | null;
    place: string | null;
  }[];
  /** Columns that are not read. */
  ignored: readonly string[];
  problems: readonly { line: number; code: string; key: string; params?: Record<string, string | number> }[];
}

export interface HelpContact {
  id: string;
  title: string;
  address: string;
  hours: string | null;
  language: Language;
}

export interface GuestLink {
  id: string;
  created_at: Timestamp;
  state: "valid" | "not_yet" | "expired" | "revoked";
}

export interface Passkey {
  id: string;
  title: string;
  created_at: Timestamp;
}

export interface Series {
  id: string;
  title: string;
  programme: string;
  place: string | null;
  rrule: string;
  first: LocalTime;
  minutes: number;
  doors_minutes: number;
  advisor_person_id: string | null;
  encrypted: boolean;
  captions_kept: boolean;
  /** Invitations go out by themselves so many days before. */
  invite_days: number | null;
  clock_skips: boolean;
  version: number;
}

export interface Evening {
  id: string;
  series_id: string | null;
  title: string;
  programme: string;
  place: string | null;
  starts: LocalTime;
  starts_at: Timestamp;
  ends_at: Timestamp;
  minutes: number;
  doors_minutes: number;
  advisor_person_id: string | null;
  encrypted: boolean;
  captions_kept: boolean;
  state: EveningState;
  /** It goes its own way, whatever becomes of its series. */
  edited: boolean;
  summary: string;
  /** The clock skips the time that was asked for: it is an hour later on the wall. */
  clock_skips: boolean;
  invited: number;
  yes: number;
  no: number;
  version: number;
}

export interface Invitation {
  person_id: string;
  name: string;
  email: string | null;
  rsvp: Rsvp | null;
  bounced: boolean;
}

/** The mail of a network. */
export interface Post {
  configured: boolean;
  mails: readonly {
    id: string;
    kind: string;
    address: string;
    subject: string;
    state: "waiting" | "sent" | "refused" | "given_up" | "outdated";
    problem: string | null;
    created_at: Timestamp;
    finished_at: Timestamp | null;
  }[];
}

/** A program's key, without the key itself. */
export interface ApiToken {
  id: string;
  title: string;
  scopes: readonly string[];
  created_at: Timestamp;
  expires_at: Timestamp | null;
}

export type WebhookEvent = "evening.started" | "evening.joined" | "evening.ended";

/** A program that is told what happens in evenings. */
export interface Webhook {
  id: string;
  url: string;
  events: readonly WebhookEvent[];
  disabled: boolean;
  failing_since: Timestamp | null;
  problem: string | null;
  version: number;
}

export interface WebhookDelivery {
  event: WebhookEvent;
  evening_id: string;
  happened_at: Timestamp;
  attempts: number;
  /** null: it was heard, or given up. */
  next_at: Timestamp | null;
  delivered_at: Timestamp | null;
}

/** What came of trying a webhook out. */
export interface WebhookTried {
  heard: boolean;
  problem: "address" | "silent" | "unreachable" | "garbled" | "status" | null;
  status: number | null;
}

/** Who was there, as far as they have agreed to be on the list. */
export interface Attendance {
  devices: number;
  people: number;
  seats: readonly { place: string | null; names: readonly string[]; agreed_at: Timestamp }[];
  kept_until: Timestamp;
}

/** How often each grade from 1 to 5 was given. */
export type Grades = readonly [number, number, number, number, number];

export interface Feedback {
  given: number;
  useful: Grades | null;
  ease: Grades | null;
  words: readonly string[];
}

/** Feedback of one of several evenings, without what was written. */
export interface EveningFeedback extends Feedback {
  evening: string;
  title: string;
  starts_at: Timestamp;
}

export interface Attachment {
  id: string;
  name: string;
  size: number;
}

export interface PublicAnnouncement {
  id: string;
  title: string;
  text: string;
  published_at: Timestamp;
  attachments: readonly Attachment[];
}

export interface Announcement extends PublicAnnouncement {
  /** Told on the network's page, too. */
  public: boolean;
  /** By mail, too. */
  mail: boolean;
  version: number;
}

export type EveningState = "scheduled" | "doors_open" | "live" | "ended" | "cancelled";

export interface PublicEvening {
  id: string;
  state: EveningState;
  title: string;
  starts_at: Timestamp;
  ends_at: Timestamp;
  place: string | null;
  programme: string;
}

/** A network as everybody may know it. */
export type PublicNetwork = Pick<Network, "slug" | "name" | "accent" | "time_zone" | "public_text" | "privacy_text" | "contact_email" | "logo">;

export interface KeptAnswer {
  id: string;
  question: string;
  answer: string;
  by: string;
  evening: string;
  audience: "everybody" | "members";
  version: number;
  /** By who asks. */
  editable: boolean;
}

/** What is left of an evening. */
/** Captions that were kept, in one language. */
export interface KeptCaptions {
  lines: readonly { at: Timestamp; text: string }[];
}

export interface EveningSummary {
  title: string;
  network: string;
  slug: string;
  time_zone: string;
  starts_at: Timestamp;
  ends_at: Timestamp;
  encrypted: boolean;
  words: string;
  materials: readonly { id: string; title: string; pages: number }[];
  links: readonly string[];
  answers: readonly { question: string; answer: string | null; by: string | null }[];
  captions: readonly { language: Language; lines: number }[];
  next: { title: string; starts_at: Timestamp; ends_at: Timestamp; place: string | null; programme: string } | null;
}

export interface RsvpView {
  evening: PublicEvening & { network: string; time_zone: string };
  person: string;
  answer: Rsvp | null;
}

export interface MyEvening extends PublicEvening {
  answer: Rsvp | null;
}

export interface Me {
  id: string;
  name: string;
  language: Language;
  business: string | null;
  place: string | null;
  network: { slug: string; name: string; accent: string; time_zone: string };
  card: { does: string; needs: string; offers: string; picture: boolean };
}

/** What one gets by mail. */
export interface MyMail {
  digest: boolean;
  reminders: boolean;
}

/** The words of a support scheme in one language. */
export interface SchemeText {
  language: Language;
  name: string;
  for_whom: string;
  amount: string;
  text: string;
  steps: readonly string[];
  links: readonly { title: string; url: string }[];
}

export interface Scheme {
  id: string;
  state: "draft" | "published";
  public: boolean;
  /** null: it is open all the time. */
  deadline: { local: string; time_zone: string; ends_at: Timestamp } | null;
  texts: readonly SchemeText[];
  files: readonly Attachment[];
  /** By one's own link. */
  applying?: boolean;
  /** For those who write the board. */
  review_on?: string;
  to_be_checked?: boolean;
  changed_at: Timestamp;
  version: number;
}

export type ContactState = "new" | "taken" | "done";

/** A wish to be contacted, as the one sees it who made it. */
export interface AskedView {
  id: string;
  about: string;
  words: string;
  state: ContactState;
  created_at: Timestamp;
  erased_at: Timestamp;
}

/** What one would agree to, and what one has asked for. */
export interface AskingView {
  network: string;
  possible: boolean;
  consent: { version: number; words: string };
  name: string | null;
  email: string | null;
  requests: readonly AskedView[];
}

export interface MadeView {
  request: AskedView;
  /** The secret by which a guest takes it back. */
  withdraw: string | null;
}

/** The same, as an advisor sees it. */
/** How far a guest's request has come. */
export interface GuestState {
  network: string;
  state: ContactState;
  erased_at: Timestamp;
}

export interface ContactRequest extends AskedView {
  name: string;
  guest: boolean;
  email: string | null;
  phone: string | null;
  language: Language;
  consent: string;
  taken_by: string | null;
  version: number;
}
