//! `a=b&c=d`, percent-encoded, as it stands in the hash of a URL.

use super::ParamError;
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use std::borrow::Cow;

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

/// The pairs in a permalink, still encoded.
pub struct Link<'a> {
    /// As they stand in the link, `&` between them.
    pub pairs: Cow<'a, str>,
    /// They stand in the query of an address, where keys that mean nothing here are meant for others.
    pub in_query: bool,
}

impl<'a> Link<'a> {
    /// Reads pairs, a hash, a query, or a whole address, of which the hash counts, and the query where there is none.
    /// Programs that hand addresses on may have escaped it once or twice. `www/state.ts` reads alike.
    pub fn read(text: &'a str) -> Self {
        let text = text.trim();
        let (before, hash) = text.split_once('#').unwrap_or((text, ""));
        let (path, query) = match before.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (before, None),
        };
        let is_address = before.len() < text.len() || query.is_some();
        let (pairs, in_query) = if !is_address || (path.contains('=') && !path.contains(':')) {
            (text, false)
        } else if hash.is_empty() {
            (query.unwrap_or_default(), true)
        } else {
            (hash, false)
        };
        Self {
            pairs: unescaped(pairs),
            in_query,
        }
    }
}

fn unescaped(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    for _ in 0..2 {
        if !text.contains('=')
            && let Some(decoded) = decode(&text)
        {
            text = Cow::Owned(decoded);
        }
    }
    match text.strip_prefix("%23").or(text.strip_prefix('#')) {
        Some(rest) => Cow::Owned(rest.to_owned()),
        None => text,
    }
}

/// Splits and decodes a query. A leading `#` or `?` is allowed, empty pairs are skipped;
/// a pair without `=` or with broken encoding is refused.
pub fn split_pairs(query: &str) -> (Vec<(String, String)>, Vec<ParamError>) {
    let mut pairs = Vec::new();
    let mut errors = Vec::new();
    let query = query.trim();
    let query = query.strip_prefix(['#', '?']).unwrap_or(query);
    let pairs_of_text = query.split('&').filter(|pair| !pair.is_empty());
    for pair in pairs_of_text.take(MOST_PAIRS) {
        // As a link stands in the source of a page.
        let pair = pair.strip_prefix("amp;").unwrap_or(pair);
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
