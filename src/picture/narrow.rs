//! A picture of one stack: what it makes, where that lies, and where its packets and requests go.

use std::collections::BTreeSet;

use super::{ArrowKind, PartId, Picture};

/// Leaves of a picture what has to do with one stack.
pub fn narrow(picture: &mut Picture, stack: &str) {
    let mut kept = own(picture, stack);
    // What its parts have arrows to and from stands beside them.
    let neighbours: Vec<PartId> = picture
        .arrows
        .iter()
        .filter(|arrow| kept.contains(&arrow.from) || kept.contains(&arrow.to))
        .flat_map(|arrow| [arrow.from, arrow.to])
        .collect();
    kept.extend(neighbours);
    kept.extend(watched_by(picture, stack));
    for network in picture.regions.iter().flat_map(|it| &it.networks) {
        let residents = network
            .residents
            .iter()
            .filter(|it| kept.contains(&it.part.id));
        let stays: Vec<PartId> = residents
            .flat_map(|it| it.subnets.iter().map(|stay| stay.subnet))
            .collect();
        kept.extend(stays);
    }
    follow_routes(picture, &mut kept);
    retain(picture, &kept, stack);
    picture.stack = Some(stack.to_owned());
}

/// The parts that a stack makes. Its VPC alone does not bring in what others put into it.
fn own(picture: &mut Picture, stack: &str) -> BTreeSet<PartId> {
    let parts = picture.parts_mut().into_iter();
    parts
        .filter(|part| part.stack == stack)
        .map(|part| part.id)
        .collect()
}

/// What the alarms of a stack are about.
fn watched_by(picture: &Picture, stack: &str) -> Vec<PartId> {
    let groups = picture.watched.iter();
    let groups = groups.filter(|it| it.alarms.iter().any(|alarm| alarm.part.stack == stack));
    groups.filter_map(|it| it.of).collect()
}

/// Adds what the routes of the subnets lead to, and the subnets of the NAT gateways there.
fn follow_routes(picture: &Picture, kept: &mut BTreeSet<PartId>) {
    loop {
        let before = kept.len();
        for arrow in &picture.arrows {
            if arrow.kind == ArrowKind::Route && kept.contains(&arrow.from) {
                kept.insert(arrow.to);
            }
        }
        for network in picture.regions.iter().flat_map(|it| &it.networks) {
            for subnet in network.rows.iter().flat_map(|row| &row.subnets) {
                if subnet.nats.iter().any(|nat| kept.contains(&nat.id)) {
                    kept.insert(subnet.part.id);
                }
            }
        }
        if kept.len() == before {
            return;
        }
    }
}

fn retain(picture: &mut Picture, kept: &BTreeSet<PartId>, stack: &str) {
    for region in &mut picture.regions {
        for network in &mut region.networks {
            for row in &mut network.rows {
                for subnet in &mut row.subnets {
                    subnet.nats.retain(|nat| kept.contains(&nat.id));
                }
                row.subnets.retain(|it| kept.contains(&it.part.id));
            }
            network.rows.retain(|row| !row.subnets.is_empty());
            network.gateways.retain(|it| kept.contains(&it.part.id));
            network.residents.retain(|it| kept.contains(&it.part.id));
        }
        let is_empty = |it: &super::Network| {
            it.rows.is_empty() && it.gateways.is_empty() && it.residents.is_empty()
        };
        region
            .networks
            .retain(|it| !is_empty(it) || kept.contains(&it.part.id));
    }
    picture.regions.retain(|region| !region.networks.is_empty());
    for watched in &mut picture.watched {
        let is_kept = watched.of.is_some_and(|of| kept.contains(&of));
        watched
            .alarms
            .retain(|it| is_kept || it.part.stack == stack);
    }
    picture.watched.retain(|it| !it.alarms.is_empty());
    let told: BTreeSet<PartId> = picture
        .watched
        .iter()
        .flat_map(|it| &it.alarms)
        .flat_map(|it| &it.tells)
        .copied()
        .collect();
    picture
        .receivers
        .retain(|it| told.contains(&it.part.id) || it.part.stack == stack);
    let left: BTreeSet<PartId> = picture
        .parts_mut()
        .into_iter()
        .map(|part| part.id)
        .collect();
    picture
        .arrows
        .retain(|it| left.contains(&it.from) && left.contains(&it.to));
    picture.missing.retain(|it| it.stack == stack);
    narrow_rest(picture, &left, stack);
}

/// The findings and the list of everything, for one stack.
fn narrow_rest(picture: &mut Picture, left: &BTreeSet<PartId>, stack: &str) {
    let marks = std::mem::take(&mut picture.marks);
    let mut places = Vec::with_capacity(marks.len());
    for mut mark in marks {
        mark.parts.retain(|part| left.contains(part));
        let is_kept = !mark.parts.is_empty() || mark.about.iter().any(|(of, _)| of == stack);
        places.push(is_kept.then_some(picture.marks.len()));
        if is_kept {
            picture.marks.push(mark);
        }
    }
    for part in picture.parts_mut() {
        part.marks = part.marks.iter().filter_map(|at| places[*at]).collect();
    }
    let is_own = |at: usize| picture.things.get(at).is_some_and(|it| it.stack == stack);
    let links: Vec<super::Link> = picture
        .links
        .iter()
        .filter(|it| is_own(it.from) || is_own(it.to))
        .cloned()
        .collect();
    let mut wanted: BTreeSet<usize> = (0..picture.things.len()).filter(|at| is_own(*at)).collect();
    wanted.extend(links.iter().flat_map(|it| [it.from, it.to]));
    let order: Vec<usize> = wanted.into_iter().collect();
    let place = |old: usize| order.binary_search(&old).unwrap_or_default();
    picture.links = links
        .into_iter()
        .map(|it| super::Link {
            from: place(it.from),
            to: place(it.to),
            ..it
        })
        .collect();
    picture.things = order.iter().map(|at| picture.things[*at].clone()).collect();
    picture.stacks = vec![stack.to_owned()];
}
