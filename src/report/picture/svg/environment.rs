//! Draws one environment: its regions with their networks, and what stands below them.

use super::index::Index;
use super::measure::{Type, width};
use super::network::{self, Places};
use super::scene::{Area, Icon, Scene, Shape};
use super::{BODY, HEADING, MUTED, TITLE, panel};
use crate::diagnostic::Severity;
use crate::picture::{Network, Picture};
use crate::report::picture::words;

/// The space around an environment.
pub(super) const MARGIN: i32 = 20;
/// No picture is narrower: its heading and lists need room.
const LEAST_WIDTH: i32 = 760;
/// Above a network that leads to the internet.
const INTERNET: i32 = 62;

/// Draws an environment below a height; its width and height.
pub(super) fn draw(scene: &mut Scene, picture: &Picture, top: i32) -> (i32, i32) {
    let index = Index::of(picture);
    let mut y = top + MARGIN;
    y += heading(scene, picture, y);
    let mut regions = Vec::new();
    for region in &picture.regions {
        let from = y;
        let label = region
            .name
            .as_ref()
            .map(|name| format!("Region {}", words::line(name)));
        y += if label.is_some() { 34 } else { 12 };
        let mut all: Vec<(Places<'_>, bool)> = Vec::new();
        for network in &region.networks {
            let has_internet = leads_to_internet(network);
            y += if has_internet { INTERNET } else { 0 };
            let places = network::place(&index, network, (MARGIN + 14, y));
            y += places.area.height + 14;
            all.push((places, has_internet));
        }
        regions.push((label, from, y, all));
        y += 14;
    }
    let networks = regions.iter().flat_map(|(.., all)| all);
    let right = networks
        .map(|(places, _)| places.area.right() + 14)
        .max()
        .unwrap_or(0);
    let total = (right + MARGIN).max(LEAST_WIDTH);
    let inner = total - 2 * MARGIN;
    for (label, from, to, all) in &regions {
        scene.area(Area::new(MARGIN, *from, inner, to - from), "region", 12);
        if let Some(label) = label {
            scene.text((MARGIN + 14, from + 9), label, TITLE, inner - 28);
        }
        for (places, has_internet) in all {
            places.draw(scene);
            if *has_internet {
                internet(scene, places);
            }
        }
    }
    y += space(panel::alarms(scene, &index, (MARGIN, y, inner)));
    y += space(panel::findings(scene, &index, (MARGIN, y, inner)));
    y += space(panel::missing(scene, &index, (MARGIN, y, inner)));
    if !picture.is_bare() {
        y += key(scene, &index, (MARGIN, y)) + 6;
    }
    (total, y + MARGIN - top - 6)
}

fn space(height: i32) -> i32 {
    if height == 0 { 0 } else { height + 14 }
}

fn leads_to_internet(network: &Network) -> bool {
    network.gateways.iter().any(|gateway| gateway.is_internet)
}

fn heading(scene: &mut Scene, picture: &Picture, y: i32) -> i32 {
    let name = words::environment(picture);
    scene.text((MARGIN, y), &name, HEADING, LEAST_WIDTH - 2 * MARGIN);
    let after = MARGIN + width(&name, Type::Heading).min(LEAST_WIDTH / 2) + 14;
    let of = picture.stack.as_deref().map_or_else(
        || plural(picture.stacks.len(), "stack"),
        |stack| format!("only {}", words::line(stack)),
    );
    let counts = format!("{of} · {}", findings(picture));
    let (x, line, room) = if after > LEAST_WIDTH / 2 {
        (MARGIN, y + 28, LEAST_WIDTH - 2 * MARGIN)
    } else {
        (after, y + 9, LEAST_WIDTH - MARGIN - after)
    };
    scene.text((x, line), &counts, MUTED, room);
    let mut height = line - y + 30;
    if picture.is_bare() {
        scene.text(
            (MARGIN, y + height),
            words::BARE,
            BODY,
            LEAST_WIDTH - 2 * MARGIN,
        );
        let things = format!(
            "{} in its graph",
            plural(picture.things.len(), "resource and data source")
        );
        scene.text(
            (MARGIN, y + height + 17),
            &things,
            MUTED,
            LEAST_WIDTH - 2 * MARGIN,
        );
        height += 44;
    }
    height
}

fn plural(count: usize, word: &str) -> String {
    match (count, word) {
        (1, word) => format!("1 {word}"),
        (count, "resource and data source") => format!("{count} resources and data sources"),
        (count, word) => format!("{count} {word}s"),
    }
}

/// `2 errors, 1 note`
fn findings(picture: &Picture) -> String {
    let count = |severity: Severity| {
        picture
            .marks
            .iter()
            .filter(|mark| mark.severity == severity)
            .count()
    };
    let all = [Severity::Error, Severity::Warning, Severity::Note];
    let told = all.into_iter().filter(|severity| count(*severity) > 0);
    let told: Vec<String> = told
        .map(|severity| plural(count(severity), words::severity(severity)))
        .collect();
    if told.is_empty() {
        "no findings".to_owned()
    } else {
        told.join(", ")
    }
}

/// The internet above a network, with an arrow both ways to its gateway.
fn internet(scene: &mut Scene, places: &Places<'_>) {
    let gateways = places
        .plan
        .network
        .gateways
        .iter()
        .filter(|it| it.is_internet);
    let Some(gateway) = gateways.map(|it| &it.part).next() else {
        return;
    };
    let target = places.gateways[&gateway.id];
    let middle = places.area.x + places.area.width / 2;
    let area = Area::new(middle - 56, places.area.y - INTERNET + 6, 112, 30);
    let style = if gateway.doubt.is_some() {
        "both unknown-line"
    } else {
        "both"
    };
    let x = middle;
    scene.wire(vec![(x, target.y), (x, area.bottom() + 1)], style, true);
    scene.wire(vec![(x, area.bottom()), (x, target.y - 1)], style, true);
    scene.area(area, "internet", 15);
    scene.icon(area.x + 16, area.y + 7, Icon::Internet, "request");
    scene.text((area.x + 38, area.y + 7), "Internet", TITLE, 70);
}

/// What the signs mean.
fn key(scene: &mut Scene, index: &Index<'_>, (x, y): (i32, i32)) -> i32 {
    let mut at = x;
    let middle = y + 8;
    for (style, text) in [
        ("request", "requests"),
        ("route", "routes"),
        ("tells", "tells"),
    ] {
        scene.wire(vec![(at, middle), (at + 26, middle)], style, true);
        scene.text((at + 32, y), text, MUTED, 100);
        at += 32 + width(text, Type::Small) + 18;
    }
    let area = Area::new(at, y + 1, 22, 14);
    scene.area(area, "unknown unknown-line", 3);
    scene.text((at + 28, y), "not known", MUTED, 100);
    at += 28 + width("not known", Type::Small) + 18;
    scene.icon(at, y, Icon::Alarm, "tells");
    scene.text((at + 20, y), "number of alarms", MUTED, 140);
    at += 20 + width("number of alarms", Type::Small) + 24;
    if !index.rules.is_empty() {
        scene.shapes.push(Shape::Disc {
            x: at,
            y: middle,
            text: "1".to_owned(),
            class: "error",
        });
        scene.text((at + 14, y), "finding", MUTED, 100);
    }
    Type::Small.line() + 4
}
