//! `a=b&c=d`, percent-encoded, as it stands in the hash of a URL.

use super::ParamError;
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

/// What must not stand in a value as it is. Everything else stays readable: `start=-1.5,2`, `f=x^2+y^2`.
const RESERVED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'&')
    .add(b'<')
    .add(b'=')
    .add(b'>')
    .add(b'`')
    .add(b'\\');

/// No schema has as many parameters: what follows in a link is more of some mistake, and not worth a reader's time.
const MOST_PAIRS: usize = 400;

/// Splits and decodes a query. A leading `#` or `?` is allowed, empty pairs are skipped;
/// a pair without `=` or with broken encoding is refused.
pub fn split_pairs(query: &str) -> (Vec<(String, String)>, Vec<ParamError>) {
    let mut pairs = Vec::new();
    let mut errors = Vec::new();
    let query = query.trim();
    let query = query.strip_prefix(['#', '?']).unwrap_or(query);
    let pairs_of_text = query.split('&').filter(|pair| !pair.is_empty());
    for pair in pairs_of_text.take(MOST_PAIRS) {
        let decoded = pair
            .split_once('=')
            .and_then(|(id, text)| Some((decode(id)?, decode(text)?)));
        match decoded {
            Some(pair) => pairs.push(pair),
            None => errors.push(ParamError::new(
                "malformed_pair",
                [("got", pair.to_owned())],
            )),
        }
    }
    (pairs, errors)
}

/// Joins and encodes pairs: the inverse of [`split_pairs`].
pub fn join_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, String)>) -> String {
    let pairs = pairs
        .into_iter()
        .map(|(id, text)| format!("{id}={}", utf8_percent_encode(&text, RESERVED)));
    pairs.collect::<Vec<_>>().join("&")
}

fn decode(text: &str) -> Option<String> {
    Some(percent_decode_str(text).decode_utf8().ok()?.into_owned())
}
