//! Names of objects, in full or shortened.

/// The SHA-1 name of an object.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ObjectId(pub(super) [u8; 20]);

impl std::fmt::Debug for ObjectId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.hex())
    }
}

impl ObjectId {
    /// Forty hexadecimal digits.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let prefix = Prefix::parse(text)?;
        (prefix.digits == 40).then_some(Self(prefix.from))
    }

    /// Twenty bytes.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Some(Self(bytes.try_into().ok()?))
    }

    /// As git writes it.
    pub(crate) fn hex(self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// The beginning of an object's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Prefix {
    /// The first name that begins so: the digits, then zeros.
    pub(super) from: [u8; 20],
    digits: usize,
}

impl Prefix {
    /// 4 to 40 hexadecimal digits: git takes none shorter for the name of an object.
    pub(super) fn parse(text: &str) -> Option<Self> {
        if !(4..=40).contains(&text.len()) {
            return None;
        }
        let mut from = [0; 20];
        for (at, digit) in text.bytes().enumerate() {
            let digit = u8::try_from(char::from(digit).to_digit(16)?).ok()?;
            from[at / 2] |= if at % 2 == 0 { digit << 4 } else { digit };
        }
        Some(Self {
            from,
            digits: text.len(),
        })
    }

    /// Whether an object's name begins so.
    pub(super) fn fits(&self, id: ObjectId) -> bool {
        let whole = self.digits / 2;
        let is_half = self.digits % 2 == 1;
        id.0[..whole] == self.from[..whole] && (!is_half || id.0[whole] & 0xf0 == self.from[whole])
    }
}

#[cfg(test)]
mod tests {
    use super::{ObjectId, Prefix};

    #[test]
    fn shortened_names_fit_what_begins_with_them() {
        let id = ObjectId::parse("ce013625030ba8dba906f756967f9e9ca394464a").unwrap();
        let fits = |text: &str| Prefix::parse(text).is_some_and(|prefix| prefix.fits(id));
        assert!(fits("ce01") && fits("ce013") && fits("CE0136250") && fits(&id.hex()));
        assert!(!fits("ce02") && !fits("ce014") && !fits("ce0"));
        assert_eq!(Prefix::parse("v1.2"), None);
        assert_eq!(ObjectId::parse("ce01"), None);
    }
}
