import type { NewspaperSlug } from './newspapers.ts'

interface Settings {
  api: string
  host: string
  newspapers: ReadonlyArray<{ slug: NewspaperSlug; port: number; publisher: string }>
}

type Environment = Readonly<Record<string, string | undefined>>

/** Every mistake is named at once, so that one start is enough to correct them all. */
export function readSettings(environment: Environment): Settings {
  const mistakes: string[] = []
  const read = (name: string, fallback: string, isRight: (value: string) => boolean, expected: string) => {
    const value = environment[name] || fallback
    if (!isRight(value)) mistakes.push(`${name} must be ${expected}; it is "${value}"`)
    return value
  }
  const readPort = (name: string, fallback: number) =>
    Number(read(name, String(fallback), isPort, 'a port from 0 (any free one) to 65535'))
  const readPublisher = (name: string, fallback: string) =>
    read(name, fallback, (value) => /^pub_[\w-]+$/.test(value), 'a public key that begins with "pub_"')

  const settings: Settings = {
    api: read('UNISSON_API', 'http://localhost:4000', isOrigin, 'an origin such as http://localhost:4000'),
    host: read('DEMO_HOST', 'localhost', (value) => !/[\s/]/.test(value), 'a host name or an address'),
    newspapers: [
      {
        slug: 'eveil',
        port: readPort('EVEIL_PORT', 4001),
        publisher: readPublisher('EVEIL_PUBLISHER', 'pub_demo_eveil'),
      },
      {
        slug: 'signal',
        port: readPort('SIGNAL_PORT', 4002),
        publisher: readPublisher('SIGNAL_PUBLISHER', 'pub_demo_signal'),
      },
    ],
  }
  if (mistakes.length > 0) throw new Error(mistakes.join('\n'))
  return settings
}

function isPort(value: string): boolean {
  return /^\d{1,5}$/.test(value) && Number(value) <= 65_535
}

function isOrigin(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol) && new URL(value).origin === value
}
