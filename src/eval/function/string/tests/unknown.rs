//! Strings that Terraform does not know before it applies.

use crate::eval::show::show;
use crate::eval::unknown::{Part, Shape, symbols_of};

use super::{evaluate, json};

fn shown(expression: &str) -> String {
    evaluate(expression).map_or_else(|| "error".to_owned(), |value| show(&value))
}

#[test]
fn what_terraform_knows_of_unknown_strings_is_known() {
    // Measured with strings that are known after the apply only.
    for (expression, expected) in [
        (r#"startswith("pre-${text}", "pre-")"#, "true"),
        (r#"startswith("pre-${text}", "zzz")"#, "false"),
        (r#"startswith("a-b-${text}", "a-")"#, "true"),
        (r#"startswith("a-${text}", "b")"#, "false"),
        (r#"startswith(text, "")"#, "true"),
        (r#"startswith(format("x-%s", text), "x-")"#, "true"),
        (r#"formatlist("%s", [])"#, "[]"),
        (r#"split(",", none)"#, "error"),
        (r"startswith(text, none)", "error"),
        (r#"regex("(", text)"#, "error"),
        (r#"regexall("(", text)"#, "error"),
        (r#"formatlist("%d", [text, "x"])"#, "error"),
        (r#"formatlist("%s-%s", ["a","b"], [text])"#, "error"),
        (r"parseint(5, number)", "error"),
    ] {
        assert_eq!(shown(expression), expected, "{expression}");
    }
}

#[test]
fn what_is_wrong_is_not_looked_at_before_all_is_known() {
    // Measured: Terraform plans all of these, though some can only fail later.
    for expression in [
        r#"join(",", [text, none])"#,
        r#"format("%d", text)"#,
        r#"format("%s %s", text)"#,
        r#"format("%z", text)"#,
        r#"format("%d%s", "x", text)"#,
        r#"format("%s", text, none)"#,
        r#"replace("a", "/(/", text)"#,
        r#"replace(text, "/(/", "a")"#,
        r#"formatlist("a", [text])"#,
        r"parseint(text, 70)",
        r"log(-1, number)",
        r#"join(",", split(",", text))"#,
        r"max(1, number)",
        r#"format("%s", null)"#,
        r#"formatlist("%v", null)"#,
    ] {
        let value = evaluate(expression).expect(expression);
        assert!(!value.is_wholly_known(), "{expression}");
    }
}

#[test]
fn attributes_are_found_in_what_is_built_from_them() {
    for (expression, expected) in [
        (r#"join(",", ids)"#, r#"join(",", ["${ids[0]}", ids[1]])"#),
        (r#"format("%s/%d", vpc_id, 24)"#, r#""${vpc_id}/24""#),
        (r#"format("%s", vpc_id)"#, "vpc_id"),
        (r#"trimspace(" ${vpc_id}\n")"#, "vpc_id"),
        (r#"trimprefix("id:${vpc_id}", "id:")"#, "vpc_id"),
        (r#"trimsuffix("${role_arn}:*", ":*")"#, "role_arn"),
        (r#"chomp("vpc=${vpc_id}\n\n")"#, r#""vpc=${vpc_id}""#),
        (
            r#"indent(2, "a:\n${vpc_id}\n")"#,
            r#""a:\n  ${vpc_id}\n  ""#,
        ),
        (r#"split(",", join(",", ids))[1]"#, "ids[1]"),
        (r#"split(", ", "a, ${vpc_id}")[1]"#, "vpc_id"),
        (r#"replace(join(",", ids), ",", ";")"#, r#"join(";", ids)"#),
        (r#"replace("arn/ID", "ID", vpc_id)"#, r#""arn/${vpc_id}""#),
        (r#"formatlist("%s/*", ids)[0]"#, r#""${ids[0]}/*""#),
        (r#"join("", [vpc_id])"#, "vpc_id"),
        (r#"trimprefix("a-${text}", "b")"#, r#""a-${text}""#),
        (r#"format("%v-%t", "a", true)"#, r#""a-true""#),
        (r#"format("n%d", number)"#, r#""n${number}""#),
        (r#"jsondecode(format("%v", [vpc_id]))[0]"#, "vpc_id"),
    ] {
        let found = evaluate(expression).expect(expression);
        assert_eq!(show(&found), shown(expected), "{expression}");
    }
    let joined = evaluate(r#"join("-", ["a", ids[0], text, "b"])"#).unwrap();
    let Some(Shape::Template(parts)) = joined.as_unknown().map(|unknown| &unknown.shape) else {
        panic!("{joined:?}");
    };
    let texts = parts.iter().map(|part| match part {
        Part::Text(text, _) => text.as_str().to_owned(),
        Part::Hole(_) => "?".to_owned(),
    });
    assert_eq!(texts.collect::<Vec<_>>(), ["a-", "?", "-", "?", "-b"]);
}

#[test]
fn what_may_be_in_a_hole_is_not_guessed() {
    // Each of these depends on what the string turns out to be.
    for expression in [
        r#"split(":", "a:${role_arn}")"#,
        r#"split(",", "a,${text}")"#,
        r#"split(",", "a,${acl_id}")"#,
        r#"split(",", tag_id)"#,
        r#"split(",", role_arn)"#,
        r#"replace(tag_id, ",", "-")"#,
        r#"split("", "a${vpc_id}")"#,
        r#"replace("a-${vpc_id}", "a-", "_")"#,
        r#"replace("e${text}", "e", "_")"#,
        r#"trimprefix("a${text}", "ab")"#,
        r#"trimprefix("a${text}", "a")"#,
        r#"trimspace("${text} ")"#,
        r#"trim("-${vpc_id}", "-")"#,
        r#"chomp("${text}\n")"#,
        r#"indent(2, "a\n${text}")"#,
        r#"endswith("${text}-b", "a-b")"#,
        r#"strcontains("a${text}", "b")"#,
        r#"startswith("e${text}", "e")"#,
        r#"format("%5s", vpc_id)"#,
        r#"format("%q", vpc_id)"#,
        r"upper(vpc_id)",
        r#"join(",", some_ids)"#,
        r"substr(vpc_id, 0, 3)",
    ] {
        let value = evaluate(expression).expect(expression);
        let unknown = value.as_unknown().expect(expression);
        assert!(!matches!(unknown.shape, Shape::Template(_)), "{expression}");
        assert!(unknown.refinement.not_null, "{expression}");
    }
}

#[test]
fn what_is_certain_of_templates_is_known() {
    for (expression, expected) in [
        (r#"endswith("${text}-post", "-post")"#, "true"),
        (r#"endswith("${text}-post", "-pre")"#, "false"),
        (r#"endswith(text, "")"#, "true"),
        (r#"strcontains("a-${text}", "a-")"#, "true"),
        (r#"startswith("vpc${vpc_id}", "vpc")"#, "true"),
        (r#"split("-", either)"#, "[blue] or [green]"),
        (r#""a-${either}""#, "a-blue or a-green"),
        (r#"join(",", ["a", either])"#, "a,blue or a,green"),
    ] {
        let value = evaluate(expression).expect(expression);
        let found = match value.as_unknown().map(|unknown| &unknown.shape) {
            Some(Shape::Choice(alternatives)) => {
                let alternatives = alternatives.iter().map(json);
                alternatives.collect::<Vec<_>>().join(" or ")
            }
            _ => show(&value),
        };
        assert_eq!(found.replace('"', ""), expected, "{expression}");
    }
}

/// What is in the hole is replaced as well, so that nothing is known of it any more.
#[test]
fn one_character_is_replaced_beside_holes() {
    for (expression, expected) in [
        (r#"replace("a-${vpc_id}-", "-", "_")"#, "a_<string>_"),
        (r#"replace("a,${text}", ",", "_")"#, "a_<string>"),
        (
            r#"replace(jsonencode({ a = vpc_id, b = 1 }), "}", ")")"#,
            r#"{"a":"<string>","b":1)"#,
        ),
    ] {
        let value = evaluate(expression).expect(expression);
        let Some(Shape::Template(parts)) = value.as_unknown().map(|unknown| &unknown.shape) else {
            panic!("{expression}: {value:?}");
        };
        let written = parts.iter().map(|part| match part {
            Part::Text(text, _) => text.as_str().to_owned(),
            Part::Hole(hole) => format!("<{}>", hole.ty()),
        });
        assert_eq!(written.collect::<String>(), expected, "{expression}");
    }
}

#[test]
fn dependencies_outlive_what_is_not_followed() {
    for expression in [
        r"upper(vpc_id)",
        r#"join(",", some_ids)"#,
        r#"format("%q", vpc_id)"#,
        r#"regex("a", vpc_id)"#,
        r#"strcontains("a", vpc_id)"#,
        r#"formatlist("%s:%s", some_ids, "a")"#,
        r#"replace("a", "/a/", vpc_id)"#,
    ] {
        let value = evaluate(expression).expect(expression);
        assert!(!symbols_of(&value).is_empty(), "{expression}");
    }
    let open = evaluate(r#"formatlist("%s/*", some_ids)"#).unwrap();
    let Some(Shape::Open { each, .. }) = open.as_unknown().map(|unknown| &unknown.shape) else {
        panic!("{open:?}");
    };
    assert!(matches!(
        each.as_unknown().map(|unknown| &unknown.shape),
        Some(Shape::Template(_))
    ));
}

#[test]
fn types_of_matches_are_known_before_the_string() {
    for (expression, expected) in [
        (r#"regex("a", text)"#, "string"),
        (r#"regex("(a)(b)", text)"#, "tuple([string, string])"),
        (r#"regex("(?P<a>b)", text)"#, "object({ a = string })"),
        (
            r#"regexall("(?P<a>b)", text)"#,
            "list(object({ a = string }))",
        ),
        (r#"regex(text, "a")"#, "any"),
        (r#"regexall(text, "a")"#, "list(any)"),
        (r#"format("%s", unknown)"#, "string"),
    ] {
        let value = evaluate(expression).expect(expression);
        assert_eq!(value.ty().to_string(), expected, "{expression}");
    }
}

#[test]
fn places_are_kept_where_text_only_moves() {
    let expression = r#"trimprefix(join("-", ["ab", "cd"]), "a")"#;
    let value = evaluate(expression).unwrap();
    let pieces = value.as_text().unwrap().pieces();
    let written: Vec<&str> = pieces
        .iter()
        .filter_map(|piece| piece.span)
        .map(|span| &expression[span.start as usize..span.end as usize])
        .collect();
    assert_eq!(written, [r#""ab""#, r#""-""#, r#""cd""#]);
}
