//! For a comment on a pull request: tables, and what is expected folded away.

use std::io::{self, Write};

use super::changes::{self, Piece};
use super::sections::{Section, sections};
use super::words;
use crate::parity::{Comparison, Difference, Form, Parity, Which};
use crate::report::clean;
use crate::report::place::Places;
use crate::source::{Sources, Span};

/// The longest value that stands in a table, in columns.
const MAX_VALUE: usize = 60;

/// A comment may hold 65,536 characters; differences beyond this number are counted.
const MAX_ROWS: usize = 150;

struct Page<'p> {
    parity: &'p Parity,
    sources: &'p Sources,
    places: Places<'p>,
}

pub(super) fn write(
    parity: &Parity,
    sources: &Sources,
    all: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut page = Page {
        parity,
        sources,
        places: Places::new(sources),
    };
    for comparison in &parity.comparisons {
        page.comparison(comparison, all, out)?;
    }
    for absent in &parity.absent {
        writeln!(out, "**{} has no stack**\n", plain(&absent.name))?;
    }
    page.stale(out)
}

impl Page<'_> {
    fn comparison(
        &mut self,
        comparison: &Comparison,
        all: bool,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let (verdict, aside) = words::verdict(comparison, self.parity);
        writeln!(out, "### {}\n", plain(&verdict))?;
        if !aside.is_empty() {
            writeln!(out, "{}\n", plain(&aside))?;
        }
        if comparison.gaps().next().is_some() {
            writeln!(out, "**not compared**\n")?;
            for gap in comparison.gaps().take(MAX_ROWS) {
                writeln!(out, "- {}: {}", plain(&gap.stack), plain(&gap.reason))?;
            }
            writeln!(out)?;
        }
        for section in sections(comparison, Difference::is_unexpected) {
            self.section(comparison, &section, out)?;
        }
        if !all {
            return Ok(());
        }
        let expected = sections(comparison, |it| !it.is_unexpected());
        if !expected.is_empty() {
            writeln!(out, "<details><summary>Expected</summary>\n")?;
            for section in expected {
                self.section(comparison, &section, out)?;
            }
            writeln!(out, "</details>\n")?;
        }
        if comparison.doubts().next().is_some() {
            writeln!(out, "<details><summary>Undetermined</summary>\n")?;
            for open in comparison.doubts().take(MAX_ROWS) {
                let what = subject(&open.stack, &open.path);
                writeln!(out, "- {what}: {}", plain(&open.reason))?;
            }
            writeln!(out, "\n</details>\n")?;
        }
        Ok(())
    }

    fn section(
        &mut self,
        comparison: &Comparison,
        section: &Section<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let names = comparison.sides.map(|side| plain(&side.name));
        writeln!(out, "**{}**\n", plain(&section.title(comparison)))?;
        match section.form {
            Form::Only(_) => writeln!(
                out,
                "| stack | what | what it is, and where |\n| --- | --- | --- |"
            )?,
            Form::Different => writeln!(
                out,
                "| stack | what | {} | {} | |\n| --- | --- | --- | --- | --- |",
                names.reference, names.other
            )?,
        }
        let shown = || section.differences.iter().take(MAX_ROWS);
        for difference in shown() {
            self.row(comparison, section.form, difference, out)?;
        }
        match section.differences.len().saturating_sub(MAX_ROWS) {
            0 => writeln!(out)?,
            more => writeln!(out, "\nAnd {more} more.\n")?,
        }
        let long = shown().filter(|it| it.form == Form::Different && changes::is_long(it));
        for difference in long {
            changed(difference, out)?;
        }
        Ok(())
    }

    fn row(
        &mut self,
        comparison: &Comparison,
        form: Form,
        difference: &Difference,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let stack = plain(&difference.stack);
        let path = code(&difference.path, words::TEXT_LIMIT);
        let mut notes: Vec<String> = Vec::new();
        if let Some(weaker) = words::weaker(comparison, difference) {
            notes.push(format!("**{}**", plain(&weaker)));
        }
        notes.extend(words::follows(difference));
        let reason = self.parity.reason(&difference.standing, self.sources);
        notes.extend(reason.map(|reason| plain(&format!("expected: {reason}"))));
        match form {
            Form::Only(which) => {
                let place = difference.places.get(which);
                notes.splice(0..0, place.map(|span| self.place(span)));
                let shown = difference.shown.get(which).as_deref();
                notes.splice(0..0, shown.map(|shown| code(shown, MAX_VALUE)));
                writeln!(out, "| {stack} | {path} | {} |", notes.join("; "))
            }
            Form::Different => {
                notes.extend(
                    comparison
                        .place_to_edit(difference)
                        .map(|it| self.place(it)),
                );
                let shown = difference.shown.map(|it| it.as_deref().unwrap_or_default());
                let cuts = words::cut_both([shown.reference, shown.other], MAX_VALUE);
                let value = |which: Which| match (difference.shown.get(which), which) {
                    (None, _) => "-".to_owned(),
                    (_, Which::Reference) => code(&cuts[0], MAX_VALUE),
                    (_, Which::Other) => code(&cuts[1], MAX_VALUE),
                };
                writeln!(
                    out,
                    "| {stack} | {path} | {} | {} | {} |",
                    value(Which::Reference),
                    value(Which::Other),
                    notes.join("; ")
                )
            }
        }
    }

    fn stale(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.parity.stale.is_empty() {
            return Ok(());
        }
        writeln!(out, "**stale**\n")?;
        for stale in &self.parity.stale {
            let place = stale.place.map(|span| format!(" ({})", self.place(span)));
            writeln!(
                out,
                "- {}: {}{}",
                plain(&words::stale(stale)),
                plain(&stale.problem),
                place.unwrap_or_default()
            )?;
        }
        writeln!(out)
    }

    fn place(&mut self, span: Span) -> String {
        let place = words::place(self.sources, &mut self.places, span);
        code(&place, words::TEXT_LIMIT)
    }
}

