-- The last report on groups of opinion, as it was published: sums only, never who is in which group.
CREATE TABLE opinion_groups (
  consultation_id TEXT PRIMARY KEY REFERENCES consultations (id) ON DELETE CASCADE,
  computed_at     INTEGER NOT NULL,
  -- How many votes there were, so that a run without news can be left out.
  votes           INTEGER NOT NULL CHECK (votes >= 0),
  report          TEXT NOT NULL CHECK (json_valid(report))
) STRICT;
