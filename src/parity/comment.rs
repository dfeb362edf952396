//! Comments that declare a difference where it is written: `# iaclint:expect-diff one NAT gateway is enough here`.

use std::collections::BTreeSet;

use crate::hcl;
use crate::repo::layout::is_inside;
use crate::rule::Context;
use crate::source::{FileId, FileKind, Sources, Span};

/// How the text of such a comment begins.
const MARK: &str = "iaclint:expect-diff";

/// One comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Comment {
    pub(super) span: Span,
    /// Why the difference may be; empty where it does not say.
    pub(super) reason: String,
    /// Its line, from 1.
    line: u32,
    /// Whether it stands on a line of its own.
    is_own_line: bool,
}

impl Comment {
    /// Whether it is about what begins on a line: it stands there, or alone on the line above.
    pub(super) fn is_about(&self, line: u32) -> bool {
        if self.is_own_line {
            self.line + 1 == line
        } else {
            self.line == line
        }
    }
}

/// The reason that the text of such a comment gives, markers included.
pub(super) fn reason_in(text: &str) -> &str {
    let rest = text.split_once(MARK).map_or("", |(_, rest)| rest);
    let rest = rest.trim_start_matches([':', '-', ' ', '\t']).trim_end();
    rest.strip_suffix("*/").unwrap_or(rest).trim_end()
}

/// Those of one file, in order.
pub(super) fn of_file(sources: &Sources, file: FileId) -> Vec<Comment> {
    let text = &sources.text(file).content;
    if !text.contains(MARK) {
        return Vec::new();
    }
    let comment = |span: Span, body: &str, is_own_line: bool| {
        let rest = body.strip_prefix(MARK)?;
        if rest.starts_with(|c: char| c.is_alphanumeric() || c == '-' && !rest.starts_with("--")) {
            return None;
        }
        Some(Comment {
            span,
            reason: reason_in(body).to_owned(),
            line: sources.text(file).line_column(span.start).line,
            is_own_line,
        })
    };
    match sources.file(file).kind {
        FileKind::TerraformJson | FileKind::VariablesJson => Vec::new(),
        FileKind::Yaml | FileKind::Other => {
            let mut start = 0;
            let mut found = Vec::new();
            for line in text.split_inclusive('\n') {
                if let Some(at) = line.find('#') {
                    let body = line[at..].trim_start_matches(['#', ' ', '\t']).trim_end();
                    let span = Span::new(file, start + at, start + line.trim_end().len());
                    found.extend(comment(span, body, line[..at].trim().is_empty()));
                }
                start += line.len();
            }
            found
        }
        _ => {
            let comments = hcl::comments(file, text).into_iter();
            comments
                .filter_map(|it| comment(it.span, &it.text, it.own_line))
                .collect()
        }
    }
}

/// Every one of the repository, in order of file and place.
pub(super) fn all(context: &Context<'_>) -> Vec<Comment> {
    let mut files: BTreeSet<FileId> = context.repo.files();
    let roots = context.repo.layout.live_roots();
    let data = context.sources.files().filter(|(_, file)| {
        file.kind == FileKind::Yaml && roots.iter().any(|root| is_inside(&file.path, root))
    });
    files.extend(data.map(|(id, _)| id));
    files.retain(|file| !context.sources.is_past(*file));
    let files = files.into_iter();
    files
        .flat_map(|file| of_file(context.sources, file))
        .collect()
}
