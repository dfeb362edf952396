//! Ranges of addresses.

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::fmt;

/// The two families of addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// Such as `10.0.0.1`.
    V4,
    /// Such as `2001:db8::1`.
    V6,
}

/// The addresses that begin with the same bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Prefix {
    /// Their family.
    pub family: Family,
    /// Their first bits, at the high end; all others are zero.
    bits: u128,
    /// How many bits are the same.
    length: u8,
}

impl Prefix {
    /// All addresses of a family.
    pub fn everything(family: Family) -> Self {
        Self {
            family,
            bits: 0,
            length: 0,
        }
    }

    /// Reads `10.0.0.0/16` or `2001:db8::/32`. Bits behind the length are dropped, as AWS does.
    pub fn parse(text: &str) -> Option<Self> {
        let (address, length) = text.trim().split_once('/')?;
        let length: u8 = length.parse().ok()?;
        let (family, bits, most) = match address.parse().ok()? {
            IpAddr::V4(address) => (Family::V4, u128::from(address.to_bits()) << 96, 32),
            IpAddr::V6(address) => (Family::V6, address.to_bits(), 128),
        };
        if length > most {
            return None;
        }
        let shift = 128 - u32::from(length);
        let mask = u128::MAX.checked_shl(shift).unwrap_or(0);
        Some(Self {
            family,
            bits: bits & mask,
            length,
        })
    }

    /// Whether it is all addresses of its family.
    pub fn is_everything(self) -> bool {
        self.length == 0
    }

    /// Whether all of the other's addresses are among its own.
    pub fn holds(self, other: Self) -> bool {
        let shift = 128 - u32::from(self.length);
        let same = (self.bits ^ other.bits).checked_shr(shift).unwrap_or(0) == 0;
        self.family == other.family && self.length <= other.length && same
    }

    /// The range of this length that holds it; `None` where it is larger itself.
    pub fn widened(self, length: u8) -> Option<Self> {
        let mask = u128::MAX.checked_shl(128 - u32::from(length)).unwrap_or(0);
        (length <= self.length).then_some(Self {
            bits: self.bits & mask,
            length,
            ..self
        })
    }

    /// How many bits all of its addresses have in common.
    pub fn length(self) -> u8 {
        self.length
    }

    /// How far its first address lies behind that of a range that holds it; `None` where that does not.
    pub fn offset_in(self, outer: Self) -> Option<u128> {
        let shift = match self.family {
            Family::V4 => 96,
            Family::V6 => 0,
        };
        outer.holds(self).then(|| (self.bits - outer.bits) >> shift)
    }

    /// The first and the second half.
    fn halves(self) -> [Self; 2] {
        let length = self.length + 1;
        let first = Self { length, ..self };
        let bits = self.bits | 1 << (128 - u32::from(length));
        [first, Self { bits, ..first }]
    }
}

/// Whether every address of a family is in one of these ranges, such as `0.0.0.0/1` and `128.0.0.0/1`.
pub fn cover_everything(family: Family, ranges: &[Prefix]) -> bool {
    covers(Prefix::everything(family), ranges)
}

fn covers(whole: Prefix, ranges: &[Prefix]) -> bool {
    if ranges.iter().any(|range| range.holds(whole)) {
        return true;
    }
    // Only a half that has something in it can be covered, so this goes no deeper than the ranges are long.
    let inside: Vec<Prefix> = ranges
        .iter()
        .copied()
        .filter(|it| whole.holds(*it))
        .collect();
    inside.len() > 1 && whole.halves().into_iter().all(|half| covers(half, &inside))
}

impl fmt::Display for Prefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.family {
            Family::V4 => {
                let bits = u32::try_from(self.bits >> 96).unwrap_or_default();
                write!(f, "{}/{}", Ipv4Addr::from_bits(bits), self.length)
            }
            Family::V6 => write!(f, "{}/{}", Ipv6Addr::from_bits(self.bits), self.length),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Family, Prefix, cover_everything};

    fn read(texts: &[&str]) -> Vec<Prefix> {
        texts
            .iter()
            .map(|text| Prefix::parse(text).expect("a range"))
            .collect()
    }

    #[test]
    fn ranges_are_read_and_written() {
        for (text, expected) in [
            ("10.0.0.0/16", Some("10.0.0.0/16")),
            ("10.0.3.4/16", Some("10.0.0.0/16")),
            ("0.0.0.0/0", Some("0.0.0.0/0")),
            ("10.0.0.1/32", Some("10.0.0.1/32")),
            ("::/0", Some("::/0")),
            ("2001:db8::1/32", Some("2001:db8::/32")),
            ("10.0.0.0/33", None),
            ("10.0.0.0", None),
            ("everything", None),
        ] {
            let found = Prefix::parse(text).map(|range| range.to_string());
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn parts_that_make_up_everything_are_everything() {
        let v4 = |texts: &[&str]| cover_everything(Family::V4, &read(texts));
        assert!(v4(&["0.0.0.0/0"]));
        assert!(v4(&["128.0.0.0/1", "0.0.0.0/1"]));
        assert!(v4(&["0.0.0.0/2", "64.0.0.0/2", "128.0.0.0/1"]));
        assert!(!v4(&["0.0.0.0/1"]));
        assert!(!v4(&["0.0.0.0/1", "128.0.0.0/2"]));
        assert!(!v4(&["::/0"]));
        assert!(!v4(&[]));
        assert!(cover_everything(Family::V6, &read(&["::/1", "8000::/1"])));
    }
}
