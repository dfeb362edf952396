//! One difference for each cause, with all that follows from it.

use std::collections::{BTreeMap, BTreeSet};

use crate::eval::Value;
use crate::source::{FileKind, Span};

use super::both::Both;
use super::judge::{Judged, Verdict};
use super::leaf::{Comparer, Leaf, LeafKind};
use super::matching::Matching;
use super::merge::merge;
use super::origin::{Origin, OriginKey};
use super::side::Pairing;
use super::values::shown;
use super::{Consequence, Difference, Form, Found, Level, Standing, Which};

/// Something that differs because of a cause.
#[derive(Debug, Clone)]
pub(super) struct Follow {
    pub(super) stack: usize,
    pub(super) path: String,
    pub(super) shown: Both<Option<String>>,
    /// Where the two values were written.
    pub(super) written: Both<Option<Span>>,
    /// The side that has fewer of it, where how many there are is what follows.
    pub(super) fewer: Option<Which>,
    pub(super) judged: Judged,
}

/// All that differs, each with its causes.
#[derive(Debug, Default)]
pub(super) struct Causes(Vec<(BTreeSet<OriginKey>, Follow)>);

/// What the differences of causes are told with.
pub(super) struct Telling<'t, 'p> {
    pub(super) pairing: &'t Pairing<'p>,
    pub(super) matching: &'t Matching,
    /// How deep one had to look for what follows.
    pub(super) level: Level,
}

impl Causes {
    pub(super) fn add(&mut self, causes: BTreeSet<OriginKey>, follow: Follow) {
        self.0.push((causes, follow));
    }

    /// Adds one difference for each cause, or what follows from it to the difference that is told already.
    pub(super) fn tell(
        self,
        telling: &Telling<'_, '_>,
        origins: &BTreeMap<OriginKey, Origin>,
        found: &mut Found,
    ) {
        let keys: BTreeSet<&OriginKey> = self.0.iter().flat_map(|(keys, _)| keys).collect();
        let leaves: BTreeMap<OriginKey, Vec<Leaf>> = keys
            .into_iter()
            .filter_map(|key| Some((key.clone(), leaves_of(telling, key, origins.get(key)?))))
            .collect();
        let mut of_cause: BTreeMap<OriginKey, Vec<Follow>> = BTreeMap::new();
        let mut of_file: BTreeMap<OriginKey, (Origin, Vec<Follow>)> = BTreeMap::new();
        for (keys, follow) in self.0 {
            if let Some((path, places)) = data_file(telling, follow.stack, &follow.written) {
                add_to_file(&mut of_file, (follow.stack, path), places, vec![follow]);
                continue;
            }
            // Of several possible causes it is the one where its value was written.
            let is_written = |key: &&OriginKey| {
                let leaves = leaves.get(*key).into_iter().flatten();
                leaves.into_iter().any(|leaf| is_written_at(leaf, &follow))
            };
            let mut certain: BTreeSet<OriginKey> =
                keys.iter().filter(is_written).cloned().collect();
            if certain.is_empty() {
                // Where that is not known, it is the one that says the same.
                let is_said = |key: &&OriginKey| {
                    let leaves = leaves.get(*key).into_iter().flatten();
                    leaves.into_iter().any(|leaf| is_said_in(leaf, &follow))
                };
                certain = keys.iter().filter(is_said).cloned().collect();
            }
            let mut likely = if certain.is_empty() { keys } else { certain };
            // What one side has more of makes nothing fewer there, where there is another cause.
            let is_contrary = |key: &OriginKey| {
                follow.fewer.is_some()
                    && leaves.get(key).and_then(|all| longer(all)) == follow.fewer
            };
            if !likely.iter().all(is_contrary) {
                likely.retain(|key| !is_contrary(key));
            }
            for key in likely {
                of_cause.entry(key).or_default().push(follow.clone());
            }
        }
        let mut others = Vec::new();
        for (key, follows) in of_cause {
            let (Some(origin), Some(leaves)) = (origins.get(&key), leaves.get(&key)) else {
                continue;
            };
            let (stack, path) = key;
            for (leaf, follows) in by_leaf(leaves, follows) {
                if is_refused(leaf.map_or(&origin.values, |leaf| &leaf.values)) {
                    continue;
                }
                let places = places_of(origin, leaf);
                match data_file(telling, stack, &places) {
                    // What is written in a file of the stack is told with the rest of the file.
                    Some((path, places)) => {
                        add_to_file(&mut of_file, (stack, path), places, follows);
                    }
                    None => others.push(difference(telling, stack, &path, origin, leaf, &follows)),
                }
            }
        }
        for ((stack, path), (origin, follows)) in of_file {
            let difference = difference(telling, stack, &path, &origin, None, &follows);
            merge(found, difference);
        }
        for difference in others {
            merge(found, difference);
        }
    }
}

