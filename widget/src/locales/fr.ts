import type { Texts } from './texts.ts'

export const votes = { agree: 'D’accord', disagree: 'Pas d’accord', neutral: 'Neutre' }

export const texts: Texts = {
  language: 'fr',
  votes,
  place: (position, total) => `Proposition ${position} sur ${total}`,
  byline: (author) => [author?.name, author?.age && `${author.age} ans`].filter(Boolean).join(', '),
  watched: 'Test\u202f: widget observé',
  hint: 'Votez pour voir l’avis des autres',
  propose: 'Proposer une idée',
  skip: 'Passer',
  kept: 'Vos votes sont gardés et partiront plus tard.',
}
