//! JSON as Terraform prints values: numbers keep their text, since some have more digits than a machine number.

use std::collections::BTreeMap;
use std::fmt;

use jsonc_parser::{JsonValue, ParseOptions, parse_to_value};

use iaclint::types::Type;

/// A value, or the place of one that is not known before apply.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    /// As it was printed.
    Number(String),
    String(String),
    Array(Vec<Json>),
    Object(BTreeMap<String, Json>),
    /// Not known before apply.
    Unknown,
}

impl Json {
    /// Reads a text. `{"$num": "1.5"}` is a number and `{"$unknown": true}` what is not known, as recorded answers
    /// write them.
    pub(crate) fn read(text: &str) -> Self {
        Self::parse(text).unwrap()
    }

    /// The same; `None` where the text is not JSON.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let value = parse_to_value(text, &ParseOptions::default()).ok()?;
        value.map(Self::from)
    }

    /// The entry of this name of an object.
    pub(crate) fn get(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(entries) => entries.get(name),
            _ => None,
        }
    }

    /// The entry of this name, taken out of an object.
    pub(crate) fn take(&mut self, name: &str) -> Option<Self> {
        match self {
            Self::Object(entries) => entries.remove(name),
            _ => None,
        }
    }

    pub(crate) fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn items(&self) -> &[Self] {
        match self {
            Self::Array(items) => items,
            _ => &[],
        }
    }

    pub(crate) fn entries(self) -> BTreeMap<String, Self> {
        match self {
            Self::Object(entries) => entries,
            _ => BTreeMap::new(),
        }
    }

    /// Whether this, of which some is not known, may turn out to be `now`, which is of type `ty`: of sets, elements may
    /// be one and come in another order.
    pub(crate) fn may_become(&self, now: &Self, ty: &Type) -> bool {
        match (self, now, ty) {
            (Self::Unknown, ..) => true,
            (Self::Array(items), Self::Array(now), Type::Set(of)) => {
                let is_in = |item: &Self| now.iter().any(|now| item.may_become(now, of));
                now.len() <= items.len() && items.iter().all(is_in)
            }
            (Self::Array(items), Self::Array(now), _) => {
                let of = |at: usize| match ty {
                    Type::Tuple(types) => types.get(at).cloned(),
                    _ => ty.element().cloned(),
                };
                let mut pairs = items.iter().zip(now).enumerate();
                items.len() == now.len()
                    && pairs.all(|(at, (item, now))| {
                        item.may_become(now, &of(at).unwrap_or(Type::Dynamic))
                    })
            }
            (Self::Object(entries), Self::Object(now), _) => {
                let of = |name: &str| match ty {
                    Type::Object(object) => object.attributes.get(name).cloned(),
                    _ => ty.element().cloned(),
                };
                entries.keys().eq(now.keys())
                    && entries.iter().all(|(name, entry)| {
                        entry.may_become(&now[name], &of(name).unwrap_or(Type::Dynamic))
                    })
            }
            _ => self == now,
        }
    }

    /// Whether Terraform takes something for known when it plans, and comes to something else: `flatten` takes what is marked
    /// and of no known type for one element, whatever that turns out to be, and `try` finds no fault with what turns out to
    /// be of another type. Elements of sets may be one, and what is a number may be a text.
    pub(crate) fn is_contradicted(&self, now: &Self, ty: &Type) -> bool {
        let any = Type::Dynamic;
        match (self, now) {
            (Self::Array(items), Self::Array(now)) if !matches!(ty, Type::Set(_)) => {
                let of = |at: usize| match ty {
                    Type::Tuple(types) => types.get(at).unwrap_or(&any),
                    _ => ty.element().unwrap_or(&any),
                };
                let mut pairs = items.iter().zip(now).enumerate();
                items.len() != now.len()
                    || pairs.any(|(at, (item, now))| item.is_contradicted(now, of(at)))
            }
            (Self::Object(entries), Self::Object(now)) => {
                let of = |name: &str| match ty {
                    Type::Object(object) => object.attributes.get(name).unwrap_or(&any),
                    _ => ty.element().unwrap_or(&any),
                };
                let mut pairs = entries.iter().zip(now);
                entries.len() != now.len()
                    || pairs.any(|((name, entry), (other, now))| {
                        name != other || entry.is_contradicted(now, of(name))
                    })
            }
            (Self::Array(items), Self::Array(now)) => {
                let of = ty.element().unwrap_or(&any);
                let is_gone = |item: &Self| !now.iter().any(|now| !item.is_contradicted(now, of));
                items.iter().any(is_gone)
            }
            (Self::Unknown, _) => false,
            (Self::Null, Self::Null) => false,
            (planned, now) => planned.text().is_none_or(|text| Some(text) != now.text()),
        }
    }

    /// A number, a boolean or a text as a text.
    pub(crate) fn text(&self) -> Option<String> {
        match self {
            Self::String(text) => Some(text.clone()),
            Self::Number(_) | Self::Bool(_) => Some(self.to_string()),
            _ => None,
        }
    }

    /// Whether nothing in it is unknown.
    pub(crate) fn is_wholly_known(&self) -> bool {
        match self {
            Self::Unknown => false,
            Self::Array(items) => items.iter().all(Self::is_wholly_known),
            Self::Object(entries) => entries.values().all(Self::is_wholly_known),
            _ => true,
        }
    }

    /// A type in Terraform's JSON form.
    pub(crate) fn to_type(&self) -> Option<Type> {
        iaclint::types::from_json(&serde_json::from_str(&self.to_string()).unwrap())
    }

    /// What a plan prints: the values, and beside them which are not known.
    pub(crate) fn overlay(after: Option<Self>, unknown: &Self) -> Self {
        match unknown {
            Self::Bool(true) => Self::Unknown,
            Self::Object(unknown) => {
                let mut entries = after.map(Self::entries).unwrap_or_default();
                for (name, inner) in unknown {
                    let before = entries.remove(name);
                    if before.is_some() || *inner != Self::Bool(false) {
                        entries.insert(name.clone(), Self::overlay(before, inner));
                    }
                }
                Self::Object(entries)
            }
            Self::Array(unknown) => {
                let Some(Self::Array(items)) = after else {
                    return Self::Unknown;
                };
                let mut unknown = unknown.iter();
                let known = Self::Bool(false);
                let items = items.into_iter();
                Self::Array(
                    items
                        .map(|item| Self::overlay(Some(item), unknown.next().unwrap_or(&known)))
                        .collect(),
                )
            }
            _ => after.unwrap_or(Self::Null),
        }
    }
}

