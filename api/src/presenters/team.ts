import { phaseAt } from '../domain/consultations/phases.ts'
import type { AdministratorRecord } from '../store/administrators.ts'
import type { AuditRecord } from '../store/audit.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import type { ApiKeyRecord, ShareLinkRecord } from '../store/editor-access.ts'
import type { ModeratedRecord, ModerationStore } from '../store/moderation.ts'
import type { PartnerRecord } from '../store/partners.ts'
import type { ProposalStore } from '../store/proposals.ts'
import type { PublisherRecord } from '../store/publishers.ts'
import type { ReaderKeysRecord } from '../store/reader-keys.ts'
import type {
  Administrator,
  ApiKey,
  AuditEntry,
  CreatedApiKey,
  CreatedShareLink,
  ModeratedProposal,
  Partner,
  ProposalCounts,
  PublisherOfTeam,
  ReaderKeysAnswer,
  ShareLink,
  TeamConsultation,
} from '../wire/index.ts'

// Things as the team sees them. Fields are named one by one: what is added to a record does not travel by itself.

const instant = (milliseconds: number): string => new Date(milliseconds).toISOString()
const maybeInstant = (milliseconds: number | null): string | null =>
  milliseconds === null ? null : instant(milliseconds)

/** A consultation as its team sees it, in the phase it is in at `now` (milliseconds). */
export const presentTeamConsultation = (
  record: ConsultationRecord,
  publicUrl: string,
  now: number,
): TeamConsultation => ({
  slug: record.slug,
  language: record.language,
  otherLanguages: record.otherLanguages,
  question: record.question,
  introduction: record.introduction,
  proposalPrefix: record.proposalPrefix,
  proposalMaxLength: record.proposalMaxLength,
  moderation: record.moderation,
  sequenceSize: record.sequenceSize,
  phase: phaseAt(record, now),
  opensAt: instant(record.opensAt),
  proposalsCloseAt: maybeInstant(record.proposalsCloseAt),
  closesAt: instant(record.closesAt),
  resultsAt: maybeInstant(record.resultsAt),
  actionAt: maybeInstant(record.actionAt),
  endsAt: maybeInstant(record.endsAt),
  segmentQuestion: record.segmentQuestion,
  segments: record.segments.map(({ id, label, retiredAt }) => ({
    id,
    label,
    retiredAt: maybeInstant(retiredAt),
  })),
  settings: record.settings,
  isSealed: record.secret === null,
  url: `${publicUrl}/c/${record.slug}`,
  createdAt: instant(record.createdAt),
  revision: record.revision,
})

export const presentModerated = (record: ModeratedRecord): ModeratedProposal => ({
  id: record.id,
  text: record.text,
  language: record.language,
  originalText: record.originalText,
  status: record.status,
  refusalReason: record.refusalReason,
  isSeed: record.isSeed,
  authorName: record.authorName,
  authorAge: record.authorAge,
  createdAt: instant(record.createdAt),
  decidedAt: maybeInstant(record.decidedAt),
  decidedBy: record.decidedBy,
  votes: record.votes,
  revision: record.revision,
  authorGroup: record.authorGroup,
  surge: record.surge,
  theme: record.theme,
})

export const presentPublisher = (record: PublisherRecord): PublisherOfTeam => ({
  id: record.id,
  name: record.name,
  publicKey: record.publicKey,
  timeZone: record.timeZone,
  enabled: record.enabled,
  counting: record.counting,
  origins: record.origins,
  parameters: record.parameters,
  channels: record.channels,
  createdAt: instant(record.createdAt),
})

const LEAST_VOTES = 11

/** The keys by which a publisher vouches for its readers, the votes that came of it, and (`tokens`) what became of its reader tokens. */
export const presentReaderKeys = (
  record: ReaderKeysRecord | undefined,
  audience: string,
  tokens: ReaderKeysAnswer['tokens'],
  counted: ReaderKeysAnswer['votes'],
): ReaderKeysAnswer => ({
  audience,
  readerKeys: record
    ? {
        keySetUrl: record.url,
        keys: record.keys.map(({ kid, alg }) => ({ kid, algorithm: alg })),
        changedAt: instant(record.changedAt),
        fetchedAt: maybeInstant(record.fetchedAt),
        failure: record.failure,
      }
    : null,
  votes: counted.filter(({ votes }) => votes >= LEAST_VOTES),
  tokens,
})

export const presentApiKey = (record: ApiKeyRecord): ApiKey => ({
  id: record.id,
  prefix: record.prefix,
  label: record.label,
  scope: record.scope,
  createdAt: instant(record.createdAt),
  expiresAt: maybeInstant(record.expiresAt),
  lastUsedOn: record.lastUsedOn,
  revokedAt: maybeInstant(record.revokedAt),
})

