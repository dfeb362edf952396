//! Which names are those of secrets, and which texts are secrets themselves.

/// Words that a secret's name ends with.
const SECRETS: &[&str] = &[
    "apikey",
    "credential",
    "credentials",
    "passphrase",
    "passwd",
    "password",
    "passwords",
    "pwd",
    "secret",
    "token",
];

/// Words before `key` that make it a secret.
const KEYS: &[&str] = &[
    "access",
    "account",
    "api",
    "app",
    "auth",
    "encryption",
    "license",
    "private",
    "secret",
    "signing",
];

/// Words that may follow without making the name that of something else.
const FORMS: &[&str] = &[
    "base64",
    "b64",
    "pem",
    "plain",
    "plaintext",
    "raw",
    "value",
    "string",
];

/// Words before the last that show that the name is of a setting, not of a secret.
const SETTINGS: &[&str] = &[
    "allow",
    "csrf",
    "encrypted",
    "hashed",
    "verification",
    "create",
    "disable",
    "enable",
    "has",
    "ignore",
    "is",
    "manage",
    "no",
    "public",
    "require",
    "reset",
    "rotate",
    "skip",
    "use",
];

/// Whether the name is that of a secret's value. `db_password` and `apiKey` are, `db_password_arn`, `secret_name`,
/// `token_url` and `enable_token` are not.
pub(in crate::rules) fn is_secret_name(name: &str) -> bool {
    let mut words = words(name);
    while words
        .last()
        .is_some_and(|word| FORMS.contains(&word.as_str()))
    {
        words.pop();
    }
    let Some((last, before)) = words.split_last() else {
        return false;
    };
    if before.iter().any(|word| SETTINGS.contains(&word.as_str())) {
        return false;
    }
    let is_key = match before.last().map(String::as_str) {
        _ if last != "key" => false,
        // An access key has a public half too; alone, the words name either.
        Some("access") => before.iter().any(|word| word == "secret"),
        Some(kind) => KEYS.contains(&kind),
        None => false,
    };
    is_key || SECRETS.contains(&last.as_str())
}

/// The words of a name in snake, kebab or camel case, in lower case.
fn words(name: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut previous: Option<char> = None;
    for c in name.chars() {
        let starts =
            previous.is_none_or(|p| !p.is_alphanumeric() || (p.is_lowercase() && c.is_uppercase()));
        if c.is_alphanumeric() {
            if starts {
                found.push(String::new());
            }
            if let Some(word) = found.last_mut() {
                word.extend(c.to_lowercase());
            }
        }
        previous = Some(c);
    }
    found
}

/// Why a text is a secret whatever it is called: it has the form of one. `None` where it has not.
pub(in crate::rules) fn secret_form(text: &str) -> Option<&'static str> {
    let text = text.trim();
    // The forms are those that the issuers document.
    let prefixes: &[(&str, usize, &'static str)] = &[
        ("ghp_", 40, "a GitHub token"),
        ("gho_", 40, "a GitHub token"),
        ("ghs_", 40, "a GitHub token"),
        ("github_pat_", 50, "a GitHub token"),
        ("glpat-", 26, "a GitLab token"),
        ("xoxb-", 30, "a Slack token"),
        ("xoxp-", 30, "a Slack token"),
        ("sk_live_", 24, "a Stripe key"),
        ("https://hooks.slack.com/services/T", 60, "a Slack webhook"),
    ];
    if is_placeholder(text) {
        return None;
    }
    if text.contains("-----BEGIN") && text.contains("PRIVATE KEY-----") {
        return Some("a private key");
    }
    if is_access_key_id(text) {
        return Some("an AWS access key id");
    }
    let known = prefixes
        .iter()
        .find(|(prefix, length, _)| text.starts_with(prefix) && text.len() >= *length);
    let is_one_word = !text.contains(char::is_whitespace);
    known.filter(|_| is_one_word).map(|(_, _, what)| *what)
}

/// `AKIA` or `ASIA` and sixteen capitals or digits, and nothing else.
fn is_access_key_id(text: &str) -> bool {
    let has_prefix = text.starts_with("AKIA") || text.starts_with("ASIA");
    let mut bytes = text.bytes();
    has_prefix && text.len() == 20 && bytes.all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

/// Whether the value of a variable with a secret's name can be the secret. Empty texts, placeholders, and what only
/// says where the secret is (ARNs, paths, URLs, identifiers) cannot.
pub(in crate::rules) fn may_be_secret(text: &str) -> bool {
    let text = text.trim();
    let is_path = text.starts_with('/')
        || text.starts_with("./")
        || text.starts_with("../")
        || text.starts_with('~');
    let is_address = text.starts_with("arn:") || text.contains("://") || text.starts_with("alias/");
    let is_reference = [
        "ssm:",
        "vault:",
        "op:",
        "sops:",
        "secretsmanager:",
        "projects/",
        "resolve:",
        "file(",
    ]
    .iter()
    .any(|start| text.starts_with(start));
    let is_setting = matches!(
        text.to_ascii_lowercase().as_str(),
        "true"
            | "false"
            | "null"
            | "none"
            | "enabled"
            | "disabled"
            | "yes"
            | "no"
            | "required"
            | "optional"
            | "auto"
            | "generate"
            | "random"
    );
    let is_number = text.bytes().all(|b| b.is_ascii_digit());
    !(text.chars().count() < 6
        || is_path
        || is_address
        || is_reference
        || is_setting
        || is_number
        || is_placeholder(text)
        || is_name_of_something(text))
}

/// Whether a text is one word of small letters, such as `something`: as a default, it stands in for a value.
pub(super) fn is_plain_word(text: &str) -> bool {
    text.trim().chars().all(char::is_lowercase)
}

/// Whether a text has the form of a name, as `shop-prod-db-password` and `DB_PASSWORD` do: lower-case words, or
/// upper-case ones, joined by hyphens, underscores, slashes or dots, of which one speaks of a secret or all are letters.
fn is_name_of_something(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['-', '_', '/', '.']).collect();
    let plain = |part: &&str| {
        let one_case = part.chars().all(|c| c.is_lowercase() || c.is_ascii_digit())
            || part.chars().all(|c| c.is_uppercase() || c.is_ascii_digit());
        !part.is_empty() && one_case && part.chars().filter(char::is_ascii_digit).count() <= 2
    };
    parts.len() > 1 && parts.iter().all(plain)
}

