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
