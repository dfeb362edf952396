//! Lists, sets and maps.

use super::Forms;

/// Lists of «t», which are tuples as often.
pub(in crate::generator) const LIST: Forms = Forms {
    safe: &[
        "[«t», «t»]",
        "[«t»]",
        "[]",
        "[\n    «t»,\n    «t», # a remark\n  ]",
        "concat(«l», «l»)",
        "concat([«l», «l»]...)",
        "reverse(«l»)",
        "tolist(«e»)",
        "values(«m»)",
        "values({ a = «t», b = «t» })",
        "coalescelist([«t»], «l»)",
        "flatten([[«l»]])",
        "slice([«t», «t», «t»], 1, 3)",
        "slice(concat([«t»], «l»), 0, 1)",
        "[{ a = «t» }, { a = «t», b = «x» }][*].a",
        "[for «v» in «l» : «v»]",
        "[for «v» in «ls» : «t»]",
        "(«b» ? «l» : «l»)",
        "(«b» ? «l» : [])",
        "try(«l», [])",
        "concat(«l», [for «v» in «ln» : «t» if «v» > 2])",
        "[for «k», «v» in «m» : «v»]",
    ],
    risky: &[
        "tolist(«l»)",
        "distinct(«l»)",
        "distinct(concat(«l», «l»))",
        "slice(«l», 0, «i»)",
        "slice(«l», «i», «i»)",
        "chunklist(«l», 2)[0]",
        "matchkeys([«t», «t»], [\"a\", \"b\"], [\"b\"])",
        "setproduct(«l», «l»)[*][0]",
        "matchkeys(«l», «l», «l»)",
        "flatten([«l», «l», «t»])",
        "«m»[*]",
        "«t»[*]",
        "«e»[*]",
        "coalescelist(«l», «l»)",
        "flatten(«x»)",
        "concat(«l», «x»)",
        "tolist(«x»)",
        "tolist([«t», «x»])",
        "reverse(«e»)",
        "[for «v» in «x» : «t»]",
        "[for «k», «v» in «x» : «v»]",
        "values(«m»)[*]",
        "[for «v» in setproduct(«l», «ls») : «v»[0]]",
        "[for «v» in chunklist(«l», 2) : «v»[0]]",
        "(«b» ? «l» : «x»)",
        "flatten([for «v» in «ln» : «l»])",
        "[«t», null]",
    ],
};

/// Lists of strings.
pub(in crate::generator) const LIST_OF_STRING: Forms = Forms {
    safe: &[
        "split(\"«separator»\", «s»)",
        "split(«s», «s»)",
        "sort(«ls»)",
        "sort([«s», «s», «s»])",
        "compact([«s», \"\", null, «s»])",
        "keys(«m»)",
        "keys({ b = «x», a = «x», \"«key»\" = «x» })",
        "regexall(\"«pattern»\", «s»)",
        "formatlist(\"%s.%s\", [«s», «s»], «s»)",
        "[for «v» in «ls» : \"«v template»-${«s»}\"]",
        "cidrsubnets(\"10.0.0.0/16\", 4, 4, 8)",
        "tolist(fileset(\"tpl\", \"«glob»\"))",
        "distinct(«ls»)",
        "tolist(toset([«s», «s», «s»]))",
        "[for «k», «v» in «ms» : \"${«k»}=${«v»}\"]",
        "csvdecode(\"«csv»\")[*].id",
    ],
    risky: &[
        "sort(«l»)",
        "sort([«x», «x»])",
        "compact(«l»)",
        "formatlist(\"%s:%s\", «ls», «ls»)",
        "formatlist(«s», «l»)",
        "regexall(\"«group pattern»\", «s»)",
        "cidrsubnets(\"«network»\", «i», «i», «i»)",
        "matchkeys(«ls», «ln», «ln»)",
        "keys(«x»)",
        "tolist([«s», «n», «b»])",
        "transpose({ a = «ls», b = «ls» })[\"a\"]",
        "fileset(\"./tpl/\", \"«glob»\")",
        "formatlist(\"%d\", «ln»)",
        "jsondecode(\"«json»\")",
        "csvdecode(«s»)",
        "csvdecode(\"«odd csv»\")",
    ],
};

