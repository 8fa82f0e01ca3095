-- A checksum of each vote over all of its row, and in the tallies the sum of those of a proposal (modulo 2^48): a byte
-- that changes on the disk is found and located, and so is a vote that vanished. docs/decisions/0010 says why it is
-- a sum and not a chain. vote_checksum is given by the program.
ALTER TABLE votes ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0;
UPDATE votes SET checksum = vote_checksum(proposal_id, voter, vote, qualifications, segment_id, revision);

ALTER TABLE tallies ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0;
-- In halves of 24 bits: the sum of many whole ones would not fit into 64.
UPDATE tallies SET checksum = (
  SELECT ((coalesce(sum(v.checksum >> 24), 0) & 16777215) * 16777216 + coalesce(sum(v.checksum & 16777215), 0))
    & 281474976710655
  FROM votes v WHERE v.proposal_id = tallies.proposal_id);
