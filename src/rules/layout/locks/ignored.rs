//! Which line of which `.gitignore` keeps a file out of git.

use std::collections::BTreeMap;

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::source::{FileId, Sources, Span};

/// The `.gitignore` files of the repository, by the root-relative folder they stand in.
pub(in crate::rules) struct Ignores<'s> {
    sources: &'s Sources,
    by_folder: BTreeMap<&'s str, (FileId, Gitignore)>,
}

impl<'s> Ignores<'s> {
    pub(in crate::rules) fn of(sources: &'s Sources) -> Self {
        let mut by_folder = BTreeMap::new();
        for (_, directory) in sources.directories() {
            let found = directory
                .files
                .iter()
                .find(|(name, _)| name == ".gitignore");
            let Some((_, file)) = found else { continue };
            let mut builder = GitignoreBuilder::new("");
            for line in sources.text(*file).content.lines() {
                // Git passes over lines it cannot read, and so does this.
                let _ = builder.add_line(None, line);
            }
            if let Ok(matcher) = builder.build() {
                by_folder.insert(directory.path.as_str(), (*file, matcher));
            }
        }
        Self { sources, by_folder }
    }

    /// The line that excludes a root-relative path; `None` where git would take the file. The nearest `.gitignore`
    /// that speaks of the path decides.
    pub(in crate::rules) fn of_path(&self, path: &str) -> Option<Span> {
        let mut folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        loop {
            if let Some((file, matcher)) = self.by_folder.get(folder) {
                let below = path
                    .strip_prefix(folder)
                    .unwrap_or(path)
                    .trim_start_matches('/');
                match matcher.matched_path_or_any_parents(below, false) {
                    Match::Ignore(glob) => return Some(self.line(*file, glob.original())),
                    Match::Whitelist(_) => return None,
                    Match::None => {}
                }
            }
            if folder.is_empty() {
                return None;
            }
            folder = folder.rsplit_once('/').map_or("", |(folder, _)| folder);
        }
    }

    /// The last line of a file with this pattern.
    fn line(&self, file: FileId, pattern: &str) -> Span {
        let text = &self.sources.text(file).content;
        let mut start = 0;
        let mut found = Span::file_start(file);
        for line in text.split_inclusive('\n') {
            let content = line.trim_end();
            if content == pattern.trim_end() {
                found = Span::new(file, start, start + content.len());
            }
            start += line.len();
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::Ignores;
    use crate::source::Sources;

    #[test]
    fn the_nearest_line_that_matches_decides() {
        let sources = Sources::from_memory([
            (".gitignore", "*.log\n.terraform*\n"),
            ("live/test/.gitignore", "!.terraform.lock.hcl\n"),
            ("live/dev/.gitignore", "/vpc/\n"),
        ]);
        let ignores = Ignores::of(&sources);
        let line = |path: &str| ignores.of_path(path).map(|span| sources.snippet(span));
        assert_eq!(line("live/prod/.terraform.lock.hcl"), Some(".terraform*"));
        assert_eq!(line("live/test/vpc/.terraform.lock.hcl"), None);
        assert_eq!(line("live/dev/vpc/.terraform.lock.hcl"), Some("/vpc/"));
        assert_eq!(line("live/dev/vpc/main.tf"), Some("/vpc/"));
        assert_eq!(line("live/dev/alb/main.tf"), None);
    }
}
