import { countsIn } from '../counts.ts'
import type { CommonTexts } from './fr.ts'

const { number } = countsIn('en')

export const en: CommonTexts = {
  language: 'Language',
  loading: 'Loading…',
  cancel: 'Cancel',
  again: 'Try again',
  copy: 'Copy',
  copied: 'Copied',
  notCopied: 'The browser refuses to copy. Select the text and copy it.',
  wrongFields: 'Please correct:',
  andMore: (count) => `… and ${number(count)} more.`,
  theFile: 'The file:',
  theRow: (row) => `Row ${row}:`,
  signOut: 'Sign out',
  downloads: {
    as: (what, format) => `Download ${what} as ${format}`,
  },
  embedKit: {
    intro: 'The widget has one fixed height, stores nothing before the first vote and weighs only 12 kB.',
    appearance: 'Appearance',
    shown: 'What is shown',
    parts: {
      vote: 'The vote',
      consensus: 'Results: what most agree on',
      groups: 'Results: the groups of opinion',
      proposal: 'Results: one proposal',
      action: 'Results: the actions',
    },
    proposal: 'Proposal (its id)',
    proposalHint: 'Optional. The vote starts with this proposal, or only its result is shown.',
    theme: 'Colours',
    themes: { auto: 'Same as the page', light: 'Light', dark: 'Dark' },
    layout: 'Shape',
    layouts: { card: 'Card', compact: 'Compact' },
    accent: 'Accent colour',
    ownAccent: 'My own',
    radius: 'Rounding of corners',
    channel: 'Channel',
    channelHint:
      'Outside articles: “letter”, “poster”, the name of a partner. Lower case, digits and hyphens.',
    width: 'Width of the preview',
    widths: { wide: 'Column', narrow: 'Phone' },
    preview: 'Preview',
    forms: {
      element: ['In the article', 'Recommended: its space is reserved, and a link works without JavaScript.'],
      script: ['In one line', 'For content systems that take a script only.'],
      styles: ['In the style sheet of the site', 'Your colours, once for all articles.'],
      link: [
        'The link',
        'Pasted on a separate line, it becomes the widget where oEmbed is supported; elsewhere it leads to the public page. For newsletters, social networks, partners.',
      ],
      mail: [
        'In a newsletter',
        'Three proposals with a link for each answer. A click opens a page where one button confirms: a robot that follows the link does not vote.',
      ],
      mailText: ['In a newsletter, as plain text', 'For the plain-text part of the email.'],
      iframe: [
        'In a frame',
        'For systems that strip scripts. The colours of the site do not apply inside it.',
      ],
    },
    code: 'Code to scan',
    codeHint: 'Opens the same page as the link. For print and posters.',
    download: 'Download (SVG)',
  },
  problems: {
    offline: 'The server does not answer. Check the connection and try again.',
    'invalid-key': 'This key is not valid.',
    'not-signed-in': 'The session has ended. Sign in again.',
    'too-many-requests': 'Too many attempts. Wait a minute.',
  },
  fields: {},
  // The server's sentences are English already. Only those that use a field's name in the API are here.
  fieldProblems: {
    missing: () => 'is missing.',
    empty: () => 'is empty.',
    'date-passed': () => 'has already passed. Choose a future date.',
    'date-not-reached': () => 'is still in the future. Votes come before results.',
    'date-order': ({ before }) => `must come after “${before}”.`,
  },
}
