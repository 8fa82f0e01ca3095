-- The numbers by which proposals are shown and judged, as JSON; what is missing has its default in the wire contract.
ALTER TABLE consultations ADD COLUMN settings TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(settings));
-- The question whose answers are the segments ("Where do you live?"); empty: it is not asked.
ALTER TABLE consultations ADD COLUMN segment_question TEXT NOT NULL DEFAULT '';

CREATE TABLE segments (
  id              TEXT PRIMARY KEY,
  consultation_id TEXT NOT NULL REFERENCES consultations (id) ON DELETE CASCADE,
  label           TEXT NOT NULL,
  position        INTEGER NOT NULL,
  -- A segment that has answers is never deleted: it is asked no more, and its results stay.
  retired_at      INTEGER,
  UNIQUE (consultation_id, label)
) STRICT;

ALTER TABLE votes ADD COLUMN segment_id TEXT REFERENCES segments (id);

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
