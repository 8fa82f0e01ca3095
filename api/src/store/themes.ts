import type { Database, Statement } from './database.ts'

export interface ThemeRecord {
  id: string
  consultationId: string
  name: string
  /** Telling stems and their weights. */
  profile: Readonly<Record<string, number>>
  /** The team had a hand in it: no computation changes or ends it. */
  isKept: boolean
  /** What it holds is shown in no theme. */
  isHidden: boolean
  createdAt: number
  revision: number
}

/** A theme with how many proposals it holds. */
export interface CountedTheme extends ThemeRecord {
  accepted: number
  pending: number
}

export interface Placement {
  proposalId: string
  /** Null: in none. */
  themeId: string | null
  /** The team put it there. */
  isMoved: boolean
}

/** The last computation. */
export interface ThemeState {
  /** Grows with each change of themes and of what they hold. */
  revision: number
  /** Null: never. */
  computedAt: number | null
  /** Accepted proposals that there were then. */
  accepted: number
  /** Proposals that were not refused, when they were last placed. */
  placed: number
}

/** A text by which themes are found and filled. */
export interface ThemeText {
  id: string
  text: string
  isAccepted: boolean
}

type Row = Omit<CountedTheme, 'profile' | 'isKept' | 'isHidden'> & {
  profile: string
  isKept: number
  isHidden: number
}

const countOf = (status: 'accepted' | 'pending'): string => `
    (SELECT count(*) FROM proposal_themes pt JOIN proposals p ON p.id = pt.proposal_id
      WHERE pt.theme_id = t.id AND p.status = '${status}')`
const ALL = `
  SELECT t.id, t.consultation_id AS "consultationId", t.name, t.profile, t.is_kept AS "isKept",
    t.is_hidden AS "isHidden", t.created_at AS "createdAt", t.revision,${countOf('accepted')} AS accepted,${countOf('pending')} AS pending
  FROM themes t WHERE t.consultation_id = :consultationId ORDER BY t.name, t.id`
const PLACEMENTS = `
  SELECT pt.proposal_id AS "proposalId", pt.theme_id AS "themeId", pt.is_moved AS "isMoved"
  FROM proposal_themes pt JOIN proposals p ON p.id = pt.proposal_id
  WHERE p.consultation_id = :consultationId`
// In the consultation's language: where a proposal has a translation into it, that is the text to read here, so that texts
// of several languages fall into the same themes.
const TEXTS = `
  SELECT p.id, coalesce(t.text, p.text) AS text, p.status = 'accepted' AS "isAccepted" FROM proposals p
  JOIN consultations c ON c.id = p.consultation_id
  LEFT JOIN translations t ON t.consultation_id = p.consultation_id AND t.text_id = p.id AND t.language = c.language
    AND t.source = p.text AND p.language IS NOT NULL
  WHERE p.consultation_id = :consultationId AND p.status <> 'refused' ORDER BY p.id`
const SIZES = `
  SELECT count(*) AS placed, coalesce(sum(CASE WHEN status = 'accepted' THEN 1 ELSE 0 END), 0) AS accepted
  FROM proposals WHERE consultation_id = :consultationId AND status <> 'refused'`
const STATE = `
  SELECT revision, computed_at AS "computedAt", accepted, placed FROM theme_states
  WHERE consultation_id = :consultationId`
const INSERT = `
  INSERT INTO themes (id, consultation_id, name, profile, is_kept, is_hidden, created_at)
  VALUES (:id, :consultationId, :name, :profile, :isKept, :isHidden, :createdAt)`
// An older revision makes this null, which the table refuses, so the whole transaction fails.
const UPDATE = `
  UPDATE themes SET name = :name, profile = :profile, is_kept = :isKept, is_hidden = :isHidden,
    revision = CASE WHEN revision = CAST(:revision AS BIGINT) - 1 THEN CAST(:revision AS BIGINT) END
  WHERE id = :id`
const KEEP = 'UPDATE themes SET is_kept = 1 WHERE id = :id'
const DELETE = 'DELETE FROM themes WHERE id = :id'
const ABSORB = 'UPDATE proposal_themes SET theme_id = :into WHERE theme_id = :id'
const MOVE = `
  INSERT INTO proposal_themes (proposal_id, theme_id, is_moved) VALUES (:proposalId, :themeId, 1)
  ON CONFLICT (proposal_id) DO UPDATE SET theme_id = excluded.theme_id, is_moved = 1`
const PLACE = `
  INSERT INTO proposal_themes (proposal_id, theme_id) VALUES (:proposalId, :themeId)
  ON CONFLICT (proposal_id) DO UPDATE SET theme_id = excluded.theme_id WHERE proposal_themes.is_moved = 0`
const CHANGED = `
  INSERT INTO theme_states (consultation_id, revision) VALUES (:consultationId, 1)
  ON CONFLICT (consultation_id) DO UPDATE SET revision = theme_states.revision + 1`
