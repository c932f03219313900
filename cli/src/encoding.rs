//! Which characters the bytes of a file stand for. The page decides the same way (`www/points/encoding.ts`), and both are
//! tested with the files of `tests/tables/`.

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A mark of the byte order decides; else what is UTF-8, UTF-16 or GB18030 without a fault is that, and everything else
/// Windows-1252, of which Latin-1 is a part. Nothing for what is no text.
pub fn decode(bytes: &[u8]) -> Option<String> {
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or_else(|| (guess(bytes), 0));
    let bytes = bytes.get(mark..).unwrap_or_default();
    let (text, has_faults) = encoding.decode_without_bom_handling(bytes);
    (!has_faults && !text.contains('\0')).then(|| text.into_owned())
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let reads = |encoding: &'static Encoding| {
        encoding
            .decode_without_bom_handling_and_without_replacement(bytes)
            .is_some()
    };
    let zeros = |parity: usize| {
        let places = bytes.iter().skip(parity).step_by(2);
        places.filter(|byte| **byte == 0).count()
    };
    // In UTF-16 the upper byte of digits and separators is 0.
    match (zeros(0), zeros(1)) {
        (0, 0) if reads(UTF_8) => UTF_8,
        (0, 0) if is_chinese(bytes) && reads(GB18030) => GB18030,
        (even, odd) if odd > 4 * even => UTF_16LE,
        (even, odd) if even > 4 * odd => UTF_16BE,
        _ => WINDOWS_1252,
    }
}

/// Whether bytes above 127 come as in Chinese rather than as in European words: in twos, and not as a single two inside of
/// a word.
fn is_chinese(bytes: &[u8]) -> bool {
    let mut balance = 0_i64;
    let mut rest = bytes;
    while let Some(start) = rest.iter().position(|byte| !byte.is_ascii()) {
        let (before, from_here) = rest.split_at(start);
        let run = from_here.iter().take_while(|byte| !byte.is_ascii()).count();
        let after = &from_here[run..];
        let is_letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphabetic);
        let is_in_word = is_letter(before.last()) && is_letter(after.first());
        let is_in_twos = run % 2 == 0 && (run > 2 || !is_in_word);
        balance += if is_in_twos {
            run as i64
        } else {
            -(run as i64)
        };
        rest = after;
    }
    balance > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_told_apart() {
        let utf_16 = |text: &str, to_bytes: fn(u16) -> [u8; 2]| {
            text.encode_utf16().flat_map(to_bytes).collect::<Vec<_>>()
        };
        let with = |encoding: &'static Encoding, text: &str| encoding.encode(text).0.into_owned();
        for text in [
            "",
            "x;y\n1,5;2\n",
            "名称,x坐标,y坐标\n甲,1,2\n",
            "序号\t横\t纵\n1\t0.5\t1\n",
            "Größe;Länge\n1;2\n",
            "été,être,naïve\n1,2,3\n",
            "x,y\n1,−2\n",
        ] {
            assert_eq!(decode(text.as_bytes()).as_deref(), Some(text));
            assert_eq!(
                decode(&[b"\xef\xbb\xbf", text.as_bytes()].concat()).as_deref(),
                Some(text)
            );
            for (mark, to_bytes) in [
                (b"\xff\xfe", u16::to_le_bytes as fn(u16) -> [u8; 2]),
                (b"\xfe\xff", u16::to_be_bytes),
            ] {
                let bytes = utf_16(text, to_bytes);
                assert_eq!(decode(&[&mark[..], &bytes].concat()).as_deref(), Some(text));
                assert_eq!(decode(&bytes).as_deref(), Some(text), "without a mark");
            }
            // A sign that takes four bytes is not told from European letters.
            if !text.contains(['é', 'ö', '−']) {
                assert_eq!(decode(&with(GB18030, text)).as_deref(), Some(text));
            }
            if text.is_ascii() || text.contains(['é', 'ö']) {
                assert_eq!(decode(&with(WINDOWS_1252, text)).as_deref(), Some(text));
            }
        }
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for bytes in [
            &b"PK\x03\x04\x14\0\0\0\x08\0abc"[..],
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
            b"1,2\0\0\x003,4",
            b"\xff\xfe1\0,",
        ] {
            assert_eq!(decode(bytes), None, "{bytes:?}");
        }
    }
}
