import { type ComponentChild, h } from 'preact'

/**
 * What stands above or below a chart, at its beginning and its end: beside the drawing, so that it is as large as the words
 * around it at every width. The chart's own description says the same.
 */
export const scaleLine = (start: ComponentChild, end?: ComponentChild): ComponentChild =>
  h(
    'div',
    { class: 'scale', 'aria-hidden': 'true' },
    h('span', null, start),
    end === undefined ? null : h('span', null, end),
  )
