import { useEffect, useState } from 'preact/hooks'

const read = (): string[] =>
  location.hash
    .slice(1)
    .split('/')
    .filter((part) => part !== '')
    .map(decodeURIComponent)

/** The address behind the #, in its parts: #/territoires/moderation is ['territoires', 'moderation']. */
export function useRoute(): string[] {
  const [route, setRoute] = useState(read)
  useEffect(() => {
    const follow = () => setRoute(read())
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])
  return route
}

export const addressOf = (...parts: string[]): string => `#/${parts.map(encodeURIComponent).join('/')}`

export function goTo(...parts: string[]): void {
  location.hash = addressOf(...parts)
}
