//! Which outputs one side alone gives to other stacks.

use std::collections::BTreeSet;

use super::both::{Both, Which};
use super::inventory::{difference, existence, only};
use super::leaf::Comparer;
use super::matching::Matching;
use super::side::StackPair;
use super::{Consequence, Difference, Form, Found, Level, Pairing};
use crate::eval::Value;
use crate::hcl::Block;
use crate::source::{FileId, Span};

/// Adds what differs. What an output is made of is compared where it is read.
pub(super) fn compare(pairing: &Pairing<'_>, matching: &Matching, found: &mut Found) {
    let repo = pairing.context.repo;
    for pair in &pairing.pairs {
        let modules = pair.ids.map(|id| repo.module(repo.stack(*id).module));
        let words = &pair.words;
        let alone = Both::of(|which| {
            let others = &modules.get(which.opposite()).outputs;
            let is_alone = |name: &&str| {
                // An output may have the environment in its name, such as `prod_vpc_id`.
                let common = words.get(which).common(name);
                let is_same = |other: &&str| words.get(which.opposite()).common(other) == common;
                !others.contains_key(*name) && !others.keys().any(|other| is_same(&&**other))
            };
            let all = modules.get(which).outputs.keys().map(|name| &**name);
            all.filter(is_alone).collect::<Vec<&str>>()
        });
        let renamed = renamed(pairing, matching, pair, &alone);
        for which in Which::ALL {
            for (name, block) in &modules.get(which).outputs {
                let is_alone = alone.get(which).contains(&&**name);
                if !is_alone || renamed.get(which).contains(&**name) {
                    continue;
                }
                let (shown, places) = only(which, made_of(pairing, block), block.header());
                let (severity, reason) = existence(pairing, which);
                let path = format!("output.{name}");
                if let Some(cause) = cause(pairing, found, (&pair.name, which), (name, block)) {
                    cause.follows.push(Consequence {
                        stack: pair.name.clone(),
                        path,
                        shown,
                    });
                    continue;
                }
                if let Some(file) = file_of_one_side(pairing, pair, which, block) {
                    let cause = file_difference(pairing, pair, which, file, found);
                    cause.follows.push(Consequence {
                        stack: pair.name.clone(),
                        path,
                        shown,
                    });
                    continue;
                }
                let kind = ("parity-output-missing", Level::Values);
                found.differences.push(Difference {
                    shown,
                    places,
                    severity,
                    reason,
                    ..difference(kind, Form::Only(which), &pair.name, path)
                });
            }
        }
    }
}

/// The file of a stack's folder that an output is declared in, where the other side has none of that name.
fn file_of_one_side(
    pairing: &Pairing<'_>,
    pair: &StackPair,
    which: Which,
    block: &Block,
) -> Option<FileId> {
    let sources = pairing.context.sources;
    let file = block.header().file;
    let other = *pair.ids.get(which.opposite());
    let folder = pairing.context.repo.stack(other).directory;
    sources
        .file_in(folder, file_name(pairing, file))
        .is_none()
        .then_some(file)
}

fn file_name<'p>(pairing: &Pairing<'p>, file: FileId) -> &'p str {
    let path = &pairing.context.sources.file(file).path;
    path.rsplit('/').next().unwrap_or(path)
}

/// The difference that a file is on one side only, which is told where it is not yet.
fn file_difference<'f>(
    pairing: &Pairing<'_>,
    pair: &StackPair,
    which: Which,
    file: FileId,
    found: &'f mut Found,
) -> &'f mut Difference {
    let name = file_name(pairing, file);
    let path = format!("file:{name}");
    let mut all = found.differences.iter();
    let told = all.position(|it| it.stack == pair.name && it.path == path);
    let at = told.unwrap_or_else(|| {
        let (shown, places) = only(which, name.to_owned(), Span::file_start(file));
        let (severity, reason) = existence(pairing, which);
        let kind = ("parity-file-missing", Level::Values);
        found.differences.push(Difference {
            shown,
            places,
            severity,
            reason,
            ..difference(kind, Form::Only(which), &pair.name, path)
        });
        found.differences.len() - 1
    });
    &mut found.differences[at]
}

