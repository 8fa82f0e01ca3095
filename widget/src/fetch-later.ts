export type Later = typeof import('./later.ts')

let later: Promise<Later> | undefined
let failures = 0

/**
 * The name of the second download beside the first, whose folder and build it shares. Until version 155 Firefox keeps a
 * failed import for the life of the page; with a fragment it is another address, and the same file.
 */
const again = (): Promise<Later> =>
  import(/* @vite-ignore */ `${import.meta.url.replace(/app(?=[^/]*$)/, 'later')}#${failures}`)

/** Fetches the second download, once; after a failure it is asked for again, by another address. */
export const fetchLater = (): Promise<Later> => {
  later ??= (failures ? again() : import('./later.ts')).catch((thrown: unknown) => {
    failures++
    later = undefined
    throw thrown
  })
  return later
}
