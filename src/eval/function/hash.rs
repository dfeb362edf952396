//! Hashes, identifiers and passwords.

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256, Sha512};

use crate::types::Type;

use crate::eval::unknown::Cause;
use crate::eval::value::Value;

use super::call::impure;
use super::encoding::base64;
use super::{Accepts, Compute, Environment, Failure, Function, Parameter, ResultType};

const STRING: Parameter = Parameter::new("str", Accepts::String);

const fn of_string(name: &'static str, compute: Compute) -> Function {
    Function::new(name, &[STRING], ResultType::String, compute)
}

pub(super) const ALL: &[Function] = &[
    of_string("base64sha256", |environment, given| {
        hashed(environment, given, base64_sha256)
    }),
    of_string("base64sha512", |environment, given| {
        hashed(environment, given, base64_sha512)
    }),
    of_string("md5", |environment, given| hashed(environment, given, md5)),
    of_string("sha1", |environment, given| {
        hashed(environment, given, sha1)
    }),
    of_string("sha256", |environment, given| {
        hashed(environment, given, sha256)
    }),
    of_string("sha512", |environment, given| {
        hashed(environment, given, sha512)
    }),
    Function {
        name: "bcrypt",
        parameters: &[STRING],
        variadic: Some(Parameter::new("cost", Accepts::Number)),
        result: ResultType::String,
        compute: bcrypt,
    },
    Function {
        name: "rsadecrypt",
        parameters: &[
            Parameter::new("ciphertext", Accepts::String),
            Parameter::new("privatekey", Accepts::String),
        ],
        variadic: None,
        result: ResultType::String,
        compute: rsadecrypt,
    },
    Function {
        name: "uuid",
        parameters: &[],
        variadic: None,
        result: ResultType::String,
        compute: |_, _| Ok(impure("uuid", Type::String).later()),
    },
    Function {
        name: "uuidv5",
        parameters: &[
            Parameter::new("namespace", Accepts::String),
            Parameter::new("name", Accepts::String),
        ],
        variadic: None,
        result: ResultType::String,
        compute: uuidv5,
    },
];

/// MD5 in lower-case hexadecimal digits.
pub(super) fn md5(bytes: &[u8]) -> String {
    HEXLOWER.encode(&md5::Md5::digest(bytes))
}

/// SHA-1 in lower-case hexadecimal digits.
pub(super) fn sha1(bytes: &[u8]) -> String {
    HEXLOWER.encode(&sha1::Sha1::digest(bytes))
}

/// SHA-256 in lower-case hexadecimal digits.
pub(super) fn sha256(bytes: &[u8]) -> String {
    HEXLOWER.encode(&Sha256::digest(bytes))
}

/// SHA-512 in lower-case hexadecimal digits.
pub(super) fn sha512(bytes: &[u8]) -> String {
    HEXLOWER.encode(&Sha512::digest(bytes))
}

/// SHA-256, its bytes in base64.
pub(super) fn base64_sha256(bytes: &[u8]) -> String {
    base64::encode(&Sha256::digest(bytes))
}

/// SHA-512, its bytes in base64.
pub(super) fn base64_sha512(bytes: &[u8]) -> String {
    base64::encode(&Sha512::digest(bytes))
}

fn text(given: &[Value], at: usize) -> &str {
    given.get(at).and_then(Value::as_str).unwrap_or_default()
}

fn hashed(
    environment: &Environment<'_>,
    given: &[Value],
    hash: fn(&[u8]) -> String,
) -> Result<Value, Failure> {
    let text = text(given, 0);
    environment.spend(text.len())?;
    Ok(Value::string(hash(text.as_bytes())))
}

/// Another result at each run. What Terraform refuses when it applies is refused here.
fn bcrypt(_: &Environment<'_>, given: &[Value]) -> Result<Value, Failure> {
    if given.len() > 2 {
        return Err(Failure::of_argument(
            2,
            "bcrypt() takes at most two arguments",
        ));
    }
    if text(given, 0).len() > 72 {
        let message = "bcrypt() takes a password of at most 72 bytes";
        return Err(Failure::of_argument(0, message));
    }
    if let Some(cost) = given.get(1).and_then(Value::as_number)
        && cost.to_i64().is_none_or(|cost| cost > 31)
    {
        let message = "the cost of bcrypt() must be a whole number of at most 31";
        return Err(Failure::of_argument(1, message));
    }
    Ok(impure("bcrypt", Type::String).later())
}

