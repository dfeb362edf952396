//! What an entry of `[[parity.expect]]` says that a side has: its value, or a digest where that is long.

use sha2::{Digest, Sha256};

use super::both::{Both, Which};
use super::{Consequence, Difference, Form, Level};

/// Values of more characters are pinned by their digest: nobody would read them in a configuration.
const MAX_VALUE: usize = 60;

/// What a digest begins with.
const DIGEST: &str = "digest:";

/// How many bytes of a digest are written.
const DIGEST_BYTES: usize = 8;

/// What differs, as a pin sees it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pinned<'d> {
    pub(super) shown: &'d Both<Option<String>>,
    /// What makes a difference of which the values shown are only a part: a document in which several parts differ.
    pub(super) parts: &'d [Consequence],
}

impl Difference {
    /// What pins a side to what it has now. `None` where that it is there is all there is to say.
    pub fn pin(&self, which: Which) -> Option<String> {
        match self.form {
            Form::Only(own) if own != which || self.level == Level::Inventory => None,
            _ => self.pinned().pin(which),
        }
    }

    pub(super) fn pinned(&self) -> Pinned<'_> {
        let is_document = ["resource.", "data.", "file:"]
            .iter()
            .any(|prefix| self.path.starts_with(prefix));
        let has_nothing = self.shown.reference.is_none() && self.shown.other.is_none();
        let has_parts = self.form == Form::Different && (is_document || has_nothing);
        Pinned {
            shown: &self.shown,
            parts: if has_parts { &self.follows } else { &[] },
        }
    }
}

impl Pinned<'_> {
    fn pin(&self, which: Which) -> Option<String> {
        if !self.parts.is_empty() {
            return Some(self.digest(which));
        }
        match self.shown.get(which).as_deref() {
            Some(text) if text.chars().count() > MAX_VALUE || text.contains('…') => {
                Some(self.digest(which))
            }
            Some(text) => Some(text.to_owned()),
            None if self.shown.get(which.opposite()).is_some() => Some("null".to_owned()),
            None => None,
        }
    }

    /// The same for all that a side has, and another as soon as anything of it changes.
    fn digest(&self, which: Which) -> String {
        let mut hash = Sha256::new();
        let mut add = |text: Option<&str>| {
            let text = text.map_or("-".to_owned(), |text| format!("={text}"));
            hash.update(text.len().to_le_bytes());
            hash.update(text);
        };
        add(self.shown.get(which).as_deref());
        for part in self.parts {
            add(Some(&part.stack));
            add(Some(&part.path));
            add(part.shown.get(which).as_deref());
        }
        let bytes = hash.finalize();
        let bytes = bytes.iter().take(DIGEST_BYTES);
        let hex: String = bytes.map(|byte| format!("{byte:02x}")).collect();
        format!("{DIGEST}{hex}")
    }

    /// Whether a side has what an entry says.
    pub(super) fn is_met(&self, which: Which, pin: &str) -> bool {
        let shown = self.shown.get(which).as_deref();
        is_value(pin, shown) || (pin.starts_with(DIGEST) && pin == self.digest(which))
    }
}

/// Whether a pinned value is the one that is shown. What is not there is `null`.
fn is_value(pin: &str, shown: Option<&str>) -> bool {
    let Some(shown) = shown else {
        return pin == "null";
    };
    let inner = shown
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    let number = |text: &str| text.parse::<f64>().ok();
    let is_number = || {
        let (pin, shown) = (number(pin), number(shown));
        pin.is_some() && pin.map(f64::to_bits) == shown.map(f64::to_bits)
    };
    pin == shown || inner == Some(pin) || is_number()
}

#[cfg(test)]
mod tests {
    use super::Pinned;
    use crate::parity::{Both, Consequence, Which};

    fn both(reference: &str, other: &str) -> Both<Option<String>> {
        Both::new(reference, other).map(|text| (!text.is_empty()).then(|| (*text).to_owned()))
    }

    fn part(path: &str, reference: &str, other: &str) -> Consequence {
        Consequence {
            stack: "us-east-1/app".to_owned(),
            path: path.to_owned(),
            shown: both(reference, other),
        }
    }

    #[test]
    fn a_short_value_pins_itself_and_nothing_pins_null() {
        let shown = both("\"a\"", "");
        let pinned = Pinned {
            shown: &shown,
            parts: &[],
        };
        assert_eq!(pinned.pin(Which::Reference).unwrap(), "\"a\"");
        assert_eq!(pinned.pin(Which::Other).unwrap(), "null");
        assert!(pinned.is_met(Which::Reference, "a") && pinned.is_met(Which::Other, "null"));
        assert!(!pinned.is_met(Which::Reference, "b") && !pinned.is_met(Which::Reference, "null"));
    }

    #[test]
    fn a_long_value_is_pinned_by_a_digest_that_changes_with_it() {
        let (left, right) = ("x".repeat(100), "y".repeat(100));
        let shown = both(&left, &right);
        let pinned = Pinned {
            shown: &shown,
            parts: &[],
        };
        for (which, text) in [(Which::Reference, &left), (Which::Other, &right)] {
            let pin = pinned.pin(which).unwrap();
            assert!(pin.starts_with("digest:") && pin.len() == 23, "{pin}");
            assert!(pinned.is_met(which, &pin) && pinned.is_met(which, text));
            assert!(!pinned.is_met(which.opposite(), &pin));
            let changed = both(&format!("{left}!"), &format!("{right}!"));
            let changed = Pinned {
                shown: &changed,
                parts: &[],
            };
            assert!(!changed.is_met(which, &pin));
        }
    }

    #[test]
    fn each_part_of_a_document_counts() {
        let shown = both("\"s3:GetObject\"", "\"s3:PutObject\"");
        let parts = [part("resource.aws_iam_policy.a.policy", "", "\"s3:*\"")];
        let pinned = Pinned {
            shown: &shown,
            parts: &parts,
        };
        let pins = Both::of(|which| pinned.pin(which).unwrap());
        for other in [
            vec![],
            vec![part("resource.aws_iam_policy.b.policy", "", "\"s3:*\"")],
            vec![part("resource.aws_iam_policy.a.policy", "", "\"*\"")],
        ] {
            let changed = Pinned {
                shown: &shown,
                parts: &other,
            };
            assert!(!changed.is_met(Which::Other, &pins.other), "{other:?}");
        }
        assert!(pinned.is_met(Which::Reference, &pins.reference));
    }
}
