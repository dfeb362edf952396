//! What is marked on parts: findings by their numbers, and how many alarms watch it.

use super::SMALL_LINE;
use super::index::Index;
use super::measure::{Type, width};
use super::scene::{Area, Icon, Scene};
use crate::picture::Part;
use crate::report::picture::words;

/// At most so many numbers stand on one part; the rest are counted.
const MAX_NUMBERS: usize = 3;
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

/// How many pixels on the right of a part its alarms take.
pub(super) fn room(index: &Index<'_>, part: &Part) -> i32 {
    match index.alarms(part.id) {
        0 => 0,
        count => 22 + width(&count.to_string(), Type::Small),
    }
}

/// Draws the marks of a part: alarms inside of it on the right, findings on its upper right corner.
pub(super) fn draw(scene: &mut Scene, index: &Index<'_>, part: &Part, area: Area) {
    let count = index.alarms(part.id);
    if count > 0 {
        let text = count.to_string();
        let x = area.right() - 8 - width(&text, Type::Small);
        let y = area.middle() - SMALL_LINE / 2;
        scene.text((x, y), &text, super::MUTED, i32::MAX);
        scene.icon(x - 18, area.middle() - 8, Icon::Alarm, "tells");
    }
    let broken = index.broken(part);
    let more = broken.len().saturating_sub(MAX_NUMBERS);
    let mut x = area.right() - 6;
    if more > 0 {
        let text = format!("+{more}");
        x -= DISC + disc_width(&text);
        scene.disc(x + DISC + disc_width(&text), area.y, text, "note");
    }
    for (number, mark) in broken.into_iter().take(MAX_NUMBERS).rev() {
        let text = number.to_string();
        let wide = disc_width(&text);
        scene.disc(x, area.y, text, words::severity(mark.severity));
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