/// The plain text is not computed; what is certainly no cipher text or no key is refused.
fn rsadecrypt(_: &Environment<'_>, given: &[Value]) -> Result<Value, Failure> {
    if base64::decode(text(given, 0)).is_none() {
        return Err(Failure::of_argument(0, "the cipher text must be in base64"));
    }
    if !text(given, 1).contains("-----BEGIN ") {
        let message = "the private key must be in PEM form, which begins with \"-----BEGIN\"";
        return Err(Failure::of_argument(1, message));
    }
    Ok(not_computed("rsadecrypt"))
}

/// A string that iaclint does not compute.
pub(super) fn not_computed(function: &'static str) -> Value {
    use crate::eval::unknown::Unknown;
    Unknown::new(Type::String, Cause::Function(function.into()))
        .not_null()
        .into()
}

/// A name-based identifier with SHA-1 (RFC 9562, version 5).
fn uuidv5(environment: &Environment<'_>, given: &[Value]) -> Result<Value, Failure> {
    let (namespace, name) = (text(given, 0), text(given, 1));
    environment.spend(name.len())?;
    let Some(namespace) = namespace_of(namespace) else {
        let message = format!(
            "the namespace {namespace:?} is none of \"dns\", \"url\", \"oid\" and \"x500\", and no UUID"
        );
        return Err(Failure::of_argument(0, message));
    };
    let hash = sha1::Sha1::new()
        .chain_update(namespace)
        .chain_update(name)
        .finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x50;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex = HEXLOWER.encode(&bytes);
    let parts = [
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..],
    ];
    Ok(Value::string(parts.join("-")))
}

fn namespace_of(text: &str) -> Option<[u8; 16]> {
    // The four namespaces of RFC 9562, appendix, differ in one byte.
    let named = |last| parse_uuid(&format!("6ba7b81{last}-9dad-11d1-80b4-00c04fd430c8"));
    match text {
        "dns" => named('0'),
        "url" => named('1'),
        "oid" => named('2'),
        "x500" => named('4'),
        _ => parse_uuid(text),
    }
}

/// The forms that Terraform reads: with hyphens, that after `urn:uuid:`, that between any two characters, and 32
/// digits.
fn parse_uuid(text: &str) -> Option<[u8; 16]> {
    let hyphenated = match text.len() {
        32 => return digits(text),
        36 => text,
        38 => text.get(1..37)?,
        45 if text.get(..9)?.eq_ignore_ascii_case("urn:uuid:") => text.get(9..)?,
        _ => return None,
    };
    let at_hyphen = |at| matches!(at, 8 | 13 | 18 | 23);
    let is_placed = hyphenated
        .bytes()
        .enumerate()
        .all(|(at, byte)| (byte == b'-') == at_hyphen(at));
    let plain: String = hyphenated.split('-').collect();
    is_placed.then(|| digits(&plain)).flatten()
}

