//! From events to a tree: aliases, merge keys, tags and what may be a key.

use std::borrow::Cow;
use std::collections::BTreeMap;

use saphyr_parser::{Event, ScalarStyle, Tag};

use super::scalar::{number, resolve};
use super::stricter::{refuse_anchor, refuse_escape, refuse_name};
use super::terraform::{as_terraform, is_resolved, tagged_timestamp};
use crate::data::{DataError, Key, Kind, MAX_DEPTH, Node};
use crate::source::{FileId, Span};

/// How much all aliases of a file together may copy, in bytes of memory. Real files copy a few kilobytes.
const MAX_COPIED: usize = 32 * 1024 * 1024;

/// A list or mapping that is not closed yet.
struct Frame {
    start: usize,
    /// The end of the last part that was written here (not of what an alias stands for).
    end: usize,
    anchor: usize,
    content: Content,
}

enum Content {
    Sequence(Vec<Node>),
    Mapping {
        entries: Vec<(Key, Node)>,
        key: Option<WrittenKey>,
    },
}

enum WrittenKey {
    Key(Key),
    /// `<<`: its value's entries are put here.
    Merge(Span),
}

pub(super) struct Builder<'t> {
    pub(super) documents: Vec<Node>,
    file: FileId,
    text: &'t str,
    stack: Vec<Frame>,
    anchors: BTreeMap<usize, Node>,
    copied: usize,
    /// Whether scalars become what Terraform makes of them even where that is odd.
    for_terraform: bool,
}

impl<'t> Builder<'t> {
    pub(super) fn new(file: FileId, text: &'t str, for_terraform: bool) -> Self {
        Self {
            documents: Vec::new(),
            file,
            text,
            stack: Vec::new(),
            anchors: BTreeMap::new(),
            copied: 0,
            for_terraform,
        }
    }

