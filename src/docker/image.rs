//! The names of images.

/// An image by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// Registry and repository, such as `docker.io/library/nginx` written as `nginx`.
    pub name: String,
    /// Behind the colon.
    pub tag: Option<String>,
    /// Behind the `@`.
    pub digest: Option<String>,
}

impl Image {
    /// Takes a name apart: `registry:5000/name:tag@sha256:…`.
    pub fn parse(text: &str) -> Self {
        let (rest, digest) = match text.split_once('@') {
            Some((rest, digest)) => (rest, Some(digest.to_owned())),
            None => (text, None),
        };
        let name_at = rest.rfind('/').map_or(0, |at| at + 1);
        let (name, tag) = match rest[name_at..].split_once(':') {
            Some((name, tag)) => (format!("{}{name}", &rest[..name_at]), Some(tag.to_owned())),
            None => (rest.to_owned(), None),
        };
        Self { name, tag, digest }
    }

    /// Whether what stands behind the `@` is a digest: the name of a hash and all of its digits.
    pub fn has_valid_digest(&self) -> bool {
        let is_hash = |digits: &str, length: usize| {
            let is_digit = |it: u8| it.is_ascii_digit() || (b'a'..=b'f').contains(&it);
            digits.len() == length && digits.bytes().all(is_digit)
        };
        match self.digest.as_deref().and_then(|it| it.split_once(':')) {
            Some(("sha256", digits)) => is_hash(digits, 64),
            Some(("sha512", digits)) => is_hash(digits, 128),
            _ => false,
        }
    }

    /// The name without Docker Hub's own registry: `nginx` for `docker.io/library/nginx`.
    pub fn short_name(&self) -> &str {
        let name = self.name.as_str();
        let name = name.strip_prefix("docker.io/").unwrap_or(name);
        let name = name.strip_prefix("public.ecr.aws/docker/").unwrap_or(name);
        name.strip_prefix("library/").unwrap_or(name)
    }
}
