<?php
// Vouches for a subscriber: makes the token that the page puts into `reader-token`. Needs PHP 8 with openssl, nothing else.
//
//   php reader-token.php subscriber-4711

function base64url(string $bytes): string
{
    return rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
}

/** openssl writes a signature as ASN.1; a JWS holds its two numbers, 32 bytes each. */
function rawSignature(string $asn1): string
{
    $length = ord($asn1[3]);
    $numbers = [substr($asn1, 4, $length), substr($asn1, 6 + $length)];
    $padded = array_map(fn ($number) => str_pad(ltrim($number, "\0"), 32, "\0", STR_PAD_LEFT), $numbers);
    return implode('', $padded);
}

function readerToken(string $subscriber): string
{
    // The same for a subscriber on all devices, and of no use to anybody else. Never the number of the subscriber itself.
    $pseudonym = base64url(hash_hmac('sha256', "unisson $subscriber", getenv('PSEUDONYM_SECRET'), true));
    $now = time();
    $parts = [
        ['alg' => 'ES256', 'kid' => getenv('READER_KEY_ID')],
        [
            'iss' => getenv('UNISSON_PUBLISHER'),
            'aud' => getenv('UNISSON_URL'),
            'sub' => $pseudonym,
            'iat' => $now,
            'exp' => $now + 300,
        ],
    ];
    $signed = implode('.', array_map(fn ($part) => base64url(json_encode($part)), $parts));
    $key = openssl_pkey_get_private('file://' . getenv('READER_KEY_FILE'));
    openssl_sign($signed, $asn1, $key, OPENSSL_ALGO_SHA256);
    return $signed . '.' . base64url(rawSignature($asn1));
}

if (isset($argv[1])) {
    echo readerToken($argv[1]), "\n";
}
