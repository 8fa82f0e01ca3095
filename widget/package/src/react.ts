// React 19 takes custom elements as they are: only the types are missing.
import type { DetailedHTMLProps, HTMLAttributes } from 'react'
import type { UnissonAttributes, UnissonElements, UnissonListeners } from './element.js'

type Props<Name extends keyof UnissonElements> = Omit<
  DetailedHTMLProps<HTMLAttributes<UnissonElements[Name]>, UnissonElements[Name]>,
  keyof UnissonAttributes[Name]
> &
  UnissonAttributes[Name] &
  UnissonListeners

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends UnissonReactElements {}
  }
}

export type UnissonReactElements = { [Name in keyof UnissonElements]: Props<Name> }