/// Whether Terraform refuses to compute what one side says: that is told by itself, and what follows is no difference
/// that anybody wanted.
fn is_refused(values: &Both<Option<Value>>) -> bool {
    Which::ALL.into_iter().any(|which| {
        let value = values.get(which).as_ref();
        value.is_some_and(Value::has_failed)
    })
}

type OfFile = BTreeMap<OriginKey, (Origin, Vec<Follow>)>;

fn add_to_file(
    of_file: &mut OfFile,
    key: OriginKey,
    places: Both<Option<Span>>,
    more: Vec<Follow>,
) {
    let values = Both::default();
    let (_, follows) = of_file
        .entry(key)
        .or_insert_with(|| (Origin { places, values }, Vec::new()));
    follows.extend(more);
}

/// Where both sides say a cause, or a part of it.
fn places_of(origin: &Origin, leaf: Option<&Leaf>) -> Both<Option<Span>> {
    Both::of(|which| {
        let value = leaf.and_then(|leaf| leaf.values.get(which).as_ref()?.place());
        value.or(*origin.places.get(which))
    })
}

/// The parts in which the values of a cause differ.
fn leaves_of(telling: &Telling<'_, '_>, key: &OriginKey, origin: &Origin) -> Vec<Leaf> {
    let (stack, path) = key;
    let comparer = Comparer {
        graphs: telling.pairing.graphs(),
        words: telling.pairing.pairs[*stack].words.as_ref(),
        matching: telling.matching,
        nodes: None,
    };
    let values = origin.values.map(Option::as_ref);
    match values {
        Both {
            reference: Some(_),
            other: Some(_),
        } => comparer.leaves(path, values),
        _ => Vec::new(),
    }
}

/// What follows, by the part of the cause's value that it follows from.
fn by_leaf(leaves: &[Leaf], follows: Vec<Follow>) -> Vec<(Option<&Leaf>, Vec<Follow>)> {
    if leaves.len() < 2 {
        return vec![(leaves.first(), follows)];
    }
    if are_of_one_list(leaves) {
        return vec![(None, follows)];
    }
    let mut groups: Vec<Vec<Follow>> = leaves.iter().map(|_| Vec::new()).collect();
    let mut whole = Vec::new();
    for follow in follows {
        match leaf_of(leaves, &follow) {
            Some(at) => groups[at].push(follow),
            None => whole.push(follow),
        }
    }
    let mut all: Vec<(Option<&Leaf>, Vec<Follow>)> = leaves
        .iter()
        .map(Some)
        .zip(groups)
        .filter(|(_, follows)| !follows.is_empty())
        .collect();
    let is_harmless = |follow: &Follow| follow.judged.verdict < Verdict::Loose;
    match all.first_mut() {
        // What cannot be told apart is told with the first.
        Some((_, first)) if whole.iter().all(is_harmless) => first.extend(whole),
        _ => all.push((None, whole)),
    }
    all
}

/// Whether the parts are elements of one list: which of them the sides have is one thing.
fn are_of_one_list(leaves: &[Leaf]) -> bool {
    let list = |leaf: &Leaf| match (&leaf.kind, leaf.path.rsplit_once('[')) {
        (LeafKind::Element, Some((list, _))) => Some(list.to_owned()),
        _ => None,
    };
    let first = leaves.first().and_then(list);
    first.is_some() && leaves.iter().all(|leaf| list(leaf) == first)
}

