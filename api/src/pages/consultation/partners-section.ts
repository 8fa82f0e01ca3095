import { type ComponentChild, h } from 'preact'
import type { PartnerRecord } from '../../store/partners.ts'
import { PARTNER_ROLES } from '../../wire/constants.ts'
import type { PageTexts } from './texts.ts'

function shown({ name, url, logo }: PartnerRecord): ComponentChild {
  const face = logo
    ? h('img', {
        src: `../images/${logo.id}`,
        alt: name,
        // Made for fine screens, at twice its size.
        width: Math.round(logo.width / 2),
        height: Math.round(logo.height / 2),
        loading: 'lazy',
      })
    : h('bdi', null, name)
  return h('li', null, url === null ? face : h('a', { href: url, rel: 'noopener' }, face))
}

/** Who stands behind the consultation, by role. */
export function partnersSection(partners: readonly PartnerRecord[], texts: PageTexts): ComponentChild {
  if (partners.length === 0) return null
  return h(
    'footer',
    { class: 'partners' },
    PARTNER_ROLES.filter((role) => partners.some((partner) => partner.role === role)).map((role) => [
      h('h2', null, texts.roles[role]),
      h('ul', null, partners.filter((partner) => partner.role === role).map(shown)),
    ]),
  )
}
