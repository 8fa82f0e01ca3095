-- Instants are milliseconds since the epoch. Days are YYYY-MM-DD in the publisher's zone.
-- Votes carry no time: together with a web server's log, times could tell who voted what.

CREATE TABLE consultations (
  id                  TEXT PRIMARY KEY,
  slug                TEXT NOT NULL UNIQUE,
  language            TEXT NOT NULL,
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
  created_at          INTEGER NOT NULL
) STRICT;

CREATE TABLE publishers (
  id         TEXT PRIMARY KEY,
  name       TEXT NOT NULL,
  public_key TEXT NOT NULL UNIQUE,
  time_zone  TEXT NOT NULL,
  enabled    INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE publisher_origins (
  publisher_id TEXT NOT NULL REFERENCES publishers (id) ON DELETE CASCADE,
  origin       TEXT NOT NULL,
  PRIMARY KEY (publisher_id, origin)
) STRICT, WITHOUT ROWID;

CREATE TABLE api_keys (
  id           TEXT PRIMARY KEY,
  publisher_id TEXT NOT NULL REFERENCES publishers (id) ON DELETE CASCADE,
  -- SHA-256 of the key. The key itself is shown once and stored nowhere.
  digest       BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
  prefix       TEXT NOT NULL,
  label        TEXT NOT NULL DEFAULT '',
  created_at   INTEGER NOT NULL,
  last_used_on TEXT,
  revoked_at   INTEGER
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
  UNIQUE (consultation_id, skeleton),
  UNIQUE (consultation_id, submission),
  UNIQUE (consultation_id, external_id)
) STRICT;

CREATE INDEX proposals_by_status ON proposals (consultation_id, status);

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
  do_not_care         INTEGER NOT NULL DEFAULT 0 CHECK (do_not_care >= 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE votes (
  proposal_id    TEXT NOT NULL REFERENCES proposals (id) ON DELETE CASCADE,
  voter          BLOB NOT NULL CHECK (length(voter) = 16),
  -- Null: withdrawn. The row stays, so that a late repeat of the older act cannot bring the vote back.
  vote           TEXT CHECK (vote IN ('agree', 'disagree', 'neutral')),
  -- One bit each, in the order of QUALIFICATION_KEYS in the wire contract.
  qualifications INTEGER NOT NULL DEFAULT 0 CHECK (qualifications BETWEEN 0 AND 511),
  revision       INTEGER NOT NULL CHECK (revision >= 1),
  PRIMARY KEY (proposal_id, voter)
) STRICT, WITHOUT ROWID;

-- A scope is a publisher or one of its articles (article_id ''), with one consultation or all ('').
CREATE TABLE scopes (
  id              TEXT PRIMARY KEY,
  publisher_id    TEXT NOT NULL REFERENCES publishers (id) ON DELETE CASCADE,
  article_id      TEXT NOT NULL,
  consultation_id TEXT NOT NULL,
  UNIQUE (publisher_id, article_id, consultation_id)
) STRICT;

-- Who was there on a day, by a hash that lasts as long as the day's salt. Dropped after 48 hours.
CREATE TABLE reader_days (
  day      TEXT NOT NULL,
  scope_id TEXT NOT NULL,
  reader   BLOB NOT NULL CHECK (length(reader) = 16),
  bits     INTEGER NOT NULL,
  -- The day comes first, so that old days are dropped in one range.
  PRIMARY KEY (day, scope_id, reader)
) STRICT, WITHOUT ROWID;

CREATE TABLE engagement_days (
  scope_id         TEXT NOT NULL,
  day              TEXT NOT NULL,
  loads            INTEGER NOT NULL DEFAULT 0,
  views            INTEGER NOT NULL DEFAULT 0,
  readers_loaded   INTEGER NOT NULL DEFAULT 0,
  readers_viewed   INTEGER NOT NULL DEFAULT 0,
  readers_engaged  INTEGER NOT NULL DEFAULT 0,
  readers_proposed INTEGER NOT NULL DEFAULT 0,
  readers_finished INTEGER NOT NULL DEFAULT 0,
  votes            INTEGER NOT NULL DEFAULT 0,
  proposals        INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (scope_id, day)
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
