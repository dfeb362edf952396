//! GitHub's own hash of a line, by which code scanning recognises an alert after lines have moved.
//!
//! The upload computes the same from the file and warns where a log says something else. The algorithm is that of
//! `fingerprints.ts` in github/codeql-action: over UTF-16 units, without spaces and tabs, with every line ending
//! as one line feed, a rolling hash of the 100 units from the line's beginning; then how many times it occurred.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::Text;

/// How many units one hash covers.
const BLOCK: usize = 100;

/// The base of the polynomial.
const BASE: u64 = 37;

/// The unit that stands for the end of the file; zeros follow it.
const END: u16 = 0xffff;

/// The `primaryLocationLineHash` of each of `lines` (from 1) of a file. A line ends at LF, CR LF or CR.
pub(super) fn line_hashes(text: &Text, lines: &BTreeSet<u32>) -> BTreeMap<u32, String> {
    let mut wanted: BTreeMap<u64, u32> = BTreeMap::new();
    each_line(text, |line, hash| {
        if lines.contains(&line) {
            wanted.insert(hash, 0);
        }
    });
    // Counted in a second pass, since remembering every line's hash would take more memory than the file.
    let mut hashes = BTreeMap::new();
    each_line(text, |line, hash| {
        if let Some(seen) = wanted.get_mut(&hash) {
            *seen += 1;
            if lines.contains(&line) {
                hashes.insert(line, format!("{hash:x}:{seen}"));
            }
        }
    });
    hashes
}

/// Calls `found` with the number and the hash of each line, in order.
fn each_line(text: &Text, mut found: impl FnMut(u32, u64)) {
    let highest = (1..BLOCK).fold(1_u64, |power, _| power.wrapping_mul(BASE));
    let mut block = [(0_u16, false); BLOCK];
    let (mut hash, mut read, mut line) = (0_u64, 0_usize, 0_u32);
    // Zeros push the last units through the block, so that a line is whole when its first unit leaves.
    let padding = std::iter::repeat_n((0, false), BLOCK);
    for (unit, begins) in units(text).chain(padding) {
        let slot = read % BLOCK;
        let (leaving, leaving_begins) = block[slot];
        if read >= BLOCK && leaving_begins {
            line += 1;
            found(line, hash);
        }
        let without = hash.wrapping_sub(u64::from(leaving).wrapping_mul(highest));
        hash = without.wrapping_mul(BASE).wrapping_add(u64::from(unit));
        block[slot] = (unit, begins);
        read += 1;
    }
}

/// The units that count, each with whether a line begins at it.
fn units(text: &Text) -> impl Iterator<Item = (u16, bool)> + '_ {
    let (mut at_start, mut after_return) = (true, false);
    let mark = text.byte_order_mark.then_some(0xfeff);
    let all = mark.into_iter().chain(text.content.encode_utf16());
    all.chain([END]).filter_map(move |unit| {
        let blank = unit == u16::from(b' ') || unit == u16::from(b'\t');
        if blank || (after_return && unit == u16::from(b'\n')) {
            after_return = false;
            return None;
        }
        after_return = unit == u16::from(b'\r');
        let unit = if after_return { u16::from(b'\n') } else { unit };
        let begins = at_start;
        at_start = unit == u16::from(b'\n');
        Some((unit, begins))
    })
}

#[cfg(test)]
mod tests {
    use super::line_hashes;
    use crate::source::Text;

    fn hashes(content: &str) -> Vec<String> {
        let text = Text::decode(content.as_bytes().to_vec());
        let lines = (1..=1_000).collect();
        line_hashes(&text, &lines).into_values().collect()
    }

    #[test]
    fn the_vectors_of_githubs_own_test_come_out() {
        assert_eq!(hashes(""), ["c129715d7a2bc9a3:1"]);
        let expected = [
            "271789c17abda88f:1",
            "54703d4cd895b18:1",
            "180aee12dab6264:1",
            "a23a3dc5e078b07b:1",
        ];
        assert_eq!(hashes(" a\nb\n  \t\tc\n d"), expected);
        let expected = [
            "a7f2ff13bc495cf2:1",
            "a7f2ff13bc495cf2:2",
            "a7f2ff13bc495cf2:3",
            "a7f2ff13bc495cf2:4",
            "a7f2ff13bc495cf2:5",
            "a7f2ff13bc495cf2:6",
            "a7f2ff1481e87703:1",
            "a9cf91f7bbf1862b:1",
            "55ec222b86bcae53:1",
            "cc97dc7b1d7d8f7b:1",
            "c129715d7a2bc9a3:1",
        ];
        let lorem = "Lorem ipsum dolor sit amet.\n".repeat(10);
        assert_eq!(hashes(&lorem), expected);
    }

    #[test]
    fn every_line_ending_counts_the_same() {
        let expected = hashes("a\nb\n\nc\n");
        assert_eq!(hashes("a\r\nb\r\n\r\nc\r\n"), expected);
        assert_eq!(hashes("a\rb\r\rc\r"), expected);
        assert_eq!(hashes(" a \nb\t\n\n\tc\n"), expected);
    }

    #[test]
    fn a_byte_order_mark_changes_the_first_line() {
        let plain = hashes("a\nb\n");
        let marked = hashes("\u{feff}a\nb\n");
        assert_ne!(plain[0], marked[0]);
        assert_eq!(plain[1..], marked[1..]);
    }
}
