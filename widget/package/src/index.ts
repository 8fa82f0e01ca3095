import type { UnissonElements } from './element.js'

export type * from './element.js'

export interface LoadOptions {
  /** The one you want; each has a script of its own. */
  element?: keyof UnissonElements
  /** The script's name, where your server gives it another one. */
  script?: string
  /** Of your Content-Security-Policy. */
  nonce?: string
}

const SCRIPTS: Record<keyof UnissonElements, string> = {
  'unisson-consultation': 'embed.js',
  'unisson-results': 'results.js',
}

const loading = new Map<string, Promise<unknown>>()

const insert = (source: string, nonce: string | undefined): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const script = document.createElement('script')
    script.src = source
    script.async = true
    if (nonce !== undefined) script.nonce = nonce
    script.onload = resolve
    script.onerror = () => {
      // The next call may try again.
      loading.delete(source)
      script.remove()
      reject(new Error(`${source} could not be loaded`))
    }
    document.head.append(script)
  })

/**
 * Loads the element from your server, such as `https://consultation.example.org`; once, however often it is called. The code
 * comes from there and fits the server at all times. Settles when the element is defined; rejects if the script cannot be
 * loaded. Where there is no page, as on a server that renders, it does nothing.
 */
export async function loadUnisson(
  host: string,
  { element = 'unisson-consultation', script = SCRIPTS[element], nonce }: LoadOptions = {},
): Promise<void> {
  if (typeof document === 'undefined') return
  const source = `${host.replace(/\/+$/, '')}/${script}`
  const isOnPage = [...document.scripts].some((one) => one.src === source)
  if (!loading.has(source) && !isOnPage) loading.set(source, insert(source, nonce))
  await loading.get(source)
  await customElements.whenDefined(element)
}
