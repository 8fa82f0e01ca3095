CREATE TABLE consultations (
  id                  TEXT PRIMARY KEY,
  slug                TEXT NOT NULL UNIQUE,
  language            TEXT NOT NULL,
  -- Further languages in which it is read and answered: a list of tags.
  other_languages     TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(other_languages)),
  question            TEXT NOT NULL,
  introduction        TEXT NOT NULL DEFAULT '',
  proposal_prefix     TEXT NOT NULL DEFAULT '',
  proposal_max_length INTEGER NOT NULL DEFAULT 140 CHECK (proposal_max_length BETWEEN 20 AND 500),
  moderation          TEXT NOT NULL DEFAULT 'before' CHECK (moderation IN ('before', 'after')),
  sequence_size       INTEGER NOT NULL DEFAULT 12 CHECK (sequence_size BETWEEN 1 AND 50),
  opens_at            INTEGER NOT NULL,
  proposals_close_at  INTEGER,
  closes_at           INTEGER NOT NULL,
  results_at          INTEGER,
  action_at           INTEGER,
  ends_at             INTEGER,
  -- The key of the voters' pseudonyms; destroyed when the consultation is sealed.
  secret              BLOB CHECK (length(secret) = 32),
  created_at          INTEGER NOT NULL,
  -- The numbers by which proposals are shown and judged, as JSON; what is missing has its default in the wire contract.
  settings TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(settings)),
  -- The question whose answers are the segments ("Where do you live?"); empty: it is not asked.
  segment_question TEXT NOT NULL DEFAULT '',
  -- Each change adds one; whoever saw an older one does not write over it.
  revision INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE publishers (
  id         TEXT PRIMARY KEY,
  name       TEXT NOT NULL,
  public_key TEXT NOT NULL UNIQUE,
  time_zone  TEXT NOT NULL,
  enabled    INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
  created_at INTEGER NOT NULL,
  -- How much of its readers a publisher lets be counted.
  counting TEXT NOT NULL DEFAULT 'full' CHECK (counting IN ('full', 'aggregate-only', 'off')),
  -- Query parameters of which the publisher says otherwise than the list: {"ignored": [], "kept": []}, in small letters.
  parameters TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(parameters)),
  -- Channels that are shown by name: a list; none: all are.
  channels TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(channels)),
  -- The rule by which the addresses of its stored articles were settled.
  address_rule TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE publisher_origins (
  publisher_id TEXT NOT NULL REFERENCES publishers (id) ON DELETE CASCADE,
  origin       TEXT NOT NULL,
  PRIMARY KEY (publisher_id, origin)
) STRICT, WITHOUT ROWID;

-- Sentences of the widget in words of their own, of a publisher or of a consultation: {"fr": {"votes.agree": "Pour"}}.
CREATE TABLE own_words (
  owner_id TEXT PRIMARY KEY,
  words    TEXT NOT NULL CHECK (json_valid(words))
) STRICT, WITHOUT ROWID;

-- The keys by which a publisher vouches for its readers, and the address (null: pasted) at which they are asked for again.
CREATE TABLE reader_keys (
  publisher_id TEXT PRIMARY KEY REFERENCES publishers (id) ON DELETE CASCADE,
  url          TEXT,
  -- As JWKs, in JSON.
  keys         TEXT NOT NULL CHECK (json_valid(keys)),
  changed_at   INTEGER NOT NULL,
  -- The last good answer of the address; since then, why it failed and how often.
  fetched_at   INTEGER,
  failure      TEXT,
  failures     INTEGER NOT NULL DEFAULT 0,
  due_at       INTEGER
) STRICT;

CREATE TABLE api_keys (
  id           TEXT PRIMARY KEY,
  publisher_id TEXT NOT NULL REFERENCES publishers (id) ON DELETE CASCADE,
  -- SHA-256 of the key. The key itself is shown once and stored nowhere.
  digest       BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
  prefix       TEXT NOT NULL,
  label        TEXT NOT NULL DEFAULT '',
  created_at   INTEGER NOT NULL,
  last_used_on TEXT,
  revoked_at   INTEGER,
  scope TEXT NOT NULL DEFAULT 'full' CHECK (scope IN ('full', 'read')),
  expires_at INTEGER
) STRICT;

CREATE INDEX api_keys_by_publisher ON api_keys (publisher_id);