/// Lists of numbers.
pub(in crate::generator) const LIST_OF_NUMBER: Forms = Forms {
    safe: &[
        "range(4)",
        "range(1, 6, 2)",
        "range(«i»)",
        "[for «v» in «ls» : length(\"x«v template»\")]",
        "[for «k», «v» in «l» : «k»]",
        "[for «v» in «ln» : «v» * «n»]",
        "[for «v» in range(3) : «v» if «v» != 1]",
    ],
    risky: &[
        "range(«i», «i»)",
        "range(«i», «i», «i»)",
        "range(0, 1, «n»)",
        "range(«n»)",
        "[for «v» in «ls» : tonumber(«v»)]",
        "tolist([«n», \"«number text»\"])",
        "values({ a = «n», b = \"«number text»\" })",
    ],
};

pub(in crate::generator) const SET: Forms = Forms {
    safe: &[
        "toset(«l»)",
        "toset([«t», «t»])",
        "setunion(«e», «e»)",
        "setunion([«t»], [«t»])",
        "setintersection(«e», «e»)",
        "setsubtract(«e», «e»)",
        "toset(concat(«l», «l»))",
        "toset(«e»)",
        "(«b» ? «e» : «e»)",
    ],
    risky: &[
        "toset([«t», «x»])",
        "setunion(«e», «x»)",
        "setsubtract(«e», «x»)",
        "setintersection(«l», «l», «l»)",
        "toset(«x»)",
        "setproduct(«e», «e»)",
        "toset(«l»[*])",
    ],
};

pub(in crate::generator) const MAP: Forms = Forms {
    safe: &[
        "{ a = «t», b = «t» }",
        "{ \"«key»\" = «t», c = «t» }",
        "{}",
        "{\n    a = «t» # a remark\n    b = «t»\n  }",
        "merge(«m», «m»)",
        "merge(«m», { a = «t» })",
        "merge([«m», «m»]...)",
        "{ for «k», «v» in «m» : «k» => «v» }",
        "{ for «k», «v» in «m» : \"p-${«k»}\" => «t» }",
        "{ for «k» in toset(«ls») : «k» => «t» }",
        "{ for «k», «v» in «l» : «k» => «v» }",
        "zipmap([\"a\", \"b\"], [«t», «t»])",
        "(«b» ? «m» : «m»)",
        "(«b» ? «m» : {})",
        "{ (\"k${1 + 1}\") = «t» }",
        "{ for «k», «v» in «m» : «k» => «v» if «k» != \"a\" }",
        "merge(null, «m»)",
    ],
    risky: &[
        "tomap(«m»)",
        "tomap({ a = «t», b = «x» })",
        "zipmap(«ls», «l»)",
        "zipmap(keys(«m»), «l»)",
        "{ for «v» in «ls» : «v» => «t» }",
        "{ for «v» in «x» : «v» => «t» }",
        "merge(«m», «x»)",
        "{ (\"${«s»}\") = «t», (\"${«n»}\") = «t» }",
        "{ (\"${«x»}\") = «t» }",
        "{ a = «t», a = «t» }",
        "(«b» ? «m» : «x»)",
        "try(«x», «m»)",
        "{ for «k», «v» in «x» : «k» => «v» }",
        "jsondecode(jsonencode(«m»))",
    ],
};

/// Maps of lists of «t».
pub(in crate::generator) const GROUPS: &[&str] = &[
    "{ for «v» in «l» : \"k\" => «v»... }",
    "{ for «k», «v» in «l» : \"${«k» % 2}\" => «v»... }",
    "{ for «v» in «ls» : length(«v») => «t»... }",
    "{ for «k», «v» in «m» : substr(«k», 0, 1) => «v»... }",
];

/// Maps of lists of strings.
pub(in crate::generator) const GROUPS_OF_STRING: &[&str] = &[
    "transpose({ a = «ls», b = «ls» })",
    "{ for «v» in «ls» : substr(«v», 0, 1) => «v»... }",
    "transpose(transpose({ a = «ls», \"«key»\" = «ls» }))",
];
