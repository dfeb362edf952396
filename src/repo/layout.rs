//! Where stacks and modules lie: patterns of folders, from `iaclint.toml` or detected.

use std::collections::BTreeMap;

use crate::config::Config;
use crate::source::{DirectoryId, Sources};

use super::words;

/// The layout of a repository.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layout {
    /// Patterns of stacks' folders. Empty where the repository follows none: places are then told by their words.
    pub live: Vec<Pattern>,
    /// Patterns of modules' folders.
    pub modules: Vec<Pattern>,
    /// Whether `iaclint.toml` gives it.
    pub configured: bool,
}

/// A pattern such as `live/{environment}/{region}/{stack}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// As written.
    pub text: String,
    /// Its parts between slashes.
    pub segments: Vec<Segment>,
}

/// One part of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Segment {
    /// A folder of this very name.
    Literal(String),
    /// `{environment}`
    Environment,
    /// `{region}`
    Region,
    /// `{stack}`
    Stack,
    /// `{provider}`
    Provider,
    /// `{module}`
    Module,
}

/// What a stack's folder says about it.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The environment's name.
    pub environment: Option<String>,
    /// The region's name.
    pub region: Option<String>,
    /// Whether it lies in a folder for what has no region.
    pub global: bool,
    /// The stack's own name.
    pub stack: String,
}

impl Pattern {
    /// Reads a pattern. Names in braces that are not known are literals; the configuration's schema refuses them.
    pub fn parse(text: &str) -> Self {
        let segment = |part: &str| match part {
            "{environment}" => Segment::Environment,
            "{region}" => Segment::Region,
            "{stack}" => Segment::Stack,
            "{provider}" => Segment::Provider,
            "{module}" => Segment::Module,
            literal => Segment::Literal(literal.to_owned()),
        };
        let segments = text
            .split('/')
            .filter(|part| !part.is_empty())
            .map(segment)
            .collect();
        Self {
            text: text.to_owned(),
            segments,
        }
    }

    /// The place of the folder at `path`, if it fits the whole pattern.
    pub fn place(&self, path: &str) -> Option<Place> {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        if parts.len() != self.segments.len() {
            return None;
        }
        let mut place = Place::default();
        for (segment, part) in self.segments.iter().zip(&parts) {
            match segment {
                Segment::Literal(literal) if literal == part => place.global |= *part == "global",
                Segment::Literal(_) => return None,
                Segment::Environment => place.environment = Some((*part).to_owned()),
                Segment::Region if *part == "global" => place.global = true,
                Segment::Region => place.region = Some((*part).to_owned()),
                Segment::Stack | Segment::Provider | Segment::Module => {
                    (*part).clone_into(&mut place.stack);
                }
            }
        }
        if place.stack.is_empty() {
            parts
                .last()
                .copied()
                .unwrap_or_default()
                .clone_into(&mut place.stack);
        }
        Some(place)
    }

    /// How many parts the folder at `path` has, if they fit the first ones of the pattern. Unlike in
    /// [`Pattern::place`], what stands for a region must look like one or be `global`.
    fn fitting_parts(&self, path: &str) -> Option<usize> {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let fits = |(segment, part): (&Segment, &&str)| match segment {
            Segment::Literal(literal) => literal == part,
            Segment::Region => words::is_region_like(part) || *part == "global",
            _ => true,
        };
        let fitting = parts.len() <= self.segments.len();
        (fitting && self.segments.iter().zip(&parts).all(fits)).then_some(parts.len())
    }

    /// The folders before the first placeholder.
    pub fn prefix(&self) -> String {
        let literals = self.segments.iter().map_while(|segment| match segment {
            Segment::Literal(text) => Some(text.as_str()),
            _ => None,
        });
        literals.collect::<Vec<_>>().join("/")
    }

    /// How many of its parts are fixed: of two patterns that fit, the one with more counts.
    fn literals(&self) -> usize {
        self.segments
            .iter()
            .filter(|segment| matches!(segment, Segment::Literal(_)))
            .count()
    }
}

