//! Results of tests as `JUnit` XML, as CI systems read it: a suite for each file, a case for each mock.

use std::io::{self, Write};

use crate::policy::test::{CaseResult, TestFile};

pub(super) fn write(files: &[TestFile], to: &mut dyn Write) -> io::Result<()> {
    let count = |count: &dyn Fn(&TestFile) -> usize| files.iter().map(count).sum::<usize>();
    writeln!(to, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(
        to,
        "<testsuites name=\"iaclint policy test\" tests=\"{}\" failures=\"{}\" errors=\"{}\">",
        count(&|file| file.cases.len()),
        count(&TestFile::failures),
        count(&|file| file.errors.len()),
    )?;
    for file in files {
        let path = escaped(&file.path);
        writeln!(
            to,
            "  <testsuite name=\"{path}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\">",
            file.cases.len(),
            file.failures(),
            file.errors.len(),
            file.cases
                .iter()
                .filter(|case| case.result == CaseResult::Skipped)
                .count(),
        )?;
        for error in &file.errors {
            writeln!(
                to,
                "    <testcase name=\"{path}\" classname=\"{path}\" file=\"{path}\">"
            )?;
            writeln!(
                to,
                "      <error message=\"{}\"/>",
                escaped(&error.to_string())
            )?;
            writeln!(to, "    </testcase>")?;
        }
        for case in &file.cases {
            let name = escaped(&case.name);
            let start = format!(
                "    <testcase name=\"{name}\" classname=\"{path}\" file=\"{path}\" line=\"{}\"",
                case.line
            );
            match &case.result {
                CaseResult::Passed => writeln!(to, "{start}/>")?,
                CaseResult::Skipped => writeln!(to, "{start}><skipped/></testcase>")?,
                CaseResult::Failed(reasons) => {
                    writeln!(to, "{start}>")?;
                    writeln!(
                        to,
                        "      <failure message=\"{}\"/>",
                        escaped(&reasons.join("\n"))
                    )?;
                    writeln!(to, "    </testcase>")?;
                }
            }
        }
        writeln!(to, "  </testsuite>")?;
    }
    writeln!(to, "</testsuites>")
}

/// A text as XML holds it in an attribute; characters that XML cannot hold become `?`.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\n' => safe.push_str("&#10;"),
            '\t' => safe.push_str("&#9;"),
            '\u{fffe}' | '\u{ffff}' => safe.push('?'),
            _ if letter.is_control() => safe.push('?'),
            _ => safe.push(letter),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn no_text_ends_an_attribute() {
        assert_eq!(
            escaped("a \"<&>\"\n\u{0}é"),
            "a &quot;&lt;&amp;&gt;&quot;&#10;?é"
        );
    }
}
