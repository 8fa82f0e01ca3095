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
