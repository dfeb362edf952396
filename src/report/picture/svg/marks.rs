//! What is marked on parts: findings by their numbers, and how many alarms watch it.

use super::SMALL_LINE;
use super::index::Index;
use super::measure::{Type, width};
use super::scene::{Area, Icon, Scene};
use crate::picture::Part;
use crate::report::picture::words;

/// At most so many discs stand on one part, and on a small one less: the last counts the rest.
const MAX_DISCS: usize = 4;
const DISC: i32 = 20;

/// What a reader is told who points at a part.
pub(super) fn title(part: &Part) -> String {
    let mut lines = vec![format!("{} {}", part.what, words::line(&part.title))];
    lines.extend(part.details.iter().map(|it| words::line(it)));
    if !part.address.is_empty() {
        lines.push(words::line(&format!("{} in {}", part.address, part.stack)));
    }
    lines.extend(part.doubt.as_deref().map(super::network::because));
    lines.join("\n")
}

/// How many pixels on the right of a part its marks take.
pub(super) fn room(index: &Index<'_>, part: &Part, width_of_part: i32) -> i32 {
    let alarms = match index.alarms(part.id) {
        0 => 0,
        count => 26 + width(&count.to_string(), Type::Small),
    };
    let shown: i32 = discs(index, part, width_of_part)
        .iter()
        .map(|(text, _)| DISC + disc_width(text))
        .sum();
    alarms + if shown > 0 { shown + 4 } else { 0 }
}

/// The discs of a part, from left to right: the numbers of the rules that it breaks, and how many more.
fn discs(index: &Index<'_>, part: &Part, width_of_part: i32) -> Vec<(String, &'static str)> {
    let broken = index.broken(part);
    let room = usize::try_from(width_of_part / 4 / DISC).unwrap_or(1);
    let most = room.clamp(1, MAX_DISCS);
    let shown = if broken.len() > most { most - 1 } else { most };
    let more = broken.len().saturating_sub(shown);
    let shown = broken.iter().take(shown);
    let mut discs: Vec<(String, &'static str)> = shown
        .map(|(number, mark)| (number.to_string(), words::severity(mark.severity)))
        .collect();
    if more > 0 {
        discs.push((format!("+{more}"), "note"));
    }
    discs
}

/// Draws the marks of a part before a place on its right: how many alarms watch it, and left of that its findings.
pub(super) fn draw(scene: &mut Scene, index: &Index<'_>, part: &Part, (area, middle): (Area, i32)) {
    let mut x = area.right() - 8;
    let count = index.alarms(part.id);
    if count > 0 {
        let text = count.to_string();
        x -= width(&text, Type::Small);
        scene.text((x, middle - SMALL_LINE / 2), &text, super::MUTED, i32::MAX);
        x -= 18;
        scene.icon(x, middle - 8, Icon::Alarm, "tells");
        x -= 6;
    }
    for (text, severity) in discs(index, part, area.width).into_iter().rev() {
        let wide = disc_width(&text);
        scene.disc(x - 9, middle, text, severity);
        x -= DISC + wide;
    }
}

/// What a disc is wider than it is high: more than two digits need more room.
pub(super) fn disc_width(text: &str) -> i32 {
    i32::try_from(text.len())
        .unwrap_or(3)
        .saturating_sub(2)
        .max(0)
        * 7
}
