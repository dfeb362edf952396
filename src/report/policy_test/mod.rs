//! What tests of policies came to.

mod junit;
mod terminal;

use std::io::{self, Write};
use std::str::FromStr;

use super::UnknownFormat;
use crate::policy::test::TestFile;

/// How the results of tests are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PolicyTestFormat {
    /// For people.
    Terminal,
    /// For programs that show tests: `JUnit` XML.
    Junit,
}

impl FromStr for PolicyTestFormat {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        match name {
            "terminal" => Ok(Self::Terminal),
            "junit" => Ok(Self::Junit),
            _ => Err(UnknownFormat {
                name: name.to_owned(),
            }),
        }
    }
}

/// Writes the results of all test files.
pub fn write_policy_tests(
    format: PolicyTestFormat,
    files: &[TestFile],
    is_coloured: bool,
    to: &mut dyn Write,
) -> io::Result<()> {
    match format {
        PolicyTestFormat::Terminal => terminal::write(files, is_coloured, to),
        PolicyTestFormat::Junit => junit::write(files, to),
    }
}
