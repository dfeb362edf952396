//! Tests of policies: `*.policytest.hcl`, in the manner of HashiCorp's runner.
//!
//! A test file mocks resources, modules, providers and data sources. Every mock but those that are skipped is judged by
//! the policies that the file targets; one with `expect_failure` must fail, every other one must not.

mod case;
mod file;
mod idle;
mod mocks;

use rayon::prelude::*;

use crate::diagnostic::ConfigError;
use crate::eval::{Budget, MAX_WORK};
use crate::plan::in_deep_threads;
use crate::repo::layout::is_inside;
use crate::schema::Schemas;
use crate::source::{FileId, Sources, join_path};

use super::file::PolicyFile;
use super::read::Faults;
use super::set::Policies;
use super::{POLICY_ENDING, TEST_ENDING};

/// What a test file came to.
#[derive(Debug)]
pub struct TestFile {
    /// Root-relative path.
    pub path: String,
    /// Its mocks, in order.
    pub cases: Vec<Case>,
    /// Why it could not be run: faults in it or in the policies that it targets.
    pub errors: Vec<ConfigError>,
    /// What in it and in those policies is no fault and yet hardly meant.
    pub doubts: Vec<ConfigError>,
}

/// One mock.
#[derive(Debug)]
pub struct Case {
    /// Such as `resource aws_s3_bucket.open`.
    pub name: String,
    /// The line of its block, from 1.
    pub line: u32,
    /// What came of it.
    pub result: CaseResult,
}

/// What came of a mock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CaseResult {
    /// What was expected.
    Passed,
    /// It was not judged, as it says.
    Skipped,
    /// Something else: what, in one or several sentences.
    Failed(Vec<String>),
}

impl TestFile {
    /// How many cases failed.
    pub fn failures(&self) -> usize {
        let failed = self
            .cases
            .iter()
            .filter(|case| matches!(case.result, CaseResult::Failed(_)));
        failed.count()
    }
}

/// Runs the test files that `is_wanted` says by their paths, in order of path. Policies are looked for everywhere.
pub fn run(
    sources: &Sources,
    schemas: &Schemas,
    is_wanted: &(dyn Fn(&str) -> bool + Sync),
) -> Vec<TestFile> {
    let policies = Policies::of_files(sources, &|path| path.ends_with(POLICY_ENDING), schemas);
    let wanted = sources
        .files()
        .filter(|(_, file)| file.path.ends_with(TEST_ENDING) && is_wanted(&file.path));
    let mut wanted: Vec<(String, FileId)> =
        wanted.map(|(id, file)| (file.path.clone(), id)).collect();
    wanted.sort();
    in_deep_threads(|stack_bytes| {
        let run = |(path, id): &(String, FileId)| {
            let budget = Budget::of(MAX_WORK).on_stack_of(stack_bytes);
            run_file((sources, schemas), &policies, (path, *id), &budget)
        };
        wanted.par_iter().map(run).collect()
    })
}

fn run_file(
    (sources, schemas): (&Sources, &Schemas),
    policies: &Policies,
    (path, id): (&str, FileId),
    budget: &Budget,
) -> TestFile {
    let mut found = TestFile {
        path: path.to_owned(),
        cases: Vec::new(),
        errors: Vec::new(),
        doubts: Vec::new(),
    };
    let text = sources.text(id);
    if text.problem.is_some() {
        let message =
            "the tests cannot be read: the file must be a text in UTF-8 of reasonable size";
        found.errors.push(ConfigError::whole(path, message));
        return found;
    }
    let (mocked, errors) = file::read((path, id, &text.content));
    found.errors = errors;
    if !found.errors.is_empty() {
        return found;
    }
    let mut targets = Vec::new();
    match &mocked.targets {
        None => targets.extend(&policies.own),
        Some(named) => {
            for (name, span) in named {
                let meant = targeted(policies, path, name);
                if meant.is_empty() {
                    let message = format!(
                        "the target `{name}` is no policy file, and no folder with policy files"
                    );
                    found.errors.push(ConfigError::at(
                        path,
                        &text.content,
                        span.start as usize,
                        message,
                    ));
                }
                targets.extend(meant);
            }
        }
    }
    let is_of_target =
        |error: &&ConfigError| targets.iter().any(|target| target.path == error.path);
    found
        .errors
        .extend(policies.errors.iter().filter(is_of_target).cloned());
    let doubts = targets.iter().flat_map(|target| &target.doubts);
    found.doubts = doubts.cloned().collect();
    if found.errors.is_empty() {
        let mut faults = Faults::new(path, &text.content);
        idle::check(&mocked, &targets, schemas, &mut faults);
        found.errors = faults.errors;
        found.doubts.extend(faults.doubts);
    }
    if found.errors.is_empty() {
        let line = |span: crate::source::Span| text.line_column(span.start).line;
        let ran = case::run(&mocked, &targets, (schemas, budget), &line);
        let mut faults = Faults::new(path, &text.content);
        idle::check_judged(&mocked, &targets, &ran, &mut faults);
        found.errors = faults.errors;
        found.doubts.extend(faults.doubts);
        if found.errors.is_empty() {
            found.cases = ran.cases;
        }
    }
    found
}

/// The policy files that a target means: by its path beside the test, from the root, or else by the end of it where
/// only one ends so.
fn targeted<'p>(policies: &'p Policies, test: &str, target: &str) -> Vec<&'p PolicyFile> {
    let folder = test.rsplit_once('/').map_or("", |(folder, _)| folder);
    let plain = target.trim_end_matches('/');
    for base in [folder, ""] {
        let Some(path) = join_path(base, plain) else {
            continue;
        };
        let exact: Vec<&PolicyFile> = policies
            .own
            .iter()
            .filter(|file| file.path == path)
            .collect();
        if !exact.is_empty() {
            return exact;
        }
        let below: Vec<&PolicyFile> = policies
            .own
            .iter()
            .filter(|file| !path.is_empty() && is_inside(&file.path, &path))
            .collect();
        if !below.is_empty() {
            return below;
        }
    }
    let name = plain.trim_start_matches("./").trim_start_matches("../");
    let ends = |file: &&PolicyFile| {
        file.path
            .strip_suffix(name)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
    };
    let found: Vec<&PolicyFile> = policies.own.iter().filter(ends).collect();
    if found.len() == 1 { found } else { Vec::new() }
}