/// The side that has elements more, where that is all that differs in a value.
fn longer(leaves: &[Leaf]) -> Option<Which> {
    let side = |leaf: &Leaf| match (&leaf.kind, &leaf.values.reference, &leaf.values.other) {
        (LeafKind::Element, Some(_), None) => Some(Which::Reference),
        (LeafKind::Element, None, Some(_)) => Some(Which::Other),
        _ => None,
    };
    let first = side(leaves.first()?)?;
    leaves
        .iter()
        .all(|leaf| side(leaf) == Some(first))
        .then_some(first)
}

fn is_written_at(leaf: &Leaf, follow: &Follow) -> bool {
    Which::ALL.iter().any(|which| {
        let leaf = leaf.values.get(*which).as_ref().and_then(Value::place);
        leaf.is_some() && leaf == *follow.written.get(*which)
    })
}

/// A text of so many bytes is not by chance a part of another.
const DISTINCT: usize = 8;

/// Whether a consequence has the values of a part, or texts that hold them.
fn is_said_in(leaf: &Leaf, follow: &Follow) -> bool {
    let values = leaf.values.as_ref().map(|value| value.as_ref().map(shown));
    let (Some(values), Some(told)) = (values.both(), follow.shown.map(Option::as_ref).both())
    else {
        return false;
    };
    Which::ALL.into_iter().all(|which| {
        let (value, told) = (values.get(which).trim_matches('"'), told.get(which));
        told.trim_matches('"') == value || (value.len() >= DISTINCT && told.contains(value))
    })
}

/// The part that a consequence follows from: the one that was written where its value was, that says the same, or is of
/// the same name.
fn leaf_of(leaves: &[Leaf], follow: &Follow) -> Option<usize> {
    if let Some(at) = leaves.iter().position(|leaf| is_written_at(leaf, follow)) {
        return Some(at);
    }
    let said = leaves.iter().enumerate();
    let mut said = said.filter(|(_, leaf)| is_said_in(leaf, follow));
    if let (Some((at, _)), None) = (said.next(), said.next()) {
        return Some(at);
    }
    let last = |path: &str| path.rsplit('.').next().unwrap_or_default().to_owned();
    let name = last(&follow.path);
    let mut same = leaves
        .iter()
        .enumerate()
        .filter(|(_, leaf)| last(&leaf.path) == name);
    let first = same.next()?;
    same.next().is_none().then_some(first.0)
}

fn difference(
    telling: &Telling<'_, '_>,
    stack: usize,
    path: &str,
    origin: &Origin,
    leaf: Option<&Leaf>,
    follows: &[Follow],
) -> Difference {
    let pairing = telling.pairing;
    let has_size = follows
        .iter()
        .any(|it| it.judged.verdict == Verdict::OfSize || it.judged.rule == "parity-prod-weaker");
    let weight = |follow: &&Follow| {
        let judged = &follow.judged;
        let verdict = match judged.verdict {
            Verdict::Loose if has_size => Verdict::Accompanies,
            Verdict::Loose => Verdict::Unexpected,
            verdict => verdict,
        };
        // Of two that matter as much the one that says more.
        (verdict, judged.severity, judged.weaker.is_some())
    };
    let worst = follows.iter().max_by_key(weight);
    let is_unexpected = worst.is_some_and(|it| weight(&it).0 == Verdict::Unexpected);
    let values = leaf.map_or(&origin.values, |leaf| &leaf.values);
    let is_file = path.starts_with("file:") && follows.len() == 1;
    let is_itself = path.starts_with("resource.") || is_file;
    let own = match (is_itself, leaf, worst) {
        (true, _, Some(worst)) => worst.shown.clone(),
        _ => values.map(|value| value.as_ref().map(shown)),
    };
    let places = places_of(origin, leaf);
    let places = places.map(|span| span.map(|span| pairing.context.sources.visible(span)));
    let rule = worst.map_or("parity-input-value", |worst| match worst.judged.rule {
        "parity-resource-missing" if path.starts_with("file:") => "parity-file-missing",
        "parity-resource-missing" if is_call(path) => "parity-module-missing",
        "parity-resource-value" if !is_itself => "parity-input-value",
        rule => rule,
    });
    let path = leaf.map_or(path, |leaf| leaf.path.as_str()).to_owned();
    let form = match (origin.places.reference, origin.places.other) {
        (Some(_), None) => Form::Only(Which::Reference),
        (None, Some(_)) => Form::Only(Which::Other),
        _ => Form::Different,
    };
    Difference {
        rule,
        level: telling.level,
        form,
        weaker: worst.and_then(|worst| worst.judged.weaker),
        stack: pairing.pairs[stack].name.clone(),
        follows: consequences(telling, &path, follows),
        path,
        shown: own,
        places,
        severity: worst.map_or(crate::diagnostic::Severity::Note, |it| it.judged.severity),
        standing: if is_unexpected {
            Standing::Unexpected
        } else {
            Standing::Legitimate(worst.map_or("nothing follows from it", |it| it.judged.reason))
        },
        reason: worst.map_or_else(String::new, |worst| worst.judged.reason.to_owned()),
    }
}