CREATE TABLE articles (
  id           TEXT PRIMARY KEY,
  publisher_id TEXT NOT NULL REFERENCES publishers (id) ON DELETE CASCADE,
  url          TEXT NOT NULL,
  title        TEXT,
  section      TEXT,
  published_at INTEGER,
  created_at   INTEGER NOT NULL,
  -- What editors put right: a title of their own, which no page's report replaces.
  edited_title TEXT,
  -- 1: readers of two networks have reported the title.
  title_confirmed INTEGER NOT NULL DEFAULT 0 CHECK (title_confirmed IN (0, 1)),
  UNIQUE (publisher_id, url)
) STRICT;

CREATE TABLE proposals (
  id              TEXT PRIMARY KEY,
  consultation_id TEXT NOT NULL REFERENCES consultations (id) ON DELETE CASCADE,
  text            TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 2000),
  -- The text without case, accents, spaces and punctuation: the same idea twice is refused.
  skeleton        TEXT NOT NULL,
  status          TEXT NOT NULL CHECK (status IN ('pending', 'accepted', 'refused', 'postponed')),
  refusal_reason  TEXT,
  is_seed         INTEGER NOT NULL DEFAULT 0 CHECK (is_seed IN (0, 1)),
  author_name     TEXT,
  author_age      INTEGER CHECK (author_age BETWEEN 13 AND 120),
  -- The author's voter pseudonym; null for seeds.
  author          BLOB CHECK (length(author) = 16),
  -- Random, made on the device, so that a submission sent again changes nothing.
  submission      TEXT,
  -- The id that the proposal had in the file it was imported from.
  external_id     TEXT,
  created_at      INTEGER NOT NULL,
  decided_at      INTEGER,
  revision INTEGER NOT NULL DEFAULT 1,
  -- As the author sent it, once somebody has corrected it.
  original_text TEXT,
  -- Name of who decided last; null: nobody yet.
  decided_by TEXT,
  -- Very many came from one network within an hour: a name drawn by chance, the same for all of them.
  surge TEXT,
  -- In which it is written; null: the consultation's own.
  language TEXT,
  UNIQUE (consultation_id, skeleton),
  UNIQUE (consultation_id, submission),
  UNIQUE (consultation_id, external_id)
) STRICT;

