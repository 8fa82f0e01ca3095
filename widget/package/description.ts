// What the elements are, said once: the types and the manifest of the package are written from it.

export interface Attribute {
  /** As a type of TypeScript. */
  type: string
  description: string
}

export interface ElementDescription {
  tag: string
  className: string
  description: string
  attributes: Record<string, Attribute>
  events: Record<string, { detail: string; description: string }>
  methods: Record<string, string>
  properties: Record<string, string>
  parts: string[]
}

const VOTE = "'agree' | 'disagree' | 'neutral'"

export const ELEMENTS: readonly ElementDescription[] = [
  {
    tag: 'unisson-consultation',
    className: 'UnissonConsultationElement',
    description: 'A consultation inside an article: readers vote on proposals and add their own.',
    attributes: {
      consultation: { type: 'string', description: 'The slug of the consultation' },
      publisher: { type: 'string', description: 'Your public key' },
      proposal: { type: 'string', description: 'Id of the proposal to show first; read once' },
      lang: { type: 'string', description: 'Language of the interface. Default: that of the page' },
      theme: {
        type: "'auto' | 'light' | 'dark'",
        description: 'Colours. Default: `auto`, those of the page',
      },
      layout: { type: "'card' | 'compact'", description: 'Default: `card`' },
      loading: { type: "'lazy' | 'eager'", description: 'Default: `lazy`, near the viewport' },
      'heading-level': {
        type: "'1' | '2' | '3' | '4' | '5' | '6'",
        description: 'Level of the question. Default: 2',
      },
      'article-url': { type: 'string', description: 'Address of the article, where it is not the page’s' },
      'article-title': { type: 'string', description: 'Title of the article, where it is not the page’s' },
      channel: { type: 'string', description: 'For a page that is no article' },
      'reader-token': { type: 'string', description: 'Vouches for a subscriber' },
      analytics: {
        type: 'string',
        description: 'Tells your own measurement of each act: `gtm`, `piano`, `matomo`, separated by spaces',
      },
      consent: {
        type: "'tcf' | 'granted' | (string & {})",
        description: 'The page’s consent signal for `analytics`; anything else is a no',
      },
      host: { type: 'string', description: 'Address of the server, without a closing slash' },
      debug: { type: "'' | (string & {})", description: 'Says on the screen why the widget does not work' },
    },
    events: {
      'unisson:ready': { detail: '{}', description: 'The first screen is there' },
      'unisson:view': { detail: '{}', description: 'Half of it was seen for a second' },
      'unisson:vote': {
        detail: `{ proposal: string; vote: ${VOTE}; index: number; total: number }`,
        description: 'The reader voted',
      },
      'unisson:unvote': { detail: '{ proposal: string }', description: 'The reader took a vote back' },
      'unisson:qualify': {
        detail: '{ proposal: string; qualifications?: string[] }',
        description: 'The reader added or removed a nuance',
      },
      'unisson:propose': { detail: '{}', description: 'The reader made a proposal' },
      'unisson:complete': {
        detail: '{ votes: number; proposals: number }',
        description: 'The reader has been through a sequence',
      },
      'unisson:error': { detail: '{ final: boolean }', description: 'It cannot be shown' },
    },
    methods: {
      reload: 'Asks the API again and shows its answer',
      forget: 'Erases the reader’s data on the device and on the server',
    },
    properties: {
      accent: 'Colour of the main button',
      'on-accent': 'Text on it',
      text: 'Colour of text',
      surface: 'Background',
      line: 'Borders',
      radius: 'Rounding of corners',
      font: 'Font. Default: the article’s',
      agree: 'Colour of agreement',
      disagree: 'Colour of disagreement',
      neutral: 'Colour of a neutral vote',
    },
    parts:
      'card question proposal votes vote results next propose form segments headline outcome about about-button forget status'.split(
        ' ',
      ),
  },
  {
    tag: 'unisson-results',
    className: 'UnissonResultsElement',
    description: 'A part of the results of a consultation, as bars and in words. Its script is `results.js`.',
    attributes: {
      consultation: { type: 'string', description: 'The slug of the consultation' },
      publisher: { type: 'string', description: 'Public key of the publisher in whose own words it speaks' },
      view: {
        type: "'consensus' | 'groups' | 'proposal' | 'action'",
        description: 'What is shown. Default: `consensus`',
      },
      proposal: { type: 'string', description: 'Id of the proposal, for the view `proposal`' },
      lang: { type: 'string', description: 'Language of the sentences. Default: that of the page' },
      theme: {
        type: "'auto' | 'light' | 'dark'",
        description: 'Colours. Default: `auto`, those of the page',
      },
      'heading-level': {
        type: "'1' | '2' | '3' | '4' | '5' | '6'",
        description: 'Level of the title. Default: 2',
      },
      host: { type: 'string', description: 'Address of the server, without a closing slash' },
    },
    events: {
      'unisson:ready': { detail: '{}', description: 'The results, or when they come, are shown' },
      'unisson:error': { detail: '{ final: boolean }', description: 'It cannot be shown' },
    },
    methods: { reload: 'Asks the server again and shows its answer' },
    properties: {
      accent: 'Colour of links and progress',
      text: 'Colour of text',
      surface: 'Background',
      line: 'Borders',
      radius: 'Rounding of corners',
      font: 'Font. Default: the article’s',
      agree: 'Colour of agreement',
      disagree: 'Colour of disagreement',
      neutral: 'Colour of neutral votes',
    },
    parts: ['card'],
  },
]
