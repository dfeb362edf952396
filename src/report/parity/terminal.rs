//! For people: one line that says it, then what is missing, then what is different.

use std::io::{self, Write};

use super::changes::{self, Piece};
use super::sections::{Section, sections};
use super::words::{self, cut, cut_both, padded, width};
use crate::parity::{Comparison, Difference, Form, Parity, Which};
use crate::report::place::Places;
use crate::report::terminal::{BOLD, DIM, GREEN, RED, painted, wrapped};
use crate::report::{Options, clean};
use crate::source::Sources;

/// The narrowest terminal that is written for, in columns.
const MIN_WIDTH: usize = 60;

/// The widest page that is still read at a glance.
const MAX_WIDTH: usize = 140;

/// The widest column of values.
const MAX_VALUE: usize = 18;

/// How far what belongs to a difference is set in.
const INNER: &str = "      ";

/// At most so many of what follows from a difference are listed.
const MAX_FOLLOWS: usize = 100;

struct Page<'p> {
    parity: &'p Parity,
    sources: &'p Sources,
    places: Places<'p>,
    width: usize,
    color: bool,
    all: bool,
}

/// The columns of a table of differences.
struct Columns {
    path: usize,
    value: usize,
}

pub(super) fn write(
    parity: &Parity,
    sources: &Sources,
    (options, all): (&Options, bool),
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut page = Page {
        parity,
        sources,
        places: Places::new(sources),
        width: options.width.clamp(MIN_WIDTH, MAX_WIDTH),
        color: options.color,
        all,
    };
    for (at, comparison) in parity.comparisons.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        page.comparison(comparison, out)?;
    }
    page.absent(out)?;
    page.stale(out)
}

