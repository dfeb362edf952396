//! What expressions look like, by the type that they have.
//!
//! A form is text with parts in guillemets: «t» is an expression of the wanted type (of its elements in the forms for
//! lists, sets and maps); «s», «n», «b», «i», «x» are a string, a number, a boolean, a small integer and anything;
//! «l», «m», «e» a list, map and set of «t»; «ls», «ln», «ms» lists of strings and numbers and a map of strings. The other
//! parts are texts of a kind, see `literal::POOLS`.
//!
//! The first list of each pair holds what is valid nearly always, the second what often is not.

mod collection;
mod scalar;

pub(super) use collection::{
    GROUPS, GROUPS_OF_STRING, LIST, LIST_OF_NUMBER, LIST_OF_STRING, MAP, SET,
};
pub(super) use scalar::{BOOL, NUMBER, STRING};

pub(super) struct Forms {
    pub(super) safe: &'static [&'static str],
    pub(super) risky: &'static [&'static str],
}

/// Those of any type.
pub(super) const ANY: Forms = Forms {
    safe: &[
        "(«b» ? «t» : «t»)",
        "(«b» ? «t» : «t»)",
        "try(«t», «t»)",
        "try(«x».nope, «t»)",
        "{ a = «t», b = «x» }.a",
        "{ \"k\" = «t», (\"j\") : «x» }[\"k\"]",
        "[«t», «x»][0]",
        "[«x», «t»][1]",
        "element([«t», «t»], 3)",
        "lookup({ k = «t» }, \"k\", «t»)",
        "one([«t»])",
        "(«t»)",
        "values({ z = «t» })[0]",
        "merge({ a = «x» }, { a = «t» })[\"a\"]",
        "concat([«t»], [«x»])[0]",
        "reverse([«t», «x»])[1]",
        "zipmap([\"a\"], [«t»]).a",
        "([«t»][*])[0]",
        "([{ a = «t» }, { a = «x» }][*].a)[0]",
        "[{ a = «t» }, { a = «x» }].*.a[0]",
        "slice([«x», «t», «x»], 1, 2)[0]",
    ],
    risky: &[
        "(«b» ? «t» : null)",
        "(«b» ? null : «t»)",
        "(«b» ? «x» : «t»)",
        "element([«t», «t»], «i»)",
        "[«t», «t»][«i»]",
        "coalesce(«t», «t»)",
        "coalesce(null, «t», «x»)",
        "jsondecode(jsonencode(«t»))",
        "yamldecode(yamlencode(«t»))",
        "flatten([«t», [«x»]])[0]",
        "tolist([«t», «t»])[1]",
        "tolist([«t», «x»])[0]",
        "(toset([«t»])[*])[0]",
        "one(toset([«t», «t»]))",
        "one(«l»)",
        "«l»[«i»]",
        "lookup(«m», «s», «t»)",
        "«m»[\"a\"]",
        "matchkeys([«t»], [1], [\"1\"])[0]",
        "setproduct([«t»], [«x»])[0][0]",
        "setproduct([«t», «t»], [«t»])[1][0]",
        "distinct([«t», «t», «x»])[0]",
        "coalescelist([], [«t»])[0]",
        "chunklist([«t», «t»], 1)[1][0]",
        "sensitive(«t»)",
        "nonsensitive(sensitive(«t»))",
        "try(«x».a.b[2], «x»[\"c\"], «t»)",
        "tomap({ a = «t», b = «x» }).a",
        "try(one(«l»), «t»)",
    ],
};

/// What has a type of its own.
pub(super) const ODD: &[&str] = &[
    "null",
    "jsondecode(\"«json»\")",
    "yamldecode(\"«yaml»\")",
    "csvdecode(\"«csv»\")",
    "regex(\"«group pattern»\", «s»)",
    "regexall(\"«group pattern»\", «s»)",
    "flatten([«x», [«x», [«x»]]])",
    "setproduct(«ls», «ln»)",
    "setproduct(«ls», «ls», [«x»])",
    "setproduct(toset(«ls»), toset(«ln»))",
    "chunklist(«ls», 2)",
    "concat([«x»], «ls»)",
    "merge({ a = «x» }, { b = «x» }, «ms»)",
    "zipmap(«ls», «ls»)",
    "yamldecode(file(\"tpl/c.yaml\"))",
    "jsondecode(file(\"tpl/e.json\"))",
    "csvdecode(file(\"tpl/d.csv\"))",
    "tolist([])",
    "tomap({})",
    "toset([])",
    "distinct([])",
    "[for «v» in [] : «v»]",
    "{ for «k», «v» in {} : «k» => «v» }",
    "[[«x»], [«x»]][*][0]",
    "[for «v» in [«x», «x»] : [«v», «v»]]",
    "(«b» ? [«n»] : [«s», «s»])",
    "(«b» ? { a = «n» } : { a = «s», b = «x» })",
    "(«b» ? tolist([«n»]) : [«s»])",
    "(«b» ? tomap({ a = «s» }) : {})",
    "(«b» ? [[«n»]] : [[]])",
    "(«b» ? { a = [] } : { a = [«n»] })",
    "(«b» ? null : { a = null, b = «n» })",
    "[null, «x»]",
    "{ a = null, b = «x» }",
    "tolist([{ a = «n» }, { a = «s» }])",
    "tolist([{ a = «n» }, { b = «n» }])",
    "tolist([[«n»], [«s»]])",
    "tolist([[«n»], []])",
    "tolist([null, «s»])",
    "toset([{ a = «n» }, { a = «n» }])",
    "toset([[«n»], [«n»]])",
    "coalesce(«x», «x»)",
    "coalesce([], [«x»])",
    "coalescelist(«ls», [«x»])",
    "one([])",
    "one([«x»])",
    "values({ a = «x», b = «x» })",
    "reverse([«x», «x»])",
    "lookup({ a = «x» }, \"b\", «x»)",
    "ephemeralasnull(«x»)",
    "slice([«x», «x»], 0, 1)",
    "tomap({ a = «x» })",
    "[«x», «x»]",
    "{ a = «x», \"«key»\" = «x» }",
    "transpose({ a = [«s», «s»], b = [«s»] })",
    "matchkeys([«x», «x»], [1, 2], [2])",
];

/// All of it, as text.
#[cfg(test)]
pub(super) const TEXT: &str = concat!(
    include_str!("mod.rs"),
    include_str!("collection.rs"),
    include_str!("scalar.rs")
);
