//! What is asked of a picture again and again, found once.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::network::shortened;
use crate::picture::{Mark, Part, PartId, Picture};
use crate::report::picture::words;

/// A picture, and what is found in it.
pub(super) struct Index<'p> {
    pub(super) picture: &'p Picture,
    /// The rules whose findings are on the picture, the worst first; their numbers count from 1.
    pub(super) rules: Vec<Broken<'p>>,
    numbers: BTreeMap<&'p str, usize>,
    parts: BTreeMap<PartId, (&'p Part, &'p str)>,
    alarms: BTreeMap<PartId, usize>,
}

/// A rule with its findings that are on the picture.
pub(super) struct Broken<'p> {
    pub(super) marks: Vec<&'p Mark>,
}

impl<'p> Index<'p> {
    pub(super) fn of(picture: &'p Picture) -> Self {
        let mut by_rule: BTreeMap<&str, Vec<&Mark>> = BTreeMap::new();
        for mark in picture.marks.iter().filter(|mark| !mark.parts.is_empty()) {
            by_rule.entry(mark.rule).or_default().push(mark);
        }
        let mut rules: Vec<Broken<'p>> = Vec::new();
        for (_, mut marks) in by_rule {
            // The worst stands for all.
            marks.sort_by_key(|mark| Reverse(mark.severity));
            rules.push(Broken { marks });
        }
        rules.sort_by_key(|it| Reverse(it.marks.first().map(|mark| mark.severity)));
        let rule = |it: &Broken<'p>| it.marks.first().map(|mark| mark.rule);
        let numbers = rules.iter().enumerate();
        let numbers = numbers
            .filter_map(|(at, it)| Some((rule(it)?, at + 1)))
            .collect();
        let mut alarms: BTreeMap<PartId, usize> = BTreeMap::new();
        for watched in &picture.watched {
            if let Some(part) = watched.of {
                *alarms.entry(part).or_default() += watched.alarms.len();
            }
        }
        Self {
            picture,
            rules,
            numbers,
            parts: parts(picture),
            alarms,
        }
    }

    /// The part of a number.
    pub(super) fn part(&self, id: PartId) -> Option<&'p Part> {
        self.parts.get(&id).map(|(part, _)| *part)
    }

    /// How many alarms are about a part.
    pub(super) fn alarms(&self, id: PartId) -> usize {
        self.alarms.get(&id).copied().unwrap_or_default()
    }

    /// The numbers of the rules that a part breaks, each once, with a finding of it.
    pub(super) fn broken(&self, part: &Part) -> BTreeMap<usize, &'p Mark> {
        let marks = part
            .marks
            .iter()
            .filter_map(|at| self.picture.marks.get(*at));
        let numbered = marks.filter_map(|mark| Some((*self.numbers.get(mark.rule)?, mark)));
        numbered.collect()
    }

    /// What a part is called, without the name of its network before it.
    pub(super) fn short_title(&self, part: &Part) -> String {
        let network = self.parts.get(&part.id).map_or("", |(_, network)| *network);
        shortened(&part.title, network)
    }

    /// What a part is called in a sentence.
    pub(super) fn name(&self, id: PartId) -> String {
        let found = self.part(id);
        found.map_or_else(String::new, |part| {
            format!("{} {}", part.what, words::line(&part.title))
        })
    }
}

/// Every part, with the name of the network that it lies in.
fn parts(picture: &Picture) -> BTreeMap<PartId, (&Part, &str)> {
    let mut found = BTreeMap::new();
    for network in picture.regions.iter().flat_map(|it| &it.networks) {
        let title = network.part.title.as_str();
        found.extend(network.parts().map(|part| (part.id, (part, title))));
    }
    let receivers = picture.receivers.iter().map(|it| &it.part);
    found.extend(receivers.map(|part| (part.id, (part, ""))));
    found
}
