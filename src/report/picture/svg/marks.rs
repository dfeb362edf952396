//! What is marked on parts: findings by their numbers, and how many alarms watch it.

use super::SMALL_LINE;
use super::measure::{Type, width};
use super::scene::{Area, Icon, Scene};
use crate::diagnostic::Severity;
use crate::picture::{Part, PartId, Picture};
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

/// What a part is called in a sentence.
pub(super) fn name_of(picture: &Picture, id: PartId) -> String {
    let found = picture.part(id);
    found.map_or_else(String::new, |part| {
        format!("{} {}", part.what, words::line(&part.title))
    })
}

/// The alarms about a part.
fn alarms(picture: &Picture, part: PartId) -> usize {
    let own = picture.watched.iter().filter(|it| it.of == Some(part));
    own.map(|it| it.alarms.len()).sum()
}

/// How many pixels on the right of a part its alarms take.
pub(super) fn room(picture: &Picture, part: &Part) -> i32 {
    match alarms(picture, part.id) {
        0 => 0,
        count => 22 + width(&count.to_string(), Type::Small),
    }
}

/// Draws the marks of a part: alarms inside of it on the right, findings on its upper right corner.
pub(super) fn draw(scene: &mut Scene, picture: &Picture, part: &Part, area: Area) {
    let count = alarms(picture, part.id);
    if count > 0 {
        let text = count.to_string();
        let x = area.right() - 8 - width(&text, Type::Small);
        let y = area.middle() - SMALL_LINE / 2;
        scene.text((x, y), &text, super::MUTED, i32::MAX);
        scene.icon(x - 18, area.middle() - 8, Icon::Alarm, "tells");
    }
    let mut x = area.right() - 6;
    let more = part.marks.len().saturating_sub(MAX_NUMBERS);
    if more > 0 {
        scene.disc(x, area.y, format!("+{more}"), "note");
        x -= DISC;
    }
    for at in part.marks.iter().take(MAX_NUMBERS).rev() {
        let severity = picture
            .marks
            .get(*at)
            .map_or(Severity::Note, |mark| mark.severity);
        scene.disc(x, area.y, (at + 1).to_string(), words::severity(severity));
        x -= DISC;
    }
}
