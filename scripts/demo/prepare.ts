import { randomBytes } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AdminContext } from '../../api/src/administration/admin-context.ts'
import { createAdministrator } from '../../api/src/administration/administrators.ts'
import { createApiKey } from '../../api/src/administration/api-keys.ts'
import { createConsultation } from '../../api/src/administration/consultations.ts'
import { importProposals } from '../../api/src/administration/import-proposals.ts'
import { createPublisher } from '../../api/src/administration/publishers.ts'
import { systemRuntime } from '../../api/src/services.ts'
import { openStore } from '../../api/src/store/index.ts'
import { type NewspaperSlug, newspapers } from '../../demo-site/newspapers.ts'
import { addDemoPartner } from './partner.ts'
import { translateIntoEnglish } from './translate.ts'

const SEEDS = fileURLToPath(new URL('../../demo-site/seeds/', import.meta.url))
const DAY = 86_400_000

/** Which of the demo's consultations plays which part. */
export const DEMO_SLUGS = {
  open: 'monde-dapres',
  /** Asks where readers live; has a partner; its moderators find something to do, and some votes to judge. */
  withSegments: 'territoires',
  /** Over; its results are published, and actions followed. */
  finished: 'bien-manger',
} as const

const PLACES = ['À la campagne', 'Dans une petite ville', 'Dans une grande ville']
const OPEN_NOW = { opensAt: -61, closesAt: 60 }

/** Dates are in days from now. */
export const DEMO_CONSULTATIONS = [
  {
    slug: DEMO_SLUGS.open,
    question: 'Comment inventer tous ensemble le monde d’après ?',
    introduction:
      'Des milliers de citoyens ont proposé leurs idées au printemps 2020. Qu’en pensez-vous aujourd’hui ?',
    dates: OPEN_NOW,
  },
  {
    slug: DEMO_SLUGS.withSegments,
    question: 'Comment améliorer les conditions de vie dans les territoires ?',
    introduction: 'Transports, soins, commerces, écoles : dites ce qui compte là où vous vivez.',
    segmentQuestion: 'Où habitez-vous ?',
    segments: PLACES,
    dates: OPEN_NOW,
  },
  {
    slug: DEMO_SLUGS.finished,
    otherLanguages: ['en'],
    question: 'Comment bien manger et faire vivre ceux qui nous nourrissent ?',
    introduction:
      'Consultation de démonstration : les propositions sont réelles, les votes et les actions sont inventés.',
    segmentQuestion: 'Où habitez-vous ?',
    segments: PLACES,
    dates: { opensAt: -150, closesAt: -95, resultsAt: -80, actionAt: -60 },
  },
]

export type DemoOrigins = Readonly<Record<NewspaperSlug, readonly string[]>>

export interface DemoKeys {
  /** Secret keys by which each newspaper reads its figures; of the demo only, so they may lie in a file. */
  apiKeys: Record<NewspaperSlug, string>
  /** Public keys, as in the snippets. */
  publicKeys: Record<NewspaperSlug, string>
  /** Opens the console. */
  administratorKey: string
}

const SLUGS = Object.keys(newspapers) as NewspaperSlug[]

async function createDemoConsultations(
  context: AdminContext,
  consultations: typeof DEMO_CONSULTATIONS,
): Promise<void> {
  const now = systemRuntime.now()
  for (const { slug, dates, ...texts } of consultations) {
    const instants = Object.entries(dates).map(([name, days]) => [name, now + days * DAY])
    const consultation = await createConsultation(context, {
      slug,
      ...texts,
      language: 'fr',
      proposalPrefix: 'Il faut',
      ...(Object.fromEntries(instants) as { opensAt: number; closesAt: number }),
    })
    await importProposals(context, {
      consultation,
      csv: createReadStream(join(SEEDS, `${slug}.csv`)),
      status: 'accepted',
      isSeed: true,
    })
    if (slug === DEMO_SLUGS.finished) await translateIntoEnglish(context, consultation)
    if (slug !== DEMO_SLUGS.withSegments) continue
    await addDemoPartner(context, consultation)
    await importProposals(context, {
      consultation,
      csv: createReadStream(join(SEEDS, `${slug}-to-read.csv`)),
      status: 'pending',
      isSeed: false,
    })
  }
}

async function createDemoPublishers(context: AdminContext, origins: DemoOrigins): Promise<DemoKeys> {
  const { key: administratorKey } = await createAdministrator(context, { name: 'Demo', role: 'admin' })
  const keys = { apiKeys: {}, publicKeys: {}, administratorKey } as DemoKeys
  for (const slug of SLUGS) {
    const publisher = await createPublisher(context, {
      name: newspapers[slug].name,
      origins: [...origins[slug]],
      timeZone: 'Europe/Paris',
      publicKey: `pub_demo_${slug}`,
    })
    const { key } = await createApiKey(context, { publisher, label: 'demo' })
    keys.apiKeys[slug] = key
    keys.publicKeys[slug] = publisher.publicKey
  }
  return keys
}

/** Where the demo's keys lie, beside its database. */
export const demoKeysFile = (databaseFile: string): string => `${databaseFile}.demo-keys.json`

async function readKeys(databaseFile: string): Promise<DemoKeys> {
  const file = demoKeysFile(databaseFile)
  if (!existsSync(file))
    throw new Error(
      `${databaseFile} is not the demo's: it has publishers, and no ${file} stands beside it. Set DATABASE_FILE to another file.`,
    )
  return JSON.parse(await readFile(file, 'utf8')) as DemoKeys
}

/** Fills a new database with two newspapers, three consultations and their real proposals; leaves a filled one alone. */
export async function prepareDemo(
  databaseFile: string,
  origins: DemoOrigins,
  consultations = DEMO_CONSULTATIONS,
): Promise<DemoKeys> {
  const store = await openStore(databaseFile, systemRuntime.now())
  try {
    if ((await store.publishers.all()).length > 0) return readKeys(databaseFile)
    const context = { store, runtime: systemRuntime, actor: { administratorId: null, name: 'demo' } }
    await createDemoConsultations(context, consultations)
    const keys = await createDemoPublishers(context, origins)
    await writeFile(demoKeysFile(databaseFile), `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 })
    return keys
  } finally {
    await store.database.close()
  }
}

/** The demo's own session secret, drawn at the first start. */
export async function demoSecret(databaseFile: string): Promise<string> {
  const file = `${databaseFile}.session-secret`
  try {
    return (await readFile(file, 'utf8')).trim()
  } catch {
    const secret = randomBytes(32).toString('base64url')
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, `${secret}\n`, { mode: 0o600 })
    return secret
  }
}
