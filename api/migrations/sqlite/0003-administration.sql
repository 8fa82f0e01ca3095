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
  after            TEXT CHECK (json_valid(after))
) STRICT;

CREATE INDEX audit_entries_by_time ON audit_entries (at, id);
CREATE INDEX audit_entries_by_consultation ON audit_entries (consultation_id, at, id);
CREATE INDEX audit_entries_by_subject ON audit_entries (subject, at, id);

CREATE TRIGGER audit_entries_stay BEFORE UPDATE ON audit_entries
BEGIN SELECT raise(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_entries_remain BEFORE DELETE ON audit_entries
BEGIN SELECT raise(ABORT, 'the audit log is append-only'); END;

-- Each change adds one; whoever saw an older one does not write over it.
ALTER TABLE consultations ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
ALTER TABLE proposals ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
-- As the author sent it, once somebody has corrected it.
ALTER TABLE proposals ADD COLUMN original_text TEXT;
-- Name of who decided last; null: nobody yet.
ALTER TABLE proposals ADD COLUMN decided_by TEXT;

-- The queue is read in the order of arrival, page by page.
DROP INDEX proposals_by_status;
CREATE INDEX proposals_by_status ON proposals (consultation_id, status, created_at, id);

-- What nobody of the team has read yet: what waits for publication, and what readers published themselves.
CREATE INDEX proposals_unread ON proposals (consultation_id, created_at, id)
  WHERE decided_at IS NULL AND (status = 'pending' OR is_seed = 0);
