//! Paths of which parts may not be known.

use super::phrase::{Cause, Phrase, Piece};

/// Where a runner keeps the repository.
pub(super) const WORKSPACE: &str = "/github/workspace";

/// The path that `relative` is, seen from `base`; both root-relative. A `..` behind what is not known makes all of it
/// unknown, and `None` says that it leads out of the repository.
pub(super) fn join(base: &Phrase, relative: &Phrase) -> Option<Phrase> {
    if let Some(inside) = without_workspace(relative) {
        return join(&Phrase::default(), &inside);
    }
    if relative.beginning().starts_with(['/', '~']) {
        return Some(Phrase::open(Cause::new(format!(
            "{} is a path outside the repository",
            relative.shown()
        ))));
    }
    let mut whole = base.clone();
    whole.push_text("/");
    whole.append(relative);
    let mut kept: Vec<Phrase> = Vec::new();
    for segment in segments(&whole) {
        match segment.known() {
            Some("" | ".") => {}
            Some("..") => {
                // What is not known may have several parts, or none.
                if let Some(cause) = kept.pop()?.cause() {
                    return Some(Phrase::open(cause.clone()));
                }
            }
            _ => kept.push(segment),
        }
    }
    let mut path = Phrase::default();
    for (at, segment) in kept.iter().enumerate() {
        if at > 0 {
            path.push_text("/");
        }
        path.append(segment);
    }
    Some(path)
}

/// What follows the folder in which a runner keeps the repository.
fn without_workspace(path: &Phrase) -> Option<Phrase> {
    let rest = path.beginning().strip_prefix(WORKSPACE)?;
    let mut inside = Phrase::from(rest.trim_start_matches('/'));
    for piece in path.pieces().iter().skip(1) {
        inside.push(piece.clone());
    }
    (rest.is_empty() || rest.starts_with('/')).then_some(inside)
}

/// What stands between the slashes.
fn segments(path: &Phrase) -> Vec<Phrase> {
    let mut found = vec![Phrase::default()];
    for piece in path.pieces() {
        if let Piece::Text(text) = piece {
            for (at, part) in text.split('/').enumerate() {
                if at > 0 {
                    found.push(Phrase::default());
                }
                if let Some(last) = found.last_mut() {
                    last.push_text(part);
                }
            }
        } else if let Some(last) = found.last_mut() {
            last.push(piece.clone());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::phrase::tests::phrase;
    use super::join;

    #[test]
    fn paths_are_joined_without_guessing() {
        let shown =
            |base: &str, path: &str| join(&phrase(base), &phrase(path)).map(|it| it.shown());
        assert_eq!(
            shown("live/prod", "../test/./vpc/").as_deref(),
            Some("live/test/vpc")
        );
        assert_eq!(shown("", "live/*/*/").as_deref(), Some("live/*/*"));
        assert_eq!(shown("live/?", "..").as_deref(), Some("…"));
        assert_eq!(shown("live/*", "..").as_deref(), Some("live"));
        assert_eq!(shown("live", "../.."), None);
        assert_eq!(shown("live", "/tmp").as_deref(), Some("…"));
    }
}
