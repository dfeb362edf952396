//! Globs of root-relative paths.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// A set of globs, in which `*` stays within one folder and `**` does not. A glob that does not compile matches
/// nothing: the configuration was refused for it before.
pub fn globs<'g>(patterns: impl Iterator<Item = &'g str>) -> GlobSet {
    let mut set = GlobSetBuilder::new();
    let compiled = patterns.filter_map(|pattern| {
        GlobBuilder::new(pattern)
            .literal_separator(true)
            .build()
            .ok()
    });
    for glob in compiled {
        set.add(glob);
    }
    set.build().unwrap_or_else(|_| GlobSet::empty())
}
