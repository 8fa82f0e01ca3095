-- How many of the proposals sent in an hour from a part of a site are accepted by now. What is accepted may change at any
-- time after it was sent, so these are sums of their hours, not running totals.
CREATE TABLE accepted_hours (
  scope_id INTEGER NOT NULL,
  hour     INTEGER NOT NULL,
  accepted INTEGER NOT NULL,
  PRIMARY KEY (scope_id, hour)
) STRICT, WITHOUT ROWID;

INSERT INTO accepted_hours
  SELECT place.scope_id, place.hour, count(*)
  FROM proposal_places place
  JOIN proposals p ON p.id = place.proposal_id AND p.status = 'accepted'
  GROUP BY place.scope_id, place.hour;

CREATE INDEX proposal_places_by_proposal ON proposal_places (proposal_id);
