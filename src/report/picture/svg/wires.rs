//! The lines of a network: routes on the right of the columns, requests on their left.

use std::collections::{BTreeMap, BTreeSet};

use super::measure::{Type, width};
use super::network::{LANE, MOST_LABEL, Places};
use super::plan::{End, Leave, Request};
use super::scene::Scene;
use super::{BODY, MUTED};
use crate::picture::{Arrow, PartId, Subnet};
use crate::report::picture::words;

/// Draws every line.
pub(super) fn draw(places: &Places<'_>, scene: &mut Scene) {
    routes_straight(places, scene);
    routes_by_side(places, scene);
    for request in &places.plan.requests {
        requests(places, request, scene);
    }
}

fn style(kind: &str, arrow: &Arrow) -> String {
    let doubt = if arrow.doubt.is_some() {
        " unknown-line"
    } else {
        ""
    };
    format!("{kind}{doubt}")
}

/// Routes to gateways that nothing stands before.
fn routes_straight(places: &Places<'_>, scene: &mut Scene) {
    for subnet in subnets(places) {
        let area = places.subnets[&subnet.part.id];
        let exits = places.plan.exits.get(&subnet.part.id).into_iter().flatten();
        let (mut up, mut down) = (0, 0);
        for exit in exits {
            let Some(gateway) = places.gateways.get(&exit.arrow.to) else {
                continue;
            };
            let (x, from, to) = match exit.leave {
                Leave::Up => {
                    up += 1;
                    (
                        area.right() - 20 - 96 * (up - 1),
                        area.y,
                        gateway.bottom() + 1,
                    )
                }
                Leave::Down => {
                    down += 1;
                    (
                        area.right() - 20 - 96 * (down - 1),
                        area.bottom(),
                        gateway.y - 1,
                    )
                }
                Leave::Side => continue,
            };
            scene.wire(vec![(x, from), (x, to)], style("route", exit.arrow), true);
            // The label stands beside the arrow, outside of the zone.
            let y = if to < from {
                to + 8
            } else {
                to - Type::Small.line() - 8
            };
            scene.text_before((x - 7, y), &exit.arrow.label, MUTED, 82);
        }
    }
}

fn subnets<'n>(places: &Places<'n>) -> impl Iterator<Item = &'n Subnet> {
    places.plan.network.rows.iter().flat_map(|row| &row.subnets)
}

/// The middle of the lane that routes to a target take beside a column.
fn lane(places: &Places<'_>, column: usize, target: PartId) -> i32 {
    let lane = places
        .plan
        .lanes
        .gutters
        .get(&(column, target))
        .copied()
        .unwrap_or_default();
    let lane = i32::try_from(lane).unwrap_or(0);
    places.columns[column] + places.column + 10 + lane * LANE
}

/// The height of the lane that routes to a target take above a row.
fn channel(places: &Places<'_>, row: usize, target: PartId) -> i32 {
    let lane = places
        .plan
        .lanes
        .channels
        .get(&(row, target))
        .copied()
        .unwrap_or_default();
    let lane = i32::try_from(lane).unwrap_or(0);
    let top = match row.checked_sub(1).and_then(|above| places.rows.get(above)) {
        Some((y, height)) => y + height,
        None => places.area.y,
    };
    top + 9 + lane * LANE
}

/// Routes that go by the lanes: each target's are one line with branches.
fn routes_by_side(places: &Places<'_>, scene: &mut Scene) {
    let mut arrived: BTreeSet<(usize, PartId)> = BTreeSet::new();
    for subnet in subnets(places) {
        let exits = places.plan.exits.get(&subnet.part.id).into_iter().flatten();
        let sides = exits.filter(|exit| exit.leave == Leave::Side);
        for (number, exit) in sides.enumerate() {
            let start = (
                places.subnets[&subnet.part.id].right(),
                places.exit_line(subnet, number),
            );
            let target = exit.arrow.to;
            let x = lane(places, subnet.zone, target);
            let mut points = vec![start, (x, start.1)];
            match places.plan.ends.get(&target) {
                Some(End::In(row, column)) => {
                    let Some(nat) = places.nats.get(&target).copied() else {
                        continue;
                    };
                    if *column != subnet.zone {
                        let y = channel(places, row + 1, target);
                        points.push((x, y));
                        points.push((lane(places, *column, target), y));
                    }
                    let last = points.last().map_or(x, |point| point.0);
                    points.push((last, nat.middle()));
                    points.push((nat.right() + 1, nat.middle()));
                }
                _ => {
                    let Some(gateway) = places.gateways.get(&target) else {
                        continue;
                    };
                    let is_above = gateway.y < start.1;
                    let y = if is_above {
                        gateway.bottom() + 1
                    } else {
                        gateway.y - 1
                    };
                    points.push((x, y));
                }
            }
            // One head for all that arrive by the same lane.
            let is_first = arrived.insert((subnet.zone, target));
            scene.wire(points, style("route", exit.arrow), is_first);
        }
    }
}

/// The requests that one part sends on, by its lane.
fn requests(places: &Places<'_>, request: &Request<'_>, scene: &mut Scene) {
    let lane = i32::try_from(request.lane).unwrap_or(0);
    let lanes = i32::try_from(places.plan.request_lanes).unwrap_or(0);
    // The first lane is the nearest to the columns.
    let x = places.left + (lanes - 1 - lane) * LANE + 4;
    let gateway = places.gateways.get(&request.from);
    let own = places
        .plan
        .band_of(request.from)
        .map(|at| &places.plan.bands[at]);
    let start = match (gateway, own) {
        (Some(gateway), _) => vec![(x, gateway.bottom())],
        (None, Some(band)) => {
            let area = places.band_area(band);
            let y = area.bottom() - 9;
            vec![(area.x, y), (x, y)]
        }
        (None, None) => return,
    };
    let mut labels: BTreeMap<i32, String> = BTreeMap::new();
    for arrow in &request.arrows {
        let Some(band) = places.plan.band_of(arrow.to) else {
            continue;
        };
        let area = places.band_area(&places.plan.bands[band]);
        let y = area.y + 13;
        let mut points = start.clone();
        points.push((x, y));
        points.push((area.x - 1, y));
        scene.wire(points, style("request", arrow), true);
        labels.insert(y, words::line(&arrow.label));
    }
    for (y, label) in labels {
        let end = places.columns.first().map_or(x, |first| first + 2);
        let most = width(&label, Type::Small).min(MOST_LABEL);
        scene.text_before((end - 8, y - Type::Small.line() - 1), &label, BODY, most);
    }
}
