// The block in the editor: what to show, and how. WordPress gives its own libraries as globals, so nothing is built.
;(({ blocks, blockEditor, components, element }, texts) => {
  const { createElement: h } = element

  const choice = (label, values, value, onChange) =>
    h(components.SelectControl, {
      label,
      value,
      options: values.map(([key, text]) => ({ value: key, label: text })),
      onChange,
    })

  blocks.registerBlockType('unisson/consultation', {
    edit: ({ attributes: { consultation, view, proposal, theme, layout }, setAttributes }) =>
      h(
        'div',
        blockEditor.useBlockProps(),
        h(
          components.Placeholder,
          {
            icon: 'megaphone',
            label: texts.title,
            instructions: texts.instructions,
          },
          h(components.TextControl, {
            label: texts.name,
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
            texts.show,
            [
              ['', texts.vote],
              ['consensus', texts.consensus],
              ['groups', texts.groups],
              ['proposal', texts.oneResult],
              ['action', texts.action],
            ],
            view,
            (value) => setAttributes({ view: value }),
          ),
          h(components.TextControl, {
            label: texts.proposal,
            help: texts.proposalHint,
            value: proposal,
            onChange: (text) => setAttributes({ proposal: text.trim() }),
          }),
          choice(
            texts.colours,
            [
              ['auto', texts.auto],
              ['light', texts.light],
              ['dark', texts.dark],
            ],
            theme,
            (value) => setAttributes({ theme: value }),
          ),
          choice(
            texts.shape,
            [
              ['card', texts.card],
              ['compact', texts.compact],
            ],
            layout,
            (value) => setAttributes({ layout: value }),
          ),
        ),
      ),
    // The server renders it, so that an article keeps nothing of us but a name.
    save: () => null,
  })
})(window.wp, window.unissonTexts)
