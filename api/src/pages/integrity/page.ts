import { type ComponentChild, h } from 'preact'
import type { Consultation, IntegrityReport } from '../../wire/index.ts'
import { renderPage } from '../layout.ts'
import { sensitivitySection } from './sensitivity-section.ts'
import { type IntegrityTexts, integrityTextsIn } from './texts.ts'

const ROOTS_SHOWN = 31

function countsSection({ votes, countedAt }: IntegrityReport, isFinal: boolean, texts: IntegrityTexts) {
  if (votes === null || countedAt === null) return h('p', { class: 'quiet' }, texts.never)
  const figure = (name: keyof IntegrityTexts['classes']): ComponentChild =>
    h('div', null, h('dt', null, texts.classes[name]), h('dd', null, texts.number(votes[name])))
  return h(
    'section',
    null,
    h('dl', { class: 'counts' }, figure('counted'), figure('unverified'), figure('setAside')),
    h('p', { class: 'quiet' }, texts.countedAt(countedAt, isFinal)),
  )
}

function vouchedSection({ vouched }: IntegrityReport, texts: IntegrityTexts): ComponentChild {
  if (vouched.length === 0) return null
  return h(
    'section',
    null,
    h('h2', null, texts.vouched),
    h('p', null, texts.vouchedText),
    h(
      'ul',
      null,
      vouched.map(({ publisher, votes }) =>
        h('li', null, h('bdi', null, publisher), ` · ${texts.votes(votes)}`),
      ),
    ),
  )
}

function cohortsSection(report: IntegrityReport, isFinal: boolean, texts: IntegrityTexts): ComponentChild {
  const { cohorts, small } = report
  const { why, when, votes, how } = texts.cohortColumns
  return h(
    'section',
    null,
    h('h2', null, texts.cohorts),
    h('p', null, texts.cohortsText),
    isFinal ? null : h('p', { class: 'quiet' }, texts.cohortsWhileOpen),
    cohorts.length === 0
      ? h('p', { class: 'quiet' }, texts.noCohorts)
      : h(
          'table',
          { class: 'stacking' },
          h(
            'thead',
            null,
            h(
              'tr',
              null,
              [why, when, votes, how].map((title) => h('th', { scope: 'col' }, title)),
            ),
          ),
          h(
            'tbody',
            null,
            cohorts.map((cohort) =>
              h(
                'tr',
                null,
                h('th', { scope: 'row' }, texts.ruleWords.titles[cohort.rule]),
                h('td', { 'data-title': when }, cohort.day === null ? '–' : texts.day(cohort.day)),
                h('td', { 'data-title': votes, class: 'number' }, texts.number(cohort.votes)),
                h(
                  'td',
                  { 'data-title': how },
                  h('strong', null, texts.classNames[cohort.class]),
                  ' · ',
                  cohort.decision === null
                    ? texts.byRule
                    : [
                        `${texts.instant(cohort.decision.decidedAt)} · `,
                        h('bdi', null, cohort.decision.reason),
                      ],
                ),
              ),
            ),
          ),
        ),
    small === null || small === 0 ? null : h('p', { class: 'quiet' }, texts.small(small)),
  )
}

function rulesSection({ rules }: IntegrityReport, texts: IntegrityTexts): ComponentChild {
  const { titles, explained } = texts.ruleWords
  const names = Object.keys(titles) as (keyof typeof titles)[]
  return h(
    'section',
    null,
    h('h2', null, texts.rules),
    h('p', null, texts.rulesText(rules.version)),
    h(
      'dl',
      { class: 'rules' },
      names.map((name) => [h('dt', null, titles[name]), h('dd', null, explained[name])]),
    ),
    h('p', { class: 'quiet' }, `${texts.hash} `, h('code', null, rules.hash)),
  )
}

function chainSection({ roots }: IntegrityReport, texts: IntegrityTexts): ComponentChild {
  const [newest] = roots
  const { day, state, votes, root } = texts.rootColumns
  const older = roots.length - ROOTS_SHOWN
  return h(
    'section',
    null,
    h('h2', null, texts.chain),
    h('p', null, texts.chainText),
    newest
      ? h('p', { class: 'newest' }, texts.newest, h('code', null, newest.root))
      : h('p', { class: 'quiet' }, texts.noRoots),
    newest
      ? h(
          'table',
          { class: 'stacking' },
          h(
            'thead',
            null,
            h(
              'tr',
              null,
              [day, state, votes, root].map((title) => h('th', { scope: 'col' }, title)),
            ),
          ),
          h(
            'tbody',
            null,
            roots
              .slice(0, ROOTS_SHOWN)
              .map((one) =>
                h(
                  'tr',
                  null,
                  h('th', { scope: 'row' }, texts.day(one.day)),
                  h('td', { 'data-title': state }, texts.states[one.state]),
                  h('td', { 'data-title': votes, class: 'number' }, texts.number(one.votes.rows)),
                  h('td', { 'data-title': root }, h('code', null, one.root)),
                ),
              ),
          ),
        )
      : null,
    older > 0 ? h('p', { class: 'quiet' }, texts.olderRoots(older)) : null,
    h('h3', null, texts.check),
    h(
      'ol',
      null,
      texts.checkSteps.map((step) => h('li', null, step)),
    ),
  )
}

export interface IntegrityPageContent {
  consultation: Consultation
  report: IntegrityReport
  /** Proposals in each list of the results. */
  topSize: number
  /** True once votes no longer come, and figures are those of now. */
  isFinal: boolean
}

/** The integrity report as HTML, every text escaped, without a script. Its addresses are relative to /c/{slug}/. */
export function renderIntegrityPage({
  consultation,
  report,
  topSize,
  isFinal,
}: IntegrityPageContent): string {
  const texts = integrityTextsIn(consultation.language)
  const { question, slug, url } = consultation
  return renderPage({
    language: consultation.language,
    title: `${texts.title} · ${question}`,
    assets: '../../assets',
    style: 'integrity-page',
    head: [
      h('meta', { name: 'description', content: texts.lead }),
      h('link', { rel: 'canonical', href: `${url}/integrity` }),
      h('link', {
        rel: 'alternate',
        type: 'application/json',
        href: `../../v1/consultations/${slug}/integrity`,
      }),
    ],
    body: [
      h(
        'main',
        null,
        h('p', null, h('a', { href: `../${slug}` }, texts.back)),
        h('h1', null, texts.title),
        h('p', { class: 'question' }, question),
        h('p', { class: 'quiet' }, texts.lead),
        countsSection(report, isFinal, texts),
        sensitivitySection(report.sensitivity, topSize, texts),
        cohortsSection(report, isFinal, texts),
        vouchedSection(report, texts),
        rulesSection(report, texts),
        chainSection(report, texts),
        h(
          'section',
          null,
          h('h2', null, texts.notStopped),
          texts.notStoppedText.map((text) => h('p', null, text)),
        ),
        h('p', null, h('a', { href: `../../v1/consultations/${slug}/integrity` }, texts.asJson)),
      ),
    ],
  })
}
