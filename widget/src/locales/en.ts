import type { Texts } from './texts.ts'

export const votes = { agree: 'Agree', disagree: 'Disagree', neutral: 'Neutral' }

export const texts: Texts = {
  language: 'en',
  votes,
  place: (position, total) => `Proposal ${position} of ${total}`,
  byline: (author) => [author?.name, author?.age && `aged ${author.age}`].filter(Boolean).join(', '),
  watched: 'Test: widget watched',
  hint: 'Vote to see what others think',
  propose: 'Add your idea',
  skip: 'Skip',
  kept: 'Your votes are saved and will be sent later.',
}
