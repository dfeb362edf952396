//! How wide a text is, whatever font it is shown in: as wide as in the widest of the customary ones.

/// The styles of texts, by size and weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Type {
    /// The name of an environment.
    Heading,
    /// What something is called.
    Title,
    /// Everything else.
    Small,
}

/// Widths of the characters from the space to the tilde, in hundredths of the size: `DejaVu Sans`, which is as wide as any
/// font that a reader is likely to have.
const REGULAR: [u8; 95] = [
    32, 41, 46, 84, 64, 96, 78, 28, 40, 40, 50, 84, 32, 37, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 34, 34, 84, 84, 84, 54, 100, 69, 69, 70, 78, 64, 58, 78, 76, 30, 30, 66, 56, 87, 75,
    79, 61, 79, 70, 64, 62, 74, 69, 99, 69, 62, 69, 40, 34, 40, 84, 50, 50, 62, 64, 55, 64, 62, 36,
    64, 64, 28, 28, 58, 28, 98, 64, 62, 64, 64, 42, 53, 40, 64, 60, 82, 60, 60, 53, 64, 34, 64, 84,
];

/// The same of its bold face.
const BOLD: [u8; 95] = [
    35, 46, 53, 84, 70, 101, 88, 31, 46, 46, 53, 84, 38, 42, 38, 37, 70, 70, 70, 70, 70, 70, 70,
    70, 70, 70, 40, 40, 84, 84, 84, 59, 100, 78, 77, 74, 84, 69, 69, 83, 84, 38, 38, 78, 64, 100,
    84, 86, 74, 86, 78, 73, 69, 82, 78, 111, 78, 73, 73, 46, 37, 46, 84, 50, 50, 68, 72, 60, 72,
    68, 44, 72, 72, 35, 35, 67, 35, 105, 72, 69, 72, 72, 50, 60, 48, 72, 66, 93, 65, 66, 59, 72,
    37, 72, 84,
];

impl Type {
    /// The size in pixels.
    pub(super) fn size(self) -> i32 {
        match self {
            Self::Heading => 20,
            Self::Title => 12,
            Self::Small => 11,
        }
    }

    /// The height of a line in pixels.
    pub(super) fn line(self) -> i32 {
        match self {
            Self::Heading => 28,
            Self::Title => 16,
            Self::Small => 15,
        }
    }

    fn table(self) -> &'static [u8; 95] {
        match self {
            Self::Heading | Self::Title => &BOLD,
            Self::Small => &REGULAR,
        }
    }
}

/// The width of a character in hundredths of the size.
fn hundredths(c: char, table: &[u8; 95]) -> i32 {
    let code = c as usize;
    if (0x20..0x7f).contains(&code) {
        return i32::from(table[code - 0x20]);
    }
    match unicode_width::UnicodeWidthChar::width(c) {
        Some(0) | None => 0,
        Some(1) if code < 0x250 => 90,
        Some(1) => 105,
        Some(_) => 130,
    }
}

/// The width of a text in pixels, rounded up.
pub(super) fn width(text: &str, style: Type) -> i32 {
    let table = style.table();
    let sum = text
        .chars()
        .map(|c| hundredths(c, table))
        .fold(0_i32, i32::saturating_add);
    let pixels = i64::from(sum) * i64::from(style.size());
    i32::try_from((pixels + 99) / 100).unwrap_or(i32::MAX)
}

/// Whether the width of a text can be told from its letters alone: not in scripts whose letters join.
pub(super) fn is_plain(text: &str) -> bool {
    text.chars()
        .all(|c| (c as u32) < 0x250 || "…·→≥≤–␛␇".contains(c))
}

