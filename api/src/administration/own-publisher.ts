import type { Chance } from '../services.ts'
import type { Store } from '../store/index.ts'
import { OWN_PUBLISHER_KEY } from '../wire/constants.ts'

/**
 * Sees to it that the consultations' own pages, which carry the widget too, are the pages of a publisher: with the
 * origin under which this server is known now.
 */
export async function ensureOwnPublisher(
  store: Store,
  chance: Chance,
  publicUrl: string,
  timeZone: () => string,
): Promise<void> {
  const { origin } = new URL(publicUrl)
  const own = (await store.publishers.all()).find(({ publicKey }) => publicKey === OWN_PUBLISHER_KEY)
  if (!own) {
    await store.publishers.create({
      id: chance.id(),
      name: 'Unisson',
      publicKey: OWN_PUBLISHER_KEY,
      timeZone: timeZone(),
      enabled: true,
      counting: 'full',
      origins: [origin],
      createdAt: chance.now(),
    })
  } else if (!own.origins.includes(origin))
    await store.database.write(store.publishers.change({ ...own, origins: [origin] }))
}
