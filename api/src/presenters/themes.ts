import { FEWEST_TEXTS } from '../domain/themes/find-themes.ts'
import type { CountedTheme, ThemeState } from '../store/themes.ts'
import type { TeamTheme, TeamThemesAnswer } from '../wire/index.ts'

const WORDS_SHOWN = 8

/** A theme as the team sees it. */
export function presentTheme({
  id,
  name,
  profile,
  isKept,
  isHidden,
  accepted,
  pending,
  revision,
}: CountedTheme): TeamTheme {
  const words = Object.entries(profile)
    .sort(([, one], [, other]) => other - one)
    .slice(0, WORDS_SHOWN)
    .map(([word]) => word)
  return { id, name, words, isKept, isHidden, accepted, pending, revision }
}

/** The themes of a consultation as the team sees them; `accepted` proposals there are in all. */
export const presentThemes = (
  themes: readonly CountedTheme[],
  state: ThemeState | undefined,
  accepted: number,
): TeamThemesAnswer => ({
  themes: themes.map(presentTheme),
  computedAt: state?.computedAt ? new Date(state.computedAt).toISOString() : null,
  isFound: accepted >= FEWEST_TEXTS,
})
