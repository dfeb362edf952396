//! Mermaid: a flowchart for Markdown.
use crate::picture::Picture;
use std::io::{self, Write};
pub(super) fn write(pictures: &[Picture], out: &mut dyn Write) -> io::Result<()> {
    let _ = pictures;
    writeln!(out)
}
