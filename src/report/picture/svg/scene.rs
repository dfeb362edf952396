//! What is drawn, as plain data: rectangles, lines and texts at their places.

use super::measure::{self, Type};

/// A rectangle in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) width: i32,
    pub(super) height: i32,
}

/// One thing that is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shape {
    /// A rectangle with round corners; `style` names classes of the style sheet.
    Box {
        area: Area,
        style: String,
        radius: i32,
    },
    /// One line of text. `x` is its beginning, or its end where it is set from the right.
    Text {
        x: i32,
        y: i32,
        text: String,
        style: Type,
        class: &'static str,
        is_right: bool,
    },
    /// A line through points, with a head at its end where it is an arrow.
    Wire {
        points: Vec<(i32, i32)>,
        style: String,
        is_arrow: bool,
    },
    /// A small drawing of 16 by 16 pixels.
    Icon {
        x: i32,
        y: i32,
        icon: Icon,
        class: &'static str,
    },
    /// A disc with a short text.
    Disc {
        x: i32,
        y: i32,
        text: String,
        class: &'static str,
    },
    /// Everything up to the matching [`Shape::Close`] is about one thing.
    Open { title: String },
    /// See [`Shape::Open`].
    Close,
}

/// The small drawings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Icon {
    Internet,
    Gateway,
    Nat,
    Balancer,
    Workload,
    Store,
    Other,
    Alarm,
    Receiver,
}

/// Everything that is drawn, in order.
#[derive(Debug, Default)]
pub(super) struct Scene {
    pub(super) shapes: Vec<Shape>,
}

impl Area {
    pub(super) fn new(x: i32, y: i32, width: i32, height: i32) -> Self {
        Self {
            x,
            y,
            width,
            height,
        }
    }

    pub(super) fn right(self) -> i32 {
        self.x + self.width
    }

    pub(super) fn bottom(self) -> i32 {
        self.y + self.height
    }

    pub(super) fn middle(self) -> i32 {
        self.y + self.height / 2
    }
}

impl Scene {
    pub(super) fn area(&mut self, area: Area, style: impl Into<String>, radius: i32) {
        let style = style.into();
        self.shapes.push(Shape::Box {
            area,
            style,
            radius,
        });
    }

    /// A text that begins at a place and is at most so wide; `y` is the top of its line.
    pub(super) fn text(
        &mut self,
        (x, y): (i32, i32),
        text: &str,
        look: (Type, &'static str),
        most: i32,
    ) {
        let (style, class) = look;
        let text = measure::fit(text, style, most);
        let y = y + style.line() - (style.line() - style.size()) / 2 - 2;
        if !text.is_empty() {
            let is_right = false;
            self.shapes.push(Shape::Text {
                x,
                y,
                text,
                style,
                class,
                is_right,
            });
        }
    }

    /// A text that begins at a place; where it is too long, its end is left out.
    pub(super) fn text_from_start(
        &mut self,
        at: (i32, i32),
        text: &str,
        look: (Type, &'static str),
        most: i32,
    ) {
        self.text(at, &measure::cut(text, look.0, most), look, i32::MAX);
    }

    /// A text that ends at a place.
    pub(super) fn text_before(
        &mut self,
        at: (i32, i32),
        text: &str,
        look: (Type, &'static str),
        most: i32,
    ) {
        self.text(at, text, look, most);
        if !text.is_empty()
            && let Some(Shape::Text { is_right, .. }) = self.shapes.last_mut()
        {
            *is_right = true;
        }
    }

    /// Several lines of text; the height that they take.
    pub(super) fn lines(
        &mut self,
        (x, y): (i32, i32),
        lines: &[String],
        look: (Type, &'static str),
    ) -> i32 {
        let mut top = y;
        for line in lines {
            self.text((x, top), line, look, i32::MAX);
            top += look.0.line();
        }
        top - y
    }

    pub(super) fn icon(&mut self, x: i32, y: i32, icon: Icon, class: &'static str) {
        self.shapes.push(Shape::Icon { x, y, icon, class });
    }

    pub(super) fn wire(
        &mut self,
        points: Vec<(i32, i32)>,
        style: impl Into<String>,
        is_arrow: bool,
    ) {
        let style = style.into();
        self.shapes.push(Shape::Wire {
            points,
            style,
            is_arrow,
        });
    }

    pub(super) fn open(&mut self, title: impl Into<String>) {
        let title = title.into();
        self.shapes.push(Shape::Open { title });
    }

    pub(super) fn close(&mut self) {
        self.shapes.push(Shape::Close);
    }

    pub(super) fn disc(&mut self, x: i32, y: i32, text: String, class: &'static str) {
        self.shapes.push(Shape::Disc { x, y, text, class });
    }
}
