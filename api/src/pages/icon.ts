import { type ComponentChild, h } from 'preact'

/** The icon, by its address from the page: below a path a browser finds none at /favicon.ico, and says so in its console. */
export const iconLink = (href: string): ComponentChild =>
  h('link', { rel: 'icon', type: 'image/svg+xml', href })