impl Layout {
    /// The layout that `config` gives, else the one that the folders show.
    pub fn resolve(sources: &Sources, config: &Config) -> Self {
        if let Some(layout) = &config.layout {
            let parse = |patterns: &[crate::config::Written<String>]| {
                patterns
                    .iter()
                    .map(|pattern| Pattern::parse(&pattern.value))
                    .collect::<Vec<_>>()
            };
            return Self {
                live: parse(&layout.live),
                modules: parse(&layout.modules),
                configured: true,
            };
        }
        detect(sources)
    }

    /// The place of a stack's folder by the patterns: of those that fit, by the one with most fixed parts.
    pub fn place(&self, path: &str) -> Option<Place> {
        let fitting = self
            .live
            .iter()
            .rev()
            .filter(|pattern| pattern.place(path).is_some());
        fitting
            .max_by_key(|pattern| pattern.literals())?
            .place(path)
    }

    /// Whether a stack belongs directly into the folder at `path`, whether it holds one or not.
    pub fn is_stack_folder(&self, path: &str) -> bool {
        let whole = |pattern: &Pattern| pattern.fitting_parts(path) == Some(pattern.segments.len());
        self.live.iter().any(whole)
    }

    /// For a folder of the live tree between its root and its stacks: what the folders directly in it stand for,
    /// one for each live pattern that leads through it. Empty for every other folder.
    pub fn parts_below(&self, path: &str) -> Vec<&Segment> {
        let below = |pattern: &'_ Pattern| {
            let at = pattern.fitting_parts(path)?;
            let literals = pattern.segments.iter();
            let before = literals
                .take_while(|it| matches!(it, Segment::Literal(_)))
                .count();
            (at >= before && at < pattern.segments.len()).then_some(at)
        };
        let parts = self
            .live
            .iter()
            .filter_map(|pattern| Some(&pattern.segments[below(pattern)?]));
        parts.collect()
    }

    /// The folders under which stacks lie, sorted, without those inside another.
    pub fn live_roots(&self) -> Vec<String> {
        roots(&self.live)
    }

    /// The folders under which modules lie, sorted, without those inside another.
    pub fn module_roots(&self) -> Vec<String> {
        roots(&self.modules)
    }
}

fn roots(patterns: &[Pattern]) -> Vec<String> {
    let mut all: Vec<String> = patterns.iter().map(Pattern::prefix).collect();
    all.sort();
    all.dedup();
    let inside = |path: &str, other: &str| is_inside(path, other) && path != other;
    let kept = all
        .iter()
        .filter(|path| !all.iter().any(|other| inside(path, other)));
    kept.cloned().collect()
}

/// Whether the root-relative `path` is `folder` or lies in it.
pub fn is_inside(path: &str, folder: &str) -> bool {
    folder.is_empty()
        || path == folder
        || path
            .strip_prefix(folder)
            .is_some_and(|rest| rest.starts_with('/'))
}

/// Detects the layout below a folder called `live`. Other repositories have no patterns: see [`words`].
fn detect(sources: &Sources) -> Layout {
    let live = sources
        .directories()
        .find(|(_, folder)| folder.name() == "live" && folder.path.split('/').count() <= 3);
    let Some((live, folder)) = live else {
        return Layout::default();
    };
    let prefix = &folder.path;
    let mut folders = Vec::new();
    collect_configured(sources, live, &mut folders);
    let shape = |path: &str| -> Option<&'static [&'static str]> {
        let parts: Vec<&str> = path[prefix.len()..]
            .split('/')
            .filter(|part| !part.is_empty())
            .collect();
        match parts.as_slice() {
            [_, region, _] if words::is_region_like(region) || *region == "global" => Some(&[
                "{environment}/{region}/{stack}",
                "{environment}/global/{stack}",
            ]),
            [_, region] if words::is_region_like(region) => Some(&["{environment}/{region}"]),
            [_, _] => Some(&["{environment}/{stack}"]),
            [_] => Some(&["{environment}"]),
            _ => None,
        }
    };
    let mut counts: BTreeMap<&[&str], usize> = BTreeMap::new();
    for shape in folders.iter().filter_map(|path| shape(path)) {
        *counts.entry(shape).or_default() += 1;
    }
    // A shape that only a few of the folders have is no layout: then words tell places, as elsewhere.
    let most = counts.into_iter().max_by_key(|(_, count)| *count);
    let Some((shape, _)) = most.filter(|(_, count)| count * 2 >= folders.len()) else {
        return Layout::default();
    };
    let patterns = |shape: &[&str]| {
        shape
            .iter()
            .map(|rest| Pattern::parse(&format!("{prefix}/{rest}")))
            .collect()
    };
    let beside = prefix.strip_suffix("live").unwrap_or_default();
    Layout {
        live: patterns(shape),
        modules: vec![Pattern::parse(&format!(
            "{beside}modules/{{provider}}/{{module}}"
        ))],
        configured: false,
    }
}

