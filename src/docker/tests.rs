use super::{Base, Dockerfiles, Image};
use crate::source::Sources;

fn read(text: &str) -> super::Dockerfile {
    let sources = Sources::from_memory([("app/Dockerfile", text)]);
    Dockerfiles::read(&sources).files.pop().unwrap()
}

#[test]
fn names_of_images_are_taken_apart() {
    let shown = |text: &str| {
        let image = Image::parse(text);
        (image.name.clone(), image.tag.clone(), image.digest.clone())
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(shown("nginx"), ("nginx".to_owned(), None, None));
    assert_eq!(
        shown("host:5000/a/b:1.2"),
        ("host:5000/a/b".to_owned(), some("1.2"), None)
    );
    assert_eq!(
        shown("a:1@sha256:ff"),
        ("a".to_owned(), some("1"), some("sha256:ff"))
    );
    assert_eq!(
        Image::parse("docker.io/library/nginx").short_name(),
        "nginx"
    );
}

#[test]
fn stages_and_arguments_are_followed() {
    let file = read(
        "# syntax=docker/dockerfile:1\nARG VERSION=20\nARG OTHER\nFROM node:${VERSION}-slim AS build\nRUN npm ci\n\
         FROM build\nARG PORT=80\nEXPOSE $PORT 443/tcp $OTHER\nUSER root\nUSER 101:101\nFROM ${OTHER}\n",
    );
    let bases: Vec<&Base> = file.stages.iter().map(|stage| &stage.base).collect();
    let expected = [
        &Base::Image(Image::parse("node:20-slim")),
        &Base::Stage(0),
        &Base::Open("OTHER".to_owned()),
    ];
    assert_eq!(bases, expected);
    let ports: Vec<_> = file.stages[1].ports.iter().map(|(port, _)| *port).collect();
    assert_eq!(ports, [Some(80), Some(443), None]);
    assert_eq!(
        file.stages[1].user.as_ref().unwrap().0.as_deref(),
        Some("101:101")
    );
}

#[test]
fn settings_keep_their_places() {
    let text = "FROM a\nENV A=1 \\\n  B=\"two words\"\nENV OLD some words\nARG C\nADD --checksum=sha256:0 https://x/y /y\nCOPY --from=b c d /e/\n";
    let file = read(text);
    let stage = &file.stages[0];
    let shown: Vec<_> = stage
        .settings
        .iter()
        .map(|it| {
            (
                it.name.as_str(),
                it.value.as_deref(),
                &text[it.span.range()],
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("A", Some("1"), "A=1"),
            ("B", Some("two words"), "B=\"two words\""),
            ("OLD", Some("some words"), "OLD some words"),
            ("C", None, "C"),
        ]
    );
    let copies: Vec<_> = stage
        .copies
        .iter()
        .map(|it| {
            (
                it.source.as_str(),
                it.is_add,
                it.has_checksum,
                it.from.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        copies,
        [
            ("https://x/y", true, true, None),
            ("c", false, false, Some("b")),
            ("d", false, false, Some("b"))
        ]
    );
}

#[test]
fn what_is_no_dockerfile_says_so() {
    for text in [
        "",
        "RUN x",
        "FROM",
        "FROM a\nNOTHING b",
        "FROM a AS b\nFROM c AS b",
        "\u{0}",
        "FROM a\nHEALTHCHECK",
    ] {
        let file = read(text);
        assert!(file.problem.is_some() && file.stages.is_empty(), "{text:?}");
    }
}