impl Page<'_> {
    fn comparison(&mut self, comparison: &Comparison, out: &mut dyn Write) -> io::Result<()> {
        self.verdict(comparison, out)?;
        self.gaps(comparison, out)?;
        for section in sections(comparison, Difference::is_unexpected) {
            writeln!(out)?;
            self.section(comparison, &section, out)?;
        }
        if !self.all {
            return Ok(());
        }
        let expected = sections(comparison, |it| !it.is_unexpected());
        if !expected.is_empty() {
            writeln!(out, "\n{}", self.bold("expected"))?;
        }
        for section in expected {
            self.section(comparison, &section, out)?;
        }
        self.uncertain(comparison, out)
    }

    fn verdict(&self, comparison: &Comparison, out: &mut dyn Write) -> io::Result<()> {
        let (verdict, aside) = words::verdict(comparison, self.parity);
        let folders = words::folders(comparison);
        let gap = if aside.is_empty() { "" } else { "   " };
        let left = width(&verdict) + gap.len() + width(&aside);
        let room = self.width.saturating_sub(left + width(&folders));
        let folders = if room >= 2 && !folders.is_empty() {
            format!("{}{}", " ".repeat(room), self.dim(&folders))
        } else {
            String::new()
        };
        writeln!(out, "{}{gap}{aside}{folders}", self.bold(&verdict))
    }

    fn section(
        &mut self,
        comparison: &Comparison,
        section: &Section<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let columns = self.columns(comparison, section);
        let title = section.title(comparison);
        match section.form {
            Form::Only(_) => writeln!(out, "{}", self.bold(&title))?,
            Form::Different => {
                let names = comparison.sides.map(|side| words::name(&side.name));
                let line = format!(
                    "{}  {}  {}",
                    padded(&title, columns.path + 2),
                    padded(&cut(&names.reference, columns.value), columns.value),
                    cut(&names.other, columns.value)
                );
                writeln!(out, "{}", self.bold(line.trim_end()))?;
            }
        }
        let mut stack = "";
        for difference in &section.differences {
            if difference.stack != stack {
                stack = &difference.stack;
                writeln!(out, "{}", cut(stack, self.width))?;
            }
            match section.form {
                Form::Only(which) => self.missing(comparison, difference, which, out)?,
                Form::Different => self.different(comparison, difference, &columns, out)?,
            }
            self.beneath(difference, out)?;
        }
        Ok(())
    }

    /// How wide the columns of a section are: values get what they need, up to a bound, and paths what is left.
    fn columns(&self, comparison: &Comparison, section: &Section<'_>) -> Columns {
        let short = section
            .differences
            .iter()
            .filter(|it| !changes::is_long(it));
        let shown = short.flat_map(|it| {
            let both = [&it.shown.reference, &it.shown.other];
            both.map(|text| {
                text.as_deref()
                    .map_or(1, |text| width(&cut(text, MAX_VALUE)))
            })
        });
        let names = Which::ALL.map(|which| width(&comparison.sides.get(which).name));
        let value = shown.chain(names).max().unwrap_or(0).min(MAX_VALUE);
        let marks = section.differences.iter();
        let mark = marks
            .filter_map(|it| mark(comparison, it))
            .map(|it| width(&it) + 2);
        let mark = mark.max().unwrap_or(0);
        let room = self.width.saturating_sub(2 + 2 * (value + 2) + mark);
        let paths = section.differences.iter().map(|it| width(&it.path));
        Columns {
            path: paths.max().unwrap_or(0).clamp(16, room.max(16)),
            value,
        }
    }

    fn missing(
        &mut self,
        comparison: &Comparison,
        difference: &Difference,
        which: Which,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let place = difference.places.get(which).map(|span| {
            let place = words::place(self.sources, &mut self.places, span);
            format!("only in {place}")
        });
        let path = cut(&difference.path, self.width - 2);
        let room = self.width.saturating_sub(2 + width(&path) + 3);
        let shown = difference.shown.get(which).as_deref();
        // A few letters of it would say nothing.
        // A stack is the folder that it lies in.
        let is_said = |shown: &&str| place.as_deref().is_some_and(|it| it.contains(*shown));
        let shown = shown.filter(|it| room >= MAX_VALUE && !is_said(it));
        let shown = shown.map(|it| cut(it, room));
        let shown = shown.map_or(String::new(), |it| format!("   {it}"));
        let beside = 2 + width(&path) + width(&shown) + 3;
        let mut below: Vec<String> = words::weaker(comparison, difference).into_iter().collect();
        below.extend(words::follows(difference));
        match place {
            Some(place) if beside + width(&place) <= self.width => {
                writeln!(out, "  {path}{shown}   {}", self.dim(&place))?;
            }
            place => {
                writeln!(out, "  {path}{shown}")?;
                below.extend(place);
            }
        }
        self.note(&below, out)
    }

    fn different(
        &mut self,
        comparison: &Comparison,
        difference: &Difference,
        columns: &Columns,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let shown = difference
            .shown
            .map(|text| text.as_deref().unwrap_or("-").to_owned());
        let is_long = changes::is_long(difference);
        let cuts = cut_both([&shown.reference, &shown.other], columns.value);
        let value = |which: Which| {
            let text = if is_long {
                "…".to_owned()
            } else {
                match which {
                    Which::Reference => cuts[0].clone(),
                    Which::Other => cuts[1].clone(),
                }
            };
            let text = padded(&text, columns.value);
            match difference.weaker {
                Some(weaker) if weaker == which => painted(&text, RED, self.color),
                _ => text,
            }
        };
        let line = format!(
            "  {}  {}  {}  {}",
            padded(&cut(&difference.path, columns.path), columns.path),
            value(Which::Reference),
            value(Which::Other),
            mark(comparison, difference).unwrap_or_default()
        );
        writeln!(out, "{}", line.trim_end())?;
        if is_long {
            self.changes(&shown.reference, &shown.other, out)?;
        }
        let mut below: Vec<String> = words::follows(difference).into_iter().collect();
        if let Some(span) = comparison.place_to_edit(difference) {
            below.push(words::place(self.sources, &mut self.places, span));
        }
        self.note(&below, out)
    }

    /// What changes between two long values: one line of each side.
    fn changes(&self, reference: &str, other: &str, out: &mut dyn Write) -> io::Result<()> {
        let pieces = changes::shortened(changes::pieces(reference, other));
        let texts = Which::ALL.map(|which| {
            let own = |piece: &&Piece| piece.only.is_none_or(|only| only == which);
            let own = pieces.iter().filter(own);
            own.map(|it| it.text.as_str()).collect::<String>()
        });
        let texts = cut_both([&texts[0], &texts[1]], self.width - INNER.len() - 2);
        for (text, sign, style) in [(&texts[0], '-', RED), (&texts[1], '+', GREEN)] {
            let line = format!("{sign} {text}");
            writeln!(out, "{INNER}{}", painted(&line, style, self.color))?;
        }
        Ok(())
    }

    /// A line below a difference.
    fn note(&self, parts: &[String], out: &mut dyn Write) -> io::Result<()> {
        if parts.is_empty() {
            return Ok(());
        }
        let text = cut(&parts.join(" · "), self.width - INNER.len());
        writeln!(out, "{INNER}{}", self.dim(&text))
    }

    /// What only a full report tells of a difference: why it may be, and what follows from it.
    fn beneath(&self, difference: &Difference, out: &mut dyn Write) -> io::Result<()> {
        if !self.all {
            return Ok(());
        }
        if let Some(reason) = self.parity.reason(&difference.standing, self.sources) {
            self.text(&format!("expected: {reason}"), out)?;
        }
        for follow in difference.follows.iter().take(MAX_FOLLOWS) {
            let shown = follow.shown.map(|text| text.as_deref().unwrap_or("-"));
            let [reference, other] = cut_both([shown.reference, shown.other], MAX_VALUE);
            let shown = format!("  {reference} / {other}");
            let room = self.width.saturating_sub(INNER.len() + 2 + width(&shown));
            writeln!(out, "{INNER}↳ {}{shown}", cut(&follow.path, room))?;
        }
        match difference.follows.len().saturating_sub(MAX_FOLLOWS) {
            0 => Ok(()),
            more => writeln!(out, "{INNER}↳ and {more} more"),
        }
    }

    /// The stacks that are not compared, which is never passed over.
    fn gaps(&self, comparison: &Comparison, out: &mut dyn Write) -> io::Result<()> {
        if comparison.gaps().next().is_some() {
            writeln!(out, "\n{}", self.bold("not compared"))?;
        }
        for gap in comparison.gaps() {
            writeln!(out, "{}", cut(&gap.stack, self.width))?;
            self.text(&gap.reason, out)?;
        }
        Ok(())
    }

    fn uncertain(&self, comparison: &Comparison, out: &mut dyn Write) -> io::Result<()> {
        let mut open = comparison.doubts().peekable();
        if open.peek().is_none() {
            return Ok(());
        }
        writeln!(out, "\n{}", self.bold("undetermined"))?;
        let mut stack = "";
        for open in open {
            if open.stack != stack {
                stack = &open.stack;
                writeln!(out, "{}", cut(stack, self.width))?;
            }
            writeln!(out, "  {}", cut(&open.path, self.width - 2))?;
            self.text(&open.reason, out)?;
        }
        Ok(())
    }

    fn absent(&mut self, out: &mut dyn Write) -> io::Result<()> {
        for absent in &self.parity.absent {
            let name = words::name(&absent.name);
            writeln!(out, "{}", self.bold(&format!("{name} has no stack")))?;
        }
        Ok(())
    }

    fn stale(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.parity.stale.is_empty() {
            return Ok(());
        }
        writeln!(out, "\n{}", self.bold("stale"))?;
        for stale in &self.parity.stale {
            let place = stale.place;
            let place = place.map(|span| words::place(self.sources, &mut self.places, span));
            let name = words::stale(stale);
            match place {
                Some(place) if width(&name) + 5 + width(&place) <= self.width => {
                    writeln!(out, "  {name}   {}", self.dim(&place))?;
                }
                place => {
                    writeln!(out, "  {}", cut(&name, self.width - 2))?;
                    self.note(&place.into_iter().collect::<Vec<String>>(), out)?;
                }
            }
            self.text(&stale.problem, out)?;
        }
        Ok(())
    }

    /// Sentences below something, on as many lines as they take.
    fn text(&self, text: &str, out: &mut dyn Write) -> io::Result<()> {
        let text = clean::line(text, words::TEXT_LIMIT);
        let room = self.width - INNER.len();
        for line in wrapped(&text, room) {
            writeln!(out, "{INNER}{}", self.dim(&cut(&line, room)))?;
        }
        Ok(())
    }

    fn bold(&self, text: &str) -> String {
        painted(text, BOLD, self.color)
    }

    fn dim(&self, text: &str) -> String {
        painted(text, DIM, self.color)
    }
}

/// The mark of the weaker side.
fn mark(comparison: &Comparison, difference: &Difference) -> Option<String> {
    words::weaker(comparison, difference).map(|text| format!("← {text}"))
}
