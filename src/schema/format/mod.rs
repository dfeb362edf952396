//! The form in which schemas are kept: every distinct name, type and block of a provider once.
//!
//! A file is the mark, a checksum of what follows (8 bytes, least first), and the body. In the body a number is
//! LEB128, 7 bits a byte with the least first, at most 32 bits; a text is its length in bytes and its bytes.
//!
//! ```text
//! body      = address:text version:text names types blocks provider directory directory directory
//! names     = count, the length of each, then all of them as one text; in ascending order of their bytes
//! types     = count, then each: 0 dynamic, 1 bool, 2 number, 3 string, 4 list TYPE, 5 set TYPE, 6 map TYPE,
//!             7 tuple count TYPE…, 8 object count (NAME * 2 + is optional, TYPE)…
//! blocks    = count, then each: is deprecated, count (NAME, TYPE, flags)…, count (NAME, nesting, min, max, BLOCK)…
//! provider  = BLOCK + 1; 0 where the provider takes no settings
//! directory = count (NAME, BLOCK)…: resources, then data sources, then ephemeral resources
//! ```
//!
//! TYPE and BLOCK point backwards only, so nothing holds itself. NAMEs ascend within a list. A `max` of 0 is no limit.

mod read;
mod write;

pub(super) use read::{Directory, Tables, TypeRow, read};
pub(super) use write::Writer;

/// How every file begins. The last byte is the version of the form.
pub(super) const MARK: [u8; 8] = *b"iaclint\x01";

/// The largest file that is read. That of the AWS provider, the largest known, has half a megabyte.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;

/// The largest number of names, types, blocks, attributes or nested blocks in one file.
const MAX_ROWS: usize = 1_000_000;

/// The largest number of attributes and blocks that one resource may have when everything it shares is written
/// out; `aws_wafv2_web_acl`, the largest known, has about 40,000.
const MAX_EXPANDED: u32 = 1_000_000;

/// How deep blocks and types may be nested, together.
const MAX_DEPTH: u32 = 100;

/// Whether a text can be a provider's version: it is shown to people, so it holds nothing that could deceive them.
pub fn is_version(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+');
    text.starts_with(|c: char| c.is_ascii_digit()) && text.len() <= 100 && text.chars().all(fits)
}

/// A checksum that tells a damaged file, not a forged one: FNV-1a over words of 8 bytes in place of bytes.
pub(super) fn checksum(body: &[u8]) -> u64 {
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let mut sum: u64 = 0xcbf2_9ce4_8422_2325 ^ body.len() as u64;
    for chunk in body.chunks(8) {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        sum = (sum ^ u64::from_le_bytes(word)).wrapping_mul(PRIME);
        sum ^= sum >> 32;
    }
    sum
}
