//! Lists of paths in rules' options, in which globs may stand.

use globset::Glob;

/// Whether one of `patterns` is `text`, or a glob that matches it. What is no valid glob matches only itself.
pub(super) fn matches_any(patterns: &[String], text: &str) -> bool {
    patterns.iter().any(|pattern| {
        pattern == text
            || Glob::new(pattern).is_ok_and(|glob| glob.compile_matcher().is_match(text))
    })
}

#[cfg(test)]
mod tests {
    use super::matches_any;

    #[test]
    fn paths_and_globs_match() {
        let list = |text: &str| vec![text.to_owned()];
        assert!(matches_any(&list("bootstrap"), "bootstrap"));
        assert!(matches_any(
            &list("live/*/global/*"),
            "live/prod/global/state"
        ));
        assert!(matches_any(
            &list("s3://other/**"),
            "s3://other/a/b.tfstate"
        ));
        assert!(!matches_any(&list("bootstrap"), "live/bootstrap"));
        assert!(!matches_any(&list("a{"), "b"));
    }
}
