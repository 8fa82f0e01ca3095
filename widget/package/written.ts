import type { ElementDescription } from './description.ts'

const attributesOf = ({ className }: ElementDescription) => className.replace('Element', 'Attributes')
const eventsOf = ({ className }: ElementDescription) => className.replace('Element', 'Events')

const field = (name: string, type: string, description: string) =>
  `  /** ${description} */\n  '${name}'?: ${type} | undefined\n`

const declared = (element: ElementDescription): string => {
  const { className, description, attributes, events, methods } = element
  const attributeFields = Object.entries(attributes).map(([name, one]) =>
    field(name, one.type, one.description),
  )
  const eventFields = Object.entries(events).map(
    ([name, one]) => `  /** ${one.description} */\n  '${name}': CustomEvent<${one.detail}>\n`,
  )
  const methodFields = Object.entries(methods).map(
    ([name, text]) => `  /** ${text} */\n  ${name}(): Promise<void>\n`,
  )
  return `export interface ${attributesOf(element)} {\n${attributeFields.join('')}}

export interface ${eventsOf(element)} {\n${eventFields.join('')}}

/** ${description} */
export interface ${className} extends HTMLElement {
  /** Written by the element. */
  getAttribute(name: 'state'): 'loading' | 'ready' | 'waiting' | 'closed' | 'error' | null
  getAttribute(name: string): string | null
${methodFields.join('')}}
`
}

/** The types of the elements, for `document.querySelector`, `createElement` and `addEventListener`. */
export function typesOf(elements: readonly ElementDescription[]): string {
  const tags = elements.map(({ tag, className }) => `    '${tag}': ${className}\n`)
  const bubbling = elements.map((element) => eventsOf(element)).join(', ')
  return `${elements.map(declared).join('\n')}
/** Attributes by the name of the element, for the types of frameworks. */
export interface UnissonAttributes {
${elements.map((element) => `  '${element.tag}': ${attributesOf(element)}\n`).join('')}}

/** Elements by their name. */
export interface UnissonElements {
${tags.join('').replaceAll('    ', '  ')}}

/** Listeners as properties, as React and Preact take them: \`onunisson:vote\`. */
export type UnissonListeners = {
  [Name in keyof UnissonEvents as \`on\${Name}\`]?: ((event: UnissonEvents[Name]) => void) | undefined
}

export interface UnissonEvents extends ${bubbling} {}

declare global {
  interface HTMLElementTagNameMap {
${tags.join('')}  }
  // They bubble: the page may listen anywhere.
  interface GlobalEventHandlersEventMap extends UnissonEvents {}
}
`
}

/** The manifest of the elements, after https://github.com/webcomponents/custom-elements-manifest, for editors and Storybook. */
export function manifestOf(elements: readonly ElementDescription[]): object {
  const named = (entries: Record<string, string>, prefix = '') =>
    Object.entries(entries).map(([name, description]) => ({ name: prefix + name, description }))
  return {
    schemaVersion: '1.0.0',
    readme: '',
    modules: elements.map(
      ({ tag, className, description, attributes, events, methods, properties, parts }) => ({
        kind: 'javascript-module',
        path: 'dist/index.js',
        declarations: [
          {
            kind: 'class',
            customElement: true,
            name: className,
            tagName: tag,
            description,
            superclass: { name: 'HTMLElement' },
            attributes: Object.entries(attributes).map(([name, one]) => ({
              name,
              description: one.description,
              type: { text: one.type },
            })),
            events: Object.entries(events).map(([name, one]) => ({
              name,
              description: one.description,
              type: { text: `CustomEvent<${one.detail}>` },
            })),
            members: Object.entries(methods).map(([name, text]) => ({
              kind: 'method',
              name,
              description: text,
              return: { type: { text: 'Promise<void>' } },
            })),
            cssProperties: named(properties, '--unisson-'),
            cssParts: parts.map((name) => ({ name })),
          },
        ],
        exports: [],
      }),
    ),
  }
}