/// The paths of all folders at or below `directory` that hold configuration, without modules that stacks keep for themselves.
fn collect_configured(sources: &Sources, directory: DirectoryId, found: &mut Vec<String>) {
    let here = sources.directory(directory);
    if here
        .files
        .iter()
        .any(|(_, file)| sources.file(*file).kind.is_configuration())
    {
        found.push(here.path.clone());
    }
    for (_, below) in &here.directories {
        if sources.directory(*below).name() != "modules" {
            collect_configured(sources, *below, found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Layout, Pattern, Place, Segment};
    use crate::config::Config;
    use crate::source::Sources;

    #[test]
    fn the_pattern_with_more_fixed_parts_counts() {
        let live = [
            "live/{environment}/{region}/{stack}",
            "live/{environment}/global/{stack}",
        ];
        let layout = Layout {
            live: live.map(Pattern::parse).into(),
            ..Layout::default()
        };
        let place = layout.place("live/prod/global/iam").unwrap();
        assert!(place.global && place.region.is_none());
        let place = layout.place("live/prod/us-east-1/vpc").unwrap();
        let expected = Place {
            environment: Some("prod".into()),
            region: Some("us-east-1".into()),
            global: false,
            stack: "vpc".into(),
        };
        assert_eq!(place, expected);
        assert_eq!(layout.place("live/prod"), None);
    }

    #[test]
    fn folders_between_the_root_and_the_stacks_know_what_belongs_into_them() {
        let live = [
            "live/{environment}/{region}/{stack}",
            "live/{environment}/global/{stack}",
        ];
        let layout = Layout {
            live: live.map(Pattern::parse).into(),
            ..Layout::default()
        };
        assert_eq!(layout.parts_below("live")[0], &Segment::Environment);
        let below_environment = layout.parts_below("live/prod");
        assert_eq!(
            below_environment,
            [&Segment::Region, &Segment::Literal("global".into())]
        );
        assert_eq!(layout.parts_below("live/prod/us-east-1"), [&Segment::Stack]);
        for path in ["", "modules", "live/prod/iam", "live/prod/us-east-1/vpc"] {
            assert!(layout.parts_below(path).is_empty(), "{path}");
        }
        assert!(layout.is_stack_folder("live/prod/global/iam"));
        assert!(!layout.is_stack_folder("live/prod/docs/iam"));
    }

    #[test]
    fn the_shape_of_most_stacks_is_the_layout() {
        let detect = |paths: &[&str]| {
            let sources = Sources::from_memory(paths.iter().map(|path| (*path, "")));
            let layout = Layout::resolve(&sources, &Config::default());
            layout
                .live
                .into_iter()
                .map(|pattern| pattern.text)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            detect(&[
                "live/prod/us-east-1/vpc/a.tf",
                "live/test/us-east-1/vpc/a.tf",
                "live/prod/stray.tf"
            ]),
            [
                "live/{environment}/{region}/{stack}",
                "live/{environment}/global/{stack}"
            ]
        );
        assert_eq!(
            detect(&["infra/live/prod/vpc/a.tf"]),
            ["infra/live/{environment}/{stack}"]
        );
        assert_eq!(
            detect(&["live/prod/eu-west-1/a.tf"]),
            ["live/{environment}/{region}"]
        );
        assert_eq!(
            detect(&[
                "live/prod/us-east-1/app/a.tf",
                "live/prod/us-east-1/app/modules/x/a.tf",
                "live/prod/us-east-1/app/modules/y/a.tf",
            ])[0],
            "live/{environment}/{region}/{stack}"
        );
        assert_eq!(detect(&["environments/prod/main.tf"]), Vec::<String>::new());
    }
}
