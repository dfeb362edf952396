//! What stands below the networks: alarms and whom they tell, findings, and what is missing.

use std::collections::BTreeMap;

use super::index::Index;
use super::measure::{Type, width, wrap};
use super::network::because;
use super::scene::{Area, Icon, Scene};
use super::{BODY, FAULT, MUTED, TITLE, marks};
use crate::picture::{Alarm, Missing, Receiver, Watched};
use crate::report::picture::words;

const GAP: i32 = 10;
/// A card of alarms is at least so wide.
const LEAST_CARD: i32 = 250;
const RECEIVER: i32 = 250;
/// Between the alarms and those whom they tell: room for an arrow.
const BETWEEN: i32 = 46;
/// At most so many alarms are listed of one thing, rules and modules of one environment.
const MAX_ALARMS: usize = 12;
const MAX_RULES: usize = 99;
const MAX_MISSING: usize = 12;

/// Draws the alarms of an environment; the height that they take.
pub(super) fn alarms(scene: &mut Scene, index: &Index<'_>, (x, y, width): (i32, i32, i32)) -> i32 {
    if index.picture.watched.is_empty() && index.picture.receivers.is_empty() {
        return 0;
    }
    let title = match index
        .picture
        .watched
        .iter()
        .map(|it| it.alarms.len())
        .sum::<usize>()
    {
        0 => "Nobody watches: there is no alarm".to_owned(),
        1 => "1 alarm".to_owned(),
        count => format!("{count} alarms"),
    };
    let frame_at = scene.shapes.len();
    scene.icon(x + GAP, y + GAP, Icon::Alarm, "tells");
    scene.text((x + GAP + 22, y + GAP), &title, TITLE, width - 60);
    let top = y + GAP + 26;
    let told = if index.picture.receivers.is_empty() {
        0
    } else {
        RECEIVER + BETWEEN
    };
    let room = width - 2 * GAP - told + GAP;
    let columns = (room / (LEAST_CARD + GAP)).max(1);
    let wide = room / columns - GAP;
    let columns = usize::try_from(columns).unwrap_or(1);
    let mut heights = vec![top; columns];
    let mut all: Vec<&Watched> = index.picture.watched.iter().collect();
    all.sort_by_key(|it| (it.of.is_none(), std::cmp::Reverse(it.alarms.len())));
    for watched in all {
        // Each card goes to the column that is the shortest so far.
        let shortest = (0..columns)
            .min_by_key(|at| heights[*at])
            .unwrap_or_default();
        let at = i32::try_from(shortest).unwrap_or(0);
        let area = Area::new(x + GAP + at * (wide + GAP), heights[shortest], wide, 0);
        heights[shortest] += card(scene, index, watched, area) + GAP;
    }
    let left = heights.iter().copied().max().unwrap_or(top);
    let right = receivers(scene, index, (x + width - GAP - told, top));
    let height = left.max(right) - y;
    let area = Area::new(x, y, width, height);
    scene.shapes.insert(
        frame_at,
        super::scene::Shape::Box {
            area,
            style: "panel".to_owned(),
            radius: 10,
        },
    );
    height
}

/// The letter of a receiver, by its position.
fn letter(at: usize) -> String {
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    letters
        .get(at..=at)
        .map_or_else(|| (at + 1).to_string(), str::to_owned)
}

fn card(scene: &mut Scene, index: &Index<'_>, watched: &Watched, area: Area) -> i32 {
    let frame_at = scene.shapes.len();
    let part = watched.of.and_then(|part| index.part(part));
    let (title, what) = match part {
        Some(part) => (index.short_title(part), part.what.as_str()),
        None => ("about what is not drawn".to_owned(), ""),
    };
    let room = area.width - 2 * GAP;
    let mut y = area.y + 6;
    named(scene, (area.x + GAP, y), (&title, what), room);
    y += Type::Title.line() + 2;
    for alarm in watched.alarms.iter().take(MAX_ALARMS) {
        y = line(scene, index, alarm, (area.x + GAP, y, room));
    }
    let more = watched.alarms.len().saturating_sub(MAX_ALARMS);
    if more > 0 {
        scene.text((area.x + GAP, y), &format!("and {more} more"), MUTED, room);
        y += Type::Small.line();
    }
    let height = y + 6 - area.y;
    let area = Area { height, ..area };
    scene.shapes.insert(
        frame_at,
        super::scene::Shape::Box {
            area,
            style: "card".to_owned(),
            radius: 6,
        },
    );
    height
}

