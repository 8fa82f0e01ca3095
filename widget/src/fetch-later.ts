export type Later = typeof import('./later.ts')

let later: Promise<Later> | undefined

/** Fetches the second download, once; after a failure it is asked for again. */
export const fetchLater = (): Promise<Later> => {
  later ??= import('./later.ts').catch((thrown: unknown) => {
    later = undefined
    throw thrown
  })
  return later
}
