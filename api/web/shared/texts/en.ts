import type { CommonTexts } from './fr.ts'

export const en: CommonTexts = {
  language: 'Language',
  loading: 'Loading…',
  cancel: 'Cancel',
  again: 'Try again',
  copy: 'Copy',
  copied: 'Copied',
  wrongFields: 'Please correct:',
  andMore: (count) => `… and ${new Intl.NumberFormat('en').format(count)} more.`,
  theFile: 'The file:',
  theRow: (row) => `Row ${row}:`,
  signOut: 'Sign out',
  downloads: {
    as: (what, format) => `Download ${what} as ${format}`,
  },
  problems: {
    offline: 'The server does not answer. Check the connection and try again.',
    'invalid-key': 'This key is not valid.',
    'not-signed-in': 'The session has ended. Sign in again.',
    'too-many-requests': 'Too many attempts. Wait a minute.',
  },
  fields: {},
  // The server's own words are English; these are those that name a field by its name in the API.
  fieldProblems: {
    missing: () => 'is missing.',
    empty: () => 'is empty.',
    'date-passed': () => 'has already passed. Choose a future date.',
    'date-not-reached': () => 'is still in the future. Votes come before results.',
    'date-order': ({ before }) => `must come after “${before}”.`,
  },
}