/// Whether a text is a name that something else replaces by its value, such as `$kms_keys:main` or `$DB_PASSWORD`.
fn is_dollar_name(text: &str) -> bool {
    let is_name = |name: &str| {
        let begins = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
        begins
            && name
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
    };
    let Some(name) = text.strip_prefix('$') else {
        return false;
    };
    match name.split_once(':') {
        Some((kind, rest)) => is_name(kind) && is_name(rest),
        None => is_name(name) && !name.bytes().any(|b| b.is_ascii_lowercase()),
    }
}

/// Whether a text only stands where a secret will be.
fn is_placeholder(text: &str) -> bool {
    if is_dollar_name(text) {
        return true;
    }
    let lower = text.to_ascii_lowercase();
    let marks = [
        "change",
        "replace",
        "example",
        "placeholder",
        "dummy",
        "fake",
        "todo",
        "fixme",
        "your",
        "insert",
        "redacted",
        "xxxx",
        "****",
        "....",
        "sample",
        "something",
        "testing",
        "not-set",
        "notset",
        "unset",
        "to-be",
        "tobe",
        "set-me",
        "setme",
        "set_me",
        "override",
        "default",
        "<",
        "{{",
        "${",
        "tbd",
        "undefined",
        "mock",
        "ignored",
        "unused",
        "localstack",
    ];
    let mut characters = lower.chars();
    let first = characters.next();
    lower.is_empty()
        || marks.iter().any(|mark| lower.contains(mark))
        || characters.all(|c| Some(c) == first)
}

#[cfg(test)]
mod tests {
    use super::{is_secret_name, may_be_secret, secret_form};

    #[test]
    fn a_name_behind_a_dollar_is_no_secret_and_a_password_that_begins_with_one_is() {
        assert!(!may_be_secret("$kms_keys:mykey"));
        assert!(!may_be_secret("$DB_PASSWORD"));
        assert!(may_be_secret("$tr0ng-Passw0rd"));
    }

    #[test]
    fn names_of_secrets_are_told_from_names_about_secrets() {
        let secrets = [
            "db_password",
            "DB_PASSWORD",
            "masterPassword",
            "api_key",
            "apiKey",
            "github_token",
            "private_key_pem",
            "secret_access_key",
            "client_secret",
            "credentials",
            "signing-key",
            "password",
            "auth_token_value",
        ];
        for name in secrets {
            assert!(is_secret_name(name), "{name}");
        }
        let others = [
            "db_password_arn",
            "secret_name",
            "secret_id",
            "token_url",
            "password_length",
            "enable_token",
            "manage_master_user_password",
            "kms_key",
            "access_key_id",
            "public_key",
            "secrets_kms_key_arn",
            "tokenizer",
            "password_policy",
            "ssh_key",
            "key",
            "ignore_password",
            "access_key",
            "secrets",
            "dedupe_key",
        ];
        for name in others {
            assert!(!is_secret_name(name), "{name}");
        }
    }

    #[test]
    fn placeholders_and_places_of_secrets_are_no_secrets() {
        let harmless = [
            "",
            "changeme",
            "CHANGE_ME",
            "<your password>",
            "arn:aws:secretsmanager:us-east-1:111122223333:secret:x",
            "/prod/db/password",
            "shop-prod-db-password",
            "DB_PASSWORD",
            "https://auth.example/token",
            "xxxxxxxx",
            "********",
            "true",
            "123456",
            "ssm:/prod/db",
            "prod/db/password",
            "placeholder",
            "AKIAIOSFODNN7EXAMPLE",
        ];
        for text in harmless {
            assert!(!may_be_secret(text), "{text}");
        }
        for text in [
            "hunter2hunter",
            "S3cr3t!Passw0rd",
            "tr0ub4dor&3",
            "wJalrXUtnFEMIK7MDENGbPxRfiCY",
        ] {
            assert!(may_be_secret(text), "{text}");
        }
    }

    #[test]
    fn some_texts_are_secrets_by_their_form() {
        assert_eq!(
            secret_form("AKIA2E0A8F3B244C9986"),
            Some("an AWS access key id")
        );
        assert_eq!(secret_form("AKIAIOSFODNN7EXAMPLE"), None);
        let key = "-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----\n";
        assert_eq!(secret_form(key), Some("a private key"));
        assert_eq!(secret_form("-----BEGIN CERTIFICATE-----\nMIIB"), None);
        assert_eq!(secret_form("AKIAX"), None);
    }
}
