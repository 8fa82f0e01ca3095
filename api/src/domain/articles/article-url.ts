import { LIMITS } from '../../wire/constants.ts'

/**
 * Query parameters that say by which link somebody came, never what is read. In small letters; they are matched in any
 * case. One list for all publishers; each may name exceptions.
 *
 * To bring it up to date: `npm pack tidy-url`, put in the names of the rule "Global" in its data/rules.js that no family
 * covers, and change the date. What a release adds or takes away changes which addresses are one article; stored articles
 * follow at the next start (jobs/article-addresses.ts).
 */
const TRACKING_PARAMETERS = {
  updatedOn: '2026-12-01',
  source: 'tidy-url 1.18.3 (MIT), rule "Global"; and our own',
  /** Every name that begins so. */
  families: 'utm_ mtm_ pk_ piwik_ matomo_ at_ hsa_ itm_ gad_ lmd_ sfmc_ ns_',
  fromTidyUrl: `
  __hsfp __hssc __hstc __s _hsenc _hsmi cmpid elq elqaid elqat elqcampaignid elqtrack elqtrackid fbclid
  ga_campaign ga_content ga_medium ga_place ga_source ga_term gclid gclsrc hsctatracking int_campaign
  int_cmp_creative int_cmp_id int_cmp_name int_content int_medium int_source mbid mc_cid mc_eid mkt_tok ncid
  oly_anon_id oly_enc_id rdt_cid vero_conv vero_id
  `,
  own: `
  __twitter_impression _branch_match_id _branch_referrer _bta_c _bta_tid _ga _gac _gid _gl _ke _kx _openstat
  actcampaigntype actid action_object_map action_ref_map action_type_map actsource amp_gsa amp_js_v amp_r aoh
  awc bsft_clkid bsft_eid bsft_mid bsft_uid cjevent cm_ite cm_lm cm_mmc cm_mmca1 cm_sp cmp_id cvid dclid dicbo
  dm_i ef_id email_hash epik fb_action_ids fb_action_types fb_comment_id fb_ref fb_source gbraid gcl_au gs_l
  guccounter guce_referrer guce_referrer_sig hmb_campaign hmb_medium hmb_source icid igsh igshid int_ref intcmp
  irclickid irgwc jsessionid kclickid li_fat_id m_i mc_tc mibextid midtoken mkwid ml_subscriber
  ml_subscriber_hash msclkid nb_klid nl_id nlid obclid oborigurl pcrid phpsessid plclid qclid rdid ref_src
  ref_url s_cid s_kwcid s_lc sc_campaign sc_channel sc_content sc_medium sc_source sccid scm sib_id smid smtyp
  soc_src soc_trk spm srsltid taboolaclickid tblci tduid trk trkcampaign trkemail trkinfo tt_content tt_medium
  ttclid twclid usqp ved vgo_ee vmcid wbclid wbraid wickedid wt.mc_id wt.z_mc wt_mc wt_zmc wtrid xhsshare xtnp
  xtor xtref xts yclid ysclid zanpid
  `,
} as const

const { families, fromTidyUrl, own } = TRACKING_PARAMETERS
const namesIn = (text: string): string[] => text.split(/\s+/).filter((name) => name !== '')
const FAMILIES = namesIn(families)
const NAMES: ReadonlySet<string> = new Set([...namesIn(fromTidyUrl), ...namesIn(own)])

/** Names the rules by which addresses are compared: to be raised with every change of them. */
export const ADDRESS_RULE = `1 ${TRACKING_PARAMETERS.updatedOn}`

/** What a publisher says of its own query parameters; names in small letters. */
export interface ParameterRules {
  /** They never tell one article from another, beside those of the list. */
  ignored: ReadonlySet<string>
  /** They do, though they are on the list. */
  kept: ReadonlySet<string>
}

const NO_RULES: ParameterRules = { ignored: new Set(), kept: new Set() }

/** Something that knows a publisher's origins. */
interface Origins {
  has(origin: string): boolean
}

