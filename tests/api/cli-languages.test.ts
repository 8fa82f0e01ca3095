import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LANGUAGES } from '../../api/src/pages/languages.ts'
import { CommandLine } from '../support/command-line.ts'

let shell: CommandLine
beforeEach(async () => {
  shell = await CommandLine.open()
  const journal = ['publisher', 'create', 'Journal', '--origin', 'https://journal.example']
  await shell.run([...journal, '--time-zone', 'Europe/Paris', '--public-key', 'pub_journal'])
  await shell.openWithProposal()
})
afterEach(() => shell.close())

const MAIL = ['consultation', 'mail', 'territoires', '--publisher', 'pub_journal']
const WORDS = ['words', '--publisher', 'pub_journal']

/** All commands that speak to readers in a language that is typed. */
const COMMANDS = [
  ['the block for a newsletter', MAIL],
  ['the weekly report', ['report', 'pub_journal']],
  ['a list of sentences', WORDS],
  ['a sentence in other words', [...WORDS, '--set', 'next=Weiter']],
] as const

describe('a language that is typed at the command line', () => {
  describe.each(COMMANDS)('for %s', (_what, command) => {
    it.each(['xx', 'cy', 'tlh', '', 'français', 'fr_FR'])(
      'is refused with the accepted ones where it is not spoken: "%s"',
      async (tag) => {
        const { code, out, err } = await shell.run([...command, '--language', tag])
        expect([code, out]).toEqual([2, ''])
        expect(err).toContain("option '--language <tag>'")
        expect(err).toContain(LANGUAGES.join(', '))
      },
    )

    it('is taken in any form near one that is spoken', async () => {
      for (const tag of ['pt-BR', 'no', 'ca-valencia', 'DE'])
        expect(await shell.run([...command, '--language', tag])).toMatchObject({ code: 0, err: '' })
    })
  })

  it('is that of the block for a newsletter, and of where its links lead', async () => {
    const { out } = await shell.run([...MAIL, '--language', 'de-AT', '--plain'])
    expect(out).toMatch(/ {2}Dafür: .*[?&]lang=de&/)
    expect((await shell.run([...MAIL, '--plain'])).out).not.toContain('lang=')
  })

  it('is that in which a sentence is said in other words, whatever its region', async () => {
    await shell.run([...WORDS, '--language', 'de-AT', '--set', 'votes.agree=Ja'])
    expect((await shell.run([...MAIL, '--language', 'de', '--plain'])).out).toContain('  Ja: ')
    const file = await shell.write('words.json', '{"de-AT": {"votes.agree": "Nein"}}')
    const { code, err } = await shell.run([...WORDS, '--file', file])
    expect([code, err]).toEqual([1, `error: words/de-AT: is none of ${LANGUAGES.join(', ')}\n`])
  })

  it('a channel under which no link would count is refused as well', async () => {
    const { code, err } = await shell.run([...MAIL, '--channel', 'Été 2026'])
    expect(code).toBe(2)
    expect(err).toContain("option '--channel <channel>'")
  })

  it('a sentence that is none is not reset without a word, nor are names beside a whole file', async () => {
    const none = await shell.run([...WORDS, '--reset', 'next', 'nextt'])
    expect([none.code, none.err]).toEqual([
      1,
      'error: nextt: is no sentence of the widget or the public pages\n',
    ])
    const file = await shell.write('words.json', '{"fr": {"next": "Encore"}}')
    const both = await shell.run([...WORDS, '--file', file, '--reset', 'next'])
    expect([both.code, both.err]).toEqual([1, 'error: Give either --file, or --set and --reset\n'])
    await shell.run([...WORDS, '--file', file])
    expect((await shell.run([...WORDS, '--reset', 'next'])).out).not.toContain('Encore')
  })
})
