-- Entries of the audit log are numbered without a gap, and their number is kept beside them: what was taken out, the
-- last one too, is noticed (unisson verify).
CREATE TABLE audit_count (
  id      BIGINT PRIMARY KEY CHECK (id = 1),
  entries BIGINT NOT NULL
);

DROP TRIGGER audit_entries_stay ON audit_entries;
ALTER TABLE audit_entries ADD COLUMN number BIGINT;
UPDATE audit_entries SET number = ordered.number
  FROM (SELECT id, row_number() OVER (ORDER BY at, id) AS number FROM audit_entries) AS ordered
  WHERE ordered.id = audit_entries.id;
INSERT INTO audit_count (id, entries) SELECT 1, count(*) FROM audit_entries HAVING count(*) > 0;
CREATE UNIQUE INDEX audit_entries_by_number ON audit_entries (number);

CREATE TRIGGER audit_entries_stay BEFORE UPDATE OR DELETE ON audit_entries
  FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_entries_remain BEFORE TRUNCATE ON audit_entries
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
