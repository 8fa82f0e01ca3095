import { type ComponentChild, h } from 'preact'
import { renderToStaticMarkup } from 'preact-render-to-string'
import { phaseAt, takesVotes } from '../domain/consultations/phases.ts'
import type { Translations } from '../domain/consultations/translations.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import type { AcceptedProposal } from '../store/proposals.ts'
import { VOTES } from '../wire/constants.ts'
import type { Vote } from '../wire/index.ts'
import { wantedLanguage } from './consultation-language.ts'
import { type Embedding, linkAddress } from './embed-code.ts'
import { wordsIn } from './languages.ts'
import type { Words } from './words.ts'

/** A proposal as a mail shows it. */
export interface MailedProposal {
  id: string
  text: string
  /** In which it is shown. */
  language?: string | undefined
}

const USUAL_NUMBER = 3

/** Those that were asked for, in their order; without a wish, those with most votes: they have been understood. */
function chosen(
  accepted: readonly AcceptedProposal[],
  ids: readonly string[] | undefined,
): AcceptedProposal[] {
  if (ids) return ids.flatMap((id) => accepted.find((one) => one.id === id) ?? [])
  const votes = ({ agree, disagree, neutral }: AcceptedProposal) => agree + disagree + neutral
  return accepted.toSorted((one, other) => votes(other) - votes(one)).slice(0, USUAL_NUMBER)
}

/** What goes into a newsletter, in the two forms that a mail has. */
export interface MailKit {
  html: string
  text: string
}

/** Width for which mail clients are made. */
const WIDTH = 600
const PICTURE_RATIO = 1200 / 630

// Each beside white, with more contrast than 4.5 to 1; mail clients know no custom property.
const COLOURS: Readonly<Record<Vote, string>> = { agree: '#1a7348', disagree: '#b3362b', neutral: '#595f69' }
const FONT = 'font-family:Georgia,"Times New Roman",serif;'
const SANS = 'font-family:Arial,Helvetica,sans-serif;'

/** Opens the page that is voted on without a script, with this vote prepared: one button there confirms it. */
function voteAddress(embedding: Embedding, proposal: string, vote: Vote) {
  const { publicUrl, slug, publisherKey, lang, channel } = embedding
  const language = lang === '' ? {} : { lang }
  const query = new URLSearchParams({ publisher: publisherKey, ...language, channel, proposal, vote })
  return `${publicUrl}/c/${slug}/vote?${query}`
}

/** In the mail's language and words. */
function pictureAddress({ publicUrl, slug, publisherKey, lang }: Embedding): string {
  const query = new URLSearchParams({ publisher: publisherKey, ...(lang === '' ? {} : { lang }) })
  return `${publicUrl}/c/${slug}/picture.png?${query}`
}

// Outlook draws with Word: tables for what stands where, and colours as attributes too.
const TABLE = { role: 'presentation', cellpadding: '0', cellspacing: '0', border: '0', width: '100%' }

const table = (style: string, ...rows: ComponentChild[]) =>
  h('table', { ...TABLE, style: `border-collapse:collapse;${style}` }, h('tbody', null, rows))

const row = (style: string, content: ComponentChild) => h('tr', null, h('td', { style }, content))

function choices(embedding: Embedding, { id }: MailedProposal, { say }: Words): ComponentChild {
  const cell = (vote: Vote) =>
    h(
      'td',
      { width: '33%', bgcolor: COLOURS[vote], align: 'center', style: `background:${COLOURS[vote]};` },
      h(
        'a',
        {
          href: voteAddress(embedding, id, vote),
          style: `${SANS}display:block;padding:12px 4px;font-size:14px;line-height:18px;font-weight:bold;color:#ffffff;text-decoration:none;`,
        },
        say(`widget.votes.${vote}`),
      ),
    )
  const gap = h('td', { width: '6', style: 'font-size:0;line-height:0;' }, ' ')
  return h(
    'table',
    { ...TABLE, style: 'border-collapse:collapse;table-layout:fixed;' },
    h('tbody', null, h('tr', null, cell('agree'), gap, cell('disagree'), gap, cell('neutral'))),
  )
}

