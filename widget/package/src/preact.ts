import type { HTMLAttributes } from 'preact'
import type { UnissonAttributes, UnissonElements, UnissonListeners } from './element.js'

type Props<Name extends keyof UnissonElements> = Omit<
  HTMLAttributes<UnissonElements[Name]>,
  keyof UnissonAttributes[Name]
> &
  UnissonAttributes[Name] &
  UnissonListeners

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements extends UnissonPreactElements {}
  }
}

export type UnissonPreactElements = { [Name in keyof UnissonElements]: Props<Name> }
