<?php
// What the plugin takes from WordPress, as simple as it can be. Reads on its input what to call; prints what came of it.

define('ABSPATH', '/');
$asked = json_decode(stream_get_contents(STDIN), true);
$hooks = [];
$registered = ['block' => null, 'shortcode' => null, 'oembed' => null, 'settings' => [], 'scripts' => []];
$shortcodes = [];

function add_action(string $name, callable $does): void { $GLOBALS['hooks'][$name][] = $does; }
function add_filter(string $name, callable $does): void { $GLOBALS['hooks'][$name][] = $does; }
function do_hooks(string $name, $value = null) {
	foreach ($GLOBALS['hooks'][$name] ?? [] as $does) $value = $value === null ? $does() : $does($value);
	return $value;
}
function get_option(string $name, $default = false) { return $GLOBALS['asked']['options'][$name] ?? $default; }
function get_locale(): string { return $GLOBALS['asked']['locale'] ?? 'en_US'; }
function get_user_option(string $name): string { return 'true'; }
function current_user_can(string $what): bool { return true; }
function untrailingslashit(string $text): string { return rtrim($text, '/'); }
function esc_attr(string $text): string { return htmlspecialchars($text, ENT_QUOTES); }
function esc_html(string $text): string { return htmlspecialchars($text, ENT_QUOTES); }
function esc_url(string $text): string { return htmlspecialchars($text, ENT_QUOTES); }
function esc_url_raw(string $text, array $protocols): string {
	return in_array(parse_url($text, PHP_URL_SCHEME), $protocols, true) ? $text : '';
}
function __(string $text, string $domain): string { return $text; }
function esc_html__(string $text, string $domain): string { return esc_html($text); }
function add_query_arg(string $name, string $value, string $url): string { return "$url?$name=$value"; }
function wp_get_script_tag(array $attributes): string { return '<script async src="' . esc_attr($attributes['src']) . '"></script>'; }
function wp_json_encode($value): string { return json_encode($value); }
function wp_parse_url(string $url) { return parse_url($url); }
function home_url(): string { return 'https://journal.example/blog'; }
function plugins_url(string $path, string $file): string { return "https://journal.example/wp-content/plugins/unisson/$path"; }
function wp_remote_get(string $url, array $options) { return $GLOBALS['asked']['answer'] ?? null; }
function is_wp_error($answer): bool { return $answer === null; }
function wp_remote_retrieve_body($answer): string { return $answer['body']; }
function wp_remote_retrieve_header($answer, string $name): string { return $answer['origins'] ?? ''; }
function load_plugin_textdomain(string $domain, bool $no, string $folder): void { $GLOBALS['registered']['textDomain'] = $folder; }
function register_block_type(string $folder, array $options): void { $GLOBALS['registered']['block'] = $folder; }
function wp_localize_script(string $handle, string $name, array $texts): void { $GLOBALS['registered']['scripts'][] = $handle; }
function add_shortcode(string $name, callable $does): void {
	$GLOBALS['registered']['shortcode'] = $name;
	$GLOBALS['shortcodes'][$name] = $does;
}
function wp_embed_register_handler(string $name, string $pattern, callable $does): void {}
function wp_oembed_add_provider(string $pattern, string $address): void { $GLOBALS['registered']['oembed'] = $pattern; }
function add_settings_section(): void {}
function add_settings_field(): void {}
function add_options_page(): void {}
function register_setting(string $group, string $name, array $options): void { $GLOBALS['registered']['settings'][] = $name; }

require $argv[1] . '/unisson.php';
do_hooks('init');
do_hooks('admin_init');

[$name, $values] = [$asked['call'][0], array_slice($asked['call'], 1)];
if ($name === 'registered') {
	$registered['buttons'] = do_hooks('mce_buttons', ['bold']);
	echo json_encode($registered);
} else {
	echo json_encode($name === 'shortcode' ? $shortcodes['unisson'](...$values) : $name(...$values));
}
