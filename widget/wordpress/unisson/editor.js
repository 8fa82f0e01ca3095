// The block in the editor: what to show, and how. WordPress gives its own libraries as globals, so nothing is built.
;(({ blocks, blockEditor, components, element }) => {
  const { createElement: h } = element

  const choice = (label, values, value, onChange) =>
    h(components.SelectControl, {
      label,
      value,
      options: values.map(([key, text]) => ({ value: key, label: text })),
      onChange,
    })

  blocks.registerBlockType('unisson/consultation', {
    edit: ({ attributes: { consultation, theme, layout }, setAttributes }) =>
      h(
        'div',
        blockEditor.useBlockProps(),
        h(
          components.Placeholder,
          {
            icon: 'megaphone',
            label: 'Consultation',
            instructions: 'The last part of its address: https://…/c/rural-life',
          },
          h(components.TextControl, {
            label: 'Name of the consultation',
            value: consultation,
            placeholder: 'rural-life',
            onChange: (text) =>
              setAttributes({
                consultation: text
                  .trim()
                  .replace(/^.*\/c\//, '')
                  .replace(/[?#].*$/, ''),
              }),
          }),
          choice(
            'Colours',
            [
              ['auto', 'As the page'],
              ['light', 'Light'],
              ['dark', 'Dark'],
            ],
            theme,
            (value) => setAttributes({ theme: value }),
          ),
          choice(
            'Shape',
            [
              ['card', 'Card'],
              ['compact', 'Compact'],
            ],
            layout,
            (value) => setAttributes({ layout: value }),
          ),
        ),
      ),
    // The server renders it, so that an article keeps nothing of us but a name.
    save: () => null,
  })
})(window.wp)