impl From<JsonValue<'_>> for Json {
    fn from(value: JsonValue<'_>) -> Self {
        match value {
            JsonValue::Null => Self::Null,
            JsonValue::Boolean(flag) => Self::Bool(flag),
            JsonValue::Number(text) => Self::Number(text.to_owned()),
            JsonValue::String(text) => Self::String(text.into_owned()),
            JsonValue::Array(items) => Self::Array(items.into_iter().map(Self::from).collect()),
            JsonValue::Object(entries) => {
                let entries = entries.into_iter();
                let entries: BTreeMap<String, Self> = entries
                    .map(|(name, value)| (name.into_owned(), Self::from(value)))
                    .collect();
                match (entries.len(), entries.first_key_value()) {
                    (1, Some((name, Self::String(text)))) if name == "$num" => {
                        Self::Number(text.clone())
                    }
                    (1, Some((name, Self::Bool(true)))) if name == "$unknown" => Self::Unknown,
                    _ => Self::Object(entries),
                }
            }
        }
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(flag) => write!(f, "{flag}"),
            Self::Number(text) => f.write_str(text),
            Self::String(text) => write!(f, "{}", quoted(text)),
            Self::Unknown => f.write_str("{\"$unknown\":true}"),
            Self::Array(items) => {
                f.write_str("[")?;
                for (at, item) in items.iter().enumerate() {
                    write!(f, "{}{item}", if at == 0 { "" } else { "," })?;
                }
                f.write_str("]")
            }
            Self::Object(entries) => {
                f.write_str("{")?;
                for (at, (name, item)) in entries.iter().enumerate() {
                    let comma = if at == 0 { "" } else { "," };
                    write!(f, "{comma}{}:{item}", quoted(name))?;
                }
                f.write_str("}")
            }
        }
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[test]
fn numbers_keep_their_text_and_plans_their_gaps() {
    let value = Json::read(r#"{"a":[1.10,{"$num":"1e400"}],"b":{"$unknown":true}}"#);
    assert_eq!(
        value.to_string(),
        r#"{"a":[1.10,1e400],"b":{"$unknown":true}}"#
    );
    let after = Json::read(r#"{"a":[null,1],"n":null}"#);
    let unknown = Json::read(r#"{"a":[true,false],"b":true,"n":false}"#);
    assert_eq!(
        Json::overlay(Some(after), &unknown).to_string(),
        r#"{"a":[{"$unknown":true},1],"b":{"$unknown":true},"n":null}"#
    );
}

#[test]
fn what_was_planned_as_known_is_contradicted_by_anything_else() {
    let of = |ty: &str| Json::read(ty).to_type().unwrap();
    let list = of(r#"["list","string"]"#);
    let set = of(r#"["set","string"]"#);
    let object = of(r#"["object",{"a":"string"}]"#);
    for (planned, now, ty, is_contradicted) in [
        (r#"["a"]"#, r#"["a"]"#, &list, false),
        (r#"["a"]"#, r#"["b"]"#, &list, true),
        (r#"["a"]"#, r#"["a","b"]"#, &list, true),
        (r#"[{"$unknown":true}]"#, r#"["b"]"#, &list, false),
        ("[1]", r#"["1"]"#, &list, false),
        (r#"["a","b"]"#, r#"["b","a"]"#, &set, false),
        (r#"["a",{"$unknown":true}]"#, r#"["a"]"#, &set, false),
        (r#"["a"]"#, "[]", &set, true),
        (r#"{"a":null}"#, r#"{"a":null}"#, &object, false),
        (r#"{"a":null}"#, r#"{"a":"x"}"#, &object, true),
        (r#"["a"]"#, r#"{"a":"x"}"#, &object, true),
    ] {
        let found = Json::read(planned).is_contradicted(&Json::read(now), ty);
        assert_eq!(found, is_contradicted, "{planned} {now}");
    }
}
