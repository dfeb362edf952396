//! What a `for` brings into scope.

use iaclint::types::Type;

/// The head of a `for` while it is read: its names, and the collection that they go through. The names are in scope
/// only after that.
#[derive(Default)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a fact about what was read"
)]
pub(super) struct Bound {
    is_head: bool,
    pub(super) names: Vec<String>,
    is_open: bool,
    /// Whether the collection is computed from what stands there.
    pub(super) is_computed: bool,
    pub(super) element: Option<(Type, Type)>,
    pub(super) is_complete: bool,
}

impl Bound {
    /// Reads the text between parts.
    pub(super) fn read(&mut self, text: &str) {
        if self.is_open || text.starts_with(" in ") {
            if !self.is_open {
                self.element = None;
            }
            self.is_complete = self.is_head && text.contains([':', '}']);
            self.is_computed |= ["setproduct", "chunklist", "["]
                .iter()
                .any(|it| text.contains(it));
            self.is_open = true;
        } else if text.ends_with("for ") {
            *self = Self {
                is_head: true,
                ..Self::default()
            };
        }
    }
}

/// The types of key and value of what a `for` goes through.
pub(super) fn element_of(kind: &str, ty: &Type) -> (Type, Type) {
    match kind {
        "ls" => (Type::Number, Type::String),
        "ln" => (Type::Number, Type::Number),
        "ms" => (Type::String, Type::String),
        "l" => (Type::Number, ty.clone()),
        "m" => (Type::String, ty.clone()),
        "e" => (ty.clone(), ty.clone()),
        _ => (Type::Dynamic, Type::Dynamic),
    }
}
