//! Constants, and texts of all kinds.

use std::fmt::Write as _;

use iaclint::types::{ObjectType, Type};

use super::Generator;
use super::pools::{NAMES, NUMBERS, POOLS, STRINGS};
use super::rng::Rng;
use crate::json::Json;

/// A text between quotes that means this text.
pub(super) fn quote(rng: &mut Rng, text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c if !c.is_ascii() && rng.chance(20) => {
                let code = u32::from(c);
                let _ = if code > 0xffff {
                    write!(quoted, "\\U{code:08x}")
                } else {
                    write!(quoted, "\\u{code:04X}")
                };
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted.replace("${", "$${").replace("%{", "%%{")
}

impl Generator<'_> {
    /// A text of a kind, as it stands between quotes.
    pub(super) fn pool(&mut self, kind: &str) -> &'static str {
        let pool = POOLS.iter().find(|(name, _)| *name == kind);
        let (_, texts) = pool.unwrap_or_else(|| panic!("no texts of the kind {kind}"));
        // The first ones are those that are valid.
        let among = if self.careful {
            texts.len().min(3)
        } else {
            texts.len()
        };
        texts[self.rng.below(among)]
    }

    pub(super) fn some_string(&mut self) -> &'static str {
        let among = if self.careful { 4 } else { STRINGS.len() };
        STRINGS[self.rng.below(among)]
    }

    /// A constant of this type, or of one that becomes it.
    pub(crate) fn constant(&mut self, ty: &Type) -> Json {
        let odd = if self.careful { 0 } else { 5 };
        if self.rng.chance(odd) {
            return Json::Null;
        }
        let count = if self.careful {
            1 + self.rng.below(2)
        } else {
            self.rng.below(4)
        };
        match ty {
            Type::Bool if self.rng.chance(odd) => Json::String("true".to_owned()),
            Type::Bool => Json::Bool(self.rng.chance(50)),
            Type::Number if self.rng.chance(odd) => Json::String("7".to_owned()),
            // A saved plan keeps no sign of a variable that is zero, which would show in texts.
            Type::Number => match self.some_number() {
                Json::Number(text) if text == "-0" => Json::Number("0".to_owned()),
                number => number,
            },
            Type::String if self.rng.chance(odd * 2) => self.constant(&Type::Number),
            Type::String if self.rng.chance(odd) => Json::Bool(true),
            Type::String => Json::String(self.some_string().to_owned()),
            Type::List(of) | Type::Set(of) => {
                Json::Array((0..count).map(|_| self.constant(of)).collect())
            }
            Type::Tuple(types) => Json::Array(types.iter().map(|ty| self.constant(ty)).collect()),
            Type::Map(of) => {
                let entries = (0..count).map(|_| {
                    let key = match self.rng.below(8) {
                        0 if !self.careful => (*self.rng.pick(STRINGS)).to_owned(),
                        _ => (*self.rng.pick(NAMES)).to_owned(),
                    };
                    (key, self.constant(of))
                });
                Json::Object(entries.collect())
            }
            Type::Object(object) => self.constant_object(object),
            Type::Dynamic => {
                let ty = self.some_type(2);
                self.constant(&ty)
            }
        }
    }

    fn constant_object(&mut self, object: &ObjectType) -> Json {
        let mut entries = std::collections::BTreeMap::new();
        for (name, ty) in &object.attributes {
            if object.optional.contains(name) && self.rng.chance(40) {
                continue;
            }
            entries.insert(name.to_string(), self.constant(ty));
        }
        if !self.careful && self.rng.chance(10) {
            entries.insert("extra".to_owned(), Json::Bool(true));
        }
        Json::Object(entries)
    }

    pub(super) fn some_number(&mut self) -> Json {
        let among = if self.careful { 8 } else { NUMBERS.len() };
        Json::Number(NUMBERS[self.rng.below(among)].to_owned())
    }

    /// A type, of at most so many levels.
    pub(crate) fn some_type(&mut self, depth: u32) -> Type {
        let bound = if depth == 0 { 6 } else { 12 };
        match self.rng.below(bound) {
            0 | 1 => Type::Number,
            2 => Type::Bool,
            3..=5 => Type::String,
            6 | 7 => Type::list(self.some_type(depth - 1)),
            8 => Type::map(self.some_type(depth - 1)),
            9 => Type::set(self.some_type(0)),
            10 => {
                let count = 1 + self.rng.below(3);
                let types = (0..count).map(|_| self.some_type(depth - 1));
                Type::tuple(types.collect())
            }
            _ => {
                let count = 1 + self.rng.below(3);
                let start = self.rng.below(NAMES.len());
                let names = NAMES.iter().cycle().skip(start).take(count);
                Type::object(names.map(|name| (*name, self.some_type(depth - 1))))
            }
        }
    }
}

/// A constant in the native syntax, at times as an expression that needs no names and no functions.
pub(crate) fn to_expression(rng: &mut Rng, constant: &Json) -> String {
    let text = to_hcl(rng, constant);
    match rng.below(24) {
        0 => format!("(true ? {text} : {text})"),
        1 => format!("[{text}, 1][0]"),
        2 => format!("{{ a = {text} }}.a"),
        3 => format!("\"${{{text}}}\""),
        4 => format!("[for v in [{text}] : v if 1 + 1 == 2][0]"),
        _ => text,
    }
}

/// A constant in the native syntax.
pub(crate) fn to_hcl(rng: &mut Rng, constant: &Json) -> String {
    match constant {
        Json::String(text) => quote(rng, text),
        Json::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| to_hcl(rng, item)).collect();
            format!("[{}]", items.join(", "))
        }
        Json::Object(entries) => {
            let entries = entries.iter();
            let entries: Vec<String> = entries
                .map(|(name, item)| format!("{} = {}", quote(rng, name), to_hcl(rng, item)))
                .collect();
            format!("{{ {} }}", entries.join(", "))
        }
        other => other.to_string(),
    }
}
