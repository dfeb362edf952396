//! What the two formats that lay out by themselves have in common: one node a part, with a few lines of text.

use std::collections::{BTreeMap, BTreeSet};

use super::words;
use crate::picture::{
    Arrow, ArrowKind, Part, PartId, Picture, Receiver, Resident, ResidentKind, Stay, Watched, Way,
};

/// At most so many alarms and subscribers are named in a node.
const MAX_LISTED: usize = 12;

/// What a node stands for: formats draw each in its own form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    Gateway,
    Nat,
    Balancer,
    Workload,
    Store,
    Other,
    Alarms,
    Receiver,
}

impl Form {
    /// Its name in style sheets.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Gateway => "gateway",
            Self::Nat => "nat",
            Self::Balancer => "balancer",
            Self::Workload => "workload",
            Self::Store => "store",
            Self::Other => "other",
            Self::Alarms => "alarms",
            Self::Receiver => "receiver",
        }
    }

    /// The form of a resident.
    pub(super) fn of(resident: &Resident) -> Self {
        match resident.kind {
            ResidentKind::Balancer => Self::Balancer,
            ResidentKind::Workload => Self::Workload,
            ResidentKind::Store => Self::Store,
            ResidentKind::Other => Self::Other,
        }
    }
}

/// The lines of a part: what it is and is called, its details, why it is not known, and the rules that it breaks.
pub(super) fn lines(picture: &Picture, part: &Part) -> Vec<String> {
    let mut lines = vec![words::line(&format!("{} {}", part.what, part.title))];
    if !part.details.is_empty() {
        lines.push(words::line(&part.details.join(" · ")));
    }
    if let Some(doubt) = &part.doubt {
        lines.push(words::line(&format!("not known because {doubt}")));
    }
    let mut rules: BTreeMap<&str, &'static str> = BTreeMap::new();
    for mark in part.marks.iter().filter_map(|at| picture.marks.get(*at)) {
        rules.insert(mark.rule, words::severity(mark.severity));
    }
    lines.extend(
        rules
            .into_iter()
            .map(|(rule, severity)| format!("{severity}: {rule}")),
    );
    lines
}

/// The lines of a subnet, which say first where its packets go.
pub(super) fn subnet_lines(picture: &Picture, way: Way, subnet: &Part) -> Vec<String> {
    let mut lines = lines(picture, subnet);
    if let (Some(first), true) = (lines.first_mut(), way != Way::Unknown) {
        *first = format!("{} {first}", way.words());
    }
    lines
}

/// The lines of the alarms about one thing.
pub(super) fn alarm_lines(watched: &Watched) -> Vec<String> {
    let count = watched.alarms.len();
    let mut lines = vec![if count == 1 {
        "1 alarm".to_owned()
    } else {
        format!("{count} alarms")
    }];
    for alarm in watched.alarms.iter().take(MAX_LISTED) {
        let metrics = alarm.metrics.join(", ");
        let metrics = if metrics.is_empty() {
            alarm.part.title.as_str()
        } else {
            &metrics
        };
        let limit = alarm.part.details.join(" ");
        let useless = alarm
            .useless
            .as_ref()
            .map(|reason| format!(" (never helps: {reason})"));
        let line = format!("{metrics} {limit}{}", useless.unwrap_or_default());
        lines.push(words::line(line.trim_end()));
    }
    if count > MAX_LISTED {
        lines.push(format!("and {} more", count - MAX_LISTED));
    }
    lines
}

/// The lines of who is told.
pub(super) fn receiver_lines(picture: &Picture, receiver: &Receiver) -> Vec<String> {
    let mut lines = lines(picture, &receiver.part);
    let subscribers = receiver.subscribers.iter().take(MAX_LISTED);
    lines.extend(subscribers.map(|it| words::line(it)));
    let unheard = receiver.unheard.as_ref();
    lines.extend(unheard.map(|reason| words::line(&format!("nobody hears of it: {reason}"))));
    lines
}

/// The arrows that are drawn, as each format names their ends; to those of the picture come the lines from what is
/// watched to its alarms.
pub(super) fn arrows(picture: &Picture) -> Vec<Arrow> {
    let watching = picture.watched.iter().filter_map(|watched| {
        Some(Arrow {
            from: watched.of?,
            to: watched.part.id,
            kind: ArrowKind::Tells,
            label: "watched by".to_owned(),
            doubt: None,
        })
    });
    picture.arrows.iter().cloned().chain(watching).collect()
}

/// The subnet in which a resident is drawn: the only one that it lies in. What lies in several stands beside them, with
/// a line to each.
pub(super) fn home(resident: &Resident) -> Option<PartId> {
    match resident.subnets.as_slice() {
        [only] => Some(only.subnet),
        _ => None,
    }
}

/// The lines from what lies in several subnets to each of them.
pub(super) fn stays(picture: &Picture) -> Vec<(PartId, Stay)> {
    let networks = picture.regions.iter().flat_map(|it| &it.networks);
    let residents = networks.flat_map(|it| &it.residents);
    let several = residents.filter(|it| it.subnets.len() > 1);
    several
        .flat_map(|it| it.subnets.iter().map(|stay| (it.part.id, *stay)))
        .collect()
}

/// What stands above those that send it something: internet gateways and NAT gateways.
pub(super) fn above(picture: &Picture) -> BTreeSet<PartId> {
    let networks = picture.regions.iter().flat_map(|it| &it.networks);
    let mut found = BTreeSet::new();
    for network in networks {
        let gateways = network.gateways.iter().filter(|it| it.is_internet);
        found.extend(gateways.map(|it| it.part.id));
        let subnets = network.rows.iter().flat_map(|row| &row.subnets);
        found.extend(subnets.flat_map(|it| &it.nats).map(|nat| nat.id));
    }
    found
}
