import type { FastifyRequest } from 'fastify'
import type { AdminContext } from '../../administration/admin-context.ts'
import type { Directory, Publisher } from '../../cache/directory.ts'
import { phaseAt, showsResults } from '../../domain/consultations/phases.ts'
import { ProblemError } from '../../domain/problem-error.ts'
import type { Services } from '../../services.ts'
import type { AdministratorRecord } from '../../store/administrators.ts'
import type { ConsultationRecord } from '../../store/consultations.ts'

/** The consultation with this slug, if what came of it is public. Throws the problem that stands in the way. */
export function publishedConsultation(directory: Directory, slug: string, now: number): ConsultationRecord {
  const consultation = directory.consultationBySlug(slug)
  if (!consultation) throw new ProblemError('unknown-consultation')
  const phase = phaseAt(consultation, now)
  if (!showsResults(phase))
    throw new ProblemError('results-not-published', { detail: `The consultation is in phase ${phase}` })
  return consultation
}

/** Who signed in. Throws the problem `not-signed-in`. */
export function administratorOf({ administrator }: FastifyRequest): AdministratorRecord {
  if (!administrator) throw new ProblemError('not-signed-in')
  return administrator
}

/** The context of who signed in: what is done there is logged under this name. */
export function adminContextOf(
  request: FastifyRequest,
  { store, runtime }: Pick<Services, 'store' | 'runtime'>,
): AdminContext {
  const { id, name } = administratorOf(request)
  return { store, runtime, actor: { administratorId: id, name } }
}

/** The publisher whose API key, with its full scope, opened this; and its context. Refuses who may only read. */
export function holderOfKey(
  { publisher, apiKeyPrefix }: FastifyRequest,
  { store, runtime }: Pick<Services, 'store' | 'runtime'>,
): { publisher: Publisher; context: AdminContext } {
  if (!publisher || apiKeyPrefix === null) throw new ProblemError('key-needed')
  const actor = { administratorId: null, name: `${publisher.name} (${apiKeyPrefix}…)` }
  return { publisher, context: { store, runtime, actor } }
}

/** Where the next page of a long list begins. */
export const pageMark = (at: number, id: string): string => `${at}.${id}`

/** What `pageMark` wrote; null: the list from its start. */
export function pageAfter(mark: string | undefined): { at: number; id: string } | null {
  if (mark === undefined) return null
  const dot = mark.indexOf('.')
  return { at: Number(mark.slice(0, dot)), id: mark.slice(dot + 1) }
}
