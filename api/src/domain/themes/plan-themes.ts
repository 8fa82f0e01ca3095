import {
  centreOf,
  FEWEST_TEXTS,
  findProfiles,
  nearestTheme,
  type ThemeProfile,
  themeCount,
} from './find-themes.ts'
import { matchThemes } from './match-themes.ts'
import { nameThemes } from './name-themes.ts'
import { type TermVector, TermWeights } from './term-vectors.ts'

/** What a computation of themes begins from. */
export interface ThemeMaterial {
  /** Themes are found in the accepted ones; all are placed. */
  texts: readonly { id: string; text: string; isAccepted: boolean }[]
  themes: readonly { id: string; name: string; profile: ThemeProfile; isKept: boolean }[]
  /** Where each text stands, by its id. */
  places: ReadonlyMap<string, { themeId: string | null; isMoved: boolean }>
}

/** What is to be written. */
export interface ThemePlan {
  /** Without an id: a new one. */
  themes: { id: string | null; name: string; profile: ThemeProfile }[]
  /** Ids of themes that end. */
  ended: string[]
  /** Texts that change their place, each with the place of its theme in `themes`; null: it is near to none. */
  places: [id: string, theme: number | null][]
}

/** As many as a page can show and a team can look after. */
export const MOST_THEMES = 40
/** So many texts that the team moved into a theme say what it is about. */
const FEWEST_MOVED = 3

interface Weighed {
  id: string
  text: string
  isAccepted: boolean
  vector: TermVector
}

/** A theme of the team's has no profile until there are texts in it. */
function withProfiles({ themes, places }: ThemeMaterial, texts: readonly Weighed[]): ThemeMaterial['themes'] {
  return themes.map((theme) => {
    if (theme.profile.size > 0) return theme
    const own = texts.filter(({ id }) => places.get(id)?.themeId === theme.id)
    return own.length < FEWEST_MOVED
      ? theme
      : { ...theme, profile: centreOf(own.map(({ vector }) => vector)) }
  })
}

function placed(
  texts: readonly Weighed[],
  themes: readonly { id: string | null; profile: ThemeProfile }[],
  places: ThemeMaterial['places'],
  isWanted: (id: string) => boolean,
): ThemePlan['places'] {
  const profiles = themes.map(({ profile }) => profile)
  return texts
    .filter(({ id }) => !places.get(id)?.isMoved && isWanted(id))
    .map(({ id, vector }): [string, number | null] => [id, nearestTheme(vector, profiles)])
    .filter(([id, theme]) => {
      const before = places.get(id)
      const after = theme === null ? null : (themes[theme]?.id ?? undefined)
      return !before || before.themeId !== after
    })
}

/** Names for the new ones, from the texts that are nearest to them; the others keep theirs. */
function named(
  matched: readonly { id: string | null; profile: ThemeProfile }[],
  standing: ReadonlyMap<string, string>,
  texts: readonly Weighed[],
): ThemePlan['themes'] {
  const profiles = matched.map(({ profile }) => profile)
  const textsOf = matched.map((): string[] => [])
  for (const { vector, text } of texts) {
    const nearest = nearestTheme(vector, profiles)
    if (nearest !== null) textsOf[nearest]?.push(text)
  }
  const fresh = matched.flatMap(({ id, profile }, index) =>
    id === null ? [{ profile, texts: textsOf[index] ?? [] }] : [],
  )
  const names = nameThemes(fresh, standing.values())
  return matched.map(({ id, profile }) => ({
    id,
    profile,
    name: (id === null ? names.shift() : standing.get(id)) ?? '',
  }))
}

/**
 * What themes are to be, from what they are and the texts there are now. Themes that were found again are matched with those that
 * stand; else texts that came since are laid into these. What the team touched or moved stays. Same texts, same plan;
 * below `FEWEST_TEXTS` accepted ones nothing is done.
 *
 * @param isAnew themes are looked for again, and every text is placed again
 */
export function planThemes(material: ThemeMaterial, isAnew: boolean): ThemePlan {
  const accepted = material.texts.filter(({ isAccepted }) => isAccepted)
  if (accepted.length < FEWEST_TEXTS) return { themes: [], ended: [], places: [] }
  const weights = new TermWeights(accepted.map(({ text }) => text))
  const texts = material.texts.map((text): Weighed => ({ ...text, vector: weights.vectorOf(text.text) }))
  const standing = withProfiles(material, texts)
  if (!isAnew) {
    const isNew = (id: string) => !material.places.has(id)
    return { themes: [...standing], ended: [], places: placed(texts, standing, material.places, isNew) }
  }
  const ofAccepted = texts.filter(({ isAccepted }) => isAccepted)
  const found = findProfiles(
    weights,
    ofAccepted.map(({ vector }) => vector),
    themeCount(accepted.length),
  )
  const matched = matchThemes(standing, found, MOST_THEMES)
  const ids = new Set(matched.map(({ id }) => id))
  const themes = named(matched, new Map(standing.map(({ id, name }) => [id, name])), ofAccepted)
  return {
    themes,
    ended: standing.filter(({ id }) => !ids.has(id)).map(({ id }) => id),
    places: placed(texts, themes, material.places, () => true),
  }
}

/** A tenth more texts may hold themes that nobody spoke of before. */
const GROWTH = 1.1

interface ThemeSizes {
  accepted: number
  placed: number
}

/**
 * What is to be done about the themes of a consultation: `find` them again when there are a tenth more accepted proposals
 * than at the last time, `place` those that came since, or nothing (null).
 */
export function themesDue(
  now: ThemeSizes,
  before: (ThemeSizes & { computedAt: number | null }) | undefined,
): 'find' | 'place' | null {
  if (now.accepted < FEWEST_TEXTS) return null
  if (!before || before.computedAt === null || now.accepted >= before.accepted * GROWTH) return 'find'
  return now.placed === before.placed ? null : 'place'
}
