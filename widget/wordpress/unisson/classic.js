// The button of the Classic Editor: asks for what the block asks for, and writes the shortcode.
function addButton(editor) {
  const texts = editor.getParam('unisson_texts')
  const list = (name, label, values) => ({
    type: 'listbox',
    name,
    label,
    values: values.map(([value, text]) => ({ value, text })),
  })
  editor.addButton('unisson', {
    text: texts.title,
    tooltip: texts.title,
    icon: false,
    onclick: () =>
      editor.windowManager.open({
        title: texts.title,
        body: [
          { type: 'textbox', name: 'consultation', label: texts.name, tooltip: texts.instructions },
          list('view', texts.show, [
            ['', texts.vote],
            ['consensus', texts.consensus],
            ['groups', texts.groups],
            ['proposal', texts.oneResult],
            ['action', texts.action],
          ]),
          { type: 'textbox', name: 'proposal', label: texts.proposal, tooltip: texts.proposalHint },
          list('theme', texts.colours, [
            ['auto', texts.auto],
            ['light', texts.light],
            ['dark', texts.dark],
          ]),
          list('layout', texts.shape, [
            ['card', texts.card],
            ['compact', texts.compact],
          ]),
        ],
        onsubmit: ({ data: { consultation, view, proposal, theme, layout } }) => {
          const slug = consultation
            .trim()
            .replace(/^.*\/c\//, '')
            .replace(/[^a-z0-9-].*$/, '')
          if (!slug) return
          const asked = /^[A-Za-z0-9_-]{12}$/.exec(proposal.trim())?.[0]
          const attributes = {
            consultation: slug,
            ...(view && { view }),
            ...(asked && { proposal: asked }),
            theme,
            // Results have one shape.
            ...(!view && { layout }),
          }
          const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`)
          editor.insertContent(`[unisson${written.join('')}]`)
        },
      }),
  })
}

// TinyMCE calls it with `new`, which an arrow function does not bear.
window.tinymce.PluginManager.add('unisson', addButton)
