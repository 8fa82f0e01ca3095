import type { CommonTexts } from './fr.ts'

export const en: CommonTexts = {
  language: 'Language',
  loading: 'Loading…',
  cancel: 'Cancel',
  again: 'Try again',
  copy: 'Copy',
  copied: 'Copied',
  wrongFields: 'To be corrected:',
  signOut: 'Sign out',
  downloads: {
    as: (what, format) => `Download ${what} as ${format}`,
  },
  problems: {
    offline: 'The server does not answer. Check the connection and try again.',
    'invalid-key': 'This key is not valid.',
    'not-signed-in': 'The session is over. Sign in again.',
    'too-many-requests': 'Too many tries. Wait a minute.',
  },
}