/// The outputs that the other side has under another name: one each that gives the same of the same thing.
fn renamed<'n>(
    pairing: &Pairing<'_>,
    matching: &Matching,
    pair: &StackPair,
    alone: &Both<Vec<&'n str>>,
) -> Both<BTreeSet<&'n str>> {
    let outputs = pair.ids.map(|id| &pairing.plan().stack(*id).root().outputs);
    let comparer = Comparer {
        graphs: pairing.graphs(),
        words: pair.words.as_ref(),
        matching,
        nodes: None,
    };
    // What is written out may be the same by chance.
    let given = |which: Which, name: &str| {
        let value: Option<&Value> = outputs.get(which).get(name);
        value.filter(|value| value.as_unknown().is_some_and(|it| it.symbol().is_some()))
    };
    let mut found: Both<BTreeSet<&str>> = Both::default();
    for left in &alone.reference {
        let Some(value) = given(Which::Reference, left) else {
            continue;
        };
        let same = alone.other.iter().find(|right| {
            let other = given(Which::Other, right);
            let is_same = |other| comparer.are_same(Both::new(Some(value), Some(other)));
            !found.other.contains(**right) && other.is_some_and(is_same)
        });
        if let Some(right) = same {
            found.reference.insert(left);
            found.other.insert(right);
        }
    }
    found
}

/// What an output is made of, as it is written.
fn made_of(pairing: &Pairing<'_>, block: &Block) -> String {
    const MOST: usize = 200;
    let value = block.body.attribute("value");
    let text = value.map(|value| pairing.context.sources.snippet(value.value.span));
    let words: Vec<&str> = text.unwrap_or_default().split_whitespace().collect();
    words.join(" ").chars().take(MOST).collect()
}

/// What the side alone has that an output tells of, such as a module call that the other side has not.
fn cause<'f>(
    pairing: &Pairing<'_>,
    found: &'f mut Found,
    (stack, which): (&str, Which),
    (output, block): (&str, &Block),
) -> Option<&'f mut Difference> {
    let value = block.body.attribute("value")?;
    let text = pairing.context.sources.snippet(value.value.span);
    found.differences.iter_mut().find(|difference| {
        let path = difference.path.as_str();
        let is_thing = path.starts_with("module.") || path.starts_with("resource.");
        let name = |path: &str| path.strip_prefix("resource.").unwrap_or(path).to_owned();
        let is_in_file = |it: &Consequence| it.stack == stack && names(text, &name(&it.path));
        // Such as `output.metabase_db_name` beside `metabase.tf`.
        let file = path.strip_prefix("file:");
        let file = file.and_then(|it| it.split('.').next());
        let is_named = file.is_some_and(|file| is_about(output, file));
        difference.form == Form::Only(which)
            && difference.stack == stack
            && (is_named
                || (is_thing && names(text, &name(path)))
                || (path.starts_with("file:") && difference.follows.iter().any(is_in_file)))
    })
}

/// Whether a name is that of a thing, or of a part of it: as a whole word at its beginning.
fn is_about(name: &str, thing: &str) -> bool {
    const DISTINCT: usize = 4;
    let words = |text: &str| text.replace('-', "_");
    let (name, thing) = (words(name), words(thing));
    let rest = name.strip_prefix(&thing);
    thing.len() >= DISTINCT && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
}

/// Whether an expression names something, as a whole.
fn names(text: &str, name: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + name.len()..].chars().next();
        !before.is_some_and(|c| is_word(c) || c == '.') && !after.is_some_and(is_word)
    })
}

#[cfg(test)]
mod tests {
    use super::{is_about, names};

    #[test]
    fn an_output_is_of_the_file_that_it_is_called_like() {
        assert!(is_about("metabase_db_name", "metabase"));
        assert!(is_about("efiling_api_url", "efiling-api"));
        assert!(!is_about("metabases", "metabase"));
        assert!(!is_about("vpc_id", "vpc"));
    }

    #[test]
    fn an_expression_names_what_it_refers_to_as_a_whole() {
        assert!(names("[module.vpc.id]", "module.vpc"));
        assert!(names("aws_lb.web[0].arn", "aws_lb.web"));
        for text in ["module.vpc2.id", "data.aws_lb.web.arn", "x_aws_lb.web"] {
            assert!(
                !names(text, "module.vpc") && !names(text, "aws_lb.web"),
                "{text}"
            );
        }
    }
}
