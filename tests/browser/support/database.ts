import Sqlite from 'better-sqlite3'

export interface VoteRow {
  text: string
  vote: string | null
  qualifications: number
}

/** Reads what is on disk, with a connection that the API knows nothing of. */
export function readDatabase(file: string) {
  const all = <Row>(sql: string): Row[] => {
    const database = new Sqlite(file, { readonly: true })
    try {
      return database.prepare(sql).all() as Row[]
    } finally {
      database.close()
    }
  }
  return {
    votes: () =>
      all<VoteRow>(
        'SELECT p.text, v.vote, v.qualifications FROM votes v JOIN proposals p ON p.id = v.proposal_id',
      ),
    /** By which rule each vote is kept apart, and how it counts; null: it is counted like any other. */
    cohortsOfVotes: () =>
      all<{ rule: string | null; class: string | null }>(
        'SELECT c.rule, c.class FROM votes v LEFT JOIN cohorts c ON c.id = v.cohort_id',
      ),
    /** Labels of the parts of the public that votes on this consultation carry, each once. */
    segmentsOf: (consultation: string) =>
      all<{ label: string }>(
        `SELECT DISTINCT s.label FROM votes v JOIN proposals p ON p.id = v.proposal_id
           JOIN consultations c ON c.id = p.consultation_id JOIN segments s ON s.id = v.segment_id
         WHERE c.slug = '${consultation}'`,
      ).map(({ label }) => label),
    readersProposals: () =>
      all<{ text: string; status: string; authorName: string | null }>(
        'SELECT text, status, author_name AS authorName FROM proposals WHERE is_seed = 0',
      ),
  }
}
