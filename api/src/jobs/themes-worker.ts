// The program of the worker thread: reads texts and themes by a connection of its own, and says what is to be written.

import { parentPort, workerData } from 'node:worker_threads'
import { planThemes, type ThemePlan } from '../domain/themes/plan-themes.ts'
import { openReadOnly } from '../store/read-only.ts'
import { themeReader } from '../store/themes.ts'

export interface ThemeJob {
  databaseAddress: string
  consultationId: string
  /** true: themes are found again; false: new proposals are put into the present themes. */
  isAnew: boolean
}

async function compute({ databaseAddress, consultationId, isAnew }: ThemeJob): Promise<ThemePlan> {
  const database = openReadOnly(databaseAddress)
  const store = themeReader(database)
  try {
    const themes = await store.all(consultationId)
    const places = await store.placements(consultationId)
    const material = {
      texts: await store.texts(consultationId),
      themes: themes.map((theme) => ({ ...theme, profile: new Map(Object.entries(theme.profile)) })),
      places: new Map(places.map(({ proposalId, ...place }) => [proposalId, place])),
    }
    return planThemes(material, isAnew)
  } finally {
    await database.close()
  }
}

try {
  parentPort?.postMessage(await compute(workerData as ThemeJob))
} catch (error) {
  // Errors of the database lose their message on the way out of a thread.
  throw new Error(error instanceof Error ? error.message : String(error))
}
