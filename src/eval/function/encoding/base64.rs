//! Base64, as Go's standard encoding reads and writes it.

use data_encoding::BASE64;

use crate::types::Type;

use crate::eval::text::Text;
use crate::eval::unknown::{Encoding, Shape, Unknown};
use crate::eval::value::Value;

use super::super::{Environment, Failure};
use super::content::{Stop, encoded_or};

/// With padding, in one line.
pub(in crate::eval::function) fn encode(bytes: &[u8]) -> String {
    BASE64.encode(bytes)
}

/// The bytes; `None` for what is not base64. Padding is demanded, line breaks are skipped, and the bits that no byte
/// needs may have any value.
pub(in crate::eval::function) fn decode(text: &str) -> Option<Vec<u8>> {
    let mut specification = BASE64.specification();
    specification.check_trailing_bits = false;
    let encoding = specification.encoding().ok()?;
    let line = text.replace(['\r', '\n'], "");
    // Padding ends the text: what is decoded further on by other readers is refused by Go's.
    let is_one = !line.trim_end_matches('=').contains('=');
    is_one
        .then(|| encoding.decode(line.as_bytes()).ok())
        .flatten()
}

/// `base64encode`
pub(super) fn base64encode(
    environment: &Environment<'_>,
    given: &[Value],
) -> Result<Value, Failure> {
    let [value] = given else {
        return Err(Failure::new("one argument is needed"));
    };
    let text = match value.as_unknown() {
        Some(unknown) => Err(Stop::Unknown(unknown.clone())),
        None => {
            let text = value.as_str().unwrap_or_default();
            environment.spend(text.len().saturating_mul(2))?;
            Ok(Text::new(&encode(text.as_bytes())))
        }
    };
    encoded_or(Encoding::Base64, value, text, None)
}

/// `base64decode`
pub(super) fn base64decode(
    environment: &Environment<'_>,
    given: &[Value],
) -> Result<Value, Failure> {
    let [value] = given else {
        return Err(Failure::new("one argument is needed"));
    };
    if let Some(unknown) = value.as_unknown() {
        return Ok(match &unknown.shape {
            Shape::Encoded(Encoding::Base64, inner) => (**inner).clone(),
            _ => Unknown::derived(Type::String, [value]).not_null().into(),
        });
    }
    let text = value.as_str().unwrap_or_default();
    environment.spend(text.len())?;
    let bytes =
        decode(text).ok_or_else(|| Failure::of_argument(0, "the string is not valid base64"))?;
    let text = String::from_utf8(bytes).map_err(|_| {
        let message = "the bytes are not text in UTF-8, and Terraform's strings hold nothing else";
        Failure::of_argument(0, message)
    })?;
    Ok(Value::string(text))
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{call, error, text};
    use crate::eval::unknown::{Cause, Shape};
    use crate::eval::value::Value;
    use crate::types::Type;

    #[test]
    fn text_goes_there_and_back() {
        assert_eq!(text("base64encode", &[Value::string("é")]), "w6k=");
        assert_eq!(text("base64encode", &[Value::string("")]), "");
        assert_eq!(text("base64encode", &[Value::number(1)]), "MQ==");
        for (encoded, plain) in [
            ("SGVsbG8=", "Hello"),
            ("SGVsbG9=", "Hello"),
            ("SGVs\nbG8=\n", "Hello"),
            ("SGVsbG8=\r\n", "Hello"),
            ("ZcyB", "é"),
            ("", ""),
        ] {
            assert_eq!(text("base64decode", &[Value::string(encoded)]), plain);
        }
    }

    #[test]
    fn what_terraform_cannot_decode_is_refused() {
        for refused in [
            "SGVsbG8",
            "SGVs bG8=",
            "SGVsbG8==",
            "_-==",
            "=",
            "SGVsbG8=SGVsbG8=",
            "/+==",
            "gA==",
        ] {
            error("base64decode", &[Value::string(refused)]);
        }
        error("base64encode", &[Value::null()]);
    }

    #[test]
    fn what_is_not_known_comes_back() {
        let value = Value::unknown(Type::String, Cause::Instances);
        let encoded = call("base64encode", &[value]).unwrap();
        let unknown = encoded.as_unknown().unwrap();
        assert!(unknown.refinement.not_null);
        assert!(matches!(unknown.shape, Shape::Encoded(..)));
        let decoded = call("base64decode", &[encoded]).unwrap();
        assert_eq!(decoded.as_unknown().unwrap().cause, Cause::Instances);
    }
}
