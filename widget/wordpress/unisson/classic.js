// The button of the Classic Editor: asks for the name of the consultation and writes the shortcode.
function addButton(editor) {
  const texts = editor.getParam('unisson_texts')
  const list = (name, values) => ({
    type: 'listbox',
    name,
    label: texts[name === 'theme' ? 'colours' : 'shape'],
    values: values.map((value) => ({ text: texts[value], value })),
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
          list('theme', ['auto', 'light', 'dark']),
          list('layout', ['card', 'compact']),
        ],
        onsubmit: ({ data: { consultation, theme, layout } }) => {
          const slug = consultation
            .trim()
            .replace(/^.*\/c\//, '')
            .replace(/[^a-z0-9-].*$/, '')
          if (slug)
            editor.insertContent(`[unisson consultation="${slug}" theme="${theme}" layout="${layout}"]`)
        },
      }),
  })
}

// TinyMCE calls it with `new`, which an arrow function does not bear.
window.tinymce.PluginManager.add('unisson', addButton)
