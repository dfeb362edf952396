//! What the `source` of a module call means.

/// Where a module comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum ModuleSource {
    /// `./…` or `../…`: a root-relative folder, whether it exists or not.
    Local(String),
    /// `./…` or `../…` that leads out of the repository.
    Outside(String),
    /// This very repository under its git URL.
    Own {
        /// The root-relative folder.
        path: String,
        /// The value of `?ref=`, where there is one.
        reference: Option<String>,
    },
    /// A registry address such as `terraform-aws-modules/vpc/aws`.
    Registry(String),
    /// A git address, and the value of `?ref=`.
    Git(String, Option<String>),
    /// Anything else that Terraform downloads.
    Remote(String),
    /// An expression that is not a plain string.
    Computed,
    /// No `source` at all.
    Missing,
}

impl ModuleSource {
    /// The root-relative folder that it names in this repository, whether it exists or not.
    pub fn own_path(&self) -> Option<&str> {
        match self {
            Self::Local(path) | Self::Own { path, .. } => Some(path),
            _ => None,
        }
    }
}

/// Whether a reference is what is checked out: the branch's name, or the commit's hash in full or in short.
pub fn is_head(reference: &str, head: &str) -> bool {
    let is_hash = |text: &str| text.len() >= 7 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    reference == head || (is_hash(reference) && is_hash(head) && head.starts_with(reference))
}

/// Classifies a `source` as Terraform does, seen from the module in the root-relative folder `from`.
/// `own` holds the repository's own URLs in the form of [`normalise_url`].
pub fn classify(source: &str, from: &str, own: &[String]) -> ModuleSource {
    let is_local =
        source.starts_with("./") || source.starts_with("../") || source == "." || source == "..";
    if is_local {
        return match crate::source::join_path(from, source) {
            Some(path) => ModuleSource::Local(path),
            None => ModuleSource::Outside(source.to_owned()),
        };
    }
    if is_registry_address(source) {
        return ModuleSource::Registry(source.to_owned());
    }
    let (address, query) = source.split_once('?').unwrap_or((source, ""));
    let reference = query
        .split('&')
        .find_map(|pair| pair.strip_prefix("ref="))
        .map(decoded);
    let (package, subfolder) = split_subfolder(address);
    let url = normalise_url(package);
    if own.contains(&url) {
        return match crate::source::join_path("", subfolder) {
            Some(path) => ModuleSource::Own { path, reference },
            None => ModuleSource::Outside(source.to_owned()),
        };
    }
    let hosts = ["github.com/", "bitbucket.org/"];
    let is_git = source.starts_with("git::")
        || source.starts_with("git@")
        || hosts.iter().any(|host| source.starts_with(host));
    if is_git {
        return ModuleSource::Git(source.to_owned(), reference);
    }
    ModuleSource::Remote(source.to_owned())
}

/// A value of a URL's query, in which `%2F` stands for `/`.
fn decoded(value: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = value.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digits = after
            .get(..2)
            .and_then(|digits| std::str::from_utf8(digits).ok());
        let digits = digits.filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) if *first == b'%' => {
                bytes.push(byte);
                rest = &after[2..];
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Splits `package//subfolder`, not mistaking the `//` of a scheme for it.
pub(super) fn split_subfolder(address: &str) -> (&str, &str) {
    let after_scheme = address.find("://").map_or(0, |at| at + 3);
    match address[after_scheme..].find("//") {
        Some(at) => (
            &address[..after_scheme + at],
            &address[after_scheme + at + 2..],
        ),
        None => (address, ""),
    }
}

/// `[HOST/]NAMESPACE/NAME/PROVIDER`, with an optional `//subfolder`.
fn is_registry_address(source: &str) -> bool {
    let address = source
        .split_once("//")
        .map_or(source, |(address, _)| address);
    let parts: Vec<&str> = address.split('/').collect();
    let host_ok = match parts.len() {
        3 => true,
        4 => parts[0].contains('.') && !matches!(parts[0], "github.com" | "bitbucket.org"),
        _ => false,
    };
    let word = |part: &&str| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
    };
    host_ok && parts[parts.len() - 3..].iter().all(word)
}

/// The same text for every way of writing one git URL: `host/owner/name`, lower case, without scheme, user and
/// `.git`.
pub fn normalise_url(url: &str) -> String {
    let url = url.trim().trim_start_matches("git::");
    let (url, had_scheme) = match url.split_once("://") {
        Some((_, rest)) => (rest, true),
        None => (url, false),
    };
    let url = url.split_once('@').map_or(url, |(_, rest)| rest);
    // The scp-like form `host:owner/name` has a colon where others have a slash.
    let url = if had_scheme {
        url.to_owned()
    } else {
        url.replacen(':', "/", 1)
    };
    url.trim_end_matches('/')
        .trim_end_matches(".git")
        .trim_end_matches('/')
        .to_ascii_lowercase()
}

