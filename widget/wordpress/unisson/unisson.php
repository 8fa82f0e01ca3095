<?php
/**
 * Plugin Name: Unisson
 * Description: Puts a consultation into an article: as a block, by a shortcode, or from a pasted link.
 * Version: 0.1.0
 * Requires at least: 5.8
 * Requires PHP: 7.4
 * License: MIT
 * Text Domain: unisson
 * Domain Path: /languages
 */

defined('ABSPATH') || exit;

/** Address of the Unisson server, which may be below a path, without a slash at its end; empty until somebody has set it. */
function unisson_host(): string {
	return untrailingslashit((string) get_option('unisson_host', ''));
}

function unisson_publisher(): string {
	return (string) get_option('unisson_publisher', '');
}

/** Name of the script, where the server gives it another one (SCRIPT_NAME). */
function unisson_script(): string {
	$name = (string) get_option('unisson_script', '');
	return $name === '' ? 'embed.js' : $name;
}

/** The script of the results: where the widget's has another name, its name begins with that. */
function unisson_results_script(): string {
	$name = unisson_script();
	return $name === 'embed.js' ? 'results.js' : substr($name, 0, -3) . '-results.js';
}

/** The part of the results that is wanted in place of the vote; empty: the vote. */
function unisson_view(array $attributes): string {
	$view = $attributes['view'] ?? '';
	return in_array($view, ['consensus', 'groups', 'proposal', 'action'], true) ? $view : '';
}

/** The element and its script, as the server's own page "what to paste" gives them. */
function unisson_render(array $attributes): string {
	$slug = (string) ($attributes['consultation'] ?? '');
	if (unisson_host() === '' || unisson_publisher() === '' || preg_match('/^[a-z0-9-]{1,64}$/', $slug) !== 1) {
		return '';
	}
	// WordPress writes pt_BR and de_DE_formal; the server takes the nearest language that it has.
	$language = implode('-', array_slice(explode('_', get_locale()), 0, 2));
	$layout = ($attributes['layout'] ?? '') === 'compact' ? 'compact' : 'card';
	$theme = in_array($attributes['theme'] ?? '', ['light', 'dark'], true) ? $attributes['theme'] : 'auto';
	$link = add_query_arg('publisher', rawurlencode(unisson_publisher()), unisson_host() . '/c/' . $slug);
	$asked = (string) ($attributes['proposal'] ?? '');
	$proposal = preg_match('/^[A-Za-z0-9_-]{12}$/', $asked) === 1 ? sprintf(' proposal="%s"', $asked) : '';
	$view = unisson_view($attributes);
	if ($view !== '') {
		return sprintf(
			'<unisson-results consultation="%s" publisher="%s" view="%s"%s lang="%s" theme="%s">'
				. '<svg width="100%%" height="352" aria-hidden="true"></svg><a href="%s">%s</a></unisson-results>%s',
			esc_attr($slug),
			esc_attr(unisson_publisher()),
			$view,
			$proposal,
			esc_attr($language),
			$theme,
			esc_url($link),
			esc_html__('Read the results', 'unisson'),
			wp_get_script_tag(['async' => true, 'src' => unisson_host() . '/' . unisson_results_script()])
		);
	}
	return sprintf(
		'<unisson-consultation consultation="%s" publisher="%s"%s lang="%s" theme="%s" layout="%s">'
			. '<svg width="100%%" height="%d" aria-hidden="true"></svg><a href="%s">%s</a></unisson-consultation>%s',
		esc_attr($slug),
		esc_attr(unisson_publisher()),
		$proposal,
		esc_attr($language),
		$theme,
		$layout,
		$layout === 'compact' ? 200 : 352,
		esc_url($link),
		esc_html__('Have my say', 'unisson'),
		// Each block brings it; a page loads it once, and it defines its element once.
		wp_get_script_tag(['async' => true, 'src' => unisson_host() . '/' . unisson_script()])
	);
}

/** What the editors say: the block and the button of the Classic Editor. */
function unisson_editor_texts(): array {
	return [
		'title' => __('Consultation', 'unisson'),
		'instructions' => __('The last part of its address: https://…/c/rural-life', 'unisson'),
		'name' => __('Name of the consultation', 'unisson'),
		'colours' => __('Colours', 'unisson'),
		'auto' => __('As the page', 'unisson'),
		'light' => __('Light', 'unisson'),
		'dark' => __('Dark', 'unisson'),
		'shape' => __('Shape', 'unisson'),
		'card' => __('Card', 'unisson'),
		'compact' => __('Compact', 'unisson'),
		'show' => __('What is shown', 'unisson'),
		'vote' => __('The vote', 'unisson'),
		'consensus' => __('Results: what most agree on', 'unisson'),
		'groups' => __('Results: what the groups of opinion have in common', 'unisson'),
		'oneResult' => __('Results: one proposal', 'unisson'),
		'action' => __('Results: what follows', 'unisson'),
		'proposal' => __('Id of a proposal (optional)', 'unisson'),
		'proposalHint' => __('The vote begins with it, or the result is its own.', 'unisson'),
	];
}

