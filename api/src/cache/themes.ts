import type { ThemeReader } from '../store/themes.ts'

/** The themes that readers see, and what is in which. */
export interface ShownThemes {
  /** Grows with each change; 0: there never was a theme. */
  revision: number
  /** By name, without those that the team hides. */
  themes: readonly { id: string; name: string }[]
  /** The theme of a proposal, by its id; proposals in none are not in it. */
  themeOf: ReadonlyMap<string, string>
}

const NONE: ShownThemes = { revision: 0, themes: [], themeOf: new Map() }

/** Themes in memory, read again when a computation or the team, in whichever process, changed them. */
export class ThemeCatalogue {
  readonly #store: Pick<ThemeReader, 'all' | 'placements' | 'state'>
  readonly #held = new Map<string, ShownThemes>()

  constructor(store: Pick<ThemeReader, 'all' | 'placements' | 'state'>) {
    this.#store = store
  }

  /** The themes of a consultation as they stand. */
  async of(consultationId: string): Promise<ShownThemes> {
    const { revision = 0 } = (await this.#store.state(consultationId)) ?? {}
    if (revision === 0) return NONE
    const held = this.#held.get(consultationId)
    if (held?.revision === revision) return held
    const themes = (await this.#store.all(consultationId)).filter(({ isHidden }) => !isHidden)
    const shown = new Set(themes.map(({ id }) => id))
    const themeOf = new Map<string, string>()
    for (const { proposalId, themeId } of await this.#store.placements(consultationId))
      if (themeId !== null && shown.has(themeId)) themeOf.set(proposalId, themeId)
    const read = { revision, themes: themes.map(({ id, name }) => ({ id, name })), themeOf }
    this.#held.set(consultationId, read)
    return read
  }
}