/// The name under which the public registry has a module, `NAMESPACE/NAME/PROVIDER` without a subfolder, also of a module
/// that is named by its repository on GitHub; `None` for what cannot be there.
pub fn registry_name(source: &str) -> Option<String> {
    let address = source
        .split_once('?')
        .map_or(source, |(address, _)| address);
    let (package, _) = split_subfolder(address);
    if is_registry_address(package) {
        let name = package.strip_prefix("registry.terraform.io/");
        return Some(name.unwrap_or(package).to_owned());
    }
    let url = normalise_url(package);
    let (owner, repository) = url.strip_prefix("github.com/")?.split_once('/')?;
    let (provider, name) = repository.strip_prefix("terraform-")?.split_once('-')?;
    Some(format!("{owner}/{name}/{provider}"))
}

#[cfg(test)]
mod tests {
    use super::{ModuleSource, classify, normalise_url, registry_name};

    #[test]
    fn a_repository_on_github_is_the_module_of_the_registry() {
        let named = |source: &str| registry_name(source).unwrap_or_default();
        for source in [
            "terraform-aws-modules/vpc/aws",
            "registry.terraform.io/terraform-aws-modules/vpc/aws//modules/vpc-endpoints",
            "github.com/terraform-aws-modules/terraform-aws-vpc//modules/vpc-endpoints?ref=v6.0.1",
            "git::https://github.com/terraform-aws-modules/terraform-aws-vpc.git?ref=v6.0.1",
        ] {
            assert_eq!(named(source), "terraform-aws-modules/vpc/aws", "{source}");
        }
        let redis = "git::https://github.com/cloudposse/terraform-aws-elasticache-redis.git?ref=tags/0.16.0";
        assert_eq!(named(redis), "cloudposse/elasticache-redis/aws");
        for other in [
            "./modules/vpc",
            "github.com/example/infra",
            "https://example.com/vpc.zip",
        ] {
            assert_eq!(registry_name(other), None, "{other}");
        }
    }

    fn own() -> Vec<String> {
        vec![normalise_url("git@github.com:example/shop-infra.git")]
    }

    #[test]
    fn local_sources_resolve_against_the_calling_folder() {
        let found = classify(
            "../../../../modules/aws/vpc",
            "live/prod/us-east-1/vpc",
            &[],
        );
        assert_eq!(found, ModuleSource::Local("modules/aws/vpc".into()));
        assert_eq!(
            classify("../../x", "live", &[]),
            ModuleSource::Outside("../../x".into())
        );
    }

    #[test]
    fn every_spelling_of_the_own_url_is_this_repository() {
        for source in [
            "git@github.com:example/shop-infra.git//modules/aws/vpc?ref=v1.2.0",
            "git::ssh://git@github.com/example/shop-infra.git//modules/aws/vpc?ref=v1.2.0",
            "git::https://github.com/Example/shop-infra//modules/aws/vpc?depth=1&ref=v1.2.0",
            "github.com/example/shop-infra//modules/aws/vpc?ref=v1.2.0",
        ] {
            let expected = ModuleSource::Own {
                path: "modules/aws/vpc".into(),
                reference: Some("v1.2.0".into()),
            };
            assert_eq!(classify(source, "live/prod", &own()), expected, "{source}");
        }
    }

    #[test]
    fn a_reference_is_decoded_as_a_part_of_a_url() {
        for (written, meant) in [("feature%2Fx", "feature/x"), ("a%b", "a%b"), ("%2", "%2")] {
            let source = format!("git@github.com:example/shop-infra.git//vpc?ref={written}");
            let expected = ModuleSource::Own {
                path: "vpc".into(),
                reference: Some(meant.into()),
            };
            assert_eq!(classify(&source, "live", &own()), expected);
        }
    }

    #[test]
    fn a_subfolder_of_the_own_url_stays_inside() {
        let source = "git@github.com:example/shop-infra.git//../../etc?ref=main";
        let found = classify(source, "live/prod", &own());
        assert_eq!(found, ModuleSource::Outside(source.to_owned()));
    }

    #[test]
    fn registry_and_git_addresses_are_told_apart() {
        let registry =
            |source: &str| matches!(classify(source, "", &own()), ModuleSource::Registry(_));
        assert!(registry("terraform-aws-modules/vpc/aws"));
        assert!(registry("terraform-aws-modules/ecs/aws//modules/service"));
        assert!(registry("app.terraform.io/example/vpc/aws"));
        assert!(!registry("github.com/example/other/aws"));
        let git = classify(
            "git::https://github.com/other/repo.git//a?ref=main",
            "",
            &own(),
        );
        assert!(matches!(git, ModuleSource::Git(_, Some(reference)) if reference == "main"));
        let archive = classify("https://example.com/module.zip", "", &own());
        assert!(matches!(archive, ModuleSource::Remote(_)));
    }
}
