//! Which certificates `aws_acm_certificate` looks at (the data source's documentation: `statuses`, `types` and
//! `key_types`).

use crate::eval::{Map, Shape, Value};
use crate::hcl::Block;

use super::super::ResourceInstance;

/// The kinds of keys that are looked at where `key_types` is not given (ACM API Reference, `Filters`).
const DEFAULT_KEYS: [&str; 2] = ["RSA_1024", "RSA_2048"];

/// The kind of key of a certificate that does not say one (`aws_acm_certificate`, `key_algorithm`).
const DEFAULT_KEY: &str = "RSA_2048";

/// Arguments that say which certificates are looked at.
pub(super) const ARGUMENTS: [&str; 3] = ["statuses", "types", "key_types"];

/// What certificates must be.
pub(super) struct Certificates {
    keys: Vec<String>,
    /// Any where this is `None`.
    types: Option<Vec<String>>,
}

impl Certificates {
    /// What a data source asks for; `None` where that is not known, or is none that is in use.
    pub(super) fn of(block: &Block, attributes: &Map) -> Option<Self> {
        let list = |name: &str| match block.body.attribute(name) {
            None => Some(None),
            Some(_) => {
                let given = attributes.get(name)?;
                if given.is_null() {
                    return Some(None);
                }
                let items = given.elements()?.iter();
                let texts = items.map(|item| item.as_str().map(str::to_owned));
                Some(Some(texts.collect::<Option<Vec<String>>>()?))
            }
        };
        let is_issued = list("statuses")?.is_none_or(|all| all.iter().any(|one| one == "ISSUED"));
        let keys = list("key_types")?;
        let keys = keys.unwrap_or_else(|| DEFAULT_KEYS.map(str::to_owned).to_vec());
        let types = list("types")?;
        is_issued.then_some(Self { keys, types })
    }

    /// Whether a certificate is one of these; `None` where that is not known.
    pub(super) fn hold(&self, certificate: &ResourceInstance) -> Option<bool> {
        let is_one_of = |all: &[String], text: &str| all.iter().any(|one| one == text);
        let key = match given(certificate, "key_algorithm")? {
            Some(key) => key.as_str()?,
            None => DEFAULT_KEY,
        };
        if !is_one_of(&self.keys, key) {
            return Some(false);
        }
        let Some(types) = &self.types else {
            return Some(true);
        };
        let is_imported = given(certificate, "private_key")?.is_some();
        let is_private = given(certificate, "certificate_authority_arn")?.is_some();
        let ty = match (is_imported, is_private) {
            (true, _) => "IMPORTED",
            (_, true) => "PRIVATE",
            _ => "AMAZON_ISSUED",
        };
        Some(is_one_of(types, ty))
    }
}

/// What a certificate's block gives for an argument, if it gives anything; `None` where it is not known whether it
/// does.
#[allow(
    clippy::option_option,
    reason = "an argument may not be given, and it may not be known whether it is"
)]
fn given<'c>(certificate: &'c ResourceInstance, name: &str) -> Option<Option<&'c Value>> {
    let Some(value) = certificate.value.get(name) else {
        return Some(None);
    };
    match value.as_unknown() {
        _ if value.is_null() => Some(None),
        None => Some(Some(value)),
        Some(unknown) => match &unknown.shape {
            // What only the provider sets is no argument.
            Shape::Symbol(symbol) if symbol.owner == certificate.owner => Some(None),
            _ if unknown.refinement.not_null => Some(Some(value)),
            _ => None,
        },
    }
}
