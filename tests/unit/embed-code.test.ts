import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Embedding, embedCode, heightOf } from '../../api/src/pages/embed-code.ts'
import { LANGUAGES } from '../../api/src/pages/languages.ts'

const EMBEDDING: Embedding = {
  publicUrl: 'https://unisson.example',
  script: 'embed.js',
  slug: 'territoires',
  language: 'fr',
  lang: '',
  publisherKey: 'pub_journal',
  channel: '',
  theme: 'auto',
  layout: 'card',
  proposal: '',
  view: '',
  usual: 'fr',
}

describe('the code to embed a consultation', () => {
  it('is an element whose place is held, with a link for readers without JavaScript, and the script', () => {
    expect(embedCode(EMBEDDING).element).toBe(
      [
        '<unisson-consultation consultation="territoires" publisher="pub_journal" lang="fr">',
        '  <svg width="100%" height="352" aria-hidden="true"></svg><a href="https://unisson.example/c/territoires?publisher=pub_journal">Donner mon avis</a>',
        '</unisson-consultation>',
        '<script async src="https://unisson.example/embed.js"></script>',
      ].join('\n'),
    )
  })

  it('is one script for content systems that take nothing else', () => {
    expect(embedCode({ ...EMBEDDING, layout: 'compact', theme: 'dark' }).script).toBe(
      '<script async src="https://unisson.example/embed.js" data-consultation="territoires" data-publisher="pub_journal" data-lang="fr" data-theme="dark" data-layout="compact"></script>',
    )
  })

  it('is a frame, high enough for the narrowest column, that may tell us the address of the article', () => {
    expect(embedCode({ ...EMBEDDING, theme: 'dark' }).iframe).toBe(
      '<iframe src="https://unisson.example/c/territoires/frame?publisher=pub_journal&amp;theme=dark" width="100%" height="420" title="Donner mon avis" style="border:0;display:block" loading="lazy" referrerpolicy="no-referrer-when-downgrade"></iframe>',
    )
  })

  it('calls a frame of results by what is in it', () => {
    const { iframe } = embedCode({ ...EMBEDDING, view: 'consensus' })
    expect(iframe).toContain('title="Lire les résultats"')
    expect(iframe).not.toContain('Donner mon avis')
  })

  it('names the languages of the interface that may be asked for, that of the consultation first', () => {
    const { languages } = embedCode({ ...EMBEDDING, usual: 'pl' })
    expect(languages.slice(0, 2)).toEqual(['pl', 'ar'])
    expect(languages.toSorted()).toEqual(LANGUAGES)
  })

  it('says the channel in every form', () => {
    const code = embedCode({ ...EMBEDDING, channel: 'newsletter' })
    expect(code.element).toContain('channel="newsletter"')
    expect(code.script).toContain('data-channel="newsletter"')
    for (const address of [code.link, code.frame, code.code])
      expect(new URL(address).searchParams.get('channel')).toBe('newsletter')
  })

  it('holds the place that the layout and the width need', () => {
    expect([heightOf('card', 479), heightOf('card', 480), heightOf('card')]).toEqual([420, 352, 420])
    expect([heightOf('compact', 320), heightOf('compact')]).toEqual([200, 200])
  })

  it('keeps any name inside its attribute', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (publisherKey, channel) => {
        const { element, script, iframe } = embedCode({ ...EMBEDDING, publisherKey, channel })
        for (const html of [element, script, iframe]) {
          const outside = html.replaceAll(/"[^"]*"/g, '""')
          expect(outside).not.toMatch(/[<>](?![a-z/]|$|\s|Donner|<)/)
          expect(html.split('"').length % 2).toBe(1)
        }
      }),
    )
  })
})
