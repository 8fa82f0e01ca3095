-- Engagement by the hour, as running totals: what a range counted is the difference of two rows, however long it is
-- and however many readers there were. Decision 0008 says why.

-- A scope is where readers are counted apart: a whole site, or one of its articles, channels, sections, kinds of device
-- or languages; with one consultation, or all ('').
CREATE TABLE counted_scopes (
  id              INTEGER PRIMARY KEY,
  publisher_id    TEXT NOT NULL REFERENCES publishers (id) ON DELETE CASCADE,
  consultation_id TEXT NOT NULL,
  kind            TEXT NOT NULL CHECK (kind IN ('site', 'article', 'channel', 'section', 'device', 'language')),
  -- An article's id, the name of a channel or section, phone, tablet, desktop, a language tag; '' for the site.
  value           TEXT NOT NULL,
  UNIQUE (publisher_id, consultation_id, kind, value)
) STRICT;

INSERT INTO counted_scopes (publisher_id, consultation_id, kind, value)
  SELECT publisher_id, consultation_id, CASE article_id WHEN '' THEN 'site' ELSE 'article' END, article_id FROM scopes;

-- All that was counted in a scope until the end of an hour. The hour is the instant at which it begins by the clock of
-- the publisher's zone, so that the one that comes twice in autumn is two.
CREATE TABLE engagement_hours (
  scope_id         INTEGER NOT NULL,
  hour             INTEGER NOT NULL,
  loads            INTEGER NOT NULL,
  views            INTEGER NOT NULL,
  readers_loaded   INTEGER NOT NULL,
  readers_viewed   INTEGER NOT NULL,
  readers_engaged  INTEGER NOT NULL,
  readers_proposed INTEGER NOT NULL,
  readers_finished INTEGER NOT NULL,
  votes            INTEGER NOT NULL,
  proposals        INTEGER NOT NULL,
  PRIMARY KEY (scope_id, hour)
) STRICT, WITHOUT ROWID;

-- Days counted until now have no hours: all of a day stands at ten o'clock in Greenwich, which is that day everywhere
-- from Hawaii to New Zealand.
INSERT INTO engagement_hours
  SELECT counted.id, unixepoch(e.day || 'T10:00:00Z') * 1000,
    sum(e.loads) OVER until_then, sum(e.views) OVER until_then, sum(e.readers_loaded) OVER until_then,
    sum(e.readers_viewed) OVER until_then, sum(e.readers_engaged) OVER until_then,
    sum(e.readers_proposed) OVER until_then, sum(e.readers_finished) OVER until_then,
    sum(e.votes) OVER until_then, sum(e.proposals) OVER until_then
  FROM engagement_days e
  JOIN scopes s ON s.id = e.scope_id
  JOIN counted_scopes counted ON counted.publisher_id = s.publisher_id
    AND counted.consultation_id = s.consultation_id AND counted.value = s.article_id
  WINDOW until_then AS (PARTITION BY e.scope_id ORDER BY e.day);

-- How long after the view the first vote came: readers by slot of delay (FIRST_VOTE_DELAYS in the code), as above.
CREATE TABLE first_vote_delays (
  scope_id INTEGER NOT NULL,
  hour     INTEGER NOT NULL,
  slot0    INTEGER NOT NULL,
  slot1    INTEGER NOT NULL,
  slot2    INTEGER NOT NULL,
  slot3    INTEGER NOT NULL,
  slot4    INTEGER NOT NULL,
  slot5    INTEGER NOT NULL,
  slot6    INTEGER NOT NULL,
  slot7    INTEGER NOT NULL,
  slot8    INTEGER NOT NULL,
  slot9    INTEGER NOT NULL,
  slot10   INTEGER NOT NULL,
  slot11   INTEGER NOT NULL,
  slot12   INTEGER NOT NULL,
  slot13   INTEGER NOT NULL,
  PRIMARY KEY (scope_id, hour)
) STRICT, WITHOUT ROWID;

-- Page lives that were not counted, or not in full, by reason; of whole sites only.
CREATE TABLE left_out (
  scope_id       INTEGER NOT NULL,
  hour           INTEGER NOT NULL,
  bots           INTEGER NOT NULL,
  prefetches     INTEGER NOT NULL,
  foreign_origins INTEGER NOT NULL,
  unknown_origins INTEGER NOT NULL,
  newsroom       INTEGER NOT NULL,
  privacy_signals INTEGER NOT NULL,
  aggregates_only INTEGER NOT NULL,
  PRIMARY KEY (scope_id, hour)
) STRICT, WITHOUT ROWID;

-- Where a proposal was sent, so that those accepted later are found; nothing here leads to who sent it.
CREATE TABLE proposal_places (
  scope_id    INTEGER NOT NULL,
  hour        INTEGER NOT NULL,
  proposal_id TEXT NOT NULL,
  PRIMARY KEY (scope_id, hour, proposal_id)
) STRICT, WITHOUT ROWID;

-- Where one reader was on a day, and how far they went there: bits by scope. One row for each reader, dropped after
-- 48 hours with the day's salt.
CREATE TABLE readers_of_days (
  day    TEXT NOT NULL,
  reader BLOB NOT NULL CHECK (length(reader) = 16),
  scopes TEXT NOT NULL CHECK (json_valid(scopes)),
  PRIMARY KEY (day, reader)
) STRICT, WITHOUT ROWID;

INSERT INTO readers_of_days
  SELECT r.day, r.reader, json_group_object(CAST(counted.id AS TEXT), r.bits)
  FROM reader_days r
  JOIN scopes s ON s.id = r.scope_id
  JOIN counted_scopes counted ON counted.publisher_id = s.publisher_id
    AND counted.consultation_id = s.consultation_id AND counted.value = s.article_id
  GROUP BY r.day, r.reader;

DROP TABLE reader_days;
ALTER TABLE readers_of_days RENAME TO reader_days;
DROP TABLE engagement_days;
DROP TABLE scopes;
ALTER TABLE counted_scopes RENAME TO scopes;

-- How much of its readers a publisher lets be counted.
ALTER TABLE publishers ADD COLUMN counting TEXT NOT NULL DEFAULT 'full'
  CHECK (counting IN ('full', 'aggregate-only', 'off'));

ALTER TABLE api_keys ADD COLUMN scope TEXT NOT NULL DEFAULT 'full' CHECK (scope IN ('full', 'read'));
ALTER TABLE api_keys ADD COLUMN expires_at INTEGER;

-- Links by which anyone reads a publisher's statistics for a while. As with keys, only the digest is stored.
CREATE TABLE share_links (
  id           TEXT PRIMARY KEY,
  publisher_id TEXT NOT NULL REFERENCES publishers (id) ON DELETE CASCADE,
  digest       BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
  label        TEXT NOT NULL DEFAULT '',
  created_at   INTEGER NOT NULL,
  expires_at   INTEGER NOT NULL,
  last_used_on TEXT,
  revoked_at   INTEGER
) STRICT;

CREATE INDEX share_links_by_publisher ON share_links (publisher_id);
