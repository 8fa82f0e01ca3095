import { LIMITS } from '../../api/src/wire/constants.ts'
import type { Newsroom } from './newsroom.ts'
import type { TestReader } from './reader.ts'

type Body = Record<string, unknown>

/** A request that would be taken as it is, with the fields that it cannot do without. */
export interface GoodRequest {
  path: string
  body: Body
  required: readonly string[]
}

/** One good request for each address that takes a body. */
export function goodRequests({ publisher, consultation, proposals }: Newsroom, reader: TestReader) {
  const { session, id } = reader
  const [proposal] = proposals
  const requests: GoodRequest[] = [
    {
      path: '/v1/sessions',
      body: { publisher: publisher.publicKey, consultation: consultation.slug, event: 'load' },
      required: ['publisher', 'consultation', 'event'],
    },
    {
      path: '/v1/votes',
      body: {
        session,
        reader: id,
        proposal,
        vote: 'agree',
        qualifications: ['likeIt'],
        segment: 'segmentTown1',
        revision: 1,
        served: reader.served(proposal ?? ''),
      },
      required: ['session', 'reader', 'proposal', 'vote', 'revision'],
    },
    {
      path: '/v1/proposals',
      body: {
        session,
        reader: id,
        submission: 's'.repeat(21),
        text: 'Il faut ouvrir des bibliothèques',
        language: 'fr',
      },
      required: ['session', 'reader', 'submission', 'text'],
    },
    {
      path: '/v1/forget',
      body: { session, reader: id, proposals: [proposal] },
      required: ['session', 'reader', 'proposals'],
    },
  ]
  return requests
}

/** JSON as text where one value is written as no serialiser would write it. */
export function withRaw(body: Body, field: string, raw: string): string {
  const others = Object.entries(body).filter(([name]) => name !== field)
  const pairs = others.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)
  return `{${[...pairs, `${JSON.stringify(field)}:${raw}`].join(',')}}`
}

const DEEP = 100_000

/** Documents that no address may take, whatever it is for. */
export const UNREADABLE: readonly (readonly [name: string, body: string | Buffer, status: number])[] = [
  ['nothing', '', 400],
  ['a brace', '{', 400],
  ['null', 'null', 400],
  ['a number', '1', 400],
  ['a text', '"agree"', 400],
  ['a list', '[]', 400],
  ['an empty document', '{}', 400],
  ['a form', 'vote=agree&revision=1', 400],
  ['HTML', '<script>alert(1)</script>', 400],
  ['a poisoned prototype', '{"__proto__":{"isAdmin":true}}', 400],
  ['a poisoned prototype in other letters', '{"\\u005f_proto__":{"isAdmin":true}}', 400],
  ['a poisoned constructor', '{"constructor":{"prototype":{"isAdmin":true}}}', 400],
  ['a prototype inside', '{"article":{"__proto__":{"isAdmin":true}}}', 400],
  ['null bytes', '\u0000\u0000\u0000', 400],
  ['broken UTF-8', Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d]), 400],
  ['an overlong encoding', Buffer.from([0x22, 0xc0, 0xaf, 0x22]), 400],
  ['UTF-16', Buffer.from('{"vote":"agree"}', 'utf16le'), 400],
  ['lists within lists, as deep as fits', '['.repeat(2000) + ']'.repeat(2000), 400],
  ['lists within lists, deeper', '['.repeat(DEEP) + ']'.repeat(DEEP), 413],
  ['a million letters', JSON.stringify({ text: 'a'.repeat(1_000_000) }), 413],
  ['one byte too many', JSON.stringify('a'.repeat(LIMITS.bodyBytes - 1)), 413],
]

const ANY: readonly [string, unknown][] = [
  ['an object', {}],
  ['a list within a list', [[]]],
  ['a truth', true],
  ['a fraction', 1.5],
  ['an empty text', ''],
  ['HTML', '<img src=x onerror=alert(1)>'],
  ['a long text', 'a'.repeat(3000)],
  ['a null byte', 'agree\u0000'],
  ['a lone surrogate', '\ud800'],
  ['a name of the language', '__proto__'],
  ['another name of the language', 'constructor'],
  ['a quotation mark for SQL', `' OR 1=1 --`],
  ['a path', '../../etc/passwd'],
  ['digits of another script', '١٢٣٤٥٦٧٨٩٠١٢'],
]

/** Values that only the text of a proposal may have; every other field refuses them. */
export const HOSTILE_VALUES = ANY

/** Whole numbers written so that they are none, or not the one that was meant. */
export const HOSTILE_NUMBERS: readonly string[] = [
  '1e999',
  '-1e999',
  '9007199254740993',
  '1000000001',
  '0',
  '-1',
  '1.5',
  '1e-9',
  '"1"',
  'null',
  '[1]',
]
