//! The words that all reports of comparisons share.

use unicode_width::UnicodeWidthChar;

use crate::parity::{Comparison, Difference, Form, Parity, Stale, Which};
use crate::report::clean;
use crate::report::place::Places;
use crate::source::{Sources, Span};

/// The longest text of one difference that is shown, in characters.
pub(super) const TEXT_LIMIT: usize = 4_000;

/// `prod ≠ test: 3 unexpected`, and in brackets what is only counted. Where a stack is not compared, they are never equal.
pub(super) fn verdict(comparison: &Comparison, parity: &Parity) -> (String, String) {
    let count = comparison.differences.len();
    let unexpected = comparison.differences.iter();
    let unexpected = unexpected.filter(|it| it.is_unexpected()).count();
    let (reference, other) = (
        name(&comparison.sides.reference.name),
        name(&comparison.sides.other.name),
    );
    let gaps = comparison.gaps().count();
    let gap = counted(gaps, "stack");
    let verdict = match (unexpected, gaps) {
        (0, 0) => format!("{reference} = {other}: nothing unexpected"),
        (0, _) => format!("{reference} ? {other}: {gap} not compared"),
        (_, 0) => format!("{reference} ≠ {other}: {unexpected} unexpected"),
        _ => format!("{reference} ≠ {other}: {unexpected} unexpected, {gap} not compared"),
    };
    let (stale, open) = (parity.stale.len(), comparison.uncertain.len() - gaps);
    let mut aside = Vec::new();
    if count > unexpected {
        aside.push(format!("{} expected", count - unexpected));
    }
    if stale > 0 {
        aside.push(counted(stale, "stale expectation"));
    }
    if open > 0 {
        aside.push(format!("{open} undetermined"));
    }
    let aside = if aside.is_empty() {
        String::new()
    } else {
        format!("({})", aside.join(", "))
    };
    (verdict, aside)
}

/// `live/prod ⇄ live/test`; empty where a side has no folder of its own.
pub(super) fn folders(comparison: &Comparison) -> String {
    let sides = &comparison.sides;
    if sides.reference.folder.is_empty() || sides.other.folder.is_empty() {
        return String::new();
    }
    let folders = sides.map(|side| clean::path(&side.folder));
    format!("{} ⇄ {}", folders.reference, folders.other)
}

/// A name that can be shown.
pub(super) fn name(name: &str) -> String {
    clean::line(name, 80)
}

/// What is said beside a difference: which side is weaker, and what follows.
pub(super) fn follows(difference: &Difference) -> Option<String> {
    match difference.follows.len() {
        0 => None,
        1 => Some("1 difference follows".to_owned()),
        count => Some(format!("{count} differences follow")),
    }
}

/// `prod is weaker`, where one is.
pub(super) fn weaker(comparison: &Comparison, difference: &Difference) -> Option<String> {
    // Whoever lacks something is the weaker for it; that goes without saying.
    let is_told = |weaker: &Which| match difference.form {
        Form::Only(which) => *weaker == which,
        Form::Different => true,
    };
    let weaker = difference.weaker.filter(is_told)?;
    Some(format!(
        "{} is weaker",
        name(&comparison.sides.get(weaker).name)
    ))
}

/// What a stale declaration is called: `parity.expect #3 (us-east-1/ecs module.ecs.cpu)`.
pub(super) fn stale(stale: &Stale) -> String {
    let subject = clean::line(&stale.subject, 200);
    match stale.entry {
        Some(at) => format!("parity.expect #{} ({subject})", at + 1),
        None => format!("comment {subject}"),
    }
}

/// `live/prod/us-east-1/ecs/main.tf:31`.
pub(super) fn place(sources: &Sources, places: &mut Places<'_>, span: Span) -> String {
    let span = sources.visible(span);
    let line = places.region(span).start.line;
    format!("{}:{line}", clean::path(&sources.file(span.file).path))
}

/// `1 change`, `2 changes`.
pub(super) fn counted(count: usize, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}

/// Columns that a text takes.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

/// A text of one line in at most so many columns, cut in its middle.
pub(super) fn cut(text: &str, columns: usize) -> String {
    let text = clean::line(text, TEXT_LIMIT);
    if width(&text) <= columns {
        return text;
    }
    let room = columns.saturating_sub(1);
    let (head, tail) = (room.div_ceil(2), room / 2);
    let start = up_to(text.chars(), head);
    let end = up_to(text.chars().rev(), tail);
    let start: String = text.chars().take(start).collect();
    let skipped = text.chars().count() - end;
    let end: String = text.chars().skip(skipped).collect();
    format!("{start}…{end}")
}

/// Two texts, each in at most so many columns. Where what is left would be the same of both, they are cut around the
/// first character in which they differ.
pub(super) fn cut_both([left, right]: [&str; 2], columns: usize) -> [String; 2] {
    let cuts = [left, right].map(|text| cut(text, columns));
    if cuts[0] != cuts[1] || left == right {
        return cuts;
    }
    let same = left.chars().zip(right.chars());
    let same = same.take_while(|(left, right)| left == right).count();
    // Some of what stands before says where it is.
    let skipped = same.saturating_sub(columns / 3);
    [left, right].map(|text| {
        let rest: String = text.chars().skip(skipped).collect();
        let room = columns.saturating_sub(1);
        let rest = clean::line(&rest, TEXT_LIMIT);
        let shown = up_to(rest.chars(), room);
        if shown == rest.chars().count() {
            return format!("…{rest}");
        }
        let shown = up_to(rest.chars(), room.saturating_sub(1));
        format!("…{}…", rest.chars().take(shown).collect::<String>())
    })
}

/// How many characters fit into so many columns.
fn up_to(text: impl Iterator<Item = char>, columns: usize) -> usize {
    let mut taken = 0;
    text.take_while(|c| {
        taken += c.width().unwrap_or(0);
        taken <= columns
    })
    .count()
}

/// A text with spaces behind it up to so many columns.
pub(super) fn padded(text: &str, columns: usize) -> String {
    let gap = columns.saturating_sub(width(text));
    format!("{text}{}", " ".repeat(gap))
}

#[cfg(test)]
mod tests {
    use super::{cut, cut_both, padded, width};

    #[test]
    fn two_texts_are_cut_where_they_differ() {
        let (left, right) = (
            "a".repeat(30) + "x" + &"b".repeat(30),
            "a".repeat(30) + "y" + &"b".repeat(30),
        );
        let cut = cut_both([&left, &right], 18);
        assert_eq!(cut, ["…aaaaaaxbbbbbbbbb…", "…aaaaaaybbbbbbbbb…"]);
        assert!(cut.iter().all(|it| width(it) <= 18));
        assert_eq!(cut_both(["abcdefgh", "xbcdefgh"], 5), ["ab…gh", "xb…gh"]);
        assert_eq!(cut_both(["same", "same"], 3), ["s…e", "s…e"]);
        let (left, right) = ("a".repeat(40) + "1", "a".repeat(41));
        assert_eq!(cut_both([&left, &right], 10).map(|it| width(&it)), [10, 10]);
    }

    #[test]
    fn texts_are_cut_in_their_middle() {
        assert_eq!(cut("abcdefghij", 10), "abcdefghij");
        assert_eq!(cut("abcdefghij", 7), "abc…hij");
        assert_eq!(cut("abcdefghij", 6), "abc…ij");
        assert_eq!(cut("日本語日本語", 7), "日…語");
        assert_eq!(cut("a\nb", 9), "a b");
        assert!(width(&cut("x", 0)) <= 1);
        assert_eq!(padded("日", 4), "日  ");
    }
}
