//! Which files the expressions of a stack may name, as far as that can be told without running Terraform.
//!
//! Where a path has parts that are not known, every file that could complete it counts as named.

mod unit;

use std::collections::BTreeSet;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use crate::hcl::{Body, Expression, ExpressionKind, walk_expression};
use crate::plan::{Plan, Visit};
use crate::repo::{Repo, StackId};
use crate::source::{Span, join_path};

use super::CONFIG_FOLDERS;
use unit::{Hole, Text, Unit};

/// Terraform's functions whose first argument is a file's path.
const READERS: &[&str] = &[
    "file",
    "fileexists",
    "filebase64",
    "filebase64sha256",
    "filebase64sha512",
    "filemd5",
    "filesha1",
    "filesha256",
    "filesha512",
    "templatefile",
];

/// What the expressions of one stack may name.
#[derive(Default)]
pub(super) struct Mentions {
    /// The stack's folder.
    stack: String,
    /// Root-relative paths of files and folders.
    paths: BTreeSet<String>,
    /// Globs over root-relative paths, from paths that are known in part.
    partial: Globs,
    /// Globs from `fileset`.
    sets: Globs,
    /// Like `partial`, but the unknown part is made from the names that `fileset` found.
    derived: Globs,
}

/// What it means that a text names a folder.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Folders {
    /// Whoever gets the text reads all that is in the folder.
    AreRead,
    /// Whoever gets it is looked at as well.
    ArePassedOn,
}

/// Globs that are added one by one and compiled once.
#[derive(Default)]
struct Globs {
    texts: BTreeSet<(String, bool)>,
    compiled: GlobSet,
}

impl Globs {
    /// `crosses`: whether `*` stands for slashes too.
    fn add(&mut self, glob: String, crosses: bool) {
        self.texts.insert((glob, crosses));
    }

    fn compile(&mut self) {
        // A pattern that is none, or too large, must not make files look unread.
        self.compiled = self.build().or_else(|_| everything()).unwrap_or_default();
    }

    fn build(&self) -> Result<GlobSet, globset::Error> {
        let mut set = GlobSetBuilder::new();
        for (text, crosses) in &self.texts {
            let glob = GlobBuilder::new(text).literal_separator(!crosses).build()?;
            set.add(glob);
        }
        set.build()
    }
}

fn everything() -> Result<GlobSet, globset::Error> {
    GlobSetBuilder::new().add(globset::Glob::new("**")?).build()
}

impl Mentions {
    pub(super) fn of_stack(plan: &Plan<'_>, id: StackId) -> Self {
        let repo = plan.repo;
        let mut mentions = Self {
            stack: repo
                .sources
                .directory(repo.stack(id).directory)
                .path
                .clone(),
            ..Self::default()
        };
        let walk = plan.walk(id);
        walk.visits()
            .for_each(|visit| mentions.read_module(repo, visit));
        mentions.partial.compile();
        mentions.sets.compile();
        mentions.derived.compile();
        mentions
    }

