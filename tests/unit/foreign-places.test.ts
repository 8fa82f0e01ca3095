import { describe, expect, it } from 'vitest'
import { foreignPlaceOf } from '../../api/src/domain/articles/foreign-places.ts'

const ORIGINS = ['https://www.journal.fr', 'https://*.presse.co.uk']

/** As the public suffix list has it of these few. */
const registeredDomain = (host: string) =>
  host
    .split('.')
    .slice(host.endsWith('.co.uk') ? -3 : -2)
    .join('.')

describe('what an origin on no list seems to be', () => {
  it.each([
    ['https://www-journal-fr.translate.goog', 'translation'],
    ['https://www.translatetheweb.com', 'translation'],
    ['https://web.archive.org', 'archive'],
    ['https://archive.ph', 'archive'],
    ['https://www-journal-fr.cdn.ampproject.org', 'amp-cache'],
    ['https://m.journal.fr', 'other-screen'],
    ['https://amp.journal.fr', 'other-screen'],
    ['https://staging.journal.fr', 'staging'],
    ['https://www-recette2.journal.fr', 'staging'],
    ['https://journal-git-main.vercel.app', 'staging'],
    ['http://localhost:3000', 'local'],
    ['http://192.168.1.20:8080', 'local'],
    ['http://[::1]:3000', 'local'],
    ['https://blog.journal.fr', 'sister'],
    ['https://journal.fr', 'sister'],
    ['https://presse.co.uk', 'sister'],
    ['capacitor://localhost', 'application'],
    ['https://m.autre.fr', null],
    ['https://testament.autre.fr', null],
    ['https://mauvais-journal.fr', null],
    ['https://autre.co.uk', null],
  ] as const)('%s: %s', (origin, place) => {
    expect(foreignPlaceOf(origin, ORIGINS, registeredDomain)).toBe(place)
  })
})
