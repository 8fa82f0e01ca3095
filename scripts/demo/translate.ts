import { createReadStream } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse'
import { stringify } from 'csv-stringify/sync'
import type { AdminContext } from '../../api/src/administration/admin-context.ts'
import { importTranslations } from '../../api/src/administration/import-translations.ts'
import { textsOf } from '../../api/src/domain/consultations/consultation-texts.ts'
import { normaliseText } from '../../api/src/domain/text/proposal-text.ts'
import type { ConsultationRecord } from '../../api/src/store/consultations.ts'

const FILE = fileURLToPath(new URL('../../demo-site/seeds/bien-manger-en.csv', import.meta.url))

/** The finished consultation in English: its question, the parts of its public and every proposal. */
export async function translateIntoEnglish(
  context: AdminContext,
  consultation: ConsultationRecord,
): Promise<void> {
  const proposals = await context.store.proposals.accepted(consultation.id)
  const ids = new Map([...textsOf(consultation), ...proposals].map(({ id, text }) => [text, id]))
  const rows: { id: string | undefined; en: string }[] = []
  for await (const { original, en } of createReadStream(FILE).pipe(parse({ columns: true })))
    rows.push({ id: ids.get(normaliseText(original)), en })
  const csv = stringify(rows, { header: true, columns: ['id', 'en'] })
  const { refused } = await importTranslations(context, consultation, asSource(csv))
  if (refused.length > 0) throw new Error(`${FILE}: ${JSON.stringify(refused)}`)
}

async function* asSource(text: string): AsyncGenerator<string> {
  yield text
}
