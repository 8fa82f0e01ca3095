-- Browsers signed in to a dashboard, by an API key or by a share link. A session dies with its time, with its key or
-- link, or by signing out.
CREATE TABLE editor_sessions (
  -- SHA-256 of what the cookie holds.
  digest        BLOB PRIMARY KEY CHECK (length(digest) = 32),
  api_key_id    TEXT REFERENCES api_keys (id) ON DELETE CASCADE,
  share_link_id TEXT REFERENCES share_links (id) ON DELETE CASCADE,
  expires_at    INTEGER NOT NULL,
  CHECK ((api_key_id IS NULL) <> (share_link_id IS NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX editor_sessions_by_expiry ON editor_sessions (expires_at);
