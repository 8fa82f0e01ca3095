/** How a table of a file is called and filled on PostgreSQL, where that differs. */
export interface MovedTable {
  source: string
  target: string
  /** Its primary key, in order. */
  key: readonly string[]
  /** Columns that only PostgreSQL has. */
  added: Readonly<Record<string, number>>
}

const same = (source: string, ...key: string[]): MovedTable => ({ source, target: source, key, added: {} })

/** One file, one process: all that it counted is the part of one node. */
const counted = (source: string, target: string, ...key: string[]): MovedTable => ({
  source,
  target,
  key,
  added: { node: 0 },
})

/** All that is moved, each table behind those that it names. Who is signed in signs in again. */
export const MOVED_TABLES: readonly MovedTable[] = [
  same('consultations', 'id'),
  same('segments', 'id'),
  same('publishers', 'id'),
  same('publisher_origins', 'publisher_id', 'origin'),
  same('own_words', 'owner_id'),
  same('reader_keys', 'publisher_id'),
  same('api_keys', 'id'),
  same('share_links', 'id'),
  same('articles', 'id'),
  same('article_merges', 'article_id'),
  same('asked_origins', 'publisher_id', 'day', 'origin', 'role'),
  same('proposals', 'id'),
  same('translations', 'consultation_id', 'text_id', 'language'),
  same('cohorts', 'id'),
  same('votes', 'proposal_id', 'voter'),
  counted('tallies', 'tally_parts', 'proposal_id'),
  counted('segment_tallies', 'segment_tally_parts', 'proposal_id', 'segment_id'),
  counted('cohort_tallies', 'cohort_tally_parts', 'cohort_id', 'proposal_id', 'segment_id'),
  counted('cohort_hours', 'cohort_hours', 'cohort_id', 'hour'),
  same('published_splits', 'proposal_id', 'segment_id'),
  same('opinion_groups', 'consultation_id'),
  same('themes', 'id'),
  same('proposal_themes', 'proposal_id'),
  same('theme_states', 'consultation_id'),
  same('scopes', 'id'),
  counted('engagement_hours', 'engagement_hours', 'scope_id', 'hour'),
  counted('first_vote_delays', 'first_vote_delays', 'scope_id', 'hour'),
  counted('left_out', 'left_out', 'scope_id', 'hour'),
  counted('article_votes', 'article_votes', 'article_id', 'proposal_id'),
  same('proposal_places', 'scope_id', 'hour', 'proposal_id'),
  same('accepted_hours', 'scope_id', 'hour'),
  same('reader_days', 'day', 'reader'),
  same('network_days', 'day', 'network'),
  same('daily_salts', 'publisher_id', 'day'),
  { source: 'runs', target: 'runs', key: ['id'], added: { alive_until: 0 } },
  same('administrators', 'id'),
  same('audit_count', 'id'),
  same('audit_entries', 'id'),
  same('integrity_roots', 'consultation_id', 'number'),
  same('actions', 'id'),
  same('action_proposals', 'action_id', 'proposal_id'),
  same('action_readings', 'action_id', 'day'),
  same('action_changes', 'id'),
  same('images', 'id'),
  same('partners', 'id'),
]

/** What stays behind: what each engine keeps for itself, and sessions. */
export const LEFT_BEHIND: readonly string[] = [
  'administrator_sessions',
  'durability_check',
  'editor_sessions',
  'migrations',
]
