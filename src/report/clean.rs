//! Makes hostile text safe to show: no character that moves a cursor, hides or reorders what follows it.

/// What is shown for `c`: itself, or a visible stand-in of one column where it would act and not show.
///
/// Control characters below U+0020 become their pictures. The C1 controls (some terminals obey them), the
/// bidirectional controls (they reorder code, CVE-2021-42574), and other invisible ones become U+FFFD.
pub(super) fn visible(c: char) -> char {
    match c {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        '\u{80}'..='\u{9f}'
        | '\u{ad}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}' => '\u{fffd}',
        _ => c,
    }
}

/// A path that can be shown, with every character in its place.
pub(super) fn path(path: &str) -> String {
    path.chars().map(visible).collect()
}

/// `text` as one line of at most `limit` characters: line breaks and tabs are spaces, what is cut ends in `…`.
pub(super) fn line(text: &str, limit: usize) -> String {
    let mut shown = String::with_capacity(text.len().min(limit.saturating_mul(4)));
    for (count, c) in text.trim().chars().enumerate() {
        if count == limit {
            shown.push('…');
            break;
        }
        shown.push(match c {
            '\n' | '\r' | '\t' => ' ',
            _ => visible(c),
        });
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn what_would_act_on_a_terminal_becomes_visible() {
        assert_eq!(line("a\u{1b}[2Jb\u{7}\u{9b}1m", 99), "a␛[2Jb␇\u{fffd}1m");
        assert_eq!(
            line("x\u{202e}y\u{2066}z\u{7f}", 99),
            "x\u{fffd}y\u{fffd}z␡"
        );
        assert_eq!(line(" two\r\nlines\t ", 99), "two  lines");
    }

    #[test]
    fn letters_of_every_script_stay_as_they_are() {
        let text = "größer 日本語 👩\u{200d}💻 عربي";
        assert_eq!(line(text, 99), text);
    }

    #[test]
    fn what_is_too_long_is_cut_with_a_mark() {
        assert_eq!(line("abcdef", 3), "abc…");
        assert_eq!(line("abc", 3), "abc");
    }
}