/// The data file of a stack that both values stand in, such as container definitions in JSON: that is
/// what must be edited, wherever it is read.
fn data_file(
    telling: &Telling<'_, '_>,
    stack: usize,
    written: &Both<Option<Span>>,
) -> Option<(String, Both<Option<Span>>)> {
    let sources = telling.pairing.context.sources;
    let repo = telling.pairing.context.repo;
    let folder = |which: Which| {
        let id = *telling.pairing.pairs[stack].ids.get(which);
        repo.stack(id).directory
    };
    let name = |which: Which| {
        let file = sources.file((*written.get(which))?.file);
        let folder = &sources.directory(folder(which)).path;
        let name = file.path.strip_prefix(folder.as_str())?.strip_prefix('/')?;
        let is_data = matches!(file.kind, FileKind::Json | FileKind::Yaml | FileKind::Other);
        is_data.then(|| name.to_owned())
    };
    let names = Both::of(name);
    let is_only = |which: Which| written.get(which).is_none();
    let name = match (names.reference, names.other) {
        (Some(name), Some(other)) if name == other => name,
        // What one side does not say is missing in the file of the same name.
        (Some(name), None) if is_only(Which::Other) => name,
        (None, Some(name)) if is_only(Which::Reference) => name,
        _ => return None,
    };
    let places = Both::of(|which| {
        let path = format!("{}/{name}", sources.directory(folder(which)).path);
        let file = || sources.find_file(&path).map(Span::file_start);
        (*written.get(which)).or_else(file)
    });
    Some((format!("file:{name}"), places))
}

/// Whether a path is that of a module call itself.
fn is_call(path: &str) -> bool {
    let mut parts = path.rsplit('.');
    parts.next().is_some() && parts.next() == Some("module")
}

/// What follows from a cause, without the cause itself.
fn consequences(telling: &Telling<'_, '_>, path: &str, follows: &[Follow]) -> Vec<Consequence> {
    let mut seen = BTreeSet::new();
    let mut all: Vec<Consequence> = follows
        .iter()
        .filter(|follow| full(&follow.path) != path)
        .filter(|follow| seen.insert((follow.stack, follow.path.clone(), follow.shown.clone())))
        .map(|follow| Consequence {
            stack: telling.pairing.pairs[follow.stack].name.clone(),
            path: full(&follow.path),
            shown: follow.shown.clone(),
        })
        .collect();
    all.sort_by(|a, b| (&a.stack, &a.path).cmp(&(&b.stack, &b.path)));
    all
}

/// What follows as differences name it.
fn full(path: &str) -> String {
    if path.starts_with("alarm:") {
        return path.to_owned();
    }
    format!("resource.{path}")
}
