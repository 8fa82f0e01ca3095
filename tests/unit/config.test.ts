import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { ConfigError, localUrl, readConfig, readDatabase } from '../../api/src/config.ts'

const SECRET = 'k7Qm2xV9pT4wZ8rB1nD6sF3hJ5gL0cYa'
const folder = mkdtempSync(join(tmpdir(), 'unisson-config-'))
afterAll(() => rmSync(folder, { recursive: true }))

const configured = (more: NodeJS.ProcessEnv = {}) => readConfig({ SESSION_SECRET: SECRET, ...more })

function refusal(variables: NodeJS.ProcessEnv): string {
  try {
    readConfig(variables)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  throw new Error('The configuration was accepted')
}

describe('A configuration', () => {
  it('gives script and API other names, none of which is in use or cannot stand in an address', () => {
    expect(configured({ SCRIPT_NAME: 'participer.js', API_PATH: 'avis' }).names).toEqual({
      script: 'participer.js',
      api: 'avis',
    })
    for (const name of ['console', 'v1/x', 'Avis', '../x', 'embed', 'c'])
      expect(refusal({ SESSION_SECRET: SECRET, API_PATH: name })).toContain('API_PATH must')
    for (const name of ['participer', 'console.js', 'a/b.js', '.js', 'v1.js'])
      expect(refusal({ SESSION_SECRET: SECRET, SCRIPT_NAME: name })).toContain('SCRIPT_NAME must')
    expect(refusal({ SESSION_SECRET: SECRET, SCRIPT_NAME: 'avis.js', API_PATH: 'avis' })).toContain(
      'API_PATH must',
    )
  })

  it('needs nothing but a secret', () => {
    expect(configured()).toEqual({
      host: '127.0.0.1',
      port: 4000,
      publicUrl: null,
      names: { script: 'embed.js', api: 'v1' },
      database: 'data/unisson.db',
      sessionSecret: SECRET,
      trustedProxies: [],
      logLevel: 'info',
      queriesPerMinute: 1200,
      downloadsPerMinute: 600,
      queueCapacity: 20_000,
      maxConnections: 20_000,
    })
  })

  it('takes each variable', () => {
    const config = configured({
      HOST: '0.0.0.0',
      PORT: '0',
      PUBLIC_URL: 'https://API.news.fr/',
      DATABASE_FILE: '/var/lib/unisson.db',
      LOG_LEVEL: 'warn',
      QUERIES_PER_MINUTE: '7',
      DOWNLOADS_PER_MINUTE: '0',
      QUEUE_CAPACITY: '1',
      MAX_CONNECTIONS: '1000000',
    })
    expect(config).toMatchObject({
      host: '0.0.0.0',
      port: 0,
      publicUrl: 'https://api.news.fr',
      logLevel: 'warn',
    })
    expect(config).toMatchObject({
      queriesPerMinute: 7,
      downloadsPerMinute: 0,
      queueCapacity: 1,
      maxConnections: 1_000_000,
    })
    expect(config.database).toBe('/var/lib/unisson.db')
  })

  it('takes a public address below a path, with or without a slash at its end', () => {
    for (const address of ['https://news.fr/unisson', 'https://news.fr/unisson/'])
      expect(configured({ PUBLIC_URL: address }).publicUrl).toBe('https://news.fr/unisson')
  })

  it('takes an empty variable as one that is not set', () => {
    const empty = {
      HOST: '',
      PORT: '',
      PUBLIC_URL: '',
      DATABASE_FILE: '',
      TRUSTED_PROXIES: '',
      LOG_LEVEL: '',
    }
    expect(configured(empty)).toEqual(configured())
  })

  it('cannot be changed once it is read', () => {
    expect(Object.isFrozen(configured())).toBe(true)
  })

  it('ignores variables that are not its own', () => {
    expect(configured({ PATH: '/bin', SESSION_SECRETS: 'x' })).toEqual(configured())
  })
})

describe('A wrong value is refused with a message that names its variable:', () => {
  it.each([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['PORT', '0x50'],
    ['PORT', '1e3'],
    ['PORT', 'http'],
    ['PORT', ' '],
    ['PUBLIC_URL', 'api.news.fr'],
    ['PUBLIC_URL', 'https://news.fr/?a=1'],
    ['PUBLIC_URL', 'https://news.fr/a b'],
    ['PUBLIC_URL', 'https://me@news.fr'],
    ['PUBLIC_URL', 'ftp://news.fr'],
    ['LOG_LEVEL', 'loud'],
    ['LOG_LEVEL', 'INFO'],
    ['QUERIES_PER_MINUTE', '-5'],
    ['QUERIES_PER_MINUTE', 'many'],
    ['QUERIES_PER_MINUTE', '10000001'],
    ['QUEUE_CAPACITY', '0'],
    ['QUEUE_CAPACITY', 'Infinity'],
    ['MAX_CONNECTIONS', '0'],
    ['MAX_CONNECTIONS', '1000001'],
    ['TRUSTED_PROXIES', 'localhost'],
    ['TRUSTED_PROXIES', '10.0.0'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['TRUSTED_PROXIES', '10.0.0.0/'],
    ['TRUSTED_PROXIES', '10.0.0.0/8/8'],
    ['TRUSTED_PROXIES', '10.0.0.0/-1'],
    ['TRUSTED_PROXIES', 'fd00::/129'],
    ['TRUSTED_PROXIES', '10.0.0.1, everywhere'],
  ])('%s=%s', (name, value) => {
    expect(refusal({ SESSION_SECRET: SECRET, [name]: value })).toContain(`\n  ${name} `)
  })

  it('all of them at once, each on its line', () => {
    const message = refusal({
      PORT: 'x',
      LOG_LEVEL: 'x',
      QUEUE_CAPACITY: 'x',
      TRUSTED_PROXIES: 'x',
      PUBLIC_URL: 'x',
    })
    const named = message
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(' ')[0])
    expect(named.toSorted()).toEqual([
      'LOG_LEVEL',
      'PORT',
      'PUBLIC_URL',
      'QUEUE_CAPACITY',
      'SESSION_SECRET',
      'TRUSTED_PROXIES',
    ])
  })
})

describe('The session secret', () => {
  it.each([
    ['is missing', undefined, 'is missing'],
    ['is empty', '', 'is missing'],
    ['has 31 characters', SECRET.slice(1), 'at least 32 characters'],
    ['says that it should be changed', 'change-me-change-me-change-me-change-me', 'looks like an example'],
    ['is an example', 'an-Example-of-thirty-two-characters', 'looks like an example'],
    ['calls itself a secret', 'super-SECRET-super-secret-super-secret', 'looks like an example'],
    ['is a password', 'Password123Password123Password123', 'looks like an example'],
    ['is one letter', 'a'.repeat(40), 'can be guessed'],
    ['is a word again and again', 'Consultation'.repeat(4), 'can be guessed'],
    ['is the alphabet', 'abcdefghijklmnopqrstuvwxyz0123456789', 'can be guessed'],
    ['is digits in a row', '0123456789abcdef0123456789abcdef', 'can be guessed'],
    ['has two letters only', 'abbaabababbbaabbabaabbbabaabababb', 'can be guessed'],
    ['is a row of keys', 'qwertyuiopasdfghjklzxcvbnm,./;[]987', 'looks like an example'],
    ['is a placeholder', 'your_key_goes_here_your_key_goes_here', 'looks like an example'],
  ])('is refused where it %s', (_reason, value, message) => {
    expect(refusal({ SESSION_SECRET: value })).toMatch(new RegExp(`SESSION_SECRET .*${message}`))
  })

  it('is taken if it is random, in whichever letters it is written', () => {
    for (let turn = 0; turn < 100; turn++)
      for (const secret of [
        randomBytes(16).toString('hex'),
        randomBytes(24).toString('base64'),
        randomBytes(24).toString('base64url'),
      ])
        expect(() => configured({ SESSION_SECRET: secret }), secret).not.toThrow()
  })

  it('is never repeated in the message that refuses it', () => {
    expect(refusal({ SESSION_SECRET: 'tooshort-k7Qm2x' })).not.toContain('k7Qm2x')
  })

  it('can be read from a file, without the line’s end', () => {
    const file = join(folder, 'key')
    writeFileSync(file, `${SECRET}\n`)
    expect(readConfig({ SESSION_SECRET_FILE: file }).sessionSecret).toBe(SECRET)
    expect(readConfig({ SESSION_SECRET_FILE: file, SESSION_SECRET: 'short' }).sessionSecret).toBe(SECRET)
  })

  it('is held to the same rules in a file', () => {
    const file = join(folder, 'short')
    writeFileSync(file, 'short\n')
    expect(refusal({ SESSION_SECRET_FILE: file })).toContain('SESSION_SECRET must have at least 32')
    writeFileSync(file, '\n')
    expect(refusal({ SESSION_SECRET_FILE: file })).toContain('SESSION_SECRET is missing')
  })

  it('is refused with the file’s name where the file cannot be read', () => {
    const file = join(folder, 'absent')
    expect(refusal({ SESSION_SECRET_FILE: file })).toBe(`SESSION_SECRET_FILE cannot be read: ${file}`)
  })
})

describe('Trusted proxies', () => {
  it('are addresses and networks of both kinds, separated by commas', () => {
    const list = ' 10.0.0.0/8, 192.0.2.7 ,,fd00::/8,::1/128,0.0.0.0/0 '
    expect(configured({ TRUSTED_PROXIES: list }).trustedProxies).toEqual([
      '10.0.0.0/8',
      '192.0.2.7',
      'fd00::/8',
      '::1/128',
      '0.0.0.0/0',
    ])
  })
})

describe('The database file alone', () => {
  it('is read without a secret', () => {
    expect(readDatabase({ DATABASE_FILE: '/var/lib/unisson.db' })).toBe('/var/lib/unisson.db')
    expect(readDatabase({})).toBe('data/unisson.db')
    expect(readDatabase({ DATABASE_FILE: '' })).toBe('data/unisson.db')
  })
})

describe('Without a public address the machine itself', () => {
  it.each([
    ['127.0.0.1', 'http://127.0.0.1:4000'],
    ['localhost', 'http://localhost:4000'],
    ['0.0.0.0', 'http://localhost:4000'],
    ['::', 'http://localhost:4000'],
    ['::1', 'http://[::1]:4000'],
    ['fe80::1%eth0', 'http://[fe80::1]:4000'],
  ])('reaches a server on %s', (host, url) => {
    expect(localUrl(host, 4000)).toBe(url)
    expect(new URL(url).href).toBe(`${url}/`)
  })
})