fn digits(text: &str) -> Option<[u8; 16]> {
    let bytes = data_encoding::HEXLOWER_PERMISSIVE.decode(text.as_bytes());
    bytes.ok()?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{call, error, text};
    use crate::eval::unknown::Cause;
    use crate::eval::value::Value;

    fn hash(function: &str, of: &str) -> String {
        text(function, &[Value::string(of)])
    }

    #[test]
    fn hashes_are_those_of_terraform() {
        assert_eq!(hash("md5", "é"), "66ddcd97cfdeabb2f6fb8a999b4bc76f");
        assert_eq!(hash("md5", ""), "d41d8cd98f00b204e9800998ecf8427e");
        assert_eq!(
            hash("sha1", "a"),
            "86f7e437faa5a7fce15d1ddcb9eaeaea377667b8"
        );
        assert_eq!(
            hash("sha256", "a"),
            "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
        );
        assert_eq!(
            hash("sha512", "a"),
            "1f40fc92da241694750979ee6cf582f2d5d7d28e18335de05abc54d0560e0f5302860c652bf08d560252aa5e74210546f369fbbbce8c12cfc7957b2652fe9a75"
        );
        assert_eq!(
            hash("base64sha256", "a"),
            "ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs="
        );
        assert_eq!(
            hash("base64sha512", "a"),
            "H0D8ktokFpR1CXnubPWC8tXX0o4YM13gWrxU0FYOD1MChgxlK/CNVgJSql50IQVG82n7u86MEs/HlXsmUv6adQ=="
        );
        assert_eq!(
            text("sha256", &[Value::number(1)]),
            "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b"
        );
    }

    #[test]
    fn names_become_identifiers() {
        let uuid = |namespace: &str, name: &str| {
            text("uuidv5", &[Value::string(namespace), Value::string(name)])
        };
        assert_eq!(uuid("dns", "a"), "4f3f2898-69e3-5a0d-820a-c4e87987dbce");
        assert_eq!(uuid("url", "a"), "e1407479-3136-56c0-9908-bb02fb0339e2");
        assert_eq!(uuid("oid", "a"), "d720e32d-4765-5177-b65b-42dd7f6e6445");
        assert_eq!(uuid("x500", "a"), "54a0a790-c611-5b5b-b50e-ff01490ecdfa");
        let forms = [
            "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
            "6BA7B810-9DAD-11D1-80B4-00C04FD430C8",
            "{6ba7b810-9dad-11d1-80b4-00c04fd430c8}",
            "x6ba7b810-9dad-11d1-80b4-00c04fd430c8x",
            "URN:UUID:6ba7b810-9dad-11d1-80b4-00c04fd430c8",
            "6ba7b8109dad11d180b400c04fd430c8",
        ];
        for form in forms {
            assert_eq!(
                uuid(form, "example.com"),
                "cfbff0d1-9375-5685-968c-48ce8b15ae17",
                "{form}"
            );
        }
        let refused = [
            "DNS",
            "",
            "6ba7b810-9dad-11d1-80b4-00c04fd430c",
            "6ba7b810-9dad-11d1-80b400c04fd430c80",
            "{6ba7b8109dad11d180b400c04fd430c8}",
            "6ba7b8109dad11d180b400c04fd430cé",
        ];
        for form in refused {
            error("uuidv5", &[Value::string(form), Value::string("a")]);
        }
    }

    #[test]
    fn what_changes_at_each_run_is_not_known() {
        let result = call("uuid", &[]).unwrap();
        assert_eq!(result.as_unknown().unwrap().cause, Cause::Impure("uuid"));
        let bcrypt = |arguments: &[Value]| call("bcrypt", arguments);
        let result = bcrypt(&[Value::string("a"), Value::number(3)]).unwrap();
        assert_eq!(result.as_unknown().unwrap().cause, Cause::Impure("bcrypt"));
        assert!(bcrypt(&[Value::string("a"), Value::number(32)]).is_err());
        assert!(bcrypt(&[Value::string("a"), Value::string("5.5")]).is_err());
        assert!(bcrypt(&[Value::string("a"), Value::number(4), Value::number(4)]).is_err());
        assert!(bcrypt(&[Value::string("a".repeat(73)), Value::number(4)]).is_err());
    }

    #[test]
    fn what_cannot_be_decrypted_is_refused() {
        let pair = |cipher: &str, key: &str| [Value::string(cipher), Value::string(key)];
        assert!(error("rsadecrypt", &pair("x", "y")).contains("base64"));
        assert!(error("rsadecrypt", &pair("eA==", "y")).contains("PEM"));
        let key = "-----BEGIN RSA PRIVATE KEY-----\n-----END RSA PRIVATE KEY-----\n";
        let result = call("rsadecrypt", &pair("eA==", key)).unwrap();
        assert!(result.as_unknown().unwrap().refinement.not_null);
    }
}