    /// Those of `files`, given by their root-relative paths, that nothing names.
    pub(super) fn unnamed<'f>(&self, files: &[&'f str]) -> Vec<&'f str> {
        let found = files
            .iter()
            .filter(|path| self.sets.compiled.is_match(path));
        let stems: BTreeSet<&str> = found.map(|path| stem(path)).collect();
        let unnamed = files.iter().copied().filter(|path| {
            // What is made from the names that were found belongs to files called alike.
            let is_derived = stems.contains(stem(path)) && self.derived.compiled.is_match(path);
            !is_derived && !self.may_name(path)
        });
        unnamed.collect()
    }

    /// Whether something may name the file at this path, or a folder that holds it.
    fn may_name(&self, path: &str) -> bool {
        let folders = std::iter::successors(Some(path), |path| Some(path.rsplit_once('/')?.0));
        let mut inside = folders.take_while(|folder| *folder != self.stack);
        inside.any(|folder| self.paths.contains(folder))
            || self.partial.compiled.is_match(path)
            || self.sets.compiled.is_match(path)
    }

    fn read_module(&mut self, repo: &Repo<'_>, visit: Visit<'_>) {
        let module = visit.module;
        let blocks = module.resources.values().map(|resource| &*resource.block);
        let blocks = blocks.chain(module.providers.iter().map(|provider| &*provider.block));
        for block in blocks.chain(module.others.iter().copied()) {
            let unit = Unit::of_body(visit, &block.body);
            self.read_body(&block.body, &unit, Folders::AreRead);
        }
        for block in module.outputs.values() {
            let unit = Unit::of_body(visit, &block.body);
            self.read_body(&block.body, &unit, Folders::ArePassedOn);
        }
        for call in module.calls.values() {
            let unit = Unit::of_body(visit, &call.block.body);
            // A module that is switched off here may read what it is given once it is switched on.
            let is_here = repo.called_module(call).is_some() && visit.called(call).next().is_some();
            let folders = if is_here {
                Folders::ArePassedOn
            } else {
                Folders::AreRead
            };
            for attribute in &call.block.body.attributes {
                if &*attribute.name.text != "source" {
                    self.read_expression(&attribute.value, &unit, folders);
                    self.note_own_folder(&attribute.value, &unit, folders);
                }
            }
        }
        for local in module.locals.values() {
            let unit = Unit::of_expression(visit, &local.value);
            self.read_expression(&local.value, &unit, Folders::ArePassedOn);
        }
    }

    /// A module that is not here may read any file of the stack if it is given the stack's folder.
    fn note_own_folder(&mut self, value: &Expression, unit: &Unit<'_>, folders: Folders) {
        let is_own = |text: &Text| self.resolve(text).as_deref() == Some(&self.stack);
        if folders == Folders::AreRead && unit.texts(value).iter().any(is_own) {
            self.partial.add("**".to_owned(), true);
        }
    }

    fn read_body(&mut self, body: &Body, unit: &Unit<'_>, folders: Folders) {
        for attribute in &body.attributes {
            self.read_expression(&attribute.value, unit, folders);
        }
        for block in &body.blocks {
            self.read_body(&block.body, unit, folders);
        }
    }

    fn read_expression(&mut self, expression: &Expression, unit: &Unit<'_>, folders: Folders) {
        // What a function reads is said by the function, not by its arguments alone.
        let mut arguments: Vec<Span> = Vec::new();
        walk_expression(expression, &mut |inner| match &inner.kind {
            ExpressionKind::Call(call) => {
                let name = call.name.text.trim_start_matches("core::");
                match call.arguments.as_slice() {
                    [path, ..] if READERS.contains(&name) => {
                        arguments.push(path.span);
                        for text in unit.texts(path) {
                            self.add(&text);
                        }
                    }
                    [folder, pattern] if name == "fileset" => {
                        arguments.extend([folder.span, pattern.span]);
                        self.add_set(&unit.texts(folder), &unit.texts(pattern));
                    }
                    _ => {}
                }
            }
            ExpressionKind::String(_) | ExpressionKind::Template(_) | ExpressionKind::Access(_)
                if !arguments
                    .iter()
                    .any(|argument| argument.contains(inner.span)) =>
            {
                for text in unit.texts(inner) {
                    self.add_other(&text, folders);
                }
            }
            _ => {}
        });
    }

    /// The root-relative path that a wholly known text leads to from the stack's folder.
    fn resolve(&self, text: &Text) -> Option<String> {
        let known = text.known()?;
        join_path(&self.stack, known).filter(|_| !known.starts_with('/'))
    }

    fn add(&mut self, text: &Text) {
        if text.known().is_some() {
            self.paths.extend(self.resolve(text));
            return;
        }
        match text.hole {
            // The set says which files they are.
            Hole::Found => {}
            Hole::FromFound => self.derived.add(self.glob(text), true),
            Hole::Anything => self.partial.add(self.glob(text), true),
        }
    }

    /// A text that may be anything: each of its words may be a path, and one that is known in part counts only
    /// where it speaks of a folder for data.
    fn add_other(&mut self, text: &Text, folders: Folders) {
        let Some(known) = text.known() else {
            if CONFIG_FOLDERS
                .iter()
                .any(|name| text.holds(&format!("{name}/")))
            {
                self.add(text);
            }
            return;
        };
        let words = known.split(|c: char| c.is_whitespace() || "\"'=,;()".contains(c));
        for word in words {
            let is_folder = CONFIG_FOLDERS.contains(
                &word
                    .trim_end_matches('/')
                    .rsplit('/')
                    .next()
                    .unwrap_or(word),
            );
            let counts = match folders {
                Folders::AreRead => is_folder || word.contains(['/', '.']),
                Folders::ArePassedOn => !is_folder && word.contains(['/', '.']),
            };
            if counts {
                let path = join_path(&self.stack, word).filter(|path| *path != self.stack);
                self.paths.extend(path);
            }
        }
    }

    fn add_set(&mut self, folders: &[Text], patterns: &[Text]) {
        for folder in folders {
            for pattern in patterns {
                let end = pattern.known().map_or("**".to_owned(), str::to_owned);
                match self.resolve(folder) {
                    Some(path) => {
                        let base = globset::escape(&path);
                        let end = end.trim_start_matches("./");
                        self.sets.add(
                            format!("{base}/{end}").trim_start_matches('/').to_owned(),
                            false,
                        );
                    }
                    None => self.sets.add(format!("{}/{end}", self.glob(folder)), true),
                }
            }
        }
    }

    /// A glob over root-relative paths for a text with unknown parts.
    fn glob(&self, text: &Text) -> String {
        let (start, rest) = text.split_unknown();
        let Some((folder, name)) = start.rsplit_once('/') else {
            // What stands before may be unknown, but what is beside the stack's files begins in its folder.
            return if start.is_empty() {
                format!("**{rest}")
            } else {
                format!(
                    "{}/{}{rest}",
                    globset::escape(&self.stack),
                    globset::escape(start)
                )
            };
        };
        match join_path(&self.stack, folder) {
            Some(folder) if !start.starts_with('/') => {
                let base = format!("{folder}/{name}");
                format!("{}{rest}", globset::escape(base.trim_start_matches('/')))
            }
            _ => format!("**{rest}"),
        }
    }
}

/// A file's name up to its first dot.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.split('.').next().unwrap_or_default()
}
