//! One range of addresses: `10.0.0.0/16`.

use std::fmt;
// Addresses only: what `core` has cannot reach a network.
use core::net::{Ipv4Addr, Ipv6Addr};

use super::integer::Integer;

/// An address with the number of leading bits that a range of addresses shares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Range {
    /// How many bits its addresses have: 32 or 128.
    pub(super) bits: u32,
    /// Its first address.
    pub(super) address: u128,
    /// How many bits all its addresses share.
    pub(super) prefix: u32,
}

/// What stands before an IPv4 address in an IPv6 one: `::ffff:0:0/96`.
const MAPPED: u128 = 0xffff_0000_0000;

/// The last IPv4 address in IPv6.
const MAPPED_LAST: u128 = 0xffff_ffff_ffff;

/// From here on a number is too large, whatever it is of.
const TOO_LARGE: u32 = 0x00ff_ffff;

impl Range {
    /// As Terraform reads one: zeros may lead any number, and what comes after the prefix is dropped.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (address, prefix) = text.split_once('/')?;
        let (bits, address) = match parse_ipv4(address) {
            Some(address) => (32, u128::from(u32::from(address))),
            None => (128, u128::from(parse_ipv6(address)?)),
        };
        let prefix = decimal(prefix).filter(|prefix| *prefix <= bits)?;
        Some(Self {
            bits,
            address: address & mask(bits, prefix),
            prefix,
        })
    }

    /// Whether its first address is an IPv4 one, if only inside of an IPv6 one.
    pub(super) fn is_ipv4(&self) -> bool {
        self.bits == 32 || is_mapped(self.address)
    }

    /// Whether Terraform's arithmetic goes astray at one of its subnets: on the way through what IPv6 has for IPv4 it
    /// takes addresses of 128 bits for such of 32.
    pub(super) fn is_odd(&self, subnet: &Range) -> bool {
        let shared = mask(self.bits, subnet.prefix.min(96));
        let touches = subnet.address & shared == MAPPED & shared;
        self.bits == 128 && (touches || self.address.wrapping_sub(1) == MAPPED_LAST)
    }

    /// The address of this number in it, from the end where the number is negative.
    pub(super) fn host(&self, number: Integer) -> Option<u128> {
        let last = !mask(self.bits, self.prefix) & mask(self.bits, self.bits);
        let number = match number {
            Integer::Negative(below) => Integer::Positive(last.checked_sub(below)?),
            other => other,
        };
        // Terraform looks at 64 bits, with their sign.
        let checked = number.lowest();
        if i64::try_from(checked).is_ok() && u128::from(checked) > last {
            return None;
        }
        // An IPv4 address inside of an IPv6 one counts as one of 32 bits, which puts the number in front of it.
        let shift = if self.is_ipv4() { self.bits - 32 } else { 0 };
        insert(self.bits, self.address, number, i64::from(shift))
    }

    /// The first address of a subnet by its number, where the prefix grows by `new_bits` to `prefix`.
    pub(super) fn subnet_address(
        &self,
        new_bits: i64,
        prefix: i64,
        number: Integer,
    ) -> Option<u128> {
        let last = match u32::try_from(new_bits) {
            Ok(bits) if bits < 64 => (1u64 << bits) - 1,
            _ => u64::MAX,
        };
        if number.lowest() > last {
            return None;
        }
        let shift = i64::from(self.bits).wrapping_sub(prefix);
        insert(self.bits, self.address, number, shift)
    }

    /// The next subnet with this prefix after `previous`, or the first one. `None` where there is no room for it, and,
    /// as Terraform has it, in any range that begins at the very first address.
    pub(super) fn subnet_after(&self, previous: Option<&Range>, prefix: u32) -> Option<Range> {
        if self.bits == 128 && self.is_ipv4() {
            return None;
        }
        let address = match previous {
            None => self.address,
            Some(previous) => {
                let last = previous.address | !mask(self.bits, previous.prefix);
                let last = last & mask(self.bits, self.bits);
                // Where all bits are set, it begins again at the first address.
                (last | !mask(self.bits, prefix)).wrapping_add(1)
            }
        };
        let address = address & mask(self.bits, prefix);
        let inside = address & mask(self.bits, self.prefix) == self.address;
        (inside && address != 0).then_some(Range {
            bits: self.bits,
            address,
            prefix,
        })
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let prefix = if self.bits == 128 && self.is_ipv4() {
            self.prefix.saturating_sub(96)
        } else {
            self.prefix
        };
        write!(f, "{}/{prefix}", show_address(self.bits, self.address))
    }
}

