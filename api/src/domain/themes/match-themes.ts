import type { ThemeProfile } from './find-themes.ts'
import { cosine } from './term-vectors.ts'

/** A theme as it stands before a computation. */
export interface StandingTheme {
  id: string
  profile: ThemeProfile
  /** The team made, named, merged, hid or pinned it, or moved proposals into it: it stays as it is. */
  isKept: boolean
}

/** A theme as it is to be; without an id it is a new one. */
export interface MatchedTheme {
  id: string | null
  profile: ThemeProfile
}

/** From this likeness of their profiles on, a found theme is one that stands already. */
const SAME_THEME = 0.5

interface Pair {
  standing: StandingTheme
  found: number
  likeness: number
}

/** Every pair that may be one theme, the most alike first. */
function pairsOf(standing: readonly StandingTheme[], found: readonly ThemeProfile[]): Pair[] {
  return standing
    .flatMap((theme) =>
      found.map((profile, index) => ({
        standing: theme,
        found: index,
        likeness: cosine(theme.profile, profile),
      })),
    )
    .filter(({ likeness }) => likeness >= SAME_THEME)
    .sort((one, other) => other.likeness - one.likeness || (one.standing.id < other.standing.id ? -1 : 1))
}

/**
 * Which of the found themes are those that stand already, so that a theme keeps its name and address when proposals come
 * in. What the team touched stays, and takes in every found theme that is like it: what was merged does not come back. Of
 * the others, each takes the one most like it, and those that nothing is like end.
 */
export function matchThemes(
  standing: readonly StandingTheme[],
  found: readonly ThemeProfile[],
  most: number,
): MatchedTheme[] {
  const ofFound = new Map<number, string>()
  const ofStanding = new Map<string, ThemeProfile>()
  for (const { standing: theme, found: index } of pairsOf(standing, found)) {
    if (ofFound.has(index) || (ofStanding.has(theme.id) && !theme.isKept)) continue
    ofFound.set(index, theme.id)
    // Of several, the one that is most like it.
    if (!ofStanding.has(theme.id)) ofStanding.set(theme.id, found[index] as ThemeProfile)
  }
  const stay = standing
    .filter(({ id, isKept }) => isKept || ofStanding.has(id))
    .map(({ id, profile, isKept }): MatchedTheme => {
      const next = isKept ? profile : ofStanding.get(id)
      return { id, profile: next ?? profile }
    })
  const fresh = found
    .filter((_, index) => !ofFound.has(index))
    .map((profile): MatchedTheme => ({ id: null, profile }))
  return stay.concat(fresh.slice(0, Math.max(0, most - stay.length)))
}
