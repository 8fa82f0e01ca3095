import { votes } from '#locale'
import type { LaterTexts } from './texts.ts'

// Written out: the first use of Intl takes longer than all the rest of a vote on a slow phone.
const count = (quantity: number, one: string, other: string) =>
  `${`${quantity}`.replace(/\B(?=(\d{3})+$)/g, ',')} ${quantity === 1 ? one : other}`

const date = (instant: string) => new Date(instant).toLocaleDateString('en-GB', { dateStyle: 'long' })

const qualifications = {
  likeIt: 'Love it',
  doable: 'Doable',
  platitudeAgree: 'Obvious',
  noWay: 'No way',
  impossible: 'Impossible',
  platitudeDisagree: 'Obvious',
  doNotUnderstand: 'Don’t get it',
  noOpinion: 'No opinion',
  doNotCare: 'Don’t care',
}

export const texts: LaterTexts = {
  qualifications,
  percent: (share) => `${share}%`,
  voteCount: (total) => count(total, 'vote', 'votes'),
  next: 'Next',
  finish: 'Finish',
  undo: 'Undo',
  voted: (vote, share, total) =>
    `Your vote: ${votes[vote].toLowerCase()}, like ${share} of ${count(total, 'vote', 'votes')}.`,
  undone: 'Vote withdrawn.',
  cancel: 'Cancel',
  send: 'Send',
  sending: 'Sending…',
  field: 'Your proposal',
  name: 'First\u00a0name (optional)',
  age: 'Age (optional)',
  left: (characters) =>
    characters < 0
      ? count(-characters, 'character too many', 'characters too many')
      : count(characters, 'character left', 'characters left'),
  problems: {
    empty: 'Write your idea in one sentence.',
    long: 'Your idea is too long.',
    age: 'Age: from 13 to 120.',
    duplicate: 'Somebody has had this idea already.',
    refused: 'This idea cannot be taken.',
  },
  seeDuplicate: 'See it and vote',
  thanks: 'Thank you!',
  submitted: {
    pending: 'Your proposal will be read before it is published.',
    accepted: 'Your proposal is published.',
    waiting: 'Offline: your proposal will be sent when the network is back.',
  },
  contributed: (votes, proposals) => {
    const voted = votes && `voted on ${count(votes, 'proposal', 'proposals')}`
    const proposed = proposals && `added ${count(proposals, 'idea', 'ideas')}`
    const acts = [voted, proposed].filter(Boolean).join(' and ')
    return acts && `You ${acts}.`
  },
  saved: 'Your votes are recorded.',
  more: 'Continue',
  nothing: 'You have voted on everything',
  nothingText: 'No other proposal for the moment.',
  optional: 'Optional',
  agreed: (share) => `${share}% agree`,
  actionStates: { planned: 'Planned', started: 'Under way', done: 'Done', stopped: 'Stopped' },
  phase: ({ phase, opensAt, resultsAt }) =>
    ({
      upcoming: `This consultation opens on ${date(opensAt)}.`,
      analysis: resultsAt
        ? `Voting has ended. Results are expected on ${date(resultsAt)}.`
        : 'Voting has ended. The results are being prepared.',
      results: 'Voting has ended. This is what people agree on.',
      action: 'Voting has ended. These actions follow.',
    })[phase as string] ?? 'The consultation has ended.',
  link: ({ phase }) =>
    ({ results: 'Read the results', action: 'Follow the actions' })[phase as string] ??
    'See the consultation',
  failed: 'The consultation does not answer at the moment.',
  unavailable: 'Consultation not available.',
  retry: 'Try again',
  open: 'See the consultation',
  about: 'Who is asking?',
  askedBy: (names) => `A consultation by ${names.join(', ').replace(/, ([^,]*)$/, ' and $1')}.`,
  becomes:
    'Your vote is added to those of readers of every site that asks this question. The results are public.',
  kept: 'No account, no cookie, no address kept: your votes are on this device and, under a pseudonym, on the server.',
  forget: 'Erase my votes',
  sure: 'Yes, erase them all',
  forgotten: 'Your votes are erased here; on the server as soon as it answers.',
  back: 'Back',
  scan: (takesVotes) => (takesVotes ? 'Vote here' : 'The consultation is here'),
}
