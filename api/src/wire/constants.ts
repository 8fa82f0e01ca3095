// Plain values that both the API and the widget need. This file imports nothing, so that the widget can take
// values from it without a validator coming along.

export const PATHS = {
  embed: '/v1/embed/',
  consultations: '/v1/consultations/',
  sessions: '/v1/sessions',
  votes: '/v1/votes',
  proposals: '/v1/proposals',
  forget: '/v1/forget',
} as const

/** Header of the embed payload: the origins from which the publisher's widgets may vote, as the publisher's list has them. */
export const ORIGINS_HEADER = 'unisson-origins'

/** The publisher under which the consultation's own page carries the widget. */
export const OWN_PUBLISHER_KEY = 'pub_own_page'

/** How the tokens of share links begin, and those of keys do not. */
export const SHARE_PREFIX = 'share_'

/**
 * So many people hide each other: of fewer no number is told, written apart or counted apart. Ten others could each be who a
 * figure is about, and a ratio of so few tells nothing.
 */
export const SMALLEST_CROWD = 11

export const VOTES = ['agree', 'disagree', 'neutral'] as const

export const QUALIFICATIONS = {
  agree: ['likeIt', 'doable', 'platitudeAgree'],
  disagree: ['noWay', 'impossible', 'platitudeDisagree'],
  neutral: ['doNotUnderstand', 'noOpinion', 'doNotCare'],
} as const

/** All qualifications, in the order in which their bits are stored. Append only. */
export const QUALIFICATION_KEYS = [
  ...QUALIFICATIONS.agree,
  ...QUALIFICATIONS.disagree,
  ...QUALIFICATIONS.neutral,
] as const

export const PHASES = ['upcoming', 'open', 'vote-only', 'analysis', 'results', 'action', 'closed'] as const

/** Where the public stands on a proposal. */
export const ZONES = ['consensus', 'controversy', 'rejection', 'limbo'] as const

/** How proposals that are tested are chosen for a draw; docs/sequence.md compares them. */
export const TESTED_BY = ['lucb', 'thompson', 'fewest-votes', 'random'] as const

/** Over which votes the engagement is a rate: those that are not neutral, as Make.org's published figures, or all. */
export const DENOMINATORS = ['not-neutral', 'all-votes'] as const

/** Zones by which the list of all proposals is filtered; `unranked`: too few votes to be in one. */
export const LIST_ZONES = ['consensus', 'controversy', 'limbo', 'rejection', 'unranked'] as const

/** Orders of the list of all proposals. */
export const LIST_SORTS = ['rank', 'agree', 'disagree', 'votes'] as const

/** What an element or a picture shows of the results. */
export const RESULT_VIEWS = ['consensus', 'groups', 'proposal', 'action'] as const

/** Licences under which open data can be published, by their names at SPDX. */
export const LICENCES = ['CC-BY-4.0', 'CC0-1.0', 'ODbL-1.0', 'etalab-2.0'] as const

/** Columns of the open data; the first four are what an import reads. */
export const OPEN_DATA_COLUMNS = [
  'text',
  'id',
  'author_name',
  'author_age',
  'votes',
  ...VOTES,
  ...QUALIFICATION_KEYS,
  'adhesion',
  'engagement',
  'top_score',
  'controversy',
  'rejection',
  'zone',
  'plebiscite',
] as const

/** How a vote counts. */
export const VOTE_CLASSES = ['counted', 'unverified', 'set-aside'] as const

/** Why a vote is not simply counted; docs/trust.md explains them. */
export const TRUST_RULES = [
  'vouched',
  'no-origin',
  'shared-token',
  'moved-token',
  'not-served',
  'network-excess',
  'lone-votes',
  'draw-excess',
  'ballots',
] as const

/** Part of a partner in a consultation, in the order in which they are shown. */
export const PARTNER_ROLES = ['founding', 'associate', 'media', 'association', 'institution'] as const

/** Where an action stands. */
export const ACTION_STATES = ['planned', 'started', 'done', 'stopped'] as const

/** The same for the team: a draft is not for the public. */
export const TEAM_ACTION_STATES = ['draft', ...ACTION_STATES] as const

/** What a page view can report by itself; votes and proposals speak for themselves. */
export const SESSION_EVENTS = ['load', 'view', 'finish'] as const

/** What an API key opens: the figures and the share links, or the figures alone. */
export const KEY_SCOPES = ['full', 'read'] as const

export const COUNTING = ['full', 'aggregate-only', 'off'] as const

/** The channel of the embed kit's own preview: no reader of its publisher, and no page that was left out either. */
export const PREVIEW_CHANNEL = 'preview'

/** Why a page view asks not to be counted. */
export const LEAVE_OUT = ['automated', 'newsroom'] as const

/** What kind of place an origin is that is on no list, where its name tells. */
export const FOREIGN_PLACES = [
  'translation',
  'archive',
  'amp-cache',
  'other-screen',
  'staging',
  'local',
  'sister',
  'application',
] as const

/** The thresholds of a consultation, where it sets no others. */
export const DEFAULT_SETTINGS = {
  sequence: { newShare: 0.3, testedFrom: 10, testedUntil: 1500, controversyShare: 0.1, testedBy: 'thompson' },
  plebiscite: { votes: 90, adhesion: 0.8, engagement: 0.37, denominator: 'not-neutral' },
  results: { rankedFrom: 30, topSize: 10, splitVotes: 50, splitCell: SMALLEST_CROWD, licence: 'CC-BY-4.0' },
} as const

export const LIMITS = {
  /** Of a newsletter's block. */
  mailedProposals: 10,
  /** Room for a long address, a title, a session and a reader token. */
  bodyBytes: 6144,
  /** Of what the team sends, files aside. */
  teamBodyBytes: 65_536,
  urlLength: 2000,
  /** Of a set of public keys, as text. */
  keySetLength: 16_384,
  /** Of the token by which a publisher vouches for a reader. */
  readerTokenLength: 1000,
  /** Of a publisher's pseudonym of its subscriber. */
  subscriberLength: 64,
  titleLength: 300,
  sectionLength: 100,
  channelLength: 40,
  publisherNameLength: 100,
  labelLength: 100,
  themeLength: 60,
  segmentLabelLength: 40,
  descriptionLength: 2000,
  carrierLength: 100,
  partnerNameLength: 100,
  indicatorLength: 100,
  segments: 8,
  otherLanguages: 23,
  externalIdLength: 100,
  /** Of a sentence in words of one's own. */
  sentenceLength: 300,
  authorNameLength: 40,
  authorAgeMinimum: 13,
  authorAgeMaximum: 120,
  proposalLength: 500,
  /** Least number of characters behind the prefix. */
  proposalRestLength: 5,
  readerIdLength: 21,
  submissionIdLength: 21,
  forgetProposals: 100,
  revision: 1_000_000_000,
} as const
