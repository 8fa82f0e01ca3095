-- What becomes of the consensus. Progress is measured by one indicator, on its way from the baseline to the target.
CREATE TABLE actions (
  id              TEXT PRIMARY KEY,
  consultation_id TEXT NOT NULL REFERENCES consultations (id) ON DELETE CASCADE,
  title           TEXT NOT NULL,
  description     TEXT NOT NULL DEFAULT '',
  -- Who carries it out.
  carrier         TEXT NOT NULL DEFAULT '',
  state           TEXT NOT NULL CHECK (state IN ('planned', 'started', 'done', 'stopped')),
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
