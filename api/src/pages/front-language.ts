import { Negotiator } from '@fastify/accept-negotiator'
import type { FrontLanguage } from './front.ts'

const languages = new Negotiator({ supportedValues: ['fr', 'en'] })

/** The language of a page that belongs to no consultation: by the browser's, regions left aside; French where none is known. */
export const frontLanguage = (accepted = ''): FrontLanguage =>
  languages.negotiate(accepted.replace(/([a-z]{2})-\w+/gi, '$1').toLowerCase()) === 'en' ? 'en' : 'fr'
