//! Pictures of environments, as bytes in one format. Each owns its shapes; none of them knows what a subnet is for.

mod dot;
mod json;
mod mermaid;
mod nodes;
mod svg;
mod words;

use std::io::{self, BufWriter, Write};

use crate::picture::Picture;

/// How pictures are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureFormat {
    /// A drawing that browsers show: self-contained, in light and dark.
    Svg,
    /// For Markdown that is rendered with Mermaid.
    Mermaid,
    /// For Graphviz.
    Dot,
    /// For programs: version 1, with every node and edge of the graph.
    Json,
}

/// Writes pictures, one below the other, to `out`.
///
/// # Errors
///
/// Those of `out`.
pub fn write_pictures(
    format: PictureFormat,
    pictures: &[Picture],
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    match format {
        PictureFormat::Svg => svg::write(pictures, &mut out),
        PictureFormat::Mermaid => mermaid::write(pictures, &mut out),
        PictureFormat::Dot => dot::write(pictures, &mut out),
        PictureFormat::Json => json::write(pictures, &mut out),
    }?;
    out.flush()
}
