#!/bin/sh
# Collects the sentences of the WordPress plugin and brings its translations up to date. Needs gettext.
set -eu
cd "$(dirname "$0")/../widget/wordpress/unisson"
xgettext --language=PHP --from-code=UTF-8 --keyword=__ --keyword=esc_html__ --add-comments=translators --no-location \
  --sort-output --package-name=Unisson --output=languages/unisson.pot unisson.php
sed -i '/^"POT-Creation-Date/d; s/CHARSET/UTF-8/' languages/unisson.pot
for file in languages/*.po; do
  msgmerge --quiet --update --backup=none --no-fuzzy-matching "$file" languages/unisson.pot
  msgfmt --check-format --statistics --output-file="${file%.po}.mo" "$file"
done
