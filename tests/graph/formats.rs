//! Each format: well-formed whatever the names, complete, and the same at every run.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use iaclint::picture::Picture;
use iaclint::report::PictureFormat;
use serde_json::Value;

use super::repositories::{ELSEWHERE, SHOP, hostile, large};
use super::{stack, stack_judged_by, syntax, written};

const FORMATS: [PictureFormat; 4] = [
    PictureFormat::Svg,
    PictureFormat::Mermaid,
    PictureFormat::Dot,
    PictureFormat::Json,
];

fn all() -> Vec<Picture> {
    let texts = [
        SHOP.to_owned(),
        ELSEWHERE.to_owned(),
        large(6, 5),
        hostile(),
        "resource \"aws_s3_bucket\" \"this\" {\n  bucket = \"b\"\n}\n".to_owned(),
    ];
    texts.iter().map(|text| stack(text)).collect()
}

#[test]
fn svg_is_well_formed_and_needs_nothing_else() {
    let all = all();
    let text = written(PictureFormat::Svg, &all);
    let (elements, content) = syntax::xml(&text);
    let names: BTreeSet<&str> = elements
        .iter()
        .map(|it| it.split_whitespace().next().unwrap())
        .collect();
    let drawn = [
        "svg", "title", "desc", "style", "rect", "text", "g", "path", "polyline", "polygon",
    ];
    assert_eq!(names, BTreeSet::from(drawn));
    assert!(!text.contains("href") && !text.contains("url(") && !text.contains("@import"));
    assert!(text.contains("prefers-color-scheme: dark"));
    for name in [
        "web",
        "orders",
        "us-east-1f",
        "module.vpc.public_subnets",
        "&lt;script&gt;",
    ] {
        assert!(content.contains(name), "{name}");
    }
}

#[test]
fn svg_has_a_title_and_a_description_for_those_who_cannot_see_it() {
    let text = written(PictureFormat::Svg, &[stack(SHOP)]);
    assert!(text.contains("role=\"img\" aria-labelledby=\"iaclint-title iaclint-desc\""));
    assert!(text.contains("<title id=\"iaclint-title\">Infrastructure of prod</title>"));
    assert!(text.contains("networks: 1, subnets: 6"));
    // Whoever points at a thing reads its address.
    assert!(text.contains("aws_ecs_service.web in live/prod/us-east-1/main"));
}

#[test]
fn mermaid_is_a_flowchart_whatever_the_names() {
    syntax::mermaid(&written(PictureFormat::Mermaid, &all()));
}

#[test]
fn dot_is_a_graph_whatever_the_names() {
    syntax::dot(&written(PictureFormat::Dot, &all()));
}

#[test]
fn json_holds_to_its_schema() {
    let schema = include_str!("../../src/report/picture/json.schema.json");
    let validator = jsonschema::validator_for(&serde_json::from_str(schema).unwrap()).unwrap();
    let report: Value = serde_json::from_str(&written(PictureFormat::Json, &all())).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(&report)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert_eq!(errors, Vec::<String>::new());
    for (pointer, wrong) in [
        ("/version", Value::from(2)),
        ("/environments/0/arrows/0/kind", Value::from("road")),
        ("/environments/0/graph/edges/0/class", Value::from("sure")),
    ] {
        let mut broken = report.clone();
        *broken.pointer_mut(pointer).unwrap() = wrong;
        assert!(!validator.is_valid(&broken), "{pointer}");
    }
}

#[test]
fn json_names_only_what_it_holds() {
    let report: Value = serde_json::from_str(&written(PictureFormat::Json, &all())).unwrap();
    for environment in report["environments"].as_array().unwrap() {
        let mut ids = BTreeSet::new();
        collect(environment, "id", &mut ids);
        let mut named = BTreeSet::new();
        for key in ["from", "to"] {
            for arrow in environment["arrows"].as_array().unwrap() {
                named.insert(arrow[key].as_u64().unwrap());
            }
        }
        for key in ["subnet", "of", "tells", "parts"] {
            collect(environment, key, &mut named);
        }
        assert!(named.is_subset(&ids), "{:?}", named.difference(&ids));
        let nodes = environment["graph"]["nodes"].as_array().unwrap().len() as u64;
        for edge in environment["graph"]["edges"].as_array().unwrap() {
            assert!(edge["from"].as_u64().unwrap() < nodes && edge["to"].as_u64().unwrap() < nodes);
        }
        let findings = environment["findings"].as_array().unwrap().len() as u64;
        let mut marks = BTreeSet::new();
        for region in environment["regions"].as_array().unwrap() {
            collect(region, "findings", &mut marks);
        }
        assert!(marks.iter().all(|at| *at < findings));
    }
}

/// Every number under a key, at any depth.
fn collect(value: &Value, key: &str, into: &mut BTreeSet<u64>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, key, into)),
        Value::Object(entries) => {
            for (name, entry) in entries {
                if name == key {
                    into.extend(entry.as_u64());
                    let items = entry.as_array().into_iter().flatten();
                    into.extend(items.filter_map(Value::as_u64));
                }
                collect(entry, key, into);
            }
        }
        _ => {}
    }
}

#[test]
fn the_same_repository_gives_the_same_bytes() {
    for format in FORMATS {
        let once = written(format, &all());
        let again = written(format, &all());
        assert!(once == again, "{format:?}");
    }
}

#[test]
fn no_pictures_are_still_a_document() {
    for picture in [Vec::new(), vec![Picture::default()]] {
        syntax::mermaid(&written(PictureFormat::Mermaid, &picture));
        syntax::dot(&written(PictureFormat::Dot, &picture));
        serde_json::from_str::<Value>(&written(PictureFormat::Json, &picture)).unwrap();
        assert!(written(PictureFormat::Svg, &picture).ends_with("</svg>\n"));
    }
}

/// What somebody read and found right; `IACLINT_UPDATE=1` writes them anew, to be read again.
#[test]
fn the_shop_is_written_as_it_was_when_somebody_read_it() {
    // New rules are no reason to read it again.
    let some = ["ha-min-tasks", "mon-flow-logs"];
    let rules = iaclint::rules::ALL.iter().copied();
    let rules: Vec<_> = rules.filter(|it| some.contains(&it.meta.id)).collect();
    let picture = [stack_judged_by(&rules, SHOP)];
    for (format, name) in [
        (PictureFormat::Mermaid, "shop.mmd"),
        (PictureFormat::Dot, "shop.dot"),
    ] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/graph/snapshots")
            .join(name);
        let text = written(format, &picture);
        if std::env::var_os("IACLINT_UPDATE").is_some() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, &text).unwrap();
        }
        assert_eq!(fs::read_to_string(&path).unwrap(), text, "{name}");
    }
}
