import type { ComponentType, JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'

/** A part of the page whose program is loaded when it is first shown; until then, or if it cannot be, there is nothing. */
export function deferred<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): (props: Props) => JSX.Element | null {
  let known: ComponentType<Props> | undefined
  return (props) => {
    // A component is a function, and state that is set to one by itself would call it.
    const [, setKnown] = useState(() => known)
    useEffect(() => {
      if (known) return
      load().then(
        (part) => {
          known = part
          setKnown(() => part)
        },
        () => undefined,
      )
    }, [])
    const Part = known
    return Part ? <Part {...props} /> : null
  }
}