/** Hosts of the same articles for other screens. */
const TWIN_HOST = /^(?:amp|m|mobile)\./
const AMP_VALUE = /^(?:|1|true|amp)$/i
const AMP_OUTPUT = /^(?:output|outputtype)$/
const ESCAPED = /%[\da-f]{2}/gi
const UNRESERVED = /[\w.~-]/

/** Letters need no escape, and escapes are in capitals (RFC 3986, 6.2.2). */
const plainly = (text: string): string =>
  text.replace(ESCAPED, (written) => {
    const letter = String.fromCharCode(Number.parseInt(written.slice(1), 16))
    return UNRESERVED.test(letter) ? letter : written.toUpperCase()
  })

/** A path without what comes and goes: session ids, doubled and last slashes, the name of a folder's page, AMP. */
const canonicalPath = (path: string): string =>
  plainly(path)
    .replace(/;jsessionid=[^/;]*/gi, '')
    .replace(/\/{2,}/g, '/')
    .replace(/\/(?:index\.html?)?$/i, '')
    // Only behind something: a page called "amp" at the top of a site is a page.
    .replace(/\/amp$/i, (amp: string, at: number) => (at === 0 ? amp : ''))
    .replace(/\.amp(?=\.html?$|$)/i, '')
    .replace(/(?<=\.html?)\.amp$/i, '')

/** Again and again, since one rule can bring out what another takes away, as can the URL itself: "/a/..amp" to "/a/.". */
function canonicalisePath(url: URL): void {
  let before: string
  do {
    before = url.pathname
    url.pathname = canonicalPath(before)
  } while (url.pathname !== before)
}

function isOfAmp(name: string, value: string): boolean {
  if (name === 'amp') return AMP_VALUE.test(value)
  return AMP_OUTPUT.test(name) && value.toLowerCase() === 'amp'
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function matters(pair: string, { ignored, kept }: ParameterRules): boolean {
  if (pair === '') return false
  const [written = '', value = ''] = pair.split('=', 2)
  const name = decoded(written).toLowerCase()
  if (kept.has(name)) return true
  return !(
    ignored.has(name) ||
    NAMES.has(name) ||
    FAMILIES.some((family) => name.startsWith(family)) ||
    isOfAmp(name, value)
  )
}

/** The pairs that matter, in one order, in the spelling of the address: URLSearchParams would encode them again. */
const canonicalQuery = (query: string, rules: ParameterRules): string =>
  plainly(query)
    .split('&')
    .filter((pair) => matters(pair, rules))
    .sort()
    .join('&')

/** Puts the main site in the place of its hosts for other screens, where the publisher has listed both. */
function leaveTwinHost(url: URL, origins: Origins): void {
  while (TWIN_HOST.test(url.hostname)) {
    const rest = url.hostname.replace(TWIN_HOST, '')
    const port = url.port === '' ? '' : `:${url.port}`
    const host = [`www.${rest}`, rest].find((one) => origins.has(`${url.protocol}//${one}${port}`))
    if (host === undefined) return
    url.hostname = host
  }
}

/**
 * The one address under which an article is counted; docs/embedding.md says by which rules. Null when the article is not
 * on one of the publisher's origins, so that nobody can fill its list with foreign pages, and of a bare origin: a home
 * page is no article.
 */
export function articleAddress(address: string, origins: Origins, rules = NO_RULES): string | null {
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  // A blob: address names, as its origin, the page that made it.
  if (!origins.has(url.origin) || url.protocol === 'blob:') return null
  leaveTwinHost(url, origins)
  url.hash = ''
  url.username = ''
  url.password = ''
  canonicalisePath(url)
  // With its question mark: without it, a first one of the query itself would be taken for it.
  const query = canonicalQuery(url.search.slice(1), rules)
  url.search = query === '' ? '' : `?${query}`
  if (url.pathname === '/' && url.search === '') return null
  return url.href.length > LIMITS.urlLength ? null : url.href
}