/// `address` with the bits of a number set in it, `shift` from its end. `None` where that has more bits than an address.
/// A negative number has endless leading bits set, and Terraform takes the sign away from what comes out.
fn insert(bits: u32, address: u128, number: Integer, shift: i64) -> Option<u128> {
    let value = match number {
        Integer::Positive(0) => address,
        Integer::Positive(value) => {
            let shift = u32::try_from(shift).ok()?;
            (value.leading_zeros() >= shift)
                .then(|| value.checked_shl(shift))?
                .map(|value| address | value)?
        }
        Integer::Negative(below) => {
            let shift = u32::try_from(shift).ok()?;
            let below = match shift {
                0..128 if below.leading_zeros() >= shift => below << shift | ((1 << shift) - 1),
                128 if below == 0 => u128::MAX,
                _ => return None,
            };
            (below & !address).checked_add(1)?
        }
        Integer::Huge => return None,
    };
    (value & !mask(bits, bits) == 0).then_some(value)
}

/// The bits that a prefix of this length covers.
pub(super) fn mask(bits: u32, prefix: u32) -> u128 {
    let all = u128::MAX >> (128 - bits);
    let free = bits.saturating_sub(prefix);
    match all.checked_shl(free) {
        Some(mask) => mask & all,
        None => 0,
    }
}

/// As Terraform writes an address: an IPv6 one in its short form, and one that holds an IPv4 address as that.
#[allow(
    clippy::cast_possible_truncation,
    reason = "an IPv4 address has 32 bits"
)]
pub(super) fn show_address(bits: u32, address: u128) -> String {
    if bits == 32 || is_mapped(address) {
        Ipv4Addr::from(address as u32).to_string()
    } else {
        Ipv6Addr::from(address).to_string()
    }
}

fn is_mapped(address: u128) -> bool {
    address & mask(128, 96) == MAPPED
}

fn decimal(text: &str) -> Option<u32> {
    digits(text, 10)
}

/// A number without a sign, with any number of leading zeros.
fn digits(text: &str, radix: u32) -> Option<u32> {
    if text.is_empty() {
        return None;
    }
    let mut value: u32 = 0;
    for c in text.chars() {
        value = value * radix + c.to_digit(radix)?;
        if value >= TOO_LARGE {
            return None;
        }
    }
    Some(value)
}

fn parse_ipv4(text: &str) -> Option<Ipv4Addr> {
    let mut parts = text.split('.');
    let mut octets = [0u8; 4];
    for octet in &mut octets {
        *octet = u8::try_from(decimal(parts.next()?)?).ok()?;
    }
    parts.next().is_none().then(|| Ipv4Addr::from(octets))
}

/// The standard library reads addresses in which no number has needless zeros, so these are taken away first.
fn parse_ipv6(text: &str) -> Option<Ipv6Addr> {
    let groups: Vec<&str> = text.split(':').collect();
    // More groups than an address can have.
    if groups.len() > 10 {
        return None;
    }
    let plain: Option<Vec<String>> = groups
        .iter()
        .map(|group| {
            if group.is_empty() {
                Some(String::new())
            } else if group.contains('.') {
                parse_ipv4(group).map(|address| address.to_string())
            } else {
                digits(group, 16).map(|value| format!("{value:x}"))
            }
        })
        .collect();
    plain?.join(":").parse().ok()
}
