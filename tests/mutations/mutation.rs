//! The mutations as data, and what the repository becomes by one.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;

/// Text by root-relative path.
pub(crate) type Files = BTreeMap<String, String>;

/// One change of the repository, and what must be said of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Mutation {
    /// Its name, in kebab case.
    pub(crate) id: String,
    /// The file that is changed.
    pub(crate) file: Option<String>,
    /// The text that goes.
    find: Option<String>,
    /// The text that comes.
    put: Option<String>,
    /// How often `find` is there, each of which is replaced; once where it is not said.
    times: Option<usize>,
    /// Whether the file goes as a whole.
    #[serde(default)]
    remove: bool,
    /// Further changes that belong to the same fault.
    #[serde(default)]
    also: Vec<Replacement>,
    /// Files that come.
    #[serde(default)]
    add: Vec<Added>,
    /// The rules, one of which must report it; none where nothing is wrong.
    #[serde(default)]
    pub(crate) rules: Vec<String>,
    /// Where, as text that begins on the line, or as `FILE :: text`. One of several where each is a place to mend it.
    /// The first line that differs where it is not said.
    #[serde(default)]
    at: Vec<String>,
    /// Rules that may report something as well, because it follows.
    #[serde(default)]
    pub(crate) consequences: Vec<String>,
    /// The stacks that Terraform judges, in the order in which they are applied.
    #[serde(default)]
    stacks: Vec<String>,
    /// Who refuses it.
    #[serde(default)]
    pub(crate) by: By,
}

/// Who refuses a fault, and so how grave it is.
#[derive(Debug, Default, Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum By {
    /// Terraform, when it validates or plans.
    #[default]
    Terraform,
    /// Nobody: Terraform warns, or goes on.
    Warning,
    /// AWS, when it is applied.
    Applying,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Replacement {
    file: String,
    find: String,
    put: String,
    times: Option<usize>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Added {
    file: String,
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(default)]
    fault: Vec<Mutation>,
    #[serde(default)]
    harmless: Vec<Mutation>,
}

/// A file and a line from 1.
pub(crate) type Place = (String, u32);

/// The folder of this test.
pub(crate) fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/mutations"))
}

/// All mutations, in the order in which they are written. Faults have rules, and what is harmless has none.
pub(crate) fn all() -> Vec<Mutation> {
    let mut paths: Vec<_> = fs::read_dir(folder().join("tables"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let mut all = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        let table: Table =
            toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for fault in &table.fault {
            assert!(!fault.rules.is_empty(), "{} names no rule", fault.id);
        }
        for harmless in &table.harmless {
            assert!(harmless.rules.is_empty(), "{} is harmless", harmless.id);
        }
        all.extend(table.fault);
        all.extend(table.harmless);
    }
    let mut ids: Vec<&str> = all.iter().map(|mutation| mutation.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all.len(), "two mutations share an id");
    all
}

/// What iaclint judges of the repository itself.
pub(crate) fn repository() -> Files {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Files::new();
    for top in ["live", "modules", "policies", ".github", "docker"] {
        read(&root.join(top), top, &mut files);
    }
    let settings = include_str!("../../iaclint.toml");
    files.insert("iaclint.toml".to_owned(), settings.to_owned());
    files
}

fn read(folder: &Path, path: &str, files: &mut Files) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        let below = format!("{path}/{name}");
        if entry.path().is_dir() {
            if name != ".terraform" {
                read(&entry.path(), &below, files);
            }
        } else if !name.contains(".tfstate") {
            files.insert(below, fs::read_to_string(entry.path()).unwrap());
        }
    }
}

impl Mutation {
    /// Whether nothing is wrong with it.
    pub(crate) fn is_harmless(&self) -> bool {
        self.rules.is_empty()
    }

    /// The files that it changes, with their new texts; `None` for one that goes.
    pub(crate) fn changes(&self, files: &Files) -> BTreeMap<String, Option<String>> {
        let mut changed: BTreeMap<String, Option<String>> = BTreeMap::new();
        let mut replace = |file: &str, find: &str, put: &str, times: usize| {
            let before = changed.get(file).cloned().flatten();
            let before = before.or_else(|| files.get(file).cloned());
            let before = before.unwrap_or_else(|| panic!("{}: there is no {file}", self.id));
            let found = before.matches(find).count();
            assert_eq!(found, times, "{}: {find:?} in {file}", self.id);
            changed.insert(file.to_owned(), Some(before.replace(find, put)));
        };
        if let (Some(file), Some(find), Some(put)) = (&self.file, &self.find, &self.put) {
            replace(file, find, put, self.times.unwrap_or(1));
        }
        for one in &self.also {
            replace(&one.file, &one.find, &one.put, one.times.unwrap_or(1));
        }
        if self.remove {
            let file = self.file.clone().unwrap();
            assert!(files.contains_key(&file), "{}: there is no {file}", self.id);
            changed.insert(file, None);
        }
        for added in &self.add {
            assert!(!files.contains_key(&added.file), "{} is there", added.file);
            changed.insert(added.file.clone(), Some(added.text.clone()));
        }
        assert!(!changed.is_empty(), "{} changes nothing", self.id);
        changed
    }

    /// The lines at which it may be reported, in the changed files.
    pub(crate) fn places(&self, before: &Files, after: &Files) -> Vec<Place> {
        let own = self.file.as_deref().unwrap_or_default();
        if self.at.is_empty() && !self.is_harmless() {
            return vec![(own.to_owned(), first_difference(&before[own], &after[own]))];
        }
        let place = |at: &String| {
            let (file, text) = at.split_once(" :: ").unwrap_or((own, at));
            let content = after
                .get(file)
                .unwrap_or_else(|| panic!("{}: there is no {file}", self.id));
            let found = content.matches(text).count();
            assert_eq!(found, 1, "{}: {text:?} in {file}", self.id);
            // Text may begin with its line's indent or with the end of the line before.
            let start = content.find(text).unwrap() + (text.len() - text.trim_start().len());
            (file.to_owned(), line_at(content, start))
        };
        self.at.iter().map(place).collect()
    }

    /// The stacks that Terraform judges: those that are named, else the one that the file belongs to or whose module
    /// it is part of.
    pub(crate) fn stacks(&self, files: &Files) -> Vec<String> {
        if !self.stacks.is_empty() {
            return self.stacks.clone();
        }
        let file = self.file.as_deref().unwrap();
        let parts: Vec<&str> = file.split('/').collect();
        if parts[0] == "live" {
            return vec![parts[..4].join("/")];
        }
        let call = format!("\"../../../../{}\"", parts[..3].join("/"));
        let calls = |(path, text): &(&String, &String)| {
            path.starts_with("live/test/") && path.ends_with("/main.tf") && text.contains(&call)
        };
        let caller = files.iter().find(calls).unwrap().0;
        vec![caller.trim_end_matches("/main.tf").to_owned()]
    }
}

/// The first line that differs, from 1.
fn first_difference(before: &str, after: &str) -> u32 {
    let same = before.bytes().zip(after.bytes());
    let at = same.take_while(|(one, other)| one == other).count();
    line_at(after, at)
}

fn line_at(text: &str, at: usize) -> u32 {
    let breaks = text.as_bytes()[..at].iter().filter(|byte| **byte == b'\n');
    u32::try_from(breaks.count() + 1).unwrap()
}
