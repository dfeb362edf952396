//! Ports as intervals: what one set of them has and another has not.

use crate::aws::reach::Ports;

/// The same ports in as few intervals as there can be, in order.
pub(super) fn merged(mut ports: Vec<Ports>) -> Vec<Ports> {
    ports.sort_unstable();
    let mut merged: Vec<Ports> = Vec::new();
    for next in ports {
        match merged.last_mut() {
            Some(last) if next.first <= last.last.saturating_add(1) => {
                last.last = last.last.max(next.last);
            }
            _ => merged.push(next),
        }
    }
    merged
}

/// What is in the first and not in the second; both are merged.
pub(super) fn without(ports: &[Ports], others: &[Ports]) -> Vec<Ports> {
    let mut left = Vec::new();
    for one in ports {
        let mut first = one.first;
        for other in others {
            if other.last < first || other.first > one.last {
                continue;
            }
            if other.first > first {
                let last = other.first - 1;
                left.push(Ports { first, last });
            }
            first = other.last.saturating_add(1);
        }
        if first <= one.last {
            let last = one.last;
            left.push(Ports { first, last });
        }
    }
    left
}

#[cfg(test)]
mod tests {
    use super::{Ports, merged, without};

    fn ports(pairs: &[(i64, i64)]) -> Vec<Ports> {
        let pairs = pairs.iter();
        pairs
            .map(|(first, last)| Ports {
                first: *first,
                last: *last,
            })
            .collect()
    }

    #[test]
    fn neighbours_are_one_interval() {
        assert_eq!(
            merged(ports(&[(81, 81), (80, 80), (443, 443)])),
            ports(&[(80, 81), (443, 443)])
        );
        assert_eq!(
            merged(ports(&[(0, 65_535), (22, 22)])),
            ports(&[(0, 65_535)])
        );
    }

    #[test]
    fn what_is_left_lies_around_what_is_taken() {
        assert_eq!(
            without(&ports(&[(1, 9)]), &ports(&[(3, 4), (7, 9)])),
            ports(&[(1, 2), (5, 6)])
        );
        assert_eq!(without(&ports(&[(1, 9)]), &ports(&[(0, 10)])), ports(&[]));
        assert_eq!(without(&ports(&[(1, 9)]), &[]), ports(&[(1, 9)]));
    }
}