/// A name, and behind it what it is.
fn named(scene: &mut Scene, (x, y): (i32, i32), (title, what): (&str, &str), room: i32) {
    scene.text((x, y), title, TITLE, room);
    let taken = width(title, Type::Title).min(room) + 6;
    if room - taken > 40 {
        scene.text((x + taken, y), what, MUTED, room - taken);
    }
}

/// One alarm: what it reads and when it fires, and the letters of those whom it tells.
fn line(scene: &mut Scene, index: &Index<'_>, alarm: &Alarm, (x, y, room): (i32, i32, i32)) -> i32 {
    scene.open(marks::title(&alarm.part));
    let places = alarm.tells.iter().filter_map(|told| {
        index
            .picture
            .receivers
            .iter()
            .position(|it| it.part.id == *told)
    });
    let told: Vec<String> = places.map(letter).collect();
    let told = if told.is_empty() {
        String::new()
    } else {
        format!("→ {}", told.join(" "))
    };
    let metrics: Vec<String> = alarm.metrics.iter().map(|it| words::line(it)).collect();
    let metrics = if metrics.is_empty() {
        words::line(&alarm.part.title)
    } else {
        metrics.join(", ")
    };
    let limit = words::line(&alarm.part.details.join(" "));
    let taken = width(&told, Type::Small).min(room / 3) + 8;
    let marked = if alarm.part.marks.is_empty() { 0 } else { 22 };
    scene.text(
        (x, y),
        format!("{metrics} {limit}").trim_end(),
        BODY,
        room - taken - marked,
    );
    scene.text_before((x + room, y), &told, MUTED, room / 3);
    marks::draw(
        scene,
        index,
        &alarm.part,
        (Area::new(x, y, room - taken, 0), y + 8),
    );
    scene.close();
    let mut y = y + Type::Small.line();
    if let Some(reason) = &alarm.useless {
        let lines = wrap(
            &words::line(&format!("never helps: {reason}")),
            Type::Small,
            room - 10,
            2,
        );
        y += scene.lines((x + 10, y), &lines, FAULT);
    }
    y
}

fn receivers(scene: &mut Scene, index: &Index<'_>, (x, y): (i32, i32)) -> i32 {
    let mut top = y;
    for (at, receiver) in index.picture.receivers.iter().enumerate() {
        let area = Area::new(x + BETWEEN, top, RECEIVER, 0);
        let height = receiver_box(scene, index, receiver, (at, area));
        let middle = top + 14;
        let is_told = index
            .picture
            .arrows
            .iter()
            .any(|arrow| arrow.to == receiver.part.id);
        if is_told {
            scene.wire(
                vec![(x + 6, middle), (x + BETWEEN - 2, middle)],
                "tells",
                true,
            );
        }
        top += height + GAP;
    }
    top
}

fn receiver_box(
    scene: &mut Scene,
    index: &Index<'_>,
    receiver: &Receiver,
    (at, area): (usize, Area),
) -> i32 {
    let frame_at = scene.shapes.len();
    scene.open(marks::title(&receiver.part));
    let part = &receiver.part;
    let mut y = area.y + 6;
    let room = area.width - 2 * GAP;
    scene.icon(area.x + GAP, y, Icon::Receiver, "tells");
    let title = format!("{}  {}", letter(at), index.short_title(part));
    named(
        scene,
        (area.x + GAP + 22, y),
        (&title, &part.what),
        room - 22,
    );
    y += Type::Title.line() + 2;
    for subscriber in receiver.subscribers.iter().take(MAX_ALARMS) {
        scene.text((area.x + GAP, y), &words::line(subscriber), BODY, room);
        y += Type::Small.line();
    }
    y += remarks(scene, receiver, (area.x + GAP, y, room));
    let height = y + 6 - area.y;
    let area = Area { height, ..area };
    marks::draw(scene, index, part, (area, area.y + 15));
    scene.close();
    let is_known = part.doubt.is_none();
    let style = if is_known {
        "card"
    } else {
        "card unknown-line"
    };
    scene.shapes.insert(
        frame_at,
        super::scene::Shape::Box {
            area,
            style: style.to_owned(),
            radius: 6,
        },
    );
    height
}

