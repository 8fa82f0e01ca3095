import type { Embedding } from '../domain/embed-code.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import type { EmbedCodeQuery } from '../wire/index.ts'
import type { Publisher } from './directory.ts'

/** How a consultation looks in a publisher's pages, as it was asked for. */
export function embeddingOf(
  publicUrl: string,
  consultation: ConsultationRecord,
  publisher: Pick<Publisher, 'publicKey'>,
  asked: Partial<Omit<EmbedCodeQuery, 'consultation'>>,
): Embedding {
  return {
    publicUrl,
    slug: consultation.slug,
    language: consultation.language.startsWith('fr') ? 'fr' : 'en',
    publisherKey: publisher.publicKey,
    channel: asked.channel ?? '',
    theme: asked.theme ?? 'auto',
    layout: asked.layout ?? 'card',
  }
}
