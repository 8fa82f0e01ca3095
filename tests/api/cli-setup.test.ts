import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keyDigest } from '../../api/src/domain/readers/pseudonyms.ts'
import { CommandLine, NOON } from '../support/command-line.ts'

let shell: CommandLine
beforeEach(async () => {
  shell = await CommandLine.open()
})
afterEach(() => shell.close())

const PARIS = ['--time-zone', 'Europe/Paris']
const createPublisher = (name: string, ...more: string[]) =>
  shell.run(['publisher', 'create', name, '--origin', 'https://www.leveil.example', ...PARIS, ...more])

describe('publisher', () => {
  it('is set up with its origins in the form browsers send, and a public key', async () => {
    const made = await shell.json<Record<string, unknown>>(
      'publisher',
      'create',
      "L'Éveil",
      ...PARIS,
      '--origin',
      'https://WWW.leveil.example:443/',
      'https://leveil.example',
      'https://leveil.example/',
    )
    expect(made).toMatchObject({
      name: "L'Éveil",
      origins: ['https://leveil.example', 'https://www.leveil.example'],
      timeZone: 'Europe/Paris',
      publicKey: expect.stringMatching(/^pub_[A-Za-z0-9_-]{16}$/),
      createdAt: '2026-03-10T12:00:00.000Z',
    })
    expect(await shell.json('publisher', 'list')).toEqual({ publishers: [made] })
  })

  it('is listed in a table without borders', async () => {
    await createPublisher("L'Éveil", '--public-key', 'pub_eveil')
    const { code, out, err } = await shell.run(['publisher', 'list'])
    expect([code, err]).toEqual([0, ''])
    expect(out).toBe(
      'public key  name     time zone     state  origins\n' +
        "pub_eveil   L'Éveil  Europe/Paris  on     https://www.leveil.example\n",
    )
  })

  it('cannot take a public key that another has', async () => {
    await createPublisher("L'Éveil", '--public-key', 'pub_eveil')
    const { code, out, err } = await createPublisher('Le Signal', '--public-key', 'pub_eveil')
    expect([code, out]).toEqual([1, ''])
    expect(err).toBe('error: Another publisher already has the public key pub_eveil\n')
    expect((await shell.json<{ publishers: unknown[] }>('publisher', 'list')).publishers).toHaveLength(1)
  })

  it.each([
    [
      'an origin with a path',
      ['--origin', 'https://a.example/news', ...PARIS],
      /"https:\/\/a\.example\/news"/,
    ],
    ['an unknown time zone', ['--origin', 'https://a.example', '--time-zone', 'Europe/Ys'], /"Europe\/Ys"/],
    ['a malformed public key', ['--origin', 'https://a.example', ...PARIS, '--public-key', 'x'], /publicKey/],
  ])('is refused with %s', async (_what, options, message) => {
    const { code, err } = await shell.run(['publisher', 'create', "L'Éveil", ...options])
    expect(code).toBe(1)
    expect(err).toMatch(message)
    expect(err.trim().split('\n')).toHaveLength(1)
  })
})

