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
    `Your vote: ${votes[vote].toLowerCase()}, ${total > 1 ? `like ${share} of ${count(total, 'vote', 'votes')}` : 'the first on this proposal'}.`,
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
  notices: {
    offline: 'You are offline: your votes will be sent later.',
    unreachable: 'The service does not answer: your votes will be sent later.',
    busy: 'The service is busy: your votes will be sent later.',
    refused: 'This vote could not be counted. Vote on the consultation’s page.',
    gone: 'This proposal is no longer open to votes.',
    expired: 'What you sent waited for seven days and could not be delivered.',
    unsent: 'A proposal you sent earlier was not accepted.',
  },
  problems: {
    empty: 'Write your idea in one sentence.',
    long: 'Your idea is too long.',
    age: 'Age: from 13 to 120.',
    duplicate: 'Somebody has already proposed this.',
    closed: 'The consultation no longer accepts proposals.',
    refused: 'This idea cannot be accepted.',
  },
  seeDuplicate: 'See it and vote',
  thanks: 'Thank you!',
  submitted: {
    pending: 'Your proposal will be read before it is published.',
    accepted: 'Your proposal is published.',
  },
  waiting: (delivery) =>
    delivery === 'offline'
      ? 'You are offline: your proposal will be sent later.'
      : 'The service does not answer: your proposal will be sent later.',
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
  phase: ({ phase, opensAt, resultsAt }, listed) =>
    ({
      upcoming: `This consultation opens on ${date(opensAt)}.`,
      analysis: resultsAt
        ? `Voting has ended. Results are expected on ${date(resultsAt)}.`
        : 'Voting has ended. The results are being prepared.',
      results: `Voting has ended. ${{ actions: 'These actions are announced.', consensus: 'This is what people agree on.' }[listed as string] ?? 'The results are published.'}`,
      action: `Voting has ended. ${{ actions: 'These actions are announced.', consensus: 'This is what people agree on, before the actions.' }[listed as string] ?? 'Actions will follow.'}`,
    })[phase as string] ?? 'The consultation has ended.',
  link: ({ phase }) =>
    ({ results: 'Read the results', action: 'Follow the actions' })[phase as string] ??
    'See the consultation',
  failed: {
    offline: 'You are offline.',
    unreachable: 'The consultation does not answer at the moment.',
    busy: 'Many people are taking part. Try again in a moment.',
  },
  heldBack: 'You cannot vote on this page.',
  voteThere: 'Vote on the consultation’s page',
  reasons: {
    'foreign-origin': 'This address is not on the news site’s list.',
    'publisher-disabled': 'The widget of this news site is switched off.',
    'unknown-publisher': 'The news site’s public key is unknown.',
    'unknown-consultation': 'There is no such consultation.',
  },
  selfTest: 'Test the widget',
  unavailable: 'Consultation not available.',
  retry: 'Try again',
  open: 'See the consultation',
  about: 'Who is asking?',
  askedBy: (names) => `A consultation by ${names.join(', ').replace(/, ([^,]*)$/, ' and $1')}.`,
  becomes: 'Your vote is added to those from every site that asks this question. The results are public.',
  kept: 'No account, no cookie, no address stored: your votes are on this device and, under a pseudonym, on the server.',
  forget: 'Erase my votes',
  sure: 'Yes, erase them all',
  forgotten: 'Your votes are erased here, and on the server as soon as it answers.',
  back: 'Back',
  scan: (takesVotes) => (takesVotes ? 'Vote here' : 'The consultation is here'),
}
