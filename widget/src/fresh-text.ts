import { options } from 'preact'

const inner = options.vnode

/**
 * An element that holds nothing but a text is another element when the text is another. Translators put nodes of their
 * own in the place of texts; what is then written into the old node is never seen, and the old words stay on the screen.
 * A control that must keep the focus while its words change, or a live region, holds them in an element within.
 */
options.vnode = (vnode) => {
  inner?.(vnode)
  const { children } = vnode.props as { children?: unknown }
  if (typeof vnode.type === 'string' && typeof children === 'string') vnode.key ??= children
}
