import type english from '../../locales/en.json'

/** What each sentence is called: those of the English file, from which comes what another language lacks. */
export type Key = keyof (typeof english)['widget']