describe('consultation', () => {
  it('is set up with the defaults of the design', async () => {
    expect((await shell.openConsultation()).code).toBe(0)
    const stored = await shell.withStore((store) => store.consultations.bySlug('territoires'))
    expect(stored).toMatchObject({
      language: 'fr',
      introduction: '',
      proposalPrefix: 'Il faut',
      proposalMaxLength: 140,
      sequenceSize: 12,
      moderation: 'before',
      opensAt: Date.parse('2026-03-01T07:00:00Z'),
      proposalsCloseAt: null,
      closesAt: Date.parse('2026-04-30T21:59:00Z'),
      createdAt: NOON,
    })
    expect(stored?.secret).toHaveLength(32)
  })

  it('is listed with its phase and never with its secret', async () => {
    await shell.openConsultation()
    const { out } = await shell.run(['consultation', 'list'])
    expect(out).toMatch(
      /^territoires +open +fr +2026-03-01 07:00 +2026-04-30 21:59 +Comment mieux vivre \?$/m,
    )
    const { consultations } = await shell.json<{ consultations: object[] }>('consultation', 'list')
    expect(consultations).toHaveLength(1)
    expect(consultations[0]).toMatchObject({ slug: 'territoires', phase: 'open', isSealed: false })
    expect(consultations[0]).not.toHaveProperty('secret')
  })

  it('cannot take a slug that another has', async () => {
    await shell.openConsultation()
    const { code, err } = await shell.openConsultation()
    expect([code, err]).toEqual([1, 'error: There is already a consultation "territoires"\n'])
  })

  it.each([
    ['a close before the opening', ['--closes-at', '2026-02-01T00:00Z'], /closesAt: must come after opensAt/],
    [
      'results before the close',
      ['--results-at', '2026-04-01T00:00Z'],
      /resultsAt: must not come before closes/,
    ],
    ['a date without offset', ['--ends-at', '2026-12-01T08:00'], /endsAt: is not an instant/],
    [
      'a prefix that fills the proposal',
      ['--proposal-max-length', '20', '--proposal-prefix', 'Il faudrait bien'],
      /no room/,
    ],
  ])('is refused with %s', async (_what, options, message) => {
    const { code, err } = await shell.openConsultation('territoires', ...options)
    expect(code).toBe(1)
    expect(err).toMatch(message)
  })

  it('takes dates that coincide, except with the opening', async () => {
    const end = '2026-04-30T23:59:00+02:00'
    const dates = ['--proposals-close-at', end, '--results-at', end, '--action-at', end, '--ends-at', end]
    expect((await shell.openConsultation('territoires', ...dates)).code).toBe(0)
  })
})

describe('publisher parameters', () => {
  it('says which tell articles apart, and takes it back when it is not said again', async () => {
    await createPublisher("L'Éveil", '--public-key', 'pub_eveil')
    const stored = () => shell.withStore(async (store) => (await store.publishers.all())[0]?.parameters)
    const set = (...more: string[]) => shell.run(['publisher', 'parameters', 'pub_eveil', ...more])
    expect((await set('--ignore', 'Theme', 'ref', '--keep', 'xtor')).code).toBe(0)
    expect(await stored()).toEqual({ ignored: ['ref', 'theme'], kept: ['xtor'] })
    expect((await set('--ignore', 'a', '--keep', 'A')).err).toMatch(/"a" is to be ignored, too/)
    expect((await set('--ignore', 'a=b')).err).toMatch(/is not the name of a query parameter/)
    expect((await set()).code).toBe(0)
    expect(await stored()).toEqual({ ignored: [], kept: [] })
  })
})

describe('key', () => {
  beforeEach(async () => {
    await createPublisher("L'Éveil", '--public-key', 'pub_eveil')
  })

  it('is shown once, and only its digest and first letters are stored', async () => {
    const { code, out } = await shell.run(['key', 'create', 'pub_eveil', '--label', 'newsroom'])
    expect(code).toBe(0)
    const key = /^key_[A-Za-z0-9_-]{43}$/m.exec(out)?.[0] ?? ''
    expect(key).not.toBe('')
    const live = await shell.withStore((store) => store.apiKeys.liveByDigest(keyDigest(key), 0))
    expect(live).toMatchObject({ prefix: key.slice(0, 12), label: 'newsroom' })
    const listed = await shell.run(['key', 'list'])
    expect(listed.out).toContain(key.slice(0, 12))
    expect(listed.out).not.toContain(key.slice(0, 13))
    expect(JSON.stringify(await shell.json('key', 'list'))).not.toContain(key)
  })

  it.each(['id', 'prefix'] as const)('is revoked by its %s, once', async (name) => {
    const made = await shell.json<{ id: string; prefix: string; key: string }>('key', 'create', "L'Éveil")
    expect((await shell.run(['key', 'revoke', made[name]])).code).toBe(0)
    expect(
      await shell.withStore((store) => store.apiKeys.liveByDigest(keyDigest(made.key), 0)),
    ).toBeUndefined()
    expect((await shell.run(['key', 'list'])).out).toContain('2026-03-10 12:00')
    const again = await shell.run(['key', 'revoke', made[name]])
    expect([again.code, again.err]).toEqual([1, `error: There is no active API key "${made[name]}"\n`])
  })

  it('needs a publisher that is there, named beyond doubt', async () => {
    expect(await shell.run(['key', 'create', 'Le Signal'])).toMatchObject({
      code: 1,
      err: 'error: There is no publisher "Le Signal"\n',
    })
    await createPublisher("L'Éveil")
    expect((await shell.run(['key', 'create', "L'Éveil"])).err).toMatch(/2 publishers .* public key/)
  })
})
