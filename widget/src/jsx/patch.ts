import type { Child, Description } from './jsx-runtime.ts'

const SVG = 'http://www.w3.org/2000/svg'

// What each element was last described as, so that only differences touch the document.
const descriptions = new WeakMap<Node, Description>()

const setStyle = (element: HTMLElement, style: object) => {
  // By property, never by attribute: a strict content policy refuses style attributes.
  for (const [name, value] of Object.entries(style)) element.style.setProperty(name, `${value}`)
}

const setProperty = (element: HTMLElement, name: string, value: unknown) => {
  if (name.startsWith('on')) Object.assign(element, { [name.toLowerCase()]: value })
  else if (name === 'style') setStyle(element, value as object)
  else if (name === 'value') {
    const field = element as HTMLInputElement
    if (field.value !== value) field.value = `${value}`
  } else if (value === undefined || (value === false && !name.startsWith('aria')))
    element.removeAttribute(name)
  else element.setAttribute(name, `${value}`)
}

const patchElement = (old: Node | undefined, description: Description) => {
  const { tag, props } = description
  const known = old && descriptions.get(old)
  const same = known?.tag === tag
  const element = (
    same
      ? old
      : tag === 'svg' || tag === 'path'
        ? document.createElementNS(SVG, tag)
        : document.createElement(tag)
  ) as HTMLElement
  const before = same ? known.props : {}
  descriptions.set(element, description)
  for (const name of Object.keys({ ...before, ...props })) {
    if (name !== 'children' && (props[name] !== before[name] || name === 'value')) {
      setProperty(element, name, props[name])
    }
  }
  patch(element, props.children)
  return element
}

const patchNode = (old: Node | undefined, child: Child): Node => {
  if (child && typeof child === 'object') return patchElement(old, child as Description)
  // An absent child keeps its place as an empty text, so that those after it are recognised.
  const text = typeof child === 'string' || typeof child === 'number' ? `${child}` : ''
  const node = old instanceof Text ? old : new Text()
  if (node.data !== text) node.data = text
  return node
}

/** Makes the children of an element be as described; elements that stay the same element keep the focus. */
export const patch = (parent: Element, description: Child): void => {
  const children = [description].flat(9) as Child[]
  children.forEach((child, index) => {
    const old = parent.childNodes[index]
    const node = patchNode(old, child)
    if (!old) parent.append(node)
    else if (node !== old) old.replaceWith(node)
  })
  while (parent.childNodes.length > children.length) parent.lastChild?.remove()
}
