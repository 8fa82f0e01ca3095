<?php
/**
 * Plugin Name: Unisson
 * Description: Puts a consultation into an article: as a block, by a shortcode, or from a pasted link.
 * Version: 0.1.0
 * Requires at least: 5.8
 * Requires PHP: 7.4
 * License: MIT
 * Text Domain: unisson
 */

defined('ABSPATH') || exit;

/** Address of the Unisson server, which may be below a path, without a slash at its end; empty until somebody has set it. */
function unisson_host(): string {
	return untrailingslashit((string) get_option('unisson_host', ''));
}

function unisson_publisher(): string {
	return (string) get_option('unisson_publisher', '');
}

/** The element and its script, as the server's own page "what to paste" gives them. */
function unisson_render(array $attributes): string {
	$slug = (string) ($attributes['consultation'] ?? '');
	if (unisson_host() === '' || unisson_publisher() === '' || preg_match('/^[a-z0-9-]{1,64}$/', $slug) !== 1) {
		return '';
	}
	$language = strncmp(get_locale(), 'fr', 2) === 0 ? 'fr' : 'en';
	$layout = ($attributes['layout'] ?? '') === 'compact' ? 'compact' : 'card';
	$theme = in_array($attributes['theme'] ?? '', ['light', 'dark'], true) ? $attributes['theme'] : 'auto';
	$link = add_query_arg('publisher', rawurlencode(unisson_publisher()), unisson_host() . '/c/' . $slug);
	return sprintf(
		'<unisson-consultation consultation="%s" publisher="%s" lang="%s" theme="%s" layout="%s">'
			. '<svg width="100%%" height="%d" aria-hidden="true"></svg><a href="%s">%s</a></unisson-consultation>%s',
		esc_attr($slug),
		esc_attr(unisson_publisher()),
		$language,
		$theme,
		$layout,
		$layout === 'compact' ? 200 : 352,
		esc_url($link),
		$language === 'fr' ? 'Donner mon avis' : 'Have my say',
		// Each block brings it; a page loads it once, and it defines its element once.
		wp_get_script_tag(['async' => true, 'src' => unisson_host() . '/embed.js'])
	);
}

add_action('init', function (): void {
	register_block_type(__DIR__, ['render_callback' => 'unisson_render']);
	// For the Classic Editor, which drops elements that it does not know: [unisson consultation="rural-life" layout="compact"].
	// Without any attribute WordPress hands over an empty text.
	add_shortcode('unisson', fn ($attributes): string => unisson_render((array) $attributes));
	// A link that stands alone on its line becomes the widget. Without this, WordPress would find the server by
	// itself, but shut it into a sandbox where votes belong to no publisher.
	if (unisson_host() !== '') {
		wp_oembed_add_provider(unisson_host() . '/c/*', unisson_host() . '/v1/oembed');
	}
});

function unisson_clean_host($value): string {
	$host = untrailingslashit(esc_url_raw(trim((string) $value), ['https', 'http']));
	return preg_match('#^https?://[^/?\#]+(/[^?\#]*)?$#', $host) === 1 ? $host : '';
}

function unisson_clean_publisher($value): string {
	$key = trim((string) $value);
	return preg_match('/^[A-Za-z0-9_-]{1,64}$/', $key) === 1 ? $key : '';
}

/** One line of the settings page. */
function unisson_add_field(string $name, string $label, string $example, string $clean): void {
	register_setting('unisson', $name, ['type' => 'string', 'default' => '', 'sanitize_callback' => $clean]);
	add_settings_field(
		$name,
		esc_html($label),
		function () use ($name, $example): void {
			printf(
				'<input id="%1$s" name="%1$s" class="regular-text" value="%2$s" placeholder="%3$s">',
				esc_attr($name),
				esc_attr((string) get_option($name, '')),
				esc_attr($example)
			);
		},
		'unisson',
		'unisson',
		['label_for' => $name]
	);
}

add_action('admin_init', function (): void {
	add_settings_section('unisson', '', '__return_null', 'unisson');
	unisson_add_field('unisson_host', __('Server', 'unisson'), 'https://consultation.example.org', 'unisson_clean_host');
	unisson_add_field('unisson_publisher', __('Public key', 'unisson'), 'pub_…', 'unisson_clean_publisher');
});

add_action('admin_menu', function (): void {
	add_options_page('Unisson', 'Unisson', 'manage_options', 'unisson', function (): void {
		echo '<div class="wrap"><h1>Unisson</h1><form action="options.php" method="post">';
		settings_fields('unisson');
		do_settings_sections('unisson');
		submit_button();
		echo '</form></div>';
	});
});
