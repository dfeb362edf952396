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
            _ if unknown.is_never_null() => Some(Some(value)),
            _ => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::between;

    /// AWS provider's documentation of the data source `aws_acm_certificate`, and of `Filters` in the API of ACM.
    #[test]
    fn a_certificate_is_found_where_it_is_of_the_kind_that_is_looked_at() {
        let look = |resource: &str, data: &str| {
            let network = format!(
                "resource \"aws_acm_certificate\" \"c\" {{\n domain_name = \"example.com\"\n{resource}\n}}"
            );
            let app = format!(
                "data \"aws_acm_certificate\" \"it\" {{\n domain = \"example.com\"\n{data}\n}}\noutput \"found\" {{ value = data.aws_acm_certificate.it.arn }}"
            );
            between(&network, &app) == "<aws_acm_certificate.c.arn>"
        };
        let dns = "validation_method = \"DNS\"";
        let elliptic = "validation_method = \"DNS\"\n key_algorithm = \"EC_prime256v1\"";
        for (resource, data, is_found) in [
            (dns, "", true),
            (dns, "statuses = [\"ISSUED\"]", true),
            (dns, "statuses = [\"EXPIRED\"]", false),
            (dns, "types = [\"AMAZON_ISSUED\"]", true),
            (dns, "types = [\"IMPORTED\"]", false),
            (dns, "key_types = [\"RSA_4096\"]", false),
            (dns, "key_types = [\"RSA_2048\"]", true),
            (elliptic, "", false),
            (elliptic, "key_types = [\"EC_prime256v1\"]", true),
        ] {
            assert_eq!(look(resource, data), is_found, "{resource} {data}");
        }
    }
}
