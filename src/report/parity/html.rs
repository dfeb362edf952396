//! One page for browsers: without scripts, without anything from elsewhere, light or dark as the reader has it.

use std::io::{self, Write};

use super::changes;
use super::sections::{Section, sections};
use super::words;
use crate::parity::{Comparison, Difference, Form, Parity, Which};
use crate::report::clean;
use crate::report::place::Places;
use crate::source::{Sources, Span};

const HEAD: &str = r#"<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Parity of environments</title>
<style>
:root { color-scheme: light dark; --line: #8884; --dim: #777; --weak: #c62828; --add: #2e7d3240; --del: #c6282840; }
@media (prefers-color-scheme: dark) { :root { --dim: #aaa; --weak: #ff8a80; } }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
h1 { font-size: 1.4rem; margin: 2rem 0 0; }
h2 { font-size: 1.05rem; margin: 1.5rem 0 .3rem; }
p { margin: .2rem 0; color: var(--dim); }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; }
code { font: 13px/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
.weak { color: var(--weak); font-weight: 600; }
.dim { color: var(--dim); font-size: .9em; }
del { background: var(--del); text-decoration: none; }
ins { background: var(--add); text-decoration: none; }
summary { cursor: pointer; margin-top: 1rem; }
</style>
</head>
<body>
"#;

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
    out.write_all(HEAD.as_bytes())?;
    for comparison in &parity.comparisons {
        page.comparison(comparison, all, out)?;
    }
    for absent in &parity.absent {
        writeln!(out, "<h1>{} has no stack</h1>", escaped(&absent.name))?;
    }
    page.stale(out)?;
    writeln!(out, "</body>\n</html>")
}

impl Page<'_> {
    fn comparison(
        &mut self,
        comparison: &Comparison,
        all: bool,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let (verdict, aside) = words::verdict(comparison, self.parity);
        writeln!(out, "<h1>{}</h1>", escaped(&verdict))?;
        let folders = words::folders(comparison);
        writeln!(out, "<p>{} {}</p>", escaped(&aside), escaped(&folders))?;
        if comparison.gaps().next().is_some() {
            writeln!(out, "<h2>not compared</h2>\n<table>")?;
            for gap in comparison.gaps() {
                let (stack, reason) = (escaped(&gap.stack), escaped(&gap.reason));
                writeln!(out, "<tr><td>{stack}</td><td>{reason}</td></tr>")?;
            }
            writeln!(out, "</table>")?;
        }
        for section in sections(comparison, Difference::is_unexpected) {
            self.section(comparison, &section, out)?;
        }
        let expected = sections(comparison, |it| !it.is_unexpected());
        let open = if all { " open" } else { "" };
        if !expected.is_empty() {
            writeln!(out, "<details{open}><summary>Expected</summary>")?;
            for section in expected {
                self.section(comparison, &section, out)?;
            }
            writeln!(out, "</details>")?;
        }
        if comparison.doubts().next().is_some() {
            writeln!(out, "<details{open}><summary>Undetermined</summary><table>")?;
            for uncertain in comparison.doubts() {
                writeln!(
                    out,
                    "<tr><td>{}</td><td>{}</td><td>{}</td></tr>",
                    escaped(&uncertain.stack),
                    code(&uncertain.path),
                    escaped(&uncertain.reason)
                )?;
            }
            writeln!(out, "</table></details>")?;
        }
        Ok(())
    }

    fn section(
        &mut self,
        comparison: &Comparison,
        section: &Section<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        writeln!(out, "<h2>{}</h2>", escaped(&section.title(comparison)))?;
        let names = comparison.sides.map(|side| escaped(&side.name));
        let values = match section.form {
            Form::Only(_) => "<th>has</th>".to_owned(),
            Form::Different => format!("<th>{}</th><th>{}</th>", names.reference, names.other),
        };
        writeln!(
            out,
            "<table>\n<tr><th>stack</th><th>what</th>{values}<th></th></tr>"
        )?;
        for difference in &section.differences {
            self.row(comparison, section.form, difference, out)?;
        }
        writeln!(out, "</table>")
    }

    fn row(
        &mut self,
        comparison: &Comparison,
        form: Form,
        difference: &Difference,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let values = match form {
            Form::Only(which) => format!("<td>{}</td>", value(difference, which)),
            Form::Different => both(difference),
        };
        let mut notes: Vec<String> = Vec::new();
        let weaker = words::weaker(comparison, difference);
        notes.extend(weaker.map(|it| format!("<span class=\"weak\">{}</span>", escaped(&it))));
        notes.extend(Some(escaped(&difference.reason)).filter(|it| !it.is_empty()));
        let reason = self.parity.reason(&difference.standing, self.sources);
        notes.extend(reason.map(|it| format!("expected: {}", escaped(it))));
        let place = match form {
            Form::Only(which) => *difference.places.get(which),
            Form::Different => comparison.place_to_edit(difference),
        };
        notes.extend(place.map(|span| self.place(span)));
        writeln!(
            out,
            "<tr><td>{}</td><td>{}{}</td>{values}<td>{}</td></tr>",
            escaped(&difference.stack),
            code(&difference.path),
            follows(difference),
            notes.join("<br>")
        )
    }

    fn stale(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.parity.stale.is_empty() {
            return Ok(());
        }
        writeln!(out, "<h2>stale</h2>\n<table>")?;
        for stale in &self.parity.stale {
            let place = stale.place.map(|span| self.place(span));
            writeln!(
                out,
                "<tr><td>{}</td><td>{}</td><td>{}</td></tr>",
                escaped(&words::stale(stale)),
                escaped(&stale.problem),
                place.unwrap_or_default()
            )?;
        }
        writeln!(out, "</table>")
    }

    fn place(&mut self, span: Span) -> String {
        let place = words::place(self.sources, &mut self.places, span);
        format!("<span class=\"dim\">{}</span>", code(&place))
    }
}

/// The values of both sides; what changes between long ones is marked.
fn both(difference: &Difference) -> String {
    let side = |which: Which| difference.shown.get(which).as_deref();
    if let (Some(reference), Some(other)) = (side(Which::Reference), side(Which::Other))
        && changes::is_long(difference)
    {
        let pieces = changes::pieces(reference, other).into_iter();
        let marked: String = pieces
            .map(|piece| match piece.only {
                None => escaped(&piece.text),
                Some(Which::Reference) => format!("<del>{}</del>", escaped(&piece.text)),
                Some(Which::Other) => format!("<ins>{}</ins>", escaped(&piece.text)),
            })
            .collect();
        return format!("<td colspan=\"2\"><code>{marked}</code></td>");
    }
    let cell = |which: Which| {
        let class = match difference.weaker {
            Some(weaker) if weaker == which => " class=\"weak\"",
            _ => "",
        };
        format!("<td{class}>{}</td>", value(difference, which))
    };
    format!("{}{}", cell(Which::Reference), cell(Which::Other))
}

fn value(difference: &Difference, which: Which) -> String {
    let shown = difference.shown.get(which).as_deref();
    shown.map_or_else(|| "-".to_owned(), code)
}

/// What follows from a difference, folded away.
fn follows(difference: &Difference) -> String {
    let Some(count) = words::follows(difference) else {
        return String::new();
    };
    let rows: String = difference
        .follows
        .iter()
        .map(|it| {
            let shown = it
                .shown
                .map(|text| text.as_deref().map_or("-".to_owned(), code));
            format!(
                "{}: {} / {}<br>",
                code(&it.path),
                shown.reference,
                shown.other
            )
        })
        .collect();
    format!("<details class=\"dim\"><summary>{count}</summary>{rows}</details>")
}

fn code(text: &str) -> String {
    format!("<code>{}</code>", escaped(text))
}

/// Text in which nothing is markup. White space at its ends is part of what changes.
fn escaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars().take(words::TEXT_LIMIT) {
        match c {
            '<' => shown.push_str("&lt;"),
            '>' => shown.push_str("&gt;"),
            '&' => shown.push_str("&amp;"),
            '"' => shown.push_str("&quot;"),
            '\'' => shown.push_str("&#39;"),
            '\n' | '\r' | '\t' => shown.push(' '),
            _ => shown.push(clean::visible(c)),
        }
    }
    shown
}
