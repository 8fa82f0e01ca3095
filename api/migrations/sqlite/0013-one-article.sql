-- What editors put right: a title of their own, which no page's report replaces.
ALTER TABLE articles ADD COLUMN edited_title TEXT;

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

-- Query parameters of which the publisher says otherwise than the list: {"ignored": [], "kept": []}, in small letters.
ALTER TABLE publishers ADD COLUMN parameters TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(parameters));
-- The rule by which the addresses of its stored articles were settled.
ALTER TABLE publishers ADD COLUMN address_rule TEXT NOT NULL DEFAULT '';

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
