//! Results of tests for people: one line a file, and below it what failed.

use std::io::{self, Write};

use crate::policy::test::{CaseResult, TestFile};
use crate::report::clean;

/// The longest message that is shown, in characters.
const LIMIT: usize = 2_000;

pub(super) fn write(files: &[TestFile], is_coloured: bool, to: &mut dyn Write) -> io::Result<()> {
    let paint = |text: &str, colour: &str| {
        if is_coloured {
            format!("\u{1b}[{colour}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    };
    let (mut passed, mut failed, mut skipped, mut broken) = (0, 0, 0, 0);
    for file in files {
        let is_good = file.errors.is_empty() && file.failures() == 0;
        let (word, colour) = if is_good {
            ("ok", "32")
        } else {
            ("FAILED", "31")
        };
        writeln!(
            to,
            "{}  {}",
            paint(word, colour),
            clean::line(&file.path, LIMIT)
        )?;
        broken += usize::from(!file.errors.is_empty());
        for error in &file.errors {
            writeln!(to, "    {}", clean::line(&error.to_string(), LIMIT))?;
        }
        for case in &file.cases {
            match &case.result {
                CaseResult::Passed => passed += 1,
                CaseResult::Skipped => skipped += 1,
                CaseResult::Failed(reasons) => {
                    failed += 1;
                    let name = clean::line(&case.name, LIMIT);
                    writeln!(
                        to,
                        "    {name} ({}:{})",
                        clean::line(&file.path, LIMIT),
                        case.line
                    )?;
                    for reason in reasons {
                        writeln!(to, "        {}", clean::line(reason, LIMIT))?;
                    }
                }
            }
        }
    }
    let mut told = vec![format!("{passed} passed")];
    for (count, word) in [(failed, "failed"), (skipped, "skipped")] {
        if count > 0 {
            told.push(format!("{count} {word}"));
        }
    }
    if broken > 0 {
        told.push(format!(
            "{broken} {} not be run",
            if broken == 1 {
                "file could"
            } else {
                "files could"
            }
        ));
    }
    let count = files.len();
    let noun = if count == 1 { "file" } else { "files" };
    writeln!(to, "\n{} in {count} test {noun}", told.join(", "))
}