export const presentCreatedApiKey = ({
  expiresAt,
  ...key
}: Omit<CreatedApiKey, 'expiresAt'> & { expiresAt: number | null }): CreatedApiKey => ({
  ...key,
  expiresAt: maybeInstant(expiresAt),
})

export const presentShareLink = (record: ShareLinkRecord): ShareLink => ({
  id: record.id,
  label: record.label,
  createdAt: instant(record.createdAt),
  expiresAt: instant(record.expiresAt),
  lastUsedOn: record.lastUsedOn,
  revokedAt: maybeInstant(record.revokedAt),
})

/** The token travels behind a #, where neither logs nor referrers see it. */
export const presentCreatedShareLink = (
  { id, token, label, expiresAt }: { id: string; token: string; label: string; expiresAt: number },
  publicUrl: string,
): CreatedShareLink => ({
  id,
  token,
  label,
  url: `${publicUrl}/dashboard#share=${token}`,
  expiresAt: instant(expiresAt),
})

export const presentPartner = ({ id, name, role, url, logo }: PartnerRecord): Partner => ({
  id,
  name,
  role,
  url,
  logo: logo && { url: `/images/${logo.id}`, width: logo.width, height: logo.height },
})

export const presentAdministrator = (record: AdministratorRecord): Administrator => ({
  id: record.id,
  name: record.name,
  role: record.role,
  prefix: record.prefix,
  createdAt: instant(record.createdAt),
  lastUsedOn: record.lastUsedOn,
  revokedAt: maybeInstant(record.revokedAt),
})

const NAMES = ['title', 'question', 'name', 'label', 'text'] as const

/** What the subject of an act is called, by the act itself: as it is now, or as it was. */
function nameInside({ before, after }: AuditRecord): string | null {
  for (const values of [after, before]) {
    const name = NAMES.map((key) => values?.[key]).find((value) => typeof value === 'string' && value !== '')
    if (typeof name === 'string') return name
  }
  return null
}

/** What an entry of the log names by an id. */
export interface AuditNames {
  slugOf(consultationId: string): string | null
  /** Text of a proposal. */
  textOf(proposalId: string): string | null
}

/** Texts of the proposals that entries are about, in one read. */
export async function proposalTexts(
  proposals: Pick<ProposalStore, 'find'>,
  entries: readonly AuditRecord[],
): Promise<AuditNames['textOf']> {
  const ids = [
    ...new Set(entries.filter(({ act }) => act.startsWith('proposal.')).map(({ subject }) => subject)),
  ]
  const found = await proposals.find(ids)
  const texts = new Map(ids.map((id, index) => [id, found[index]?.text ?? null]))
  return (id) => texts.get(id) ?? null
}

/** An entry of the audit log. */
export const presentAuditEntry = (record: AuditRecord, { slugOf, textOf }: AuditNames): AuditEntry => ({
  id: record.id,
  at: instant(record.at),
  actor: record.actor,
  act: record.act,
  consultation: record.consultationId === null ? null : slugOf(record.consultationId),
  subject: record.subject,
  subjectName: textOf(record.subject) ?? nameInside(record),
  before: record.before,
  after: record.after,
})

const NONE: ProposalCounts = { unread: 0, pending: 0, accepted: 0, refused: 0, postponed: 0 }

/** How many proposals of a consultation contain a skeleton, by status. */
export async function countsOfMatches(
  moderation: Pick<ModerationStore, 'matchingCounts'>,
  consultationId: string,
  skeleton: string,
): Promise<ProposalCounts> {
  const counts = { ...NONE }
  for (const { status, count, unread } of await moderation.matchingCounts(consultationId, skeleton)) {
    counts[status] = count
    counts.unread += unread
  }
  return counts
}

/** How many proposals there are of each status, by the id of their consultation. */
export async function countsOfProposals(
  moderation: Pick<ModerationStore, 'counts' | 'unreadCounts'>,
): Promise<(consultationId: string) => ProposalCounts> {
  const [counted, unread] = await Promise.all([moderation.counts(), moderation.unreadCounts()])
  const counts = new Map<string, ProposalCounts>()
  const add = (id: string, more: Partial<ProposalCounts>) =>
    counts.set(id, { ...(counts.get(id) ?? NONE), ...more })
  for (const { consultationId, status, count } of counted) add(consultationId, { [status]: count })
  for (const { consultationId, count } of unread) add(consultationId, { unread: count })
  return (consultationId) => counts.get(consultationId) ?? NONE
}
