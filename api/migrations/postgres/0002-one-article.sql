-- As sqlite/0013-one-article.sql.
ALTER TABLE articles ADD COLUMN edited_title TEXT COLLATE "C";

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

ALTER TABLE publishers ADD COLUMN parameters TEXT COLLATE "C" NOT NULL DEFAULT '{}';
ALTER TABLE publishers ADD COLUMN address_rule TEXT COLLATE "C" NOT NULL DEFAULT '';

CREATE TABLE asked_origins (
  publisher_id  TEXT COLLATE "C" NOT NULL REFERENCES publishers (id) ON DELETE CASCADE,
  day           TEXT COLLATE "C" NOT NULL,
  origin        TEXT COLLATE "C" NOT NULL,
  role          TEXT COLLATE "C" NOT NULL CHECK (role IN ('page', 'article')),
  asked         BIGINT NOT NULL,
  last_asked_at BIGINT NOT NULL,
  PRIMARY KEY (publisher_id, day, origin, role)
);
