import { addressRuleOf } from '../jobs/article-addresses.ts'
import type { Runtime } from '../services.ts'
import { ConstraintError } from '../store/database.ts'
import type { Store } from '../store/index.ts'
import { NO_PARAMETERS } from '../store/publishers.ts'
import { OWN_PUBLISHER_KEY } from '../wire/constants.ts'

/** Each time somebody else was quicker; so many start at once nowhere. */
const MOST_TRIES = 20

async function ensureOnce(
  store: Store,
  runtime: Runtime,
  origin: string,
  timeZone: () => string,
): Promise<void> {
  const own = (await store.publishers.all()).find(({ publicKey }) => publicKey === OWN_PUBLISHER_KEY)
  if (!own) {
    await store.publishers.create({
      id: runtime.id(),
      name: 'Unisson',
      publicKey: OWN_PUBLISHER_KEY,
      timeZone: timeZone(),
      enabled: true,
      counting: 'full',
      origins: [origin],
      parameters: NO_PARAMETERS,
      channels: [],
      addressRule: addressRuleOf({ origins: [origin], parameters: NO_PARAMETERS }),
      createdAt: runtime.now(),
    })
  } else if (!own.origins.includes(origin))
    await store.database.write(store.publishers.change({ ...own, origins: [origin] }))
}

/**
 * Sees to it that the consultations' own pages, which carry the widget too, are the pages of a publisher: with the
 * origin under which this server is known now. Of several processes that start at once, the slower ones read again.
 */
export async function ensureOwnPublisher(
  store: Store,
  runtime: Runtime,
  publicUrl: string,
  timeZone: () => string,
): Promise<void> {
  const { origin } = new URL(publicUrl)
  for (let tries = 1; ; tries++) {
    try {
      return await ensureOnce(store, runtime, origin, timeZone)
    } catch (error) {
      if (!(error instanceof ConstraintError) || tries >= MOST_TRIES) throw error
    }
  }
}
