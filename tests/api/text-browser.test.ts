import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'

const TAB = '\t'
const ENTER = '\r'

let newsroom: Newsroom
let page: string
beforeEach(async () => {
  newsroom = await openNewsroom()
  const url = await newsroom.api.app.listen({ host: '127.0.0.1', port: 0 })
  // Where it listens is not its public address here: the pages are those of a publisher at this address.
  const { publicKey } = await newsroom.api.addPublisher({ name: 'Le Terminal', origins: [url] })
  page = `${url}/c/territoires/vote?publisher=${publicKey}`
})
afterEach(() => newsroom.api.close())

/** What w3m, a browser of the terminal, shows while these keys are pressed. It reads each when it has done the one before. */
async function press(...keys: string[]): Promise<string> {
  const command = `w3m -no-cookie -o confirm_qq=false -o accept_language=fr '${page}'`
  const terminal = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, TERM: 'vt100', LANG: 'C.UTF-8', COLUMNS: '80', LINES: '40' },
  })
  const shown = text(terminal.stdout)
  terminal.stdin.end([...keys, 'q'].join(''))
  await once(terminal, 'exit')
  return shown
}

it('A reader in a browser of the terminal votes with the keyboard, ticks a nuance, and is shown the next proposal', async () => {
  // Buttons first; after the vote three boxes, then the way on.
  const shown = await press(TAB, ENTER, TAB, ENTER, TAB, TAB, TAB, ENTER)
  expect(shown).toContain('Votre vote')
  const votes = await newsroom.api.file.votes()
  expect(votes).toHaveLength(1)
  expect(votes[0]).toMatchObject({ vote: 'agree', qualifications: 1 })
  const rules = await newsroom.api.file.all('SELECT cohort_id AS cohort FROM votes')
  expect(rules).toEqual([{ cohort: null }])
})

it('A reader in a browser of the terminal has the vote erased, once they have confirmed it', async () => {
  // After the vote: three boxes, the way on, the way back, the way to be forgotten; then the first of two buttons.
  const shown = await press(TAB, ENTER, TAB, TAB, TAB, TAB, TAB, TAB, ENTER, TAB, ENTER)
  expect(shown).toContain('Oui, tout effacer')
  expect(shown).toContain('Vos votes sont effacés.')
  expect(await newsroom.api.file.votes()).toEqual([])
})
