//! The parsed files of a repository, each parsed when it is first asked for.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;

use rayon::prelude::*;

use crate::hcl::{self, Body, Parsed, SyntaxError};
use crate::source::{Cells, FileId, Sources, Span};

/// One cell per file.
#[derive(Debug)]
pub struct Syntax<'s> {
    sources: &'s Sources,
    trees: Trees,
    /// Those of files at other references: nobody knows beforehand how many there will be.
    past: Cells<Parsed>,
}

/// One cell per file. Trees are many small allocations, and giving them back is worth all threads too.
#[derive(Debug)]
struct Trees(Vec<OnceLock<Parsed>>);

impl Drop for Trees {
    fn drop(&mut self) {
        std::mem::take(&mut self.0).into_par_iter().for_each(drop);
    }
}

impl<'s> Syntax<'s> {
    /// Nothing is parsed yet.
    pub fn new(sources: &'s Sources) -> Self {
        Self {
            sources,
            trees: Trees(sources.files().map(|_| OnceLock::new()).collect()),
            past: Cells::default(),
        }
    }

    /// The file's tree.
    pub fn get(&self, file: FileId) -> &Parsed {
        let cell = match file.past_number() {
            Some(number) => self.past.cell(number),
            None => &self.trees.0[file.0 as usize],
        };
        cell.get_or_init(|| {
            let (kind, text) = (
                self.sources.file(file).kind,
                &self.sources.text(file).content,
            );
            // A file that breaks the parser must not take the other files with it.
            let parsed = catch_unwind(AssertUnwindSafe(|| hcl::parse(file, kind, text)));
            parsed.unwrap_or_else(|_| broken(file, text))
        })
    }

    /// Parses many files on all threads.
    pub fn parse_all(&self, files: &[FileId]) {
        files.par_iter().for_each(|file| {
            self.get(*file);
        });
    }

    /// Every file of the working tree that was parsed so far, in order of id.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &Parsed)> {
        let ids = self.sources.files().map(|(id, _)| id);
        ids.zip(&self.trees.0)
            .filter_map(|(id, cell)| Some((id, cell.get()?)))
    }
}

fn broken(file: FileId, text: &str) -> Parsed {
    let body = Body {
        attributes: vec![],
        blocks: vec![],
        span: Span::new(file, 0, text.len()),
    };
    let error = SyntaxError {
        span: Span::file_start(file),
        message: "iaclint broke while reading this file".to_owned(),
        help: "This is a fault of iaclint: please report it with the file".to_owned(),
        related: Vec::new(),
    };
    Parsed {
        body,
        errors: vec![error],
    }
}
