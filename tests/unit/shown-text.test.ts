import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { describe, expect, it } from 'vitest'
import { wordsIn } from '../../api/src/pages/languages.ts'
import { bylineOf } from '../../api/src/pages/shown-text.ts'

describe('who proposed', () => {
  it('is said as in the widget: an age is never a bare number', () => {
    const said = (name: string | null, age: number | null | undefined, language: string) =>
      renderToString(h('p', null, bylineOf(name, age, wordsIn(language))))
    expect(said('Ana', 34, 'fr')).toBe('<p><small><bdi>Ana</bdi>, 34\u00a0ans</small></p>')
    expect(said(null, 67, 'de')).toBe('<p><small>67\u00a0Jahre</small></p>')
    // Letters from left to right do not take the age to their side.
    expect(said('Sylvia', 21, 'ar')).toBe('<p><small><bdi>Sylvia</bdi>، العمر\u00a021</small></p>')
    expect(said('דנה', 21, 'he')).toMatch(/<bdi>דנה<\/bdi>, /)
    expect(said('Ana', undefined, 'fr')).toBe('<p><small><bdi>Ana</bdi></small></p>')
    expect(said(null, null, 'fr')).toBe('<p></p>')
  })
})
