//! What may still be said of a folder with a file that cannot be read.

use std::collections::BTreeSet;

use crate::diagnostic::Finding;
use crate::repo::Repo;
use crate::source::{FileId, Sources};

/// Rules that judge what is written and not what is missing: a file that cannot be read takes nothing from them.
const STAND: &[&str] = &[
    "data-schema",
    "layout-committed-artifacts",
    "layout-link-broken",
    "layout-link-outside",
    "parse-duplicate-declaration",
    "parse-error",
    "secrets-in-tfvars",
    "state-key-duplicate",
    "state-key-path",
];

/// Drops what may only be a consequence of a syntax error: findings in a folder of which a file cannot be read.
/// A missing argument, an unused variable or an absent backend may stand in the very lines that were lost.
pub(super) fn drop_consequences(repo: &Repo<'_>, sources: &Sources, findings: &mut Vec<Finding>) {
    let is_broken = |file: &FileId| !repo.syntax.get(*file).errors.is_empty();
    let broken: BTreeSet<FileId> = repo.files().into_iter().filter(is_broken).collect();
    if broken.is_empty() {
        return;
    }
    let folder = |file: FileId| {
        sources
            .file(file)
            .path
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder)
    };
    let folders: BTreeSet<&str> = broken.iter().map(|file| folder(*file)).collect();
    findings.retain(|finding| {
        let file = finding.span.file;
        // A call that can be read leads where it says.
        let is_own_line = finding.meta.id == "module-source-missing" && !broken.contains(&file);
        STAND.contains(&finding.meta.id) || is_own_line || !folders.contains(folder(file))
    });
}

#[cfg(test)]
mod tests {
    use crate::config::Config;
    use crate::engine::{Request, check};
    use crate::source::Sources;
    use crate::suppress::Date;

    #[test]
    fn a_syntax_error_is_not_reported_again_as_what_it_hides() {
        let sources = Sources::from_memory([
            (
                "live/prod/us-east-1/vpc/main.tf",
                "module \"vpc\" {\n  source == \"../x\"\n}\n",
            ),
            (
                "live/prod/us-east-1/vpc/variables.tf",
                "variable \"a\" {}\n",
            ),
            ("live/test/us-east-1/vpc/main.tf", "variable \"a\" {}\n"),
        ]);
        let request = Request {
            rules: crate::rules::ALL,
            schemas: &[],
            providers: &crate::schema::Schemas::embedded(),
            policies: crate::policy::Policies::none(),
            config_text: "",
            honour_ignores: true,
            paths: &[],
            today: Date {
                year: 2026,
                month: 1,
                day: 1,
            },
        };
        let outcome = check(&sources, &Config::default(), &request).unwrap();
        let in_folder = |folder: &str| {
            let own = outcome
                .findings
                .iter()
                .filter(|it| sources.file(it.span.file).path.starts_with(folder));
            own.map(|it| it.meta.id)
                .collect::<std::collections::BTreeSet<_>>()
        };
        assert_eq!(
            in_folder("live/prod").into_iter().collect::<Vec<_>>(),
            ["parse-error"]
        );
        assert!(
            in_folder("live/test").contains("layout-unused"),
            "the rest is judged"
        );
    }
}
