-- Entries of the audit log are numbered without a gap, and their number is kept beside them: what was taken out, the
-- last one too, is noticed (unisson verify).
CREATE TABLE audit_count (
  id      INTEGER PRIMARY KEY CHECK (id = 1),
  entries INTEGER NOT NULL
) STRICT;

DROP TRIGGER audit_entries_stay;
ALTER TABLE audit_entries ADD COLUMN number INTEGER;
UPDATE audit_entries SET number = ordered.number
  FROM (SELECT id, row_number() OVER (ORDER BY at, id) AS number FROM audit_entries) AS ordered
  WHERE ordered.id = audit_entries.id;
INSERT INTO audit_count (id, entries) SELECT 1, count(*) FROM audit_entries HAVING count(*) > 0;
CREATE UNIQUE INDEX audit_entries_by_number ON audit_entries (number);

CREATE TRIGGER audit_entries_stay BEFORE UPDATE ON audit_entries
BEGIN SELECT raise(ABORT, 'the audit log is append-only'); END;
-- INSERT OR REPLACE takes rows out without a word to the trigger of DELETE, by any of its keys.
CREATE TRIGGER audit_entries_are_new BEFORE INSERT ON audit_entries
WHEN EXISTS (
  SELECT 1 FROM audit_entries WHERE id = NEW.id OR rowid = NEW.rowid OR number = NEW.number)
BEGIN SELECT raise(ABORT, 'the audit log is append-only'); END;
