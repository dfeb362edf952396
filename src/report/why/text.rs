//! For people: the value, its type, why it is not known, and the places it came through.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::type_of;
use crate::eval::{Style, show_lines};
use crate::repo::Repo;
use crate::report::place::Places;
use crate::report::terminal::{BOLD, DIM, painted, refused};
use crate::report::{Options, clean};
use crate::source::Span;
use crate::why::{Answer, EXPRESSION_FILE, Gap};

/// What stands before the first line of each part, in columns.
const LABEL: usize = 9;

/// The longest clause or step that is shown, in characters.
const TEXT_LIMIT: usize = 1_200;

/// Types of more lines are shown without what is in their innermost objects.
const MAX_TYPE_LINES: usize = 16;

/// Where places are longer than this, what is said about them is not set in as far, in columns.
const MAX_PLACE: usize = 72;

/// At most so many causes are told.
const MAX_CAUSES: usize = 8;

/// At most so many places are told of one cause.
const MAX_CAUSE_PLACES: usize = 3;

struct Page<'p> {
    repo: &'p Repo<'p>,
    places: Places<'p>,
    color: bool,
}

pub(super) fn write(
    answer: &Answer,
    repo: &Repo<'_>,
    (options, show_sensitive): (&Options, bool),
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut page = Page {
        repo,
        places: Places::new(repo.sources),
        color: options.color,
    };
    let stack = &repo.stack(answer.stack).path;
    let module = if answer.module.0.is_empty() {
        String::new()
    } else {
        format!(", {}", answer.module)
    };
    page.part("in", &[format!("{stack}{module}")], out)?;
    if let Some(value) = &answer.value {
        let style = Style {
            stack: Some(stack),
            show_sensitive,
        };
        let room = options.width.saturating_sub(LABEL).max(30);
        let shown = show_lines(value, room, style);
        page.part("value", &lines(&shown), out)?;
        let ty = lines(&type_of(value, show_sensitive).to_lines(room, MAX_TYPE_LINES));
        page.part("type", &ty, out)?;
        let causes = page.causes(answer);
        page.part("unknown", &causes, out)?;
        let assumptions = answer.trail.assumptions.iter();
        let assumed = assumptions.map(|one| clean::line(&one.text, TEXT_LIMIT));
        page.part("assumed", &assumed.collect::<Vec<String>>(), out)?;
    }
    let trail = page.trail(answer);
    page.part("trail", &trail, out)?;
    for fault in &answer.faults {
        writeln!(out)?;
        let fault = (fault.span, fault.message.as_str(), fault.help.as_str());
        refused(fault, repo.sources, options, out)?;
    }
    Ok(())
}

/// The lines of a text in which nothing is left that would act on a terminal.
fn lines(text: &str) -> Vec<String> {
    let line = |line: &str| line.chars().map(clean::visible).collect();
    text.split('\n').map(line).collect()
}

impl Page<'_> {
    fn part(&self, label: &str, lines: &[String], out: &mut dyn Write) -> io::Result<()> {
        for (at, line) in lines.iter().enumerate() {
            let label = if at == 0 { label } else { "" };
            let gap = " ".repeat(LABEL.saturating_sub(label.len()));
            let label = painted(label, BOLD, self.color);
            writeln!(out, "{}", format!("{label}{gap}{line}").trim_end())?;
        }
        Ok(())
    }

    /// `live/prod/us-east-1/ecs/main.tf:31:24`
    fn place(&mut self, span: Span) -> String {
        let start = self.places.region(span).start;
        let path = clean::path(&self.repo.sources.file(span.file).path);
        format!("{path}:{}:{}", start.line, start.column)
    }

    /// Why the value, or parts of it, are not known: each cause once, with the first places of what is not.
    fn causes(&mut self, answer: &Answer) -> Vec<String> {
        let mut causes: Vec<(&Gap, Vec<Span>)> = Vec::new();
        for gap in &answer.gaps {
            let at = gap.at.into_iter();
            match causes
                .iter_mut()
                .find(|(known, _)| known.cause == gap.cause)
            {
                Some((_, places)) => places.extend(at),
                None => causes.push((gap, at.collect())),
            }
        }
        let more = causes.len().saturating_sub(MAX_CAUSES);
        let mut told = Vec::new();
        for (gap, mut places) in causes.into_iter().take(MAX_CAUSES) {
            let part = if gap.path.is_empty() { "" } else { "in part, " };
            let cause = clean::line(&gap.cause, TEXT_LIMIT);
            places.retain(|at| self.repo.sources.file(at.file).path != EXPRESSION_FILE);
            let mut seen = BTreeSet::new();
            places.retain(|at| seen.insert(*at));
            let others = places.len().saturating_sub(MAX_CAUSE_PLACES);
            places.truncate(MAX_CAUSE_PLACES);
            let places: Vec<String> = places.into_iter().map(|at| self.place(at)).collect();
            let colon = if places.is_empty() { "" } else { ": " };
            let others = match others {
                0 => String::new(),
                1 => " and 1 more place".to_owned(),
                others => format!(" and {others} more places"),
            };
            told.push(format!(
                "{part}because {cause}{colon}{}{others}",
                places.join(", ")
            ));
        }
        if more > 0 {
            told.push(format!("and for {more} other reasons"));
        }
        told
    }

    fn trail(&mut self, answer: &Answer) -> Vec<String> {
        let places: Vec<String> = answer
            .trail
            .steps
            .iter()
            .map(|step| format!("{}{}", "  ".repeat(step.level), self.place(step.span)))
            .collect();
        let widths = places.iter().map(|place| place.chars().count());
        let width = widths
            .filter(|width| *width <= MAX_PLACE)
            .max()
            .unwrap_or(0);
        let mut lines = Vec::with_capacity(places.len());
        for (step, place) in answer.trail.steps.iter().zip(places) {
            let text = clean::line(&step.text, TEXT_LIMIT);
            let text = painted(&text, DIM, self.color);
            lines.push(format!("{place:width$}  {text}"));
        }
        if answer.trail.is_cut {
            lines.push("and more places than are listed".to_owned());
        }
        lines
    }
}