add_action('init', function (): void {
	load_plugin_textdomain('unisson', false, basename(__DIR__) . '/languages');
	register_block_type(__DIR__, ['render_callback' => 'unisson_render']);
	// The name that WordPress gives to the script of the block.
	wp_localize_script('unisson-consultation-editor-script', 'unissonTexts', unisson_editor_texts());
	// For the Classic Editor, which drops elements that it does not know: [unisson consultation="rural-life" layout="compact"].
	// Without any attribute WordPress hands over an empty text.
	add_shortcode('unisson', fn ($attributes): string => unisson_render((array) $attributes));
	// A link that stands alone on its line becomes the widget of this site. Without this, WordPress would find the
	// server by itself, but shut it into a sandbox where votes belong to no publisher.
	if (unisson_host() !== '') {
		$page = '#^' . preg_quote(unisson_host(), '#') . '/c/([a-z0-9-]+)/?(?:[?\#].*)?$#i';
		wp_embed_register_handler('unisson', $page, function (array $found): string {
			wp_parse_str((string) wp_parse_url($found[0], PHP_URL_QUERY), $asked);
			$proposal = is_string($asked['proposal'] ?? null) ? $asked['proposal'] : '';
			return unisson_render(['consultation' => strtolower($found[1]), 'proposal' => $proposal]);
		});
		// The editor shows what the server says of the link.
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

function unisson_clean_script($value): string {
	$name = trim((string) $value);
	return preg_match('/^[a-z0-9][a-z0-9_-]*\.js$/', $name) === 1 ? $name : '';
}

/** A button in the Classic Editor that asks for the name and writes the shortcode. */
add_action('admin_init', function (): void {
	if (!current_user_can('edit_posts') || get_user_option('rich_editing') !== 'true') {
		return;
	}
	add_filter('mce_external_plugins', function ($plugins) {
		$plugins['unisson'] = plugins_url('classic.js', __FILE__);
		return $plugins;
	});
	add_filter('mce_buttons', function ($buttons) {
		$buttons[] = 'unisson';
		return $buttons;
	});
	add_filter('tiny_mce_before_init', function ($settings) {
		$settings['unisson_texts'] = wp_json_encode(unisson_editor_texts());
		return $settings;
	});
});

/**
 * Asks the server about the settings, as a widget on this site would.
 *
 * @return array{0: 'success'|'warning'|'error', 1: string} How it went, and in words.
 */
function unisson_test(): array {
	if (unisson_host() === '' || unisson_publisher() === '') {
		return ['warning', __('Enter server and public key to begin.', 'unisson')];
	}
	// No consultation has this name: the answer says whether it was for that alone.
	$address = add_query_arg('publisher', rawurlencode(unisson_publisher()), unisson_host() . '/v1/embed/wordpress-test-0');
	$answer = wp_remote_get($address, ['timeout' => 5]);
	$problem = is_wp_error($answer) ? null : json_decode((string) wp_remote_retrieve_body($answer), true);
	$code = is_array($problem) ? basename((string) ($problem['type'] ?? '')) : '';
	if ($code === 'unknown-publisher') {
		return ['error', __('The server does not know this public key.', 'unisson')];
	}
	if ($code === 'publisher-disabled') {
		return ['error', __('The server has switched this public key off.', 'unisson')];
	}
	if ($code !== 'unknown-consultation') {
		return ['error', __('There is no Unisson server at this address, or it cannot be reached from here.', 'unisson')];
	}
	$listed = (string) wp_remote_retrieve_header($answer, 'unisson-origins');
	$site = wp_parse_url(home_url());
	$origin = $site['scheme'] . '://' . $site['host'] . (isset($site['port']) ? ':' . $site['port'] : '');
	if ($listed !== '' && !in_array($origin, explode(' ', $listed), true)) {
		/* translators: %s: address of this site */
		return ['error', sprintf(__('The server takes no votes from %s. Ask its team to add this origin.', 'unisson'), $origin)];
	}
	/* translators: %s: address of this site */
	return ['success', sprintf(__('The server takes votes from %s.', 'unisson'), $origin)];
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
	unisson_add_field('unisson_script', __('Name of the script (optional)', 'unisson'), 'embed.js', 'unisson_clean_script');
	unisson_add_field('unisson_publisher', __('Public key', 'unisson'), 'pub_…', 'unisson_clean_publisher');
});

add_action('admin_menu', function (): void {
	add_options_page('Unisson', 'Unisson', 'manage_options', 'unisson', function (): void {
		[$kind, $words] = unisson_test();
		echo '<div class="wrap"><h1>Unisson</h1>';
		printf('<div class="notice notice-%s"><p>%s</p></div>', esc_attr($kind), esc_html($words));
		echo '<form action="options.php" method="post">';
		settings_fields('unisson');
		do_settings_sections('unisson');
		submit_button();
		echo '</form></div>';
	});
});