/// What is wrong with a receiver, or not known; the height that it takes.
fn remarks(scene: &mut Scene, receiver: &Receiver, (x, y, room): (i32, i32, i32)) -> i32 {
    let mut top = y;
    if let Some(reason) = &receiver.unheard {
        let lines = wrap(
            &words::line(&format!("nobody hears of it: {reason}")),
            Type::Small,
            room,
            2,
        );
        top += scene.lines((x, top), &lines, FAULT);
    }
    if let Some(doubt) = &receiver.part.doubt {
        let lines = wrap(
            &format!("who hears of it is {}", because(doubt)),
            Type::Small,
            room,
            3,
        );
        top += scene.lines((x, top), &lines, MUTED);
    }
    top - y
}

/// Draws the list of findings; the height that it takes.
pub(super) fn findings(
    scene: &mut Scene,
    index: &Index<'_>,
    (x, y, width): (i32, i32, i32),
) -> i32 {
    let mut top = y;
    for (at, broken) in index.rules.iter().take(MAX_RULES).enumerate() {
        let Some(mark) = broken.marks.first() else {
            continue;
        };
        let number = (at + 1).to_string();
        scene.disc(x + 12, top + 8, number, words::severity(mark.severity));
        let more = match broken.marks.len() - 1 {
            0 => String::new(),
            more => format!(", and {more} more"),
        };
        let file = words::line(&mark.file);
        let text = format!("{} ({file}:{}){more}", words::mark(mark), mark.line);
        let lines = wrap(&text, Type::Small, width - 34, 3);
        top += scene.lines((x + 30, top), &lines, BODY) + 4;
    }
    let indent = if index.rules.is_empty() { 0 } else { 30 };
    let drawn = index.rules.iter().take(MAX_RULES).map(|it| it.marks.len());
    let text = match index.picture.marks.len() - drawn.sum::<usize>() {
        0 => return top - y,
        1 => "1 finding is about what is not drawn".to_owned(),
        more => format!("{more} findings are about what is not drawn"),
    };
    scene.text(
        (x + indent, top),
        &format!("{text}: `iaclint check` lists all"),
        MUTED,
        width,
    );
    top + Type::Small.line() - y
}

/// Draws the list of modules that are not in the repository; the height that it takes.
pub(super) fn missing(scene: &mut Scene, index: &Index<'_>, (x, y, width): (i32, i32, i32)) -> i32 {
    if index.picture.missing.is_empty() {
        return 0;
    }
    let text = "What these modules make is not drawn, because they are not in the repository:";
    scene.text((x, y), text, BODY, width);
    let mut top = y + Type::Small.line();
    let mut by_source: BTreeMap<&str, Vec<&Missing>> = BTreeMap::new();
    for missing in &index.picture.missing {
        by_source.entry(&missing.source).or_default().push(missing);
    }
    for (source, calls) in by_source.iter().take(MAX_MISSING) {
        let first = calls
            .first()
            .map(|it| words::missing(it))
            .unwrap_or_default();
        let more = match calls.len() - 1 {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let text = format!("{}: {first}{more}", words::line(source));
        scene.text((x + 14, top), &text, MUTED, width - 14);
        top += Type::Small.line();
    }
    let more = by_source.len().saturating_sub(MAX_MISSING);
    if more > 0 {
        scene.text((x + 14, top), &format!("and {more} more"), MUTED, width);
        top += Type::Small.line();
    }
    top - y
}