CREATE TABLE tallies (
  proposal_id         TEXT PRIMARY KEY REFERENCES proposals (id) ON DELETE CASCADE,
  agree               INTEGER NOT NULL DEFAULT 0 CHECK (agree >= 0),
  disagree            INTEGER NOT NULL DEFAULT 0 CHECK (disagree >= 0),
  neutral             INTEGER NOT NULL DEFAULT 0 CHECK (neutral >= 0),
  like_it             INTEGER NOT NULL DEFAULT 0 CHECK (like_it >= 0),
  doable              INTEGER NOT NULL DEFAULT 0 CHECK (doable >= 0),
  platitude_agree     INTEGER NOT NULL DEFAULT 0 CHECK (platitude_agree >= 0),
  no_way              INTEGER NOT NULL DEFAULT 0 CHECK (no_way >= 0),
  impossible          INTEGER NOT NULL DEFAULT 0 CHECK (impossible >= 0),
  platitude_disagree  INTEGER NOT NULL DEFAULT 0 CHECK (platitude_disagree >= 0),
  do_not_understand   INTEGER NOT NULL DEFAULT 0 CHECK (do_not_understand >= 0),
  no_opinion          INTEGER NOT NULL DEFAULT 0 CHECK (no_opinion >= 0),
  do_not_care         INTEGER NOT NULL DEFAULT 0 CHECK (do_not_care >= 0),
  checksum INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE votes (
  proposal_id    TEXT NOT NULL REFERENCES proposals (id) ON DELETE CASCADE,
  voter          BLOB NOT NULL CHECK (length(voter) = 16),
  -- Null: withdrawn. The row stays, so that a late repeat of the older act cannot bring the vote back.
  vote           TEXT CHECK (vote IN ('agree', 'disagree', 'neutral')),
  -- One bit each, in the order of QUALIFICATION_KEYS in the wire contract.
  qualifications INTEGER NOT NULL DEFAULT 0 CHECK (qualifications BETWEEN 0 AND 511),
  revision       INTEGER NOT NULL CHECK (revision >= 1),
  segment_id TEXT REFERENCES segments (id),
  -- Null, as of nearly all: counted, and nothing more is kept of it.
  cohort_id TEXT REFERENCES cohorts (id),
  -- A checksum of each vote over all of its row, and in the tallies the sum of those of a proposal (modulo 2^48): a byte
  -- that changes on the disk is found and located, and so is a vote that vanished. docs/decisions/0010 says why it is
  -- a sum and not a chain. vote_checksum is given by the program.
  checksum INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (proposal_id, voter)
) STRICT, WITHOUT ROWID;

CREATE TABLE daily_salts (
  publisher_id TEXT NOT NULL REFERENCES publishers (id) ON DELETE CASCADE,
  day          TEXT NOT NULL,
  salt         BLOB NOT NULL CHECK (length(salt) = 32),
  PRIMARY KEY (publisher_id, day)
) STRICT, WITHOUT ROWID;

-- A run without an end is a crash: it may have lost up to one second of loads and views, never a vote.
CREATE TABLE runs (
  id         TEXT PRIMARY KEY,
  started_at INTEGER NOT NULL,
  alive_at   INTEGER NOT NULL,
  stopped_at INTEGER
) STRICT;

CREATE TABLE segments (
  id              TEXT PRIMARY KEY,
  consultation_id TEXT NOT NULL REFERENCES consultations (id) ON DELETE CASCADE,
  label           TEXT NOT NULL,
  position        INTEGER NOT NULL,
  -- A segment that has answers is never deleted: it is asked no more, and its results stay.
  retired_at      INTEGER,
  UNIQUE (consultation_id, label)
) STRICT;

-- As tallies, of the voters who named their segment.
CREATE TABLE segment_tallies (
  proposal_id         TEXT NOT NULL REFERENCES proposals (id) ON DELETE CASCADE,
  segment_id          TEXT NOT NULL REFERENCES segments (id) ON DELETE CASCADE,
  agree               INTEGER NOT NULL DEFAULT 0 CHECK (agree >= 0),
  disagree            INTEGER NOT NULL DEFAULT 0 CHECK (disagree >= 0),
  neutral             INTEGER NOT NULL DEFAULT 0 CHECK (neutral >= 0),
  like_it             INTEGER NOT NULL DEFAULT 0 CHECK (like_it >= 0),
  doable              INTEGER NOT NULL DEFAULT 0 CHECK (doable >= 0),
  platitude_agree     INTEGER NOT NULL DEFAULT 0 CHECK (platitude_agree >= 0),
  no_way              INTEGER NOT NULL DEFAULT 0 CHECK (no_way >= 0),
  impossible          INTEGER NOT NULL DEFAULT 0 CHECK (impossible >= 0),
  platitude_disagree  INTEGER NOT NULL DEFAULT 0 CHECK (platitude_disagree >= 0),
  do_not_understand   INTEGER NOT NULL DEFAULT 0 CHECK (do_not_understand >= 0),
  no_opinion          INTEGER NOT NULL DEFAULT 0 CHECK (no_opinion >= 0),
  do_not_care         INTEGER NOT NULL DEFAULT 0 CHECK (do_not_care >= 0),
  PRIMARY KEY (proposal_id, segment_id)
) STRICT, WITHOUT ROWID;

-- Votes that one rule speaks of, so that they are judged together: those of a consultation and a day, or (vouched) of a
-- consultation and a publisher. The class says how they count. tallies and segment_tallies hold counted votes only.
CREATE TABLE cohorts (
  -- <consultation>.<rule>.<day or publisher>
  id              TEXT PRIMARY KEY,
  consultation_id TEXT NOT NULL REFERENCES consultations (id) ON DELETE CASCADE,
  rule            TEXT NOT NULL,
  -- By the calendar of UTC; null: of all days.
  day             TEXT,
  publisher_id    TEXT,
  class           TEXT NOT NULL CHECK (class IN ('counted', 'unverified', 'set-aside')),
  -- What the team said when it decided; null: nobody has yet.
  reason          TEXT,
  decided_at      INTEGER,
  decided_by      TEXT,
  revision        INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID;

CREATE INDEX cohorts_by_consultation ON cohorts (consultation_id, day);

-- What the votes of a cohort come to, whatever its class; segment '': of all of them.
CREATE TABLE cohort_tallies (
  cohort_id           TEXT NOT NULL REFERENCES cohorts (id) ON DELETE CASCADE,
  proposal_id         TEXT NOT NULL REFERENCES proposals (id) ON DELETE CASCADE,
  segment_id          TEXT NOT NULL,
  agree               INTEGER NOT NULL DEFAULT 0 CHECK (agree >= 0),
  disagree            INTEGER NOT NULL DEFAULT 0 CHECK (disagree >= 0),
  neutral             INTEGER NOT NULL DEFAULT 0 CHECK (neutral >= 0),
  like_it             INTEGER NOT NULL DEFAULT 0 CHECK (like_it >= 0),
  doable              INTEGER NOT NULL DEFAULT 0 CHECK (doable >= 0),
  platitude_agree     INTEGER NOT NULL DEFAULT 0 CHECK (platitude_agree >= 0),
  no_way              INTEGER NOT NULL DEFAULT 0 CHECK (no_way >= 0),
  impossible          INTEGER NOT NULL DEFAULT 0 CHECK (impossible >= 0),
  platitude_disagree  INTEGER NOT NULL DEFAULT 0 CHECK (platitude_disagree >= 0),
  do_not_understand   INTEGER NOT NULL DEFAULT 0 CHECK (do_not_understand >= 0),
  no_opinion          INTEGER NOT NULL DEFAULT 0 CHECK (no_opinion >= 0),
  do_not_care         INTEGER NOT NULL DEFAULT 0 CHECK (do_not_care >= 0),
  PRIMARY KEY (cohort_id, proposal_id, segment_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX cohort_tallies_by_proposal ON cohort_tallies (proposal_id);

-- When the votes of a cohort came.
CREATE TABLE cohort_hours (
  cohort_id TEXT NOT NULL REFERENCES cohorts (id) ON DELETE CASCADE,
  hour      INTEGER NOT NULL,
  votes     INTEGER NOT NULL,
  PRIMARY KEY (cohort_id, hour)
) STRICT, WITHOUT ROWID;

-- The people who run consultations. A moderator works on proposals only.
CREATE TABLE administrators (
  id           TEXT PRIMARY KEY,
  name         TEXT NOT NULL,
  role         TEXT NOT NULL CHECK (role IN ('admin', 'moderator')),
  -- SHA-256 of the key. The key itself is shown once and stored nowhere.
  digest       BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
  prefix       TEXT NOT NULL,
  created_at   INTEGER NOT NULL,
  last_used_on TEXT,
  revoked_at   INTEGER
) STRICT;

-- Signed-in browsers. A session dies with its time, with its administrator's key, or by signing out.
CREATE TABLE administrator_sessions (
  -- SHA-256 of what the cookie holds.
  digest           BLOB PRIMARY KEY CHECK (length(digest) = 32),
  administrator_id TEXT NOT NULL REFERENCES administrators (id) ON DELETE CASCADE,
  expires_at       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX administrator_sessions_by_expiry ON administrator_sessions (expires_at);

-- Who did what, in the same transaction as the act.
CREATE TABLE audit_entries (
  id               TEXT PRIMARY KEY,
  at               INTEGER NOT NULL,
  -- Null: somebody at the command line.
  administrator_id TEXT,
  -- The name at that time; it stays when the administrator has gone.
  actor            TEXT NOT NULL,
  act              TEXT NOT NULL,
  -- Null: an act that concerns all consultations.
  consultation_id  TEXT,
  subject          TEXT NOT NULL,
  before           TEXT CHECK (json_valid(before)),
  after            TEXT CHECK (json_valid(after)),
  number INTEGER
) STRICT;

CREATE INDEX audit_entries_by_time ON audit_entries (at, id);
CREATE INDEX audit_entries_by_consultation ON audit_entries (consultation_id, at, id);
CREATE INDEX audit_entries_by_subject ON audit_entries (subject, at, id);

CREATE TRIGGER audit_entries_remain BEFORE DELETE ON audit_entries
BEGIN SELECT raise(ABORT, 'the audit log is append-only'); END;

-- What the texts of a consultation say in its other languages. A text is named by the id of its proposal, or by its part:
-- consultation.question, segment.<id>.
CREATE TABLE translations (
  consultation_id TEXT NOT NULL REFERENCES consultations (id) ON DELETE CASCADE,
  text_id         TEXT NOT NULL,
  language        TEXT NOT NULL,
  text            TEXT NOT NULL,
  -- As of a proposal, to be searched.
  skeleton        TEXT NOT NULL,
  -- What was translated: where the original says something else by now, the translation is out of date.
  source          TEXT NOT NULL,
  -- Name of the provider whose program made it; null where people did.
  provider        TEXT,
  changed_at      INTEGER NOT NULL,
  PRIMARY KEY (consultation_id, text_id, language)
) STRICT, WITHOUT ROWID;

CREATE INDEX proposals_by_status ON proposals (consultation_id, status, created_at, id);
CREATE INDEX proposals_by_author ON proposals (consultation_id, author, created_at, id) WHERE author IS NOT NULL;
CREATE INDEX proposals_by_surge ON proposals (consultation_id, surge, created_at, id) WHERE surge IS NOT NULL;

-- What nobody of the team has read yet: what waits for publication, and what readers published themselves.
CREATE INDEX proposals_unread ON proposals (consultation_id, created_at, id)
  WHERE decided_at IS NULL AND (status = 'pending' OR is_seed = 0);

-- The last report on groups of opinion, as it was published: sums only, never who is in which group.
CREATE TABLE opinion_groups (
  consultation_id TEXT PRIMARY KEY REFERENCES consultations (id) ON DELETE CASCADE,
  computed_at     INTEGER NOT NULL,
  -- How many votes there were, so that a run without news can be left out.
  votes           INTEGER NOT NULL CHECK (votes >= 0),
  report          TEXT NOT NULL CHECK (json_valid(report))
) STRICT;

-- What proposals are about: found by the machine, named and corrected by the team.
CREATE TABLE themes (
  id              TEXT PRIMARY KEY,
  consultation_id TEXT NOT NULL REFERENCES consultations (id) ON DELETE CASCADE,
  name            TEXT NOT NULL,
  -- Its telling stems with their weights, as JSON; empty: made by hand, and too small to say what it is about.
  profile         TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(profile)),
  -- 1: the team had a hand in it, and no computation changes or ends it.
  is_kept         INTEGER NOT NULL DEFAULT 0 CHECK (is_kept IN (0, 1)),
  -- 1: what it holds is shown in no theme.
  is_hidden       INTEGER NOT NULL DEFAULT 0 CHECK (is_hidden IN (0, 1)),
  created_at      INTEGER NOT NULL,
  revision        INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE INDEX themes_by_consultation ON themes (consultation_id);

-- The theme of each proposal; null: it is near to none.
CREATE TABLE proposal_themes (
  proposal_id TEXT PRIMARY KEY REFERENCES proposals (id) ON DELETE CASCADE,
  theme_id    TEXT REFERENCES themes (id) ON DELETE CASCADE,
  -- 1: the team moved it there.
  is_moved    INTEGER NOT NULL DEFAULT 0 CHECK (is_moved IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE INDEX proposal_themes_by_theme ON proposal_themes (theme_id);

-- The last computation of themes, and a number that grows with each change of them.
CREATE TABLE theme_states (
  consultation_id TEXT PRIMARY KEY REFERENCES consultations (id) ON DELETE CASCADE,
  revision        INTEGER NOT NULL,
  computed_at     INTEGER,
  -- How many accepted proposals there were then, and how many that were not refused when they were last placed.
  accepted        INTEGER NOT NULL DEFAULT 0,
  placed          INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- What becomes of the consensus. Progress is measured by one indicator, on its way from the baseline to the target.
CREATE TABLE actions (
  id              TEXT PRIMARY KEY,
  consultation_id TEXT NOT NULL REFERENCES consultations (id) ON DELETE CASCADE,
  title           TEXT NOT NULL,
  description     TEXT NOT NULL DEFAULT '',
  -- Who carries it out.
  carrier         TEXT NOT NULL DEFAULT '',
  state           TEXT NOT NULL CHECK (state IN ('draft', 'planned', 'started', 'done', 'stopped')),
  -- What is measured; empty: nothing is.
  indicator       TEXT NOT NULL DEFAULT '',
  unit            TEXT NOT NULL DEFAULT '',
  baseline        REAL,
  target          REAL,
  position        INTEGER NOT NULL,
  created_at      INTEGER NOT NULL,
  -- Counts the changes, so that two people who change it at once notice.
  revision        INTEGER NOT NULL DEFAULT 1,
  CHECK ((indicator = '') = (baseline IS NULL) AND (indicator = '') = (target IS NULL))
) STRICT;

CREATE INDEX actions_by_consultation ON actions (consultation_id, position);

-- The consensus behind an action.
CREATE TABLE action_proposals (
  action_id   TEXT NOT NULL REFERENCES actions (id) ON DELETE CASCADE,
  proposal_id TEXT NOT NULL REFERENCES proposals (id),
  PRIMARY KEY (action_id, proposal_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE action_readings (
  action_id TEXT NOT NULL REFERENCES actions (id) ON DELETE CASCADE,
  day       TEXT NOT NULL,
  value     REAL NOT NULL,
  PRIMARY KEY (action_id, day)
) STRICT, WITHOUT ROWID;

-- What the public may read of the changes; written with each of them, never changed.
CREATE TABLE action_changes (
  id        TEXT PRIMARY KEY,
  action_id TEXT NOT NULL REFERENCES actions (id) ON DELETE CASCADE,
  at        INTEGER NOT NULL,
  -- The revision that the change led to: the order of the changes.
  revision  INTEGER NOT NULL,
  field     TEXT NOT NULL,
  before    TEXT,
  after     TEXT
) STRICT;

CREATE INDEX action_changes_by_action ON action_changes (action_id, revision);

-- Pictures, made anew from what was uploaded: nothing of the original file is kept.
CREATE TABLE images (
  id     TEXT PRIMARY KEY,
  type   TEXT NOT NULL,
  width  INTEGER NOT NULL,
  height INTEGER NOT NULL,
  bytes  BLOB NOT NULL
) STRICT;

CREATE TABLE partners (
  id              TEXT PRIMARY KEY,
  consultation_id TEXT NOT NULL REFERENCES consultations (id) ON DELETE CASCADE,
  name            TEXT NOT NULL,
  role            TEXT NOT NULL CHECK (role IN ('founding', 'associate', 'media', 'association', 'institution')),
  url             TEXT,
  logo_id         TEXT REFERENCES images (id),
  position        INTEGER NOT NULL
) STRICT;

CREATE INDEX partners_by_consultation ON partners (consultation_id, position);

-- What was last shown of a proposal by part of the public: how many of each part agree, and how many do not.
-- It is renewed only in steps that hide everyone in a crowd; docs/privacy.md says how.
CREATE TABLE published_splits (
  proposal_id TEXT NOT NULL REFERENCES proposals (id) ON DELETE CASCADE,
  -- '': all who are in no part that is shown.
  segment_id  TEXT NOT NULL,
  agree       INTEGER NOT NULL CHECK (agree >= 0),
  others      INTEGER NOT NULL CHECK (others >= 0),
  PRIMARY KEY (proposal_id, segment_id)
) STRICT, WITHOUT ROWID;

-- A scope is where readers are counted apart: a whole site, or one of its articles, channels, sections, kinds of device
-- or languages; with one consultation, or all ('').
CREATE TABLE scopes (
  id              INTEGER PRIMARY KEY,
  publisher_id    TEXT NOT NULL REFERENCES publishers (id) ON DELETE CASCADE,
  consultation_id TEXT NOT NULL,
  kind            TEXT NOT NULL CHECK (kind IN ('site', 'article', 'channel', 'section', 'device', 'language')),
  -- An article's id, the name of a channel or section, phone, tablet, desktop, a language tag; '' for the site.
  value           TEXT NOT NULL,
  UNIQUE (publisher_id, consultation_id, kind, value)
) STRICT;

-- All that was counted in a scope until the end of an hour. The hour is the instant at which it begins by the clock of
-- the publisher's zone, so that the one that comes twice in autumn is two.
CREATE TABLE engagement_hours (
  scope_id         INTEGER NOT NULL,
  hour             INTEGER NOT NULL,
  loads            INTEGER NOT NULL,
  views            INTEGER NOT NULL,
  readers_loaded   INTEGER NOT NULL,
  readers_viewed   INTEGER NOT NULL,
  readers_engaged  INTEGER NOT NULL,
  readers_proposed INTEGER NOT NULL,
  readers_finished INTEGER NOT NULL,
  votes            INTEGER NOT NULL,
  proposals        INTEGER NOT NULL,
  -- Unique for each day, as readers are: /24 of IPv4, /64 of IPv6.
  networks_viewed  INTEGER NOT NULL,
  networks_engaged INTEGER NOT NULL,
  -- Part of the views, of the readers who viewed, and of the engaged readers.
  views_suspect          INTEGER NOT NULL,
  readers_viewed_suspect INTEGER NOT NULL,
  readers_suspect        INTEGER NOT NULL,
  PRIMARY KEY (scope_id, hour)
) STRICT, WITHOUT ROWID;

-- How long after the view the first vote came: readers by slot of delay (FIRST_VOTE_DELAYS in the code), as above.
CREATE TABLE first_vote_delays (
  scope_id INTEGER NOT NULL,
  hour     INTEGER NOT NULL,
  slot0    INTEGER NOT NULL,
  slot1    INTEGER NOT NULL,
  slot2    INTEGER NOT NULL,
  slot3    INTEGER NOT NULL,
  slot4    INTEGER NOT NULL,
  slot5    INTEGER NOT NULL,
  slot6    INTEGER NOT NULL,
  slot7    INTEGER NOT NULL,
  slot8    INTEGER NOT NULL,
  slot9    INTEGER NOT NULL,
  slot10   INTEGER NOT NULL,
  slot11   INTEGER NOT NULL,
  slot12   INTEGER NOT NULL,
  slot13   INTEGER NOT NULL,
  PRIMARY KEY (scope_id, hour)
) STRICT, WITHOUT ROWID;

-- Page lives that were not counted, or not in full, by reason; of whole sites only.
CREATE TABLE left_out (
  scope_id       INTEGER NOT NULL,
  hour           INTEGER NOT NULL,
  bots           INTEGER NOT NULL,
  prefetches     INTEGER NOT NULL,
  foreign_origins INTEGER NOT NULL,
  unknown_origins INTEGER NOT NULL,
  newsroom       INTEGER NOT NULL,
  privacy_signals INTEGER NOT NULL,
  aggregates_only INTEGER NOT NULL,
  PRIMARY KEY (scope_id, hour)
) STRICT, WITHOUT ROWID;

-- Where a proposal was sent, so that those accepted later are found; nothing here leads to who sent it.
CREATE TABLE proposal_places (
  scope_id    INTEGER NOT NULL,
  hour        INTEGER NOT NULL,
  proposal_id TEXT NOT NULL,
  PRIMARY KEY (scope_id, hour, proposal_id)
) STRICT, WITHOUT ROWID;

-- Where one reader was on a day, and how far they went there: bits by scope. One row for each reader, dropped after
-- 48 hours with the day's salt.
CREATE TABLE reader_days (
  day    TEXT NOT NULL,
  reader BLOB NOT NULL CHECK (length(reader) = 16),
  scopes TEXT NOT NULL CHECK (json_valid(scopes)),
  PRIMARY KEY (day, reader)
) STRICT, WITHOUT ROWID;

-- The networks that readers came from on a day, and in which hours each is counted, by scope. No row leads to a reader's,
-- and none stays longer.
CREATE TABLE network_days (
  day     TEXT NOT NULL,
  network BLOB NOT NULL CHECK (length(network) = 12),
  scopes  TEXT NOT NULL CHECK (json_valid(scopes)),
  PRIMARY KEY (day, network)
) STRICT, WITHOUT ROWID;

-- Links by which anyone reads a publisher's statistics for a while. As with keys, only the digest is stored.
CREATE TABLE share_links (
  id           TEXT PRIMARY KEY,
  publisher_id TEXT NOT NULL REFERENCES publishers (id) ON DELETE CASCADE,
  digest       BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
  label        TEXT NOT NULL DEFAULT '',
  created_at   INTEGER NOT NULL,
  expires_at   INTEGER NOT NULL,
  last_used_on TEXT,
  revoked_at   INTEGER
) STRICT;

CREATE INDEX share_links_by_publisher ON share_links (publisher_id);

-- Browsers signed in to a dashboard, by an API key or by a share link. A session dies with its time, with its key or
-- link, or by signing out.
CREATE TABLE editor_sessions (
  -- SHA-256 of what the cookie holds.
  digest        BLOB PRIMARY KEY CHECK (length(digest) = 32),
  api_key_id    TEXT REFERENCES api_keys (id) ON DELETE CASCADE,
  share_link_id TEXT REFERENCES share_links (id) ON DELETE CASCADE,
  expires_at    INTEGER NOT NULL,
  CHECK ((api_key_id IS NULL) <> (share_link_id IS NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX editor_sessions_by_expiry ON editor_sessions (expires_at);

-- What the readers of an article voted, as first cast: counters only, so that no vote leads to an article. There are at
-- most as many rows as votes, and no more than articles times proposals. What was last shown stands beside what is counted.
CREATE TABLE article_votes (
  article_id     TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  proposal_id    TEXT NOT NULL REFERENCES proposals (id) ON DELETE CASCADE,
  agree          INTEGER NOT NULL DEFAULT 0,
  neutral        INTEGER NOT NULL DEFAULT 0,
  disagree       INTEGER NOT NULL DEFAULT 0,
  shown_agree    INTEGER NOT NULL DEFAULT 0,
  shown_neutral  INTEGER NOT NULL DEFAULT 0,
  shown_disagree INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (article_id, proposal_id)
) STRICT, WITHOUT ROWID;

-- What is shown of a proposal's votes by article, found without going through all articles: few rows are ever shown.
CREATE INDEX shown_article_votes ON article_votes (proposal_id) WHERE shown_agree + shown_neutral + shown_disagree > 0;

-- How many of the proposals sent in an hour from a part of a site are accepted by now. What is accepted may change at any
-- time after it was sent, so these are sums of their hours, not running totals.
CREATE TABLE accepted_hours (
  scope_id INTEGER NOT NULL,
  hour     INTEGER NOT NULL,
  accepted INTEGER NOT NULL,
  PRIMARY KEY (scope_id, hour)
) STRICT, WITHOUT ROWID;

CREATE INDEX proposal_places_by_proposal ON proposal_places (proposal_id);

-- Addresses that are one article. What was counted stays where it was counted, and figures add it up, so that an undone
-- merge leaves no trace in them. Merged by the rule of addresses where nobody is named.
CREATE TABLE article_merges (
  article_id   TEXT PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
  publisher_id TEXT NOT NULL REFERENCES publishers (id) ON DELETE CASCADE,
  into_id      TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  merged_at    INTEGER NOT NULL,
  merged_by    TEXT,
  CHECK (article_id <> into_id)
) STRICT;

CREATE INDEX article_merges_by_publisher ON article_merges (publisher_id);
CREATE INDEX article_merges_by_target ON article_merges (into_id);

-- Origins that asked for a publisher and are on none of its lists, or that its pages named as their article's, by the
-- publisher's day. The few that asked most; all others together stand under '…'.
CREATE TABLE asked_origins (
  publisher_id  TEXT NOT NULL REFERENCES publishers (id) ON DELETE CASCADE,
  day           TEXT NOT NULL,
  origin        TEXT NOT NULL,
  role          TEXT NOT NULL CHECK (role IN ('page', 'article')),
  asked         INTEGER NOT NULL,
  last_asked_at INTEGER NOT NULL,
  PRIMARY KEY (publisher_id, day, origin, role)
) STRICT, WITHOUT ROWID;

-- Entries of the audit log are numbered without a gap, and their number is kept beside them: what was taken out, the
-- last one too, is noticed (unisson verify).
CREATE TABLE audit_count (
  id      INTEGER PRIMARY KEY CHECK (id = 1),
  entries INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX audit_entries_by_number ON audit_entries (number);

CREATE TRIGGER audit_entries_stay BEFORE UPDATE ON audit_entries
BEGIN SELECT raise(ABORT, 'the audit log is append-only'); END;

-- INSERT OR REPLACE takes rows out without a word to the trigger of DELETE, by any of its keys.
CREATE TRIGGER audit_entries_are_new BEFORE INSERT ON audit_entries
WHEN EXISTS (
  SELECT 1 FROM audit_entries WHERE id = NEW.id OR rowid = NEW.rowid OR number = NEW.number)
BEGIN SELECT raise(ABORT, 'the audit log is append-only'); END;

-- A chain for each consultation over its votes and the audit log, published root by root: what is changed afterwards no
-- longer leads to the roots that others have kept (docs/trust.md).
CREATE TABLE integrity_roots (
  consultation_id TEXT NOT NULL,
  number          INTEGER NOT NULL CHECK (number >= 1),
  day             TEXT NOT NULL,
  made_at         INTEGER NOT NULL,
  state           TEXT NOT NULL CHECK (state IN ('open', 'closed', 'sealed')),
  previous        TEXT NOT NULL,
  votes_rows      INTEGER NOT NULL,
  votes_digest    TEXT NOT NULL,
  counted         INTEGER NOT NULL,
  unverified      INTEGER NOT NULL,
  set_aside       INTEGER NOT NULL,
  audit_rows      INTEGER NOT NULL,
  audit_digest    TEXT NOT NULL,
  -- The number of the last entry of the audit log that it covers.
  audit_through   INTEGER NOT NULL,
  rules_version   INTEGER NOT NULL,
  rules_hash      TEXT NOT NULL,
  root            TEXT NOT NULL,
  -- Sum of checksums, by which new votes are noticed without reading all; no part of the root.
  votes_version   TEXT NOT NULL,
  PRIMARY KEY (consultation_id, number)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER integrity_roots_remain BEFORE DELETE ON integrity_roots
BEGIN SELECT raise(ABORT, 'integrity roots are append-only'); END;

CREATE TRIGGER integrity_roots_stay BEFORE UPDATE ON integrity_roots
BEGIN SELECT raise(ABORT, 'integrity roots are append-only'); END;

CREATE TRIGGER integrity_roots_are_new BEFORE INSERT ON integrity_roots
WHEN EXISTS (
  SELECT 1 FROM integrity_roots WHERE consultation_id = NEW.consultation_id AND number = NEW.number)
BEGIN SELECT raise(ABORT, 'integrity roots are append-only'); END;
