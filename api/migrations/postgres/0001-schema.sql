-- The whole shape of the database on PostgreSQL, of the same meaning as migrations/sqlite/0001-schema.sql;
-- what is said there of tables and columns is not said again. What differs:
-- Text is compared byte by byte, as SQLite does, whatever the database's own order is.
-- Counters stand in one row for each node, a node being a process of the API (store/processes.ts): no two processes
-- fight over a hot row. Views sum them up, so that what reads is the same on both engines. The part of one node may be
-- below 0: a vote counted by one node is withdrawn through another.
-- Votes and counters name proposals without a foreign key: to check it would lock a proposal's row for each vote, and
-- they lie on other machines where tables are spread. The API looks a proposal up before it takes a vote, and deletes
-- none; unisson verify tells of a vote whose proposal is not there.
-- No sequences: keys are drawn at random or follow from what they name, so that they spread over many machines.

CREATE TABLE consultations (
  id                  TEXT COLLATE "C" PRIMARY KEY,
  slug                TEXT COLLATE "C" NOT NULL UNIQUE,
  language            TEXT COLLATE "C" NOT NULL,
  other_languages     TEXT COLLATE "C" NOT NULL DEFAULT '[]',
  question            TEXT COLLATE "C" NOT NULL,
  introduction        TEXT COLLATE "C" NOT NULL DEFAULT '',
  proposal_prefix     TEXT COLLATE "C" NOT NULL DEFAULT '',
  proposal_max_length BIGINT NOT NULL DEFAULT 140 CHECK (proposal_max_length BETWEEN 20 AND 500),
  moderation          TEXT COLLATE "C" NOT NULL DEFAULT 'before' CHECK (moderation IN ('before', 'after')),
  sequence_size       BIGINT NOT NULL DEFAULT 12 CHECK (sequence_size BETWEEN 1 AND 50),
  opens_at            BIGINT NOT NULL,
  proposals_close_at  BIGINT,
  closes_at           BIGINT NOT NULL,
  results_at          BIGINT,
  action_at           BIGINT,
  ends_at             BIGINT,
  settings            TEXT COLLATE "C" NOT NULL DEFAULT '{}',
  segment_question    TEXT COLLATE "C" NOT NULL DEFAULT '',
  secret              BYTEA CHECK (octet_length(secret) = 32),
  created_at          BIGINT NOT NULL,
  revision            BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE segments (
  id              TEXT COLLATE "C" PRIMARY KEY,
  consultation_id TEXT COLLATE "C" NOT NULL REFERENCES consultations (id) ON DELETE CASCADE,
  label           TEXT COLLATE "C" NOT NULL,
  position        BIGINT NOT NULL,
  retired_at      BIGINT,
  UNIQUE (consultation_id, label)
);

CREATE TABLE publishers (
  id         TEXT COLLATE "C" PRIMARY KEY,
  name       TEXT COLLATE "C" NOT NULL,
  public_key TEXT COLLATE "C" NOT NULL UNIQUE,
  time_zone  TEXT COLLATE "C" NOT NULL,
  enabled    BIGINT NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
  counting   TEXT COLLATE "C" NOT NULL DEFAULT 'full' CHECK (counting IN ('full', 'aggregate-only', 'off')),
  created_at BIGINT NOT NULL,
  parameters TEXT COLLATE "C" NOT NULL DEFAULT '{}',
  channels     TEXT COLLATE "C" NOT NULL DEFAULT '[]',
  address_rule TEXT COLLATE "C" NOT NULL DEFAULT ''
);

CREATE TABLE publisher_origins (
  publisher_id TEXT COLLATE "C" NOT NULL REFERENCES publishers (id) ON DELETE CASCADE,
  origin       TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (publisher_id, origin)
);

-- Sentences of the widget in words of their own, of a publisher or of a consultation: {"fr": {"votes.agree": "Pour"}}.
CREATE TABLE own_words (
  owner_id TEXT COLLATE "C" PRIMARY KEY,
  words    TEXT NOT NULL
);

-- The keys by which a publisher vouches for its readers, and the address (null: pasted) at which they are asked for again.
CREATE TABLE reader_keys (
  publisher_id TEXT COLLATE "C" PRIMARY KEY REFERENCES publishers (id) ON DELETE CASCADE,
  url          TEXT COLLATE "C",
  -- As JWKs, in JSON.
  keys         TEXT COLLATE "C" NOT NULL,
  changed_at   BIGINT NOT NULL,
  -- The last good answer of the address; since then, why it failed and how often.
  fetched_at   BIGINT,
  failure      TEXT COLLATE "C",
  failures     BIGINT NOT NULL DEFAULT 0,
  due_at       BIGINT
);

CREATE TABLE api_keys (
  id           TEXT COLLATE "C" PRIMARY KEY,
  publisher_id TEXT COLLATE "C" NOT NULL REFERENCES publishers (id) ON DELETE CASCADE,
  digest       BYTEA NOT NULL UNIQUE CHECK (octet_length(digest) = 32),
  prefix       TEXT COLLATE "C" NOT NULL,
  label        TEXT COLLATE "C" NOT NULL DEFAULT '',
  scope        TEXT COLLATE "C" NOT NULL DEFAULT 'full' CHECK (scope IN ('full', 'read')),
  created_at   BIGINT NOT NULL,
  expires_at   BIGINT,
  last_used_on TEXT COLLATE "C",
  revoked_at   BIGINT
);

CREATE INDEX api_keys_by_publisher ON api_keys (publisher_id);

CREATE TABLE share_links (
  id           TEXT COLLATE "C" PRIMARY KEY,
  publisher_id TEXT COLLATE "C" NOT NULL REFERENCES publishers (id) ON DELETE CASCADE,
  digest       BYTEA NOT NULL UNIQUE CHECK (octet_length(digest) = 32),
  label        TEXT COLLATE "C" NOT NULL DEFAULT '',
  created_at   BIGINT NOT NULL,
  expires_at   BIGINT NOT NULL,
  last_used_on TEXT COLLATE "C",
  revoked_at   BIGINT
);

CREATE INDEX share_links_by_publisher ON share_links (publisher_id);

CREATE TABLE editor_sessions (
  digest        BYTEA PRIMARY KEY CHECK (octet_length(digest) = 32),
  api_key_id    TEXT COLLATE "C" REFERENCES api_keys (id) ON DELETE CASCADE,
  share_link_id TEXT COLLATE "C" REFERENCES share_links (id) ON DELETE CASCADE,
  expires_at    BIGINT NOT NULL,
  CHECK ((api_key_id IS NULL) <> (share_link_id IS NULL))
);

CREATE INDEX editor_sessions_by_expiry ON editor_sessions (expires_at);

CREATE TABLE articles (
  id           TEXT COLLATE "C" PRIMARY KEY,
  publisher_id TEXT COLLATE "C" NOT NULL REFERENCES publishers (id) ON DELETE CASCADE,
  url          TEXT COLLATE "C" NOT NULL,
  title        TEXT COLLATE "C",
  section      TEXT COLLATE "C",
  published_at BIGINT,
  created_at   BIGINT NOT NULL,
  edited_title TEXT COLLATE "C",
  title_confirmed BIGINT NOT NULL DEFAULT 0 CHECK (title_confirmed IN (0, 1)),
  UNIQUE (publisher_id, url)
);

CREATE TABLE proposals (
  id              TEXT COLLATE "C" PRIMARY KEY,
  consultation_id TEXT COLLATE "C" NOT NULL REFERENCES consultations (id) ON DELETE CASCADE,
  text            TEXT COLLATE "C" NOT NULL CHECK (length(text) BETWEEN 1 AND 2000),
  skeleton        TEXT COLLATE "C" NOT NULL,
  status          TEXT COLLATE "C" NOT NULL CHECK (status IN ('pending', 'accepted', 'refused', 'postponed')),
  refusal_reason  TEXT COLLATE "C",
  is_seed         BIGINT NOT NULL DEFAULT 0 CHECK (is_seed IN (0, 1)),
  author_name     TEXT COLLATE "C",
  author_age      BIGINT CHECK (author_age BETWEEN 13 AND 120),
  author          BYTEA CHECK (octet_length(author) = 16),
  submission      TEXT COLLATE "C",
  external_id     TEXT COLLATE "C",
  created_at      BIGINT NOT NULL,
  decided_at      BIGINT,
  revision        BIGINT NOT NULL DEFAULT 1,
  original_text   TEXT COLLATE "C",
  decided_by      TEXT COLLATE "C",
  surge TEXT COLLATE "C",
  language TEXT COLLATE "C",
  UNIQUE (consultation_id, skeleton),
  UNIQUE (consultation_id, submission),
  UNIQUE (consultation_id, external_id)
);

CREATE TABLE translations (
  consultation_id TEXT COLLATE "C" NOT NULL REFERENCES consultations (id) ON DELETE CASCADE,
  text_id         TEXT COLLATE "C" NOT NULL,
  language        TEXT COLLATE "C" NOT NULL,
  text            TEXT COLLATE "C" NOT NULL,
  skeleton        TEXT COLLATE "C" NOT NULL,
  source          TEXT COLLATE "C" NOT NULL,
  provider        TEXT COLLATE "C",
  changed_at      BIGINT NOT NULL,
  PRIMARY KEY (consultation_id, text_id, language)
);

CREATE INDEX proposals_by_status ON proposals (consultation_id, status, created_at, id);
CREATE INDEX proposals_by_author ON proposals (consultation_id, author, created_at, id) WHERE author IS NOT NULL;
CREATE INDEX proposals_by_surge ON proposals (consultation_id, surge, created_at, id) WHERE surge IS NOT NULL;
CREATE INDEX proposals_unread ON proposals (consultation_id, created_at, id)
  WHERE decided_at IS NULL AND (status = 'pending' OR is_seed = 0);

CREATE TABLE votes (
  proposal_id    TEXT COLLATE "C" NOT NULL,
  voter          BYTEA NOT NULL CHECK (octet_length(voter) = 16),
  vote           TEXT COLLATE "C" CHECK (vote IN ('agree', 'disagree', 'neutral')),
  qualifications BIGINT NOT NULL DEFAULT 0 CHECK (qualifications BETWEEN 0 AND 511),
  revision       BIGINT NOT NULL CHECK (revision >= 1),
  segment_id     TEXT COLLATE "C",
  cohort_id      TEXT COLLATE "C",
  checksum       BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (proposal_id, voter)
);

-- Each proposal has its row of node 0 from the start.
CREATE TABLE tally_parts (
  proposal_id TEXT COLLATE "C" NOT NULL,
  node        BIGINT NOT NULL,
  agree              BIGINT NOT NULL DEFAULT 0,
  disagree           BIGINT NOT NULL DEFAULT 0,
  neutral            BIGINT NOT NULL DEFAULT 0,
  like_it            BIGINT NOT NULL DEFAULT 0,
  doable             BIGINT NOT NULL DEFAULT 0,
  platitude_agree    BIGINT NOT NULL DEFAULT 0,
  no_way             BIGINT NOT NULL DEFAULT 0,
  impossible         BIGINT NOT NULL DEFAULT 0,
  platitude_disagree BIGINT NOT NULL DEFAULT 0,
  do_not_understand  BIGINT NOT NULL DEFAULT 0,
  no_opinion         BIGINT NOT NULL DEFAULT 0,
  do_not_care        BIGINT NOT NULL DEFAULT 0,
  checksum           BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (proposal_id, node)
);

CREATE VIEW tallies AS
  SELECT proposal_id,
    CAST(sum(agree) AS BIGINT) AS agree,
    CAST(sum(disagree) AS BIGINT) AS disagree,
    CAST(sum(neutral) AS BIGINT) AS neutral,
    CAST(sum(like_it) AS BIGINT) AS like_it,
    CAST(sum(doable) AS BIGINT) AS doable,
    CAST(sum(platitude_agree) AS BIGINT) AS platitude_agree,
    CAST(sum(no_way) AS BIGINT) AS no_way,
    CAST(sum(impossible) AS BIGINT) AS impossible,
    CAST(sum(platitude_disagree) AS BIGINT) AS platitude_disagree,
    CAST(sum(do_not_understand) AS BIGINT) AS do_not_understand,
    CAST(sum(no_opinion) AS BIGINT) AS no_opinion,
    CAST(sum(do_not_care) AS BIGINT) AS do_not_care,
    CAST(sum(checksum) AS BIGINT) & 281474976710655 AS checksum
  FROM tally_parts GROUP BY proposal_id;

CREATE TABLE segment_tally_parts (
  proposal_id TEXT COLLATE "C" NOT NULL,
  segment_id  TEXT COLLATE "C" NOT NULL,
  node        BIGINT NOT NULL,
  agree              BIGINT NOT NULL DEFAULT 0,
  disagree           BIGINT NOT NULL DEFAULT 0,
  neutral            BIGINT NOT NULL DEFAULT 0,
  like_it            BIGINT NOT NULL DEFAULT 0,
  doable             BIGINT NOT NULL DEFAULT 0,
  platitude_agree    BIGINT NOT NULL DEFAULT 0,
  no_way             BIGINT NOT NULL DEFAULT 0,
  impossible         BIGINT NOT NULL DEFAULT 0,
  platitude_disagree BIGINT NOT NULL DEFAULT 0,
  do_not_understand  BIGINT NOT NULL DEFAULT 0,
  no_opinion         BIGINT NOT NULL DEFAULT 0,
  do_not_care        BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (proposal_id, segment_id, node)
);

CREATE VIEW segment_tallies AS
  SELECT proposal_id, segment_id,
    CAST(sum(agree) AS BIGINT) AS agree,
    CAST(sum(disagree) AS BIGINT) AS disagree,
    CAST(sum(neutral) AS BIGINT) AS neutral,
    CAST(sum(like_it) AS BIGINT) AS like_it,
    CAST(sum(doable) AS BIGINT) AS doable,
    CAST(sum(platitude_agree) AS BIGINT) AS platitude_agree,
    CAST(sum(no_way) AS BIGINT) AS no_way,
    CAST(sum(impossible) AS BIGINT) AS impossible,
    CAST(sum(platitude_disagree) AS BIGINT) AS platitude_disagree,
    CAST(sum(do_not_understand) AS BIGINT) AS do_not_understand,
    CAST(sum(no_opinion) AS BIGINT) AS no_opinion,
    CAST(sum(do_not_care) AS BIGINT) AS do_not_care
  FROM segment_tally_parts GROUP BY proposal_id, segment_id;

CREATE TABLE cohorts (
  id              TEXT COLLATE "C" PRIMARY KEY,
  consultation_id TEXT COLLATE "C" NOT NULL REFERENCES consultations (id) ON DELETE CASCADE,
  rule            TEXT COLLATE "C" NOT NULL,
  day             TEXT COLLATE "C",
  publisher_id    TEXT COLLATE "C",
  class           TEXT COLLATE "C" NOT NULL CHECK (class IN ('counted', 'unverified', 'set-aside')),
  reason          TEXT COLLATE "C",
  decided_at      BIGINT,
  decided_by      TEXT COLLATE "C",
  revision        BIGINT NOT NULL DEFAULT 1
);

CREATE INDEX cohorts_by_consultation ON cohorts (consultation_id, day);

CREATE TABLE cohort_tally_parts (
  cohort_id   TEXT COLLATE "C" NOT NULL,
  proposal_id TEXT COLLATE "C" NOT NULL,
  segment_id  TEXT COLLATE "C" NOT NULL,
  node        BIGINT NOT NULL,
  agree              BIGINT NOT NULL DEFAULT 0,
  disagree           BIGINT NOT NULL DEFAULT 0,
  neutral            BIGINT NOT NULL DEFAULT 0,
  like_it            BIGINT NOT NULL DEFAULT 0,
  doable             BIGINT NOT NULL DEFAULT 0,
  platitude_agree    BIGINT NOT NULL DEFAULT 0,
  no_way             BIGINT NOT NULL DEFAULT 0,
  impossible         BIGINT NOT NULL DEFAULT 0,
  platitude_disagree BIGINT NOT NULL DEFAULT 0,
  do_not_understand  BIGINT NOT NULL DEFAULT 0,
  no_opinion         BIGINT NOT NULL DEFAULT 0,
  do_not_care        BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (cohort_id, proposal_id, segment_id, node)
);

CREATE INDEX cohort_tally_parts_by_proposal ON cohort_tally_parts (proposal_id);

CREATE VIEW cohort_tallies AS
  SELECT cohort_id, proposal_id, segment_id,
    CAST(sum(agree) AS BIGINT) AS agree,
    CAST(sum(disagree) AS BIGINT) AS disagree,
    CAST(sum(neutral) AS BIGINT) AS neutral,
    CAST(sum(like_it) AS BIGINT) AS like_it,
    CAST(sum(doable) AS BIGINT) AS doable,
    CAST(sum(platitude_agree) AS BIGINT) AS platitude_agree,
    CAST(sum(no_way) AS BIGINT) AS no_way,
    CAST(sum(impossible) AS BIGINT) AS impossible,
    CAST(sum(platitude_disagree) AS BIGINT) AS platitude_disagree,
    CAST(sum(do_not_understand) AS BIGINT) AS do_not_understand,
    CAST(sum(no_opinion) AS BIGINT) AS no_opinion,
    CAST(sum(do_not_care) AS BIGINT) AS do_not_care
  FROM cohort_tally_parts GROUP BY cohort_id, proposal_id, segment_id;

CREATE TABLE cohort_hours (
  cohort_id TEXT COLLATE "C" NOT NULL,
  hour      BIGINT NOT NULL,
  node      BIGINT NOT NULL,
  votes     BIGINT NOT NULL,
  PRIMARY KEY (cohort_id, hour, node)
);

CREATE TABLE published_splits (
  proposal_id TEXT COLLATE "C" NOT NULL REFERENCES proposals (id) ON DELETE CASCADE,
  segment_id  TEXT COLLATE "C" NOT NULL,
  agree       BIGINT NOT NULL CHECK (agree >= 0),
  others      BIGINT NOT NULL CHECK (others >= 0),
  PRIMARY KEY (proposal_id, segment_id)
);

CREATE TABLE opinion_groups (
  consultation_id TEXT COLLATE "C" PRIMARY KEY REFERENCES consultations (id) ON DELETE CASCADE,
  computed_at     BIGINT NOT NULL,
  votes           BIGINT NOT NULL CHECK (votes >= 0),
  report          TEXT COLLATE "C" NOT NULL
);

-- The id follows from what the scope is: two processes that meet it at once agree on it.
CREATE TABLE scopes (
  id              BIGINT PRIMARY KEY,
  publisher_id    TEXT COLLATE "C" NOT NULL REFERENCES publishers (id) ON DELETE CASCADE,
  consultation_id TEXT COLLATE "C" NOT NULL,
  kind            TEXT COLLATE "C" NOT NULL CHECK (kind IN ('site', 'article', 'channel', 'section', 'device', 'language')),
  value           TEXT COLLATE "C" NOT NULL,
  UNIQUE (publisher_id, consultation_id, kind, value)
);

-- Running totals, of each node by itself; so that its hours can only be those it has written.
CREATE TABLE engagement_hours (
  scope_id BIGINT NOT NULL,
  node     BIGINT NOT NULL,
  hour     BIGINT NOT NULL,
  loads            BIGINT NOT NULL,
  views            BIGINT NOT NULL,
  readers_loaded   BIGINT NOT NULL,
  readers_viewed   BIGINT NOT NULL,
  readers_engaged  BIGINT NOT NULL,
  readers_proposed BIGINT NOT NULL,
  readers_finished BIGINT NOT NULL,
  votes            BIGINT NOT NULL,
  proposals        BIGINT NOT NULL,
  networks_viewed  BIGINT NOT NULL,
  networks_engaged BIGINT NOT NULL,
  views_suspect          BIGINT NOT NULL,
  readers_viewed_suspect BIGINT NOT NULL,
  readers_suspect        BIGINT NOT NULL,
  PRIMARY KEY (scope_id, node, hour)
);

CREATE TABLE first_vote_delays (
  scope_id BIGINT NOT NULL,
  node     BIGINT NOT NULL,
  hour     BIGINT NOT NULL,
  slot0  BIGINT NOT NULL,
  slot1  BIGINT NOT NULL,
  slot2  BIGINT NOT NULL,
  slot3  BIGINT NOT NULL,
  slot4  BIGINT NOT NULL,
  slot5  BIGINT NOT NULL,
  slot6  BIGINT NOT NULL,
  slot7  BIGINT NOT NULL,
  slot8  BIGINT NOT NULL,
  slot9  BIGINT NOT NULL,
  slot10 BIGINT NOT NULL,
  slot11 BIGINT NOT NULL,
  slot12 BIGINT NOT NULL,
  slot13 BIGINT NOT NULL,
  PRIMARY KEY (scope_id, node, hour)
);

CREATE TABLE left_out (
  scope_id BIGINT NOT NULL,
  node     BIGINT NOT NULL,
  hour     BIGINT NOT NULL,
  bots            BIGINT NOT NULL,
  prefetches      BIGINT NOT NULL,
  foreign_origins BIGINT NOT NULL,
  unknown_origins BIGINT NOT NULL,
  newsroom        BIGINT NOT NULL,
  privacy_signals BIGINT NOT NULL,
  aggregates_only BIGINT NOT NULL,
  PRIMARY KEY (scope_id, node, hour)
);

CREATE TABLE proposal_places (
  scope_id    BIGINT NOT NULL,
  hour        BIGINT NOT NULL,
  proposal_id TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (scope_id, hour, proposal_id)
);

CREATE INDEX proposal_places_by_proposal ON proposal_places (proposal_id);

-- One row for all nodes: what is accepted changes when the team decides, not with each reader.
CREATE TABLE accepted_hours (
  scope_id BIGINT NOT NULL,
  hour     BIGINT NOT NULL,
  accepted BIGINT NOT NULL,
  PRIMARY KEY (scope_id, hour)
);

CREATE TABLE reader_days (
  day    TEXT COLLATE "C" NOT NULL,
  reader BYTEA NOT NULL CHECK (octet_length(reader) = 16),
  scopes TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (day, reader)
);

CREATE TABLE network_days (
  day     TEXT COLLATE "C" NOT NULL,
  network BYTEA NOT NULL CHECK (octet_length(network) = 12),
  scopes  TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (day, network)
);

CREATE TABLE daily_salts (
  publisher_id TEXT COLLATE "C" NOT NULL REFERENCES publishers (id) ON DELETE CASCADE,
  day          TEXT COLLATE "C" NOT NULL,
  salt         BYTEA NOT NULL CHECK (octet_length(salt) = 32),
  PRIMARY KEY (publisher_id, day)
);

-- What was last shown stands in the row of node 0.
CREATE TABLE article_votes (
  article_id     TEXT COLLATE "C" NOT NULL,
  proposal_id    TEXT COLLATE "C" NOT NULL,
  node           BIGINT NOT NULL,
  agree          BIGINT NOT NULL DEFAULT 0,
  neutral        BIGINT NOT NULL DEFAULT 0,
  disagree       BIGINT NOT NULL DEFAULT 0,
  shown_agree    BIGINT NOT NULL DEFAULT 0,
  shown_neutral  BIGINT NOT NULL DEFAULT 0,
  shown_disagree BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (article_id, proposal_id, node)
);

CREATE INDEX shown_article_votes ON article_votes (proposal_id)
  WHERE shown_agree + shown_neutral + shown_disagree > 0;

-- What may be shown of an article depends on what is shown of others: of two processes that show at once, one begins
-- again.
CREATE TABLE showing_turns (
  consultation_id TEXT COLLATE "C" PRIMARY KEY REFERENCES consultations (id) ON DELETE CASCADE,
  turn            BIGINT NOT NULL
);

CREATE TABLE runs (
  id         TEXT COLLATE "C" PRIMARY KEY,
  started_at BIGINT NOT NULL,
  alive_at   BIGINT NOT NULL,
  stopped_at BIGINT,
  -- By the database's clock: until then it is no crash, though it has not stopped.
  alive_until BIGINT NOT NULL
);

CREATE TABLE administrators (
  id           TEXT COLLATE "C" PRIMARY KEY,
  name         TEXT COLLATE "C" NOT NULL,
  role         TEXT COLLATE "C" NOT NULL CHECK (role IN ('admin', 'moderator')),
  digest       BYTEA NOT NULL UNIQUE CHECK (octet_length(digest) = 32),
  prefix       TEXT COLLATE "C" NOT NULL,
  created_at   BIGINT NOT NULL,
  last_used_on TEXT COLLATE "C",
  revoked_at   BIGINT
);

CREATE TABLE administrator_sessions (
  digest           BYTEA PRIMARY KEY CHECK (octet_length(digest) = 32),
  administrator_id TEXT COLLATE "C" NOT NULL REFERENCES administrators (id) ON DELETE CASCADE,
  expires_at       BIGINT NOT NULL
);

CREATE INDEX administrator_sessions_by_expiry ON administrator_sessions (expires_at);

CREATE TABLE audit_entries (
  id               TEXT COLLATE "C" PRIMARY KEY,
  at               BIGINT NOT NULL,
  administrator_id TEXT COLLATE "C",
  actor            TEXT COLLATE "C" NOT NULL,
  act              TEXT COLLATE "C" NOT NULL,
  consultation_id  TEXT COLLATE "C",
  subject          TEXT COLLATE "C" NOT NULL,
  before           TEXT COLLATE "C",
  after            TEXT COLLATE "C",
  number BIGINT
);

CREATE INDEX audit_entries_by_time ON audit_entries (at, id);
CREATE INDEX audit_entries_by_consultation ON audit_entries (consultation_id, at, id);
CREATE INDEX audit_entries_by_subject ON audit_entries (subject, at, id);

CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit log is append-only';
END $$;
CREATE TRIGGER audit_entries_stay BEFORE UPDATE OR DELETE ON audit_entries
  FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();

CREATE TABLE themes (
  id              TEXT COLLATE "C" PRIMARY KEY,
  consultation_id TEXT COLLATE "C" NOT NULL REFERENCES consultations (id) ON DELETE CASCADE,
  name            TEXT COLLATE "C" NOT NULL,
  profile         TEXT COLLATE "C" NOT NULL DEFAULT '{}',
  is_kept         BIGINT NOT NULL DEFAULT 0 CHECK (is_kept IN (0, 1)),
  is_hidden       BIGINT NOT NULL DEFAULT 0 CHECK (is_hidden IN (0, 1)),
  created_at      BIGINT NOT NULL,
  revision        BIGINT NOT NULL DEFAULT 1
);

CREATE INDEX themes_by_consultation ON themes (consultation_id);

CREATE TABLE proposal_themes (
  proposal_id TEXT COLLATE "C" PRIMARY KEY REFERENCES proposals (id) ON DELETE CASCADE,
  theme_id    TEXT COLLATE "C" REFERENCES themes (id) ON DELETE CASCADE,
  is_moved    BIGINT NOT NULL DEFAULT 0 CHECK (is_moved IN (0, 1))
);

CREATE INDEX proposal_themes_by_theme ON proposal_themes (theme_id);

CREATE TABLE theme_states (
  consultation_id TEXT COLLATE "C" PRIMARY KEY REFERENCES consultations (id) ON DELETE CASCADE,
  revision        BIGINT NOT NULL,
  computed_at     BIGINT,
  accepted        BIGINT NOT NULL DEFAULT 0,
  placed          BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE actions (
  id              TEXT COLLATE "C" PRIMARY KEY,
  consultation_id TEXT COLLATE "C" NOT NULL REFERENCES consultations (id) ON DELETE CASCADE,
  title           TEXT COLLATE "C" NOT NULL,
  description     TEXT COLLATE "C" NOT NULL DEFAULT '',
  carrier         TEXT COLLATE "C" NOT NULL DEFAULT '',
  state           TEXT COLLATE "C" NOT NULL CHECK (state IN ('draft', 'planned', 'started', 'done', 'stopped')),
  indicator       TEXT COLLATE "C" NOT NULL DEFAULT '',
  unit            TEXT COLLATE "C" NOT NULL DEFAULT '',
  baseline        DOUBLE PRECISION,
  target          DOUBLE PRECISION,
  position        BIGINT NOT NULL,
  created_at      BIGINT NOT NULL,
  revision        BIGINT NOT NULL DEFAULT 1,
  CHECK ((indicator = '') = (baseline IS NULL) AND (indicator = '') = (target IS NULL))
);

CREATE INDEX actions_by_consultation ON actions (consultation_id, position);

CREATE TABLE action_proposals (
  action_id   TEXT COLLATE "C" NOT NULL REFERENCES actions (id) ON DELETE CASCADE,
  proposal_id TEXT COLLATE "C" NOT NULL REFERENCES proposals (id),
  PRIMARY KEY (action_id, proposal_id)
);

CREATE TABLE action_readings (
  action_id TEXT COLLATE "C" NOT NULL REFERENCES actions (id) ON DELETE CASCADE,
  day       TEXT COLLATE "C" NOT NULL,
  value     DOUBLE PRECISION NOT NULL,
  PRIMARY KEY (action_id, day)
);

CREATE TABLE action_changes (
  id        TEXT COLLATE "C" PRIMARY KEY,
  action_id TEXT COLLATE "C" NOT NULL REFERENCES actions (id) ON DELETE CASCADE,
  at        BIGINT NOT NULL,
  revision  BIGINT NOT NULL,
  field     TEXT COLLATE "C" NOT NULL,
  before    TEXT COLLATE "C",
  after     TEXT COLLATE "C"
);

CREATE INDEX action_changes_by_action ON action_changes (action_id, revision);

CREATE TABLE images (
  id     TEXT COLLATE "C" PRIMARY KEY,
  type   TEXT COLLATE "C" NOT NULL,
  width  BIGINT NOT NULL,
  height BIGINT NOT NULL,
  bytes  BYTEA NOT NULL
);

CREATE TABLE partners (
  id              TEXT COLLATE "C" PRIMARY KEY,
  consultation_id TEXT COLLATE "C" NOT NULL REFERENCES consultations (id) ON DELETE CASCADE,
  name            TEXT COLLATE "C" NOT NULL,
  role            TEXT COLLATE "C" NOT NULL CHECK (role IN ('founding', 'associate', 'media', 'association', 'institution')),
  url             TEXT COLLATE "C",
  logo_id         TEXT COLLATE "C" REFERENCES images (id),
  position        BIGINT NOT NULL
);

CREATE INDEX partners_by_consultation ON partners (consultation_id, position);

-- Written when it is asked whether anything can be written.
CREATE TABLE durability_check (n BIGINT PRIMARY KEY);
INSERT INTO durability_check VALUES (1);

-- Which process writes the parts of which node, and its last commit: so that one whose answer was lost with the
-- connection is known to have been made, or not.
CREATE TABLE nodes (
  node         BIGINT PRIMARY KEY,
  holder       TEXT COLLATE "C" NOT NULL,
  expires_at   BIGINT NOT NULL,
  commit_count BIGINT NOT NULL DEFAULT 0
);

-- There from the start: parts are summed up over the nodes that are known.
INSERT INTO nodes (node, holder, expires_at) VALUES (0, '', 0);

-- Which process does what is to be done once.
CREATE TABLE leases (
  name       TEXT COLLATE "C" PRIMARY KEY,
  holder     TEXT COLLATE "C" NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX audit_entries_by_number ON audit_entries (number);
CREATE TRIGGER audit_entries_remain BEFORE TRUNCATE ON audit_entries
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

CREATE TABLE article_merges (
  article_id   TEXT COLLATE "C" PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
  publisher_id TEXT COLLATE "C" NOT NULL REFERENCES publishers (id) ON DELETE CASCADE,
  into_id      TEXT COLLATE "C" NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  merged_at    BIGINT NOT NULL,
  merged_by    TEXT COLLATE "C",
  CHECK (article_id <> into_id)
);

CREATE INDEX article_merges_by_publisher ON article_merges (publisher_id);
CREATE INDEX article_merges_by_target ON article_merges (into_id);

CREATE TABLE asked_origins (
  publisher_id  TEXT COLLATE "C" NOT NULL REFERENCES publishers (id) ON DELETE CASCADE,
  day           TEXT COLLATE "C" NOT NULL,
  origin        TEXT COLLATE "C" NOT NULL,
  role          TEXT COLLATE "C" NOT NULL CHECK (role IN ('page', 'article')),
  asked         BIGINT NOT NULL,
  last_asked_at BIGINT NOT NULL,
  PRIMARY KEY (publisher_id, day, origin, role)
);

-- Entries of the audit log are numbered without a gap, and their number is kept beside them: what was taken out, the
-- last one too, is noticed (unisson verify).
CREATE TABLE audit_count (
  id      BIGINT PRIMARY KEY CHECK (id = 1),
  entries BIGINT NOT NULL
);

CREATE TABLE integrity_roots (
  consultation_id TEXT COLLATE "C" NOT NULL,
  number          BIGINT NOT NULL CHECK (number >= 1),
  day             TEXT COLLATE "C" NOT NULL,
  made_at         BIGINT NOT NULL,
  state           TEXT COLLATE "C" NOT NULL CHECK (state IN ('open', 'closed', 'sealed')),
  previous        TEXT COLLATE "C" NOT NULL,
  votes_rows      BIGINT NOT NULL,
  votes_digest    TEXT COLLATE "C" NOT NULL,
  counted         BIGINT NOT NULL,
  unverified      BIGINT NOT NULL,
  set_aside       BIGINT NOT NULL,
  audit_rows      BIGINT NOT NULL,
  audit_digest    TEXT COLLATE "C" NOT NULL,
  audit_through   BIGINT NOT NULL,
  rules_version   BIGINT NOT NULL,
  rules_hash      TEXT COLLATE "C" NOT NULL,
  root            TEXT COLLATE "C" NOT NULL,
  votes_version   TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (consultation_id, number)
);

CREATE FUNCTION refuse_root_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'integrity roots are append-only';
END $$;
CREATE TRIGGER integrity_roots_stay BEFORE UPDATE OR DELETE ON integrity_roots
  FOR EACH ROW EXECUTE FUNCTION refuse_root_change();
CREATE TRIGGER integrity_roots_remain BEFORE TRUNCATE ON integrity_roots
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_root_change();
