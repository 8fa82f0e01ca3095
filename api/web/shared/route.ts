import { useEffect, useState } from 'preact/hooks'

export interface Place {
  /** The address behind the #, in its parts: #/territoires/moderation is ['territoires', 'moderation']. */
  parts: string[]
  /** What stands behind the question mark of #/articles?period=7d. */
  parameters: URLSearchParams
}

/** What stands behind the # in an address, decoded; as it stands where it is no encoding, since people type addresses. */
export function decodePart(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

function read(): Place {
  const [path = '', query = ''] = location.hash.slice(1).split('?', 2)
  return {
    parts: path
      .split('/')
      .filter((part) => part !== '')
      .map(decodePart),
    parameters: new URLSearchParams(query),
  }
}

/** Where in the page somebody is. */
export function usePlace(): Place {
  const [place, setPlace] = useState(read)
  useEffect(() => {
    const follow = () => setPlace(read())
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])
  return place
}

/** The parts of the address behind the #; draws again when it changes. */
export const useRoute = (): string[] => usePlace().parts

/** Address of a place in the page, such as #/territoires/moderation. */
export const addressOf = (...parts: string[]): string => `#/${parts.map(encodeURIComponent).join('/')}`

/** Goes to a place in the page, which the browser's back button leaves again. */
export function goTo(...parts: string[]): void {
  location.hash = addressOf(...parts)
}
