import { checkAccepted, listedIn } from '../../administration/accepted-proposals.ts'
import type { Publisher } from '../../cache/directory.ts'
import { ProblemError } from '../../domain/problem-error.ts'
import { embedCode, embeddingOf } from '../../pages/embed-code.ts'
import { mailKitOf } from '../../pages/mail-kit.ts'
import type { Services } from '../../services.ts'
import type { EmbedCode, EmbedCodeQuery } from '../../wire/index.ts'

/** What a publisher pastes, in every form. Throws the problem that names what is asked for and is not there. */
export async function embedCodeOf(
  services: Services,
  publisher: Pick<Publisher, 'id' | 'publicKey'>,
  query: EmbedCodeQuery,
): Promise<EmbedCode> {
  const { directory, store } = services
  const consultation = directory.consultationBySlug(query.consultation)
  if (!consultation) throw new ProblemError('unknown-consultation')
  const { proposal, proposals = [] } = query
  const first = proposal === undefined ? [] : [{ field: 'proposal', id: proposal }]
  await checkAccepted(store, consultation, [...first, ...listedIn('proposals', proposals)])
  const own = directory.wordsFor(consultation.id, publisher.id)
  const embedding = embeddingOf(services, consultation, publisher, query, own)
  const mail = await mailKitOf(embedding, consultation, query.proposals, services)
  return { ...embedCode(embedding), ...(mail ? { mail } : {}) }
}
