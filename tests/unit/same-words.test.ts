import { describe, expect, it } from 'vitest'
import { FILE_WORDS } from '../../api/src/wire/file-words/languages.ts'
import { TEXT_FILES as CONSOLE } from '../../api/web/console/locales/files.ts'
import { TEXT_FILES as DASHBOARD } from '../../api/web/dashboard/locales/files.ts'
import { LANGUAGES } from '../../api/web/shared/languages.ts'
import { readCatalog } from '../../widget/languages/catalog.ts'

const CHOICES = ['agree', 'neutral', 'disagree'] as const

describe.each(LANGUAGES)('console, dashboard and files in %s', (language) => {
  const { widget, page } = readCatalog(language)
  const { plebiscite: mark = '' } = page
  const names = CHOICES.map((choice) => widget[`votes.${choice}`] ?? '')
  const { columns } = FILE_WORDS[language]

  it('call a plebiscite what the public reads', async () => {
    const { form, trust } = await CONSOLE[language]()
    const { plebisciteVotes, plebisciteAdhesion, plebisciteEngagement } = form ?? {}
    for (const label of [plebisciteVotes, plebisciteAdhesion, plebisciteEngagement])
      expect(label?.split(/\s?: /)[0]).toBe(mark)
    expect(trust?.plebiscite).toBe(mark.toLowerCase())
    expect(trust?.noChange).toContain(mark.toLowerCase())
    expect(columns.plebiscite).toBe(mark)
  })

  it('call the three choices what readers choose', async () => {
    const { trust } = await CONSOLE[language]()
    const { top } = await DASHBOARD[language]()
    for (const told of [trust?.cohortVotes?.(1, 2, 3), top?.shares?.('1', '2', '3')])
      expect(told?.split('\u00a0· ')).toEqual(
        names.map((name, index) => expect.stringMatching(new RegExp(`^${name}\\s?: ${index + 1}$`))),
      )
    expect(CHOICES.map((choice) => columns[choice])).toEqual(names)
  })
})