// Of another revision the table refuses the null: the team changed something while themes were computed.
const CLAIM = `
  INSERT INTO theme_states (consultation_id, revision) VALUES (:consultationId, 1)
  ON CONFLICT (consultation_id) DO UPDATE SET
    revision = CASE WHEN theme_states.revision = :revision THEN theme_states.revision + 1 END`
const COMPUTED = `
  UPDATE theme_states SET revision = revision + 1, computed_at = :computedAt, accepted = :accepted, placed = :placed
  WHERE consultation_id = :consultationId`

/** What the computation reads; a connection that cannot write is enough for it. */
export interface ThemeReader {
  all(consultationId: string): Promise<CountedTheme[]>
  placements(consultationId: string): Promise<Placement[]>
  /** Of all proposals that were not refused, by id. */
  texts(consultationId: string): Promise<ThemeText[]>
  /** How many there are: accepted ones, and all that were not refused. */
  sizes(consultationId: string): Promise<Pick<ThemeState, 'accepted' | 'placed'>>
  /** Cheap enough to ask for with each request; undefined: nothing was ever computed or done. */
  state(consultationId: string): Promise<ThemeState | undefined>
}

export interface ThemeStore extends ThemeReader {
  /** Statements for one transaction, with `changed` beside them. */
  insertion(theme: ThemeRecord): Statement
  /** `revision` is the one that the change leads to; ConstraintError if it is not the next one. */
  change(theme: ThemeRecord): Statement
  keeping(id: string): Statement
  removal(id: string): Statement
  /** All that a theme holds goes into another. */
  absorption(id: string, into: string): Statement
  /** The team's word: no computation moves it again. */
  move(proposalId: string, themeId: string | null): Statement
  /** A computation's word: what the team moved stays where it is. */
  placement(proposalId: string, themeId: string | null): Statement
  changed(consultationId: string): Statement
  /** ConstraintError if the themes have changed since this revision; 0: there was none. */
  claim(consultationId: string, revision: number): Statement
  computed(consultationId: string, state: Omit<ThemeState, 'revision'>): Statement
}

const complete = ({ profile, isKept, isHidden, ...row }: Row): CountedTheme => ({
  ...row,
  profile: JSON.parse(profile) as Record<string, number>,
  isKept: isKept === 1,
  isHidden: isHidden === 1,
})

/** Themes, their proposals and the texts to be sorted; needs no right to write. */
export function themeReader(database: Pick<Database, 'get' | 'all'>): ThemeReader {
  return {
    all: async (consultationId) => (await database.all<Row>(ALL, { consultationId })).map(complete),
    placements: async (consultationId) => {
      const rows = await database.all<Omit<Placement, 'isMoved'> & { isMoved: number }>(PLACEMENTS, {
        consultationId,
      })
      return rows.map((row) => ({ ...row, isMoved: row.isMoved === 1 }))
    },
    texts: async (consultationId) => {
      const rows = await database.all<{ id: string; text: string; isAccepted: number | boolean }>(TEXTS, {
        consultationId,
      })
      return rows.map((row) => ({ ...row, isAccepted: Boolean(row.isAccepted) }))
    },
    sizes: async (consultationId) =>
      (await database.get<Pick<ThemeState, 'accepted' | 'placed'>>(SIZES, { consultationId })) ?? {
        accepted: 0,
        placed: 0,
      },
    state: (consultationId) => database.get<ThemeState>(STATE, { consultationId }),
  }
}

/**
 * Themes with the statements that change them. `claim`: ConstraintError if the revision is not the one that was read.
 */
export function themeStore(database: Database): ThemeStore {
  return {
    ...themeReader(database),
    insertion: ({ revision: _revision, ...theme }) => ({ sql: INSERT, params: written(theme) }),
    change: ({ consultationId: _consultationId, createdAt: _createdAt, ...theme }) => ({
      sql: UPDATE,
      params: written(theme),
    }),
    keeping: (id) => ({ sql: KEEP, params: { id } }),
    removal: (id) => ({ sql: DELETE, params: { id } }),
    absorption: (id, into) => ({ sql: ABSORB, params: { id, into } }),
    move: (proposalId, themeId) => ({ sql: MOVE, params: { proposalId, themeId } }),
    placement: (proposalId, themeId) => ({ sql: PLACE, params: { proposalId, themeId } }),
    changed: (consultationId) => ({ sql: CHANGED, params: { consultationId } }),
    claim: (consultationId, revision) => ({ sql: CLAIM, params: { consultationId, revision } }),
    computed: (consultationId, state) => ({ sql: COMPUTED, params: { ...state, consultationId } }),
  }
}

const written = <Fields extends Pick<ThemeRecord, 'profile' | 'isKept' | 'isHidden'>>({
  profile,
  isKept,
  isHidden,
  ...fields
}: Fields) => ({
  ...(fields as Omit<Fields, 'profile' | 'isKept' | 'isHidden'>),
  profile: JSON.stringify(profile),
  isKept: isKept ? 1 : 0,
  isHidden: isHidden ? 1 : 0,
})