/// What changes between two long values, as a block.
fn changed(difference: &Difference, out: &mut dyn Write) -> io::Result<()> {
    let text = |which: Which| difference.shown.get(which).as_deref().unwrap_or_default();
    let pieces = changes::pieces(text(Which::Reference), text(Which::Other));
    let pieces = changes::shortened(pieces);
    let side = |which: Which| {
        let own = |piece: &&Piece| piece.only.is_none_or(|only| only == which);
        let text: String = pieces
            .iter()
            .filter(own)
            .map(|it| it.text.as_str())
            .collect();
        // Three backticks in a row would end the block.
        clean::line(&text, words::TEXT_LIMIT).replace("```", "'''")
    };
    writeln!(
        out,
        "{}\n\n```diff\n- {}\n+ {}\n```\n",
        subject(&difference.stack, &difference.path),
        side(Which::Reference),
        side(Which::Other)
    )
}

fn subject(stack: &str, path: &str) -> String {
    match stack {
        "" => code(path, words::TEXT_LIMIT),
        stack => format!("{} {}", plain(stack), code(path, words::TEXT_LIMIT)),
    }
}

/// Text in which nothing is markup.
fn plain(text: &str) -> String {
    let text = clean::line(text, words::TEXT_LIMIT);
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => shown.push_str("&lt;"),
            '>' => shown.push_str("&gt;"),
            '&' => shown.push_str("&amp;"),
            // A mention or a reference would tell people who have nothing to do with it.
            '@' => shown.push_str("&#64;"),
            '#' => shown.push_str("&#35;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '!' => {
                shown.push('\\');
                shown.push(c);
            }
            _ => shown.push(c),
        }
    }
    shown
}

/// Text as code in a table: bars are the table's own.
fn code(text: &str, columns: usize) -> String {
    let text = words::cut(text, columns);
    let mut longest = 0;
    let mut run = 0;
    for c in text.chars() {
        run = if c == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    let text = text.replace('|', "\\|");
    if text.starts_with('`') || text.ends_with('`') || text.is_empty() {
        format!("{fence} {text} {fence}")
    } else {
        format!("{fence}{text}{fence}")
    }
}

#[cfg(test)]
mod tests {
    use super::{code, plain};

    #[test]
    fn nothing_of_a_text_is_markup() {
        assert_eq!(
            plain("<b>*a*</b> @me #1 a|b"),
            "&lt;b&gt;\\*a\\*&lt;/b&gt; &#64;me &#35;1 a\\|b"
        );
        assert_eq!(code("a|b", 9), "`a\\|b`");
        assert_eq!(code("a``b", 9), "```a``b```");
        assert_eq!(code("`", 9), "`` ` ``");
    }
}