/// A text of at most this many pixels: what is left out in its middle is a mark.
pub(super) fn fit(text: &str, style: Type, most: i32) -> String {
    if width(text, style) <= most {
        return text.to_owned();
    }
    if width("…", style) > most {
        return String::new();
    }
    let letters: Vec<char> = text.chars().collect();
    let table = style.table();
    let room = i64::from(most) * 100 / i64::from(style.size()) - i64::from(hundredths('…', table));
    // A little more of the end is kept than of the beginning: names differ at their ends.
    let (mut head, mut tail) = (0, letters.len());
    let (mut used_head, mut used_tail) = (0_i64, 0_i64);
    while head < tail {
        let is_head = used_head * 5 < used_tail * 4;
        let at = if is_head { head } else { tail - 1 };
        let more = i64::from(hundredths(letters[at], table));
        if used_head + used_tail + more > room {
            break;
        }
        if is_head {
            (head, used_head) = (head + 1, used_head + more);
        } else {
            (tail, used_tail) = (tail - 1, used_tail + more);
        }
    }
    let head: String = letters[..head].iter().collect();
    let tail: String = letters[tail..].iter().collect();
    format!("{}…{}", head.trim_end(), tail.trim_start())
}

/// A text in lines of at most this many pixels; what does not fit into so many lines is cut.
pub(super) fn wrap(text: &str, style: Type, most: i32, lines: usize) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let longer = if line.is_empty() {
            word.to_owned()
        } else {
            format!("{line} {word}")
        };
        if width(&longer, style) <= most {
            line = longer;
            continue;
        }
        if found.len() + 1 == lines {
            let rest: Vec<&str> = words.collect();
            let all = format!("{longer} {}", rest.join(" "));
            found.push(cut(all.trim_end(), style, most));
            return found;
        }
        if !line.is_empty() {
            found.push(std::mem::take(&mut line));
        }
        line = fit(word, style, most);
    }
    if !line.is_empty() {
        found.push(line);
    }
    found
}

/// A text of at most this many pixels, cut at its end.
pub(super) fn cut(text: &str, style: Type, most: i32) -> String {
    if width(text, style) <= most {
        return text.to_owned();
    }
    let mut room = most - width("…", style);
    if room < 0 {
        return String::new();
    }
    let mut shown = String::new();
    let mut letter = [0; 4];
    for c in text.chars() {
        room -= width(c.encode_utf8(&mut letter), style);
        if room < 0 {
            break;
        }
        shown.push(c);
    }
    format!("{}…", shown.trim_end())
}

#[cfg(test)]
mod tests {
    use super::{Type, fit, width, wrap};

    const HOSTILE: &[&str] = &[
        "",
        "a",
        "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
        "shopping-cart-prod-private-us-east-1a",
        "日本語日本語日本語日本語日本語日本語日本語日本語日本語",
        "👩\u{200d}💻👩\u{200d}💻👩\u{200d}💻👩\u{200d}💻👩\u{200d}💻👩\u{200d}💻",
        "with several words, and one that-is-much-longer-than-any-line-could-ever-be-made",
    ];

    #[test]
    fn what_is_fitted_is_no_wider_than_its_room() {
        for text in HOSTILE {
            for most in [20, 60, 130, 400] {
                for style in [Type::Heading, Type::Title, Type::Small] {
                    let fitted = fit(text, style, most);
                    assert!(width(&fitted, style) <= most, "{fitted}");
                    for line in wrap(text, style, most, 3) {
                        assert!(width(&line, style) <= most, "{line}");
                    }
                    assert!(wrap(text, style, most, 3).len() <= 3);
                }
            }
        }
    }

    #[test]
    fn a_name_that_is_cut_keeps_its_end() {
        let fitted = fit("shopping-cart-prod-private-us-east-1a", Type::Title, 160);
        assert!(
            fitted.starts_with("sh") && fitted.ends_with("east-1a"),
            "{fitted}"
        );
        assert_eq!(fit("short", Type::Title, 160), "short");
    }

    #[test]
    fn words_that_fit_are_all_there() {
        let text = "not known because the module is not in the repository";
        let lines = wrap(text, Type::Small, 140, 9);
        assert_eq!(lines.join(" "), text);
        assert!(lines.len() > 1);
    }
}