/**
 * The block for a mail: the question, a picture, proposals with a link for each choice, and a link to all. Tables and
 * styles on each element, which all mail clients take; no script, no style sheet, nothing that counts who opens it.
 */
function mailKit(
  embedding: Embedding,
  consultation: Pick<ConsultationRecord, 'question' | 'language'>,
  proposals: readonly MailedProposal[],
  words: Words,
): MailKit {
  const { direction, say } = words
  const { question, language } = consultation
  const link = linkAddress(embedding)
  const picture = h('img', {
    src: pictureAddress(embedding),
    width: WIDTH,
    height: Math.round(WIDTH / PICTURE_RATIO),
    alt: question,
    style: 'display:block;width:100%;max-width:600px;height:auto;border:0;',
  })
  const body = h(
    'table',
    {
      ...TABLE,
      dir: direction,
      lang: embedding.language,
      bgcolor: '#ffffff',
      style: 'border-collapse:collapse;max-width:600px;margin:0 auto;background:#ffffff;',
    },
    h('tbody', null, [
      row('', h('a', { href: link, lang: language, style: 'display:block;' }, picture)),
      row(
        'padding:16px 12px 8px;',
        h(
          'h2',
          {
            lang: language,
            dir: 'auto',
            style: `${FONT}margin:0;font-size:22px;line-height:28px;color:#16181d;`,
          },
          question,
        ),
      ),
      ...proposals.map((proposal) =>
        row(
          'padding:8px 12px;',
          table(
            'border-top:1px solid #d7dae0;',
            row(
              'padding:12px 0 10px;',
              h(
                'p',
                {
                  lang: proposal.language,
                  dir: 'auto',
                  style: `${FONT}margin:0;font-size:17px;line-height:24px;color:#16181d;`,
                },
                proposal.text,
              ),
            ),
            row('', choices(embedding, proposal, words)),
          ),
        ),
      ),
      row(
        'padding:16px 12px 20px;',
        h(
          'a',
          { href: link, style: `${SANS}font-size:15px;line-height:20px;color:#16181d;` },
          say('page.haveMySay'),
        ),
      ),
    ]),
  )
  const lines = proposals.flatMap((proposal) => [
    proposal.text,
    ...VOTES.map((vote) => `  ${say(`widget.votes.${vote}`)}: ${voteAddress(embedding, proposal.id, vote)}`),
    '',
  ])
  return {
    html: renderToStaticMarkup(body),
    text: [question, '', ...lines, `${say('page.haveMySay')}: ${link}`, ''].join('\n'),
  }
}

/** In which channel its votes are counted, where no other was asked for. */
const CHANNEL = 'newsletter'

interface Sources {
  draws: { accepted(consultation: ConsultationRecord): Promise<readonly AcceptedProposal[]> }
  /** Of a consultation in one language there are none. */
  translations: { of(consultation: ConsultationRecord): Promise<Translations | undefined> }
  runtime: { now(): number }
}

/** The same for a consultation of now, with these proposals or those with most votes; undefined while it takes no votes, or has nothing to vote on. */
export async function mailKitOf(
  embedding: Embedding,
  consultation: ConsultationRecord,
  ids: readonly string[] | undefined,
  { draws, runtime, translations }: Sources,
): Promise<MailKit | undefined> {
  if (!takesVotes(phaseAt(consultation, runtime.now()))) return undefined
  const proposals = chosen(await draws.accepted(consultation), ids)
  if (proposals.length === 0) return undefined
  const all = { ...embedding, proposal: '', view: '' as const, channel: embedding.channel || CHANNEL }
  const known = await translations.of(consultation)
  const wanted = wantedLanguage(consultation, embedding.language)
  const mailed = proposals.map(({ id, text }) => ({
    id,
    language: consultation.language,
    ...(known?.shown(id, text, wanted) ?? { text }),
  }))
  const texts = known?.consultation(consultation, wanted) ?? consultation
  return mailKit(all, texts, mailed, wordsIn(embedding.language, embedding.own))
}
