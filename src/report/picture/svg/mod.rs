//! SVG: one file that needs nothing else, readable in light and in dark.
//!
//! The layout is our own, for this one shape: zones are columns, subnets rows, the internet is above. First a network is
//! planned in rows, columns and lanes ([`plan`]), then every thing gets its place in pixels ([`network`], [`panel`]),
//! which makes a [`scene`]; that is written here.

mod draw;
mod environment;
mod icons;
mod index;
mod marks;
mod measure;
mod network;
mod panel;
mod plan;
mod scene;
#[cfg(test)]
mod tests;
mod wires;

use std::io::{self, Write};

use super::words;
use crate::picture::Picture;
use measure::Type;
use scene::{Area, Scene, Shape};

const HEADING: (Type, &str) = (Type::Heading, "text");
const TITLE: (Type, &str) = (Type::Title, "text");
const BODY: (Type, &str) = (Type::Small, "text");
const MUTED: (Type, &str) = (Type::Small, "muted");
const FAULT: (Type, &str) = (Type::Small, "fault");
const SMALL_LINE: i32 = 15;

pub(super) fn write(pictures: &[Picture], out: &mut dyn Write) -> io::Result<()> {
    let (scene, width, height) = draw(pictures);
    let names: Vec<String> = pictures.iter().map(words::environment).collect();
    let title = format!("Infrastructure of {}", names.join(", "));
    writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} \
         {height}\" role=\"img\" aria-labelledby=\"iaclint-title iaclint-desc\">"
    )?;
    writeln!(
        out,
        "<title id=\"iaclint-title\">{}</title>",
        escaped(&title)
    )?;
    let description = words::description(pictures);
    writeln!(
        out,
        "<desc id=\"iaclint-desc\">{}</desc>",
        escaped(&description)
    )?;
    writeln!(out, "<style>\n{}</style>", include_str!("style.css"))?;
    writeln!(
        out,
        "<rect class=\"page\" width=\"{width}\" height=\"{height}\"/>"
    )?;
    for shape in &scene.shapes {
        write_shape(shape, out)?;
    }
    writeln!(out, "</svg>")
}

/// All pictures, one below the other, with the width and height that they take.
fn draw(pictures: &[Picture]) -> (Scene, i32, i32) {
    let mut scene = Scene::default();
    let (mut width, mut height) = (0, 0);
    for picture in pictures {
        if height > 0 {
            scene.wire(vec![(0, height), (100_000, height)], "join", false);
        }
        let (own_width, own_height) = environment::draw(&mut scene, picture, height);
        width = width.max(own_width);
        height += own_height;
    }
    (scene, width.max(1), height.max(1))
}

fn write_shape(shape: &Shape, out: &mut dyn Write) -> io::Result<()> {
    match shape {
        Shape::Box {
            area,
            style,
            radius,
        } => write_box(*area, style, *radius, out),
        Shape::Text { .. } => write_text(shape, out),
        Shape::Wire {
            points,
            style,
            is_arrow,
        } => write_wire(points, style, *is_arrow, out),
        Shape::Icon { x, y, icon, class } => {
            let path = icons::path(*icon);
            writeln!(
                out,
                "<path class=\"icon {class}\" transform=\"translate({x} {y})\" d=\"{path}\"/>"
            )
        }
        Shape::Disc { x, y, text, class } => {
            let wide = marks::disc_width(text);
            let area = Area::new(x - 9 - wide, y - 9, 18 + wide, 18);
            write_box(area, &format!("disc {class}"), 9, out)?;
            let (x, y) = (area.x + area.width / 2, y + 4);
            let text = escaped(text);
            writeln!(
                out,
                "<text class=\"number\" x=\"{x}\" y=\"{y}\">{text}</text>"
            )
        }
        Shape::Open { title } => writeln!(out, "<g><title>{}</title>", escaped(title)),
        Shape::Close => writeln!(out, "</g>"),
    }
}

fn write_box(area: Area, style: &str, radius: i32, out: &mut dyn Write) -> io::Result<()> {
    let Area {
        x,
        y,
        width,
        height,
    } = area;
    writeln!(
        out,
        "<rect class=\"{style}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{radius}\"/>"
    )
}

fn write_text(shape: &Shape, out: &mut dyn Write) -> io::Result<()> {
    let Shape::Text {
        x,
        y,
        text,
        style,
        class,
        is_right,
    } = shape
    else {
        return Ok(());
    };
    let size = match style {
        Type::Heading => "heading",
        Type::Title => "title",
        Type::Small => "small",
    };
    let anchor = if *is_right { " end" } else { "" };
    // Scripts whose widths are not known are set to the width that was reckoned with.
    let length = if measure::is_plain(text) {
        String::new()
    } else {
        let width = measure::width(text, *style);
        format!(" textLength=\"{width}\" lengthAdjust=\"spacingAndGlyphs\"")
    };
    let text = escaped(text);
    writeln!(
        out,
        "<text class=\"{size} {class}{anchor}\" x=\"{x}\" y=\"{y}\"{length}>{text}</text>"
    )
}

fn write_wire(
    points: &[(i32, i32)],
    style: &str,
    is_arrow: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let all: Vec<String> = points.iter().map(|(x, y)| format!("{x},{y}")).collect();
    writeln!(
        out,
        "<polyline class=\"wire {style}\" points=\"{}\"/>",
        all.join(" ")
    )?;
    let [.., from, to] = points else {
        return Ok(());
    };
    if !is_arrow {
        return Ok(());
    }
    let (x, y) = *to;
    let (dx, dy) = ((x - from.0).signum(), (y - from.1).signum());
    let base = (x - dx * 8, y - dy * 8);
    let (wide, high) = (dy * 4, dx * 4);
    writeln!(
        out,
        "<polygon class=\"head {style}\" points=\"{x},{y} {},{} {},{}\"/>",
        base.0 + wide,
        base.1 + high,
        base.0 - wide,
        base.1 - high
    )
}

/// A text as XML holds it. What XML cannot hold at all is replaced.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' => escaped.push('\n'),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}