    /// Takes the parser's next event with its byte range.
    pub(super) fn event(
        &mut self,
        event: Event<'_>,
        start: usize,
        end: usize,
    ) -> Result<(), DataError> {
        match event {
            Event::Alias(anchor) => self.alias(anchor, start, end),
            Event::Scalar(value, style, anchor, tag) => {
                if anchor != 0 {
                    refuse_anchor(self.file, self.text, start)?;
                }
                let start = self.after_properties(start, end, anchor, tag.is_some());
                let end = start + written_length(&self.text[start..end], style);
                let span = Span::new(self.file, start, end);
                let is_merge = value == "<<" && tag.is_none();
                let is_implicit = tag.is_none() && is_resolved(style);
                if style == ScalarStyle::DoubleQuoted {
                    refuse_escape(self.file, &self.text[start..end], start)?;
                }
                let is_timestamp =
                    tag.as_deref().and_then(core_type).as_deref() == Some("timestamp");
                let mut kind = scalar(value, style, tag.as_deref(), span)?;
                if self.for_terraform && is_timestamp && style == ScalarStyle::Plain {
                    kind = tagged_timestamp(kind, span)?;
                }
                if self.for_terraform && is_implicit {
                    kind = as_terraform(kind, style, span)?;
                }
                self.add(Node { kind, span }, end, anchor, is_merge, true)
            }
            Event::SequenceStart(anchor, tag) => self.open(
                start,
                end,
                anchor,
                tag.as_deref(),
                "seq",
                Content::Sequence(Vec::new()),
            ),
            Event::MappingStart(anchor, tag) => {
                let content = Content::Mapping {
                    entries: Vec::new(),
                    key: None,
                };
                self.open(start, end, anchor, tag.as_deref(), "map", content)
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(start),
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => Ok(()),
        }
    }

    fn alias(&mut self, anchor: usize, start: usize, end: usize) -> Result<(), DataError> {
        let span = Span::new(self.file, start, end);
        refuse_name(self.file, self.text, start)?;
        if self.expects_key() {
            return Err(not_a_key(span, "an alias"));
        }
        let Some(node) = self.anchors.get(&anchor).cloned() else {
            let message = "the alias stands inside what it refers to";
            return Err(DataError::new(
                span,
                message,
                "refer to an anchor that is complete before this line",
            ));
        };
        self.charge(&node, span)?;
        self.add(node, end, 0, false, false)
    }

    fn open(
        &mut self,
        start: usize,
        end: usize,
        anchor: usize,
        tag: Option<&Tag>,
        natural: &str,
        content: Content,
    ) -> Result<(), DataError> {
        let span = Span::new(self.file, start, end);
        if self.stack.len() >= MAX_DEPTH {
            return Err(DataError::too_deep(Span::new(self.file, start, start)));
        }
        if self.expects_key() {
            return Err(not_a_key(span, "a list or mapping"));
        }
        if let Some(tag) = tag.filter(|tag| core_type(tag).as_deref() != Some(natural)) {
            return Err(unknown_tag(span, tag));
        }
        if anchor != 0 {
            refuse_anchor(self.file, self.text, start)?;
        }
        let start = self.after_properties(start, self.text.len(), anchor, tag.is_some());
        self.stack.push(Frame {
            start,
            end,
            anchor,
            content,
        });
        Ok(())
    }

    /// `at` is where the event of the end begins.
    fn close(&mut self, at: usize) -> Result<(), DataError> {
        let Some(frame) = self.stack.pop() else {
            return Ok(());
        };
        // A block ends with its last entry; the event stands where the next one begins.
        let flow = self.text[at..].starts_with([']', '}'])
            && self.text[frame.start..].starts_with(['[', '{']);
        let end = if flow { at + 1 } else { frame.end };
        let kind = match frame.content {
            Content::Sequence(elements) => Kind::Sequence(elements),
            Content::Mapping { entries, .. } => Kind::Mapping(entries),
        };
        let node = Node {
            kind,
            span: Span::new(self.file, frame.start, end),
        };
        self.add(node, end, frame.anchor, false, false)
    }

    /// Puts a complete node where it belongs. `end` is where it is written to; `scalar` whether it may be a key.
    fn add(
        &mut self,
        node: Node,
        end: usize,
        anchor: usize,
        is_merge: bool,
        scalar: bool,
    ) -> Result<(), DataError> {
        if anchor != 0 {
            self.charge(&node, node.span)?;
            self.anchors.insert(anchor, node.clone());
        }
        let Some(frame) = self.stack.last_mut() else {
            self.documents.push(node);
            return Ok(());
        };
        frame.end = frame.end.max(end);
        match &mut frame.content {
            Content::Sequence(elements) => elements.push(node),
            Content::Mapping { entries, key } => match key.take() {
                None if is_merge => *key = Some(WrittenKey::Merge(node.span)),
                None if scalar => *key = Some(WrittenKey::Key(to_key(node)?)),
                None => return Err(not_a_key(node.span, "a list or mapping")),
                Some(WrittenKey::Key(key)) => entries.push((key, node)),
                Some(WrittenKey::Merge(at)) => merge(entries, node, at)?,
            },
        }
        Ok(())
    }

    /// Where the content begins after an anchor and a tag, which the parser counts as part of it.
    fn after_properties(&self, start: usize, end: usize, anchor: usize, tagged: bool) -> usize {
        if anchor == 0 && !tagged {
            return start;
        }
        let whole = &self.text[start..end];
        let mut rest = whole;
        loop {
            rest = rest.trim_start();
            if rest.starts_with('#') {
                rest = rest.split_once('\n').map_or("", |(_, after)| after);
            } else if rest.starts_with(['&', '!']) {
                rest = &rest[rest.find(char::is_whitespace).unwrap_or(rest.len())..];
            } else if rest.is_empty() {
                // Nothing follows: the value is empty and stands where its anchor begins.
                return start;
            } else {
                return start + whole.len() - rest.len();
            }
        }
    }

    fn expects_key(&self) -> bool {
        matches!(
            self.stack.last(),
            Some(Frame {
                content: Content::Mapping { key: None, .. },
                ..
            })
        )
    }

    fn charge(&mut self, node: &Node, span: Span) -> Result<(), DataError> {
        self.copied = self.copied.saturating_add(weight(node));
        if self.copied > MAX_COPIED {
            let message = "the aliases of this file stand for more than 32 MB of data";
            let help = "write the data out, or use fewer aliases of aliases";
            return Err(DataError {
                is_uncertain: true,
                is_bound: true,
                ..DataError::new(span, message, help)
            });
        }
        Ok(())
    }
}

/// How many bytes of `text`, where a scalar begins, are the scalar: the parser counts the space after it, and after
/// a closing quote a comment too.
fn written_length(text: &str, style: ScalarStyle) -> usize {
    let mut skip = false;
    let inside = text.char_indices().skip(1);
    let closing = match style {
        ScalarStyle::DoubleQuoted => inside.into_iter().find(|(_, character)| {
            let escaped = std::mem::take(&mut skip);
            skip = !escaped && *character == '\\';
            *character == '"' && !escaped
        }),
        ScalarStyle::SingleQuoted => inside.into_iter().find(|(at, character)| {
            let second = std::mem::take(&mut skip);
            skip = !second && *character == '\'' && text[at + 1..].starts_with('\'');
            *character == '\'' && !second && !skip
        }),
        _ => None,
    };
    closing.map_or(text.trim_end().len(), |(at, _)| at + 1)
}

/// Bytes of memory that a copy takes, roughly.
fn weight(node: &Node) -> usize {
    let own = std::mem::size_of::<Node>();
    own + match &node.kind {
        Kind::String(text) | Kind::Partial(text) | Kind::Number(text) => text.len(),
        Kind::Sequence(elements) => elements.iter().map(weight).sum(),
        Kind::Mapping(entries) => entries
            .iter()
            .map(|(key, value)| std::mem::size_of::<Key>() + key.text.len() + weight(value))
            .sum(),
        Kind::Null | Kind::Bool(_) | Kind::Hole => 0,
    }
}

/// Terraform puts the entries where `<<` stands: what is written after it wins, and it wins over what is before it.
fn merge(entries: &mut Vec<(Key, Node)>, value: Node, at: Span) -> Result<(), DataError> {
    let found = match value.kind {
        Kind::Mapping(merged) => {
            entries.extend(merged.into_iter().map(|(key, value)| {
                (
                    Key {
                        merged: true,
                        ..key
                    },
                    value,
                )
            }));
            return Ok(());
        }
        Kind::Sequence(_) => "a list",
        _ => "a single value",
    };
    let message = format!("`<<` merges one mapping into another, but its value is {found}");
    Err(DataError::new(
        at,
        message,
        "write one `<<: *anchor` line for each mapping",
    ))
}

fn to_key(node: Node) -> Result<Key, DataError> {
    let text = match node.kind {
        Kind::String(text) | Kind::Number(text) => text,
        Kind::Bool(value) => value.to_string(),
        _ => return Err(not_a_key(node.span, "null")),
    };
    Ok(Key {
        text,
        span: node.span,
        partial: false,
        merged: false,
    })
}

fn not_a_key(span: Span, what: &str) -> DataError {
    DataError::new(
        span,
        format!("a key must be a string, but this is {what}"),
        "write the key in quotes",
    )
}

/// The name of a type of YAML's core schema: `str` for `!!str` and for `!<tag:yaml.org,2002:str>`.
fn core_type(tag: &Tag) -> Option<String> {
    let whole = format!("{}{}", tag.handle, tag.suffix);
    whole.strip_prefix("tag:yaml.org,2002:").map(str::to_owned)
}

fn unknown_tag(span: Span, tag: &Tag) -> DataError {
    let name = core_type(tag).map_or_else(|| tag.to_string(), |name| format!("!!{name}"));
    let message = format!("Terraform's yamldecode cannot read the tag `{name}` here");
    DataError::new(span, message, "remove the tag")
}

/// The value of a scalar: what is quoted is a string, a tag of the core schema forces a type on what is not.
fn scalar(
    value: Cow<'_, str>,
    style: ScalarStyle,
    tag: Option<&Tag>,
    span: Span,
) -> Result<Kind, DataError> {
    let plain = style == ScalarStyle::Plain;
    let Some(tag) = tag else {
        if !plain {
            return Ok(Kind::String(value.into_owned()));
        }
        return resolve(&value).ok_or_else(|| {
            DataError::new(
                span,
                "Terraform knows no value that is not a number, and no hexadecimal or octal number of more than 64 bits",
                "write a number, or quote the text",
            )
        });
    };
    let Some(name) = core_type(tag) else {
        return Err(unknown_tag(span, tag));
    };
    let kind = match name.as_str() {
        "str" | "binary" | "timestamp" => Some(Kind::String(value.to_string())),
        "int" | "float" | "bool" | "null" if !plain => Some(Kind::String(value.to_string())),
        "int" | "float" => number(&value).map(Kind::Number),
        "bool" => resolve(&value).filter(|kind| matches!(kind, Kind::Bool(_))),
        "null" => Some(Kind::Null),
        _ => return Err(unknown_tag(span, tag)),
    };
    kind.ok_or_else(|| {
        let message = format!("`{value}` cannot be read as `!!{name}`");
        DataError::new(span, message, "remove the tag or mend the value")
    })
}
