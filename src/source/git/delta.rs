//! Objects of a pack that are written as changes to another (git's `gitformat-pack`, "Deltified representation").

/// Applies `delta` to `base`. The result has at most `max` bytes.
///
/// Errors: the delta does not fit the base, is cut off, or makes something else than it says.
pub(super) fn apply(base: &[u8], delta: &[u8], max: u64) -> Result<Vec<u8>, String> {
    let mut at = 0;
    let base_size = size(delta, &mut at).ok_or_else(damaged)?;
    let result_size = size(delta, &mut at).ok_or_else(damaged)?;
    if base_size != base.len() as u64 || result_size > max {
        return Err(damaged());
    }
    let room = usize::try_from(result_size).map_err(|_| damaged())?;
    let mut result = Vec::with_capacity(room);
    while let Some(&code) = delta.get(at) {
        at += 1;
        let part = if code & 0x80 != 0 {
            let (start, length) = copied(code, delta, &mut at).ok_or_else(damaged)?;
            base.get(start..start.checked_add(length).ok_or_else(damaged)?)
        } else {
            let start = at;
            at += usize::from(code);
            // A length of nothing is kept for later versions of the format.
            (code != 0).then(|| delta.get(start..at)).flatten()
        };
        let part = part.ok_or_else(damaged)?;
        if result.len() + part.len() > room {
            return Err(damaged());
        }
        result.extend_from_slice(part);
    }
    if result.len() == room {
        Ok(result)
    } else {
        Err(damaged())
    }
}

/// Start and length of what is copied from the base. Each bit of `code` says that a byte of them follows.
fn copied(code: u8, delta: &[u8], at: &mut usize) -> Option<(usize, usize)> {
    let mut read = |bits: std::ops::Range<u32>| -> Option<usize> {
        let mut value = 0;
        for (place, bit) in bits.enumerate() {
            if code & (1 << bit) != 0 {
                value |= usize::from(*delta.get(*at)?) << (8 * place);
                *at += 1;
            }
        }
        Some(value)
    };
    let start = read(0..4)?;
    let length = read(4..7)?;
    Some((start, if length == 0 { 0x10000 } else { length }))
}

/// A size in groups of seven bits, the lowest first.
pub(super) fn size(bytes: &[u8], at: &mut usize) -> Option<u64> {
    let mut value = 0u64;
    for shift in (0..63).step_by(7) {
        let byte = *bytes.get(*at)?;
        *at += 1;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

fn damaged() -> String {
    "an object of a pack is damaged".to_owned()
}

#[cfg(test)]
mod tests {
    use super::{apply, size};

    #[test]
    fn a_delta_copies_from_its_base_and_inserts() {
        // 11 bytes become 14: copy 6 from 0, insert "big ", copy 4 from 6.
        let delta = b"\x0b\x0e\x90\x06\x04big \x91\x06\x04";
        assert_eq!(
            apply(b"hello world", delta, 100).unwrap(),
            b"hello big worl"
        );
    }

    #[test]
    fn a_delta_that_does_not_fit_is_an_error() {
        let base = b"hello world";
        for (what, delta) in [
            ("another base", &b"\x0a\x06\x90\x06"[..]),
            ("past the end of the base", b"\x0b\x0e\x90\x0e"),
            ("fewer bytes than said", b"\x0b\x0e\x90\x06"),
            ("more bytes than said", b"\x0b\x02\x90\x06"),
            ("the kept code", b"\x0b\x06\x00"),
            ("cut off in an insertion", b"\x0b\x06\x06big"),
            ("cut off in a copy", b"\x0b\x06\xff\x06"),
            (
                "a size without an end",
                b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff",
            ),
            ("nothing", b""),
        ] {
            assert!(apply(base, delta, 100).is_err(), "{what}");
        }
        let large = b"\x0b\x0e\x90\x06\x04big \x91\x06\x04";
        assert!(apply(base, large, 13).is_err(), "larger than allowed");
    }

    #[test]
    fn sizes_are_read_from_groups_of_seven_bits() {
        assert_eq!(size(b"\x95\x0a", &mut 0), Some(0x15 + (10 << 7)));
        assert_eq!(size(b"\x95", &mut 0), None);
    }
}
