import type { Device } from './audience.ts'

/** Where something happened: on which part of a publisher's site, around which consultation. */
export interface Place {
  publisherId: string
  consultationId: string
  articleId: string | null
  channel: string | null
  section: string | null
  device: Device
  language: string
}
