// What JSX becomes here: plain descriptions of elements. Components are plain functions, called at once, since
// all state lives in one reducer; that is why a general-purpose renderer (4 kB) is not needed.

export interface Description {
  tag: string
  props: Props
}

export type Child = Description | string | number | boolean | null | undefined | Child[]

// biome-ignore lint/suspicious/noExplicitAny: handlers take the event of the element they stand on
type Handler = (event: any) => void

interface Props {
  children?: Child
  style?: Record<string, string | number>
  [name: `on${string}`]: Handler | undefined
  [name: string]: unknown
}

type Component<P> = (props: P) => Child

export declare namespace JSX {
  type Element = Child
  interface ElementChildrenAttribute {
    children: unknown
  }
  interface IntrinsicElements {
    [tag: string]: Props
  }
}

/** Several children without a parent of their own. */
export const Fragment = ({ children }: { children?: Child }): Child => children

/** Describes an element, or asks a component to. */
export const jsx = <P extends object>(type: string | Component<P>, props: P): Child =>
  typeof type === 'string' ? { tag: type, props: props as Props } : type(props)

export { jsx as jsxDEV, jsx as jsxs }
