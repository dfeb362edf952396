use std::sync::Arc;

use serde_json::json;

use crate::eval::function::{Environment, Failure, call, find};
use crate::eval::{Budget, Cause, FileProblem, Files, Shape, Unknown, Value, equal, show};
use crate::repo::Ignores;
use crate::source::{FileId, Sources, Span};
use crate::types::Type;

use super::RepositoryFiles;

/// Function, arguments and result of Terraform 1.11.4 as JSON, in a folder as in [`measured_folder`]; `!` where it
/// fails.
const MEASURED: &str = include_str!("measured.tsv");

fn evaluate(files: &dyn Files, function: &str, arguments: &[Value]) -> Result<Value, Failure> {
    let environment = Environment {
        files,
        span: Span::file_start(FileId(0)),
        budget: &Budget::default(),
        has_refused: std::cell::Cell::new(false),
        refused_when_planned: std::cell::RefCell::default(),
    };
    call(find(function).unwrap(), &environment, arguments)
}

/// A stack in the folder `stack`, with what Terraform's answers were measured with.
fn measured_folder() -> Sources {
    let entries: &[(&str, &[u8])] = &[
        ("stack/a.txt", b"plain\n"),
        ("stack/bom.txt", b"\xEF\xBB\xBFbom\n"),
        ("stack/bin.dat", b"x\xFFy"),
        ("stack/nil.txt", b""),
        ("stack/nfd.txt", b"e\xCC\x81\r\n"),
        ("stack/.dot.txt", b"h\n"),
        ("stack/main.tf", b""),
        ("stack/tb.tftpl", b"\xEF\xBB\xBFv=${x}"),
        ("stack/tx.tftpl", b"v=\xFF${x}"),
        ("stack/sub/b.txt", b"b\n"),
        ("stack/sub/s.json", b"{}\n"),
        ("stack/sub/deep/c.txt", b"c\n"),
        ("stack/sub/deep/er/d.md", b"d\n"),
        ("stack/link/b.txt", b"b\n"),
        ("stack/link/s.json", b"{}\n"),
        ("stack/link/deep/c.txt", b"c\n"),
        ("stack/link/deep/er/d.md", b"d\n"),
        ("stack/we[ird]/w.txt", b"w\n"),
        ("stack/empty/", b""),
        ("stack/br/{q}.txt", b"q\n"),
        ("stack/br/a,b.txt", b"q\n"),
        ("stack/br/-.txt", b"q\n"),
        ("stack/br/x.txt", b"q\n"),
        ("stack/br/y.txt", b"q\n"),
        ("stack/br/é.txt", b"q\n"),
        ("stack/br/z*.txt", b"q\n"),
        ("stack/mod/m.txt", b"m\n"),
        ("elsewhere/x.txt", b"x\n"),
    ];
    let mut sources = Sources::from_memory(entries.iter().copied());
    sources.add_link("stack/flink", "a.txt");
    sources.add_link("stack/broken", "nowhere");
    sources
}

fn in_stack(sources: &Sources, work: impl FnOnce(&RepositoryFiles<'_>)) {
    let ignores = Ignores::of(sources);
    work(&RepositoryFiles::new(sources, &ignores, "stack"));
}

fn to_json(value: &Value) -> serde_json::Value {
    match (value.as_str(), value.as_bool(), value.elements()) {
        (Some(text), ..) => json!(text),
        (_, Some(flag), _) => json!(flag),
        (.., Some(items)) => items.iter().map(to_json).collect(),
        _ => panic!("{value:?}"),
    }
}

#[test]
fn what_is_known_of_files_is_what_terraform_finds() {
    let sources = measured_folder();
    in_stack(&sources, |files| {
        let mut count = 0;
        let mut open = Vec::new();
        for line in MEASURED.lines() {
            let mut cells = line.split('\t');
            let function = cells.next().unwrap();
            let expected = cells.next_back().unwrap();
            let arguments: Vec<Value> = cells.map(Value::string).collect();
            match evaluate(files, function, &arguments) {
                Err(failure) => assert_eq!(expected, "!", "{line} {failure:?}"),
                Ok(value) if value.is_known() => {
                    assert_eq!(to_json(&value).to_string(), expected, "{line}");
                }
                Ok(_) => open.push(line.rsplit_once('\t').unwrap().0),
            }
            count += 1;
        }
        assert!(count > 150, "{count}");
        // What lies on the machine, what a broken link leads to, and what Terraform itself writes beside the stack.
        let expected = [
            "file\t~/x",
            "file\t~",
            "file\tbroken",
            "fileexists\tbroken",
            "fileexists\t~/nope-at-all",
            "fileexists\t/nope",
            "fileset\t.\t*",
            "fileset\t\t*",
            "fileset\t.\t**",
            "fileset\t*\tb.txt",
            "fileset\t.\tbroken",
            "fileset\t.\tb*",
            "fileset\t.\t.*",
            "fileset\t.\t**/*.md",
            "fileset\t/\tnope*",
        ];
        assert_eq!(open, expected);
    });
}

/// `path.cwd` with more text behind it.
fn under_cwd(rest: &str) -> Value {
    let unknown = || Unknown::new(Type::String, Cause::Environment).not_null();
    let folder = Value::from(unknown().shaped(Shape::Folder("stack".into())));
    if rest.is_empty() {
        return folder;
    }
    let parts = [
        crate::eval::Part::Hole(folder),
        crate::eval::Part::Text(crate::eval::Text::new(rest), None),
    ];
    unknown().shaped(Shape::Template(parts.into())).into()
}

#[test]
fn absolute_paths_keep_the_folder_that_they_are_in() {
    let sources = measured_folder();
    in_stack(&sources, |files| {
        let of = |function: &str, path: Value| evaluate(files, function, &[path]).unwrap();
        let absolute = |path: &str| of("abspath", Value::string(path));
        // Measured: abspath("./x/../y") == "${path.cwd}/y" and so on, and abspath("..") == dirname(path.cwd).
        for (path, rest) in [
            ("x", "/x"),
            (".", ""),
            ("", ""),
            ("./x/../y", "/y"),
            ("~/x", "/~/x"),
            ("a//b/", "/a/b"),
        ] {
            let same = equal(&absolute(path), &under_cwd(rest));
            assert_eq!(same, Some(true), "{path} {}", show(&absolute(path)));
        }
        let cleaned = of("abspath", under_cwd("/x/"));
        assert_eq!(equal(&cleaned, &under_cwd("/x")), Some(true));
        let above = of("dirname", under_cwd(""));
        assert_eq!(equal(&absolute(".."), &above), Some(true));
        assert_eq!(show(&above), "<absolute path of />");
        let beside = of("dirname", absolute("../elsewhere/x.txt"));
        assert_eq!(show(&beside), "\"<absolute path of />/elsewhere\"");
        assert_eq!(show(&of("basename", under_cwd(""))), "\"stack\"");
        assert_eq!(show(&of("basename", under_cwd("/x.txt"))), "\"x.txt\"");
        assert!(!of("basename", above.clone()).is_known());
        assert!(!of("dirname", above).is_known());
        assert!(!absolute("../../x").is_known());
        assert_eq!(
            show(&of("pathexpand", under_cwd("/x"))),
            show(&under_cwd("/x"))
        );
    });
}

#[test]
fn files_are_found_by_absolute_paths_too() {
    let sources = measured_folder();
    in_stack(&sources, |files| {
        let of = |function: &str, path: Value| evaluate(files, function, &[path]).unwrap();
        assert_eq!(show(&of("file", under_cwd("/a.txt"))), r#""plain\n""#);
        assert_eq!(
            show(&of("file", under_cwd("/../elsewhere/x.txt"))),
            r#""x\n""#
        );
        assert_eq!(show(&of("fileexists", under_cwd("/nope"))), "false");
        assert!(!of("file", under_cwd("/../../x.txt")).is_known());
        assert!(!of("file", Value::string("/etc/hostname")).is_known());
        let pattern = Value::string("*.txt");
        let found = |folder: Value| evaluate(files, "fileset", &[folder, pattern.clone()]).unwrap();
        assert_eq!(show(&found(under_cwd("/sub"))), r#"["b.txt"]"#);
        let expected = r#"[".dot.txt", "a.txt", "bom.txt", "nfd.txt", "nil.txt"]"#;
        assert_eq!(show(&found(under_cwd(""))), expected);
        let unknown = Value::unknown(Type::String, Cause::Apply);
        assert_eq!(found(unknown.clone()).ty(), Type::set(Type::String));
        assert_eq!(of("fileexists", unknown).ty(), Type::Bool);
    });
}

#[test]
fn files_of_terraform_itself_leave_a_set_open() {
    let sources = measured_folder();
    in_stack(&sources, |files| {
        let arguments = [".", "**/*.{txt,md}"].map(Value::string);
        let found = evaluate(files, "fileset", &arguments).unwrap();
        let unknown = found.as_unknown().unwrap();
        let Shape::Open { known, .. } = &unknown.shape else {
            panic!("{found:?}");
        };
        assert_eq!(unknown.refinement.min_length, known.len() as u64);
        assert!(
            known
                .iter()
                .any(|path| path.as_str() == Some("sub/deep/c.txt"))
        );
    });
}

#[test]
fn only_what_git_keeps_is_certain() {
    let mut sources = Sources::from_memory([
        (".gitignore", "*.zip\n/stack/build/\nsecret.txt\n"),
        ("stack/main.tf", ""),
        ("stack/out/a.zip", "built"),
        ("stack/out/b.txt", "written"),
        ("stack/kept.zip", "kept"),
    ]);
    let tracked = ["stack/kept.zip", "stack/.github/x.yml", "stack/main.tf"];
    sources.git.tracked = Some(tracked.map(str::to_owned).into());
    in_stack(&sources, |files| {
        let elsewhere = |path| matches!(files.exists(path), Err(FileProblem::Elsewhere(_)));
        assert_eq!(files.exists("kept.zip"), Ok(true));
        assert_eq!(files.exists(".github/x.yml"), Ok(true));
        assert_eq!(files.exists("nope.txt"), Ok(false));
        assert!(elsewhere("out/a.zip") && elsewhere("new.zip") && elsewhere("build/x"));
        assert!(elsewhere(".terraform/modules/modules.json") && elsewhere(".build/x"));
        assert!(elsewhere("node_modules/x/package.json") && elsewhere("../../x"));
        assert!(matches!(
            files.read(".github/x.yml"),
            Err(FileProblem::Elsewhere(_))
        ));
        let found = |pattern: &str| {
            let arguments = [".", pattern].map(Value::string);
            show(&evaluate(files, "fileset", &arguments).unwrap())
        };
        assert_eq!(found("out/*.txt"), r#"["out/b.txt"]"#);
        assert!(found("out/*").starts_with(r#"["out/b.txt", <string:"#));
        assert_eq!(found("*/*.yml"), r#"[".github/x.yml"]"#);
        assert!(found("build/*").starts_with('<'));
    });
}

#[test]
fn content_that_git_keeps_apart_is_not_known() {
    let sources = Sources::from_memory([
        ("stack/key.pem", &b"\0GITCRYPT\0secret"[..]),
        (
            "stack/big.bin",
            &b"version https://git-lfs.github.com/spec/v1\noid x\n"[..],
        ),
    ]);
    in_stack(&sources, |files| {
        assert!(matches!(
            files.read("key.pem"),
            Err(FileProblem::Elsewhere(_))
        ));
        assert!(matches!(
            files.read("big.bin"),
            Err(FileProblem::Elsewhere(_))
        ));
        assert_eq!(files.exists("big.bin"), Ok(true));
    });
}

#[test]
fn templates_are_texts_without_a_byte_order_mark() {
    let sources = measured_folder();
    in_stack(&sources, |files| {
        let (file, text) = files.template("tb.tftpl").unwrap();
        assert_eq!(
            (&*text, file),
            ("v=${x}", sources.find_file("stack/tb.tftpl").unwrap())
        );
        assert!(matches!(
            files.template("tx.tftpl"),
            Err(FileProblem::Unusable(_))
        ));
        assert!(matches!(
            files.template("sub"),
            Err(FileProblem::Unusable(_))
        ));
        assert_eq!(files.template("nope"), Err(FileProblem::Missing));
        let root: Option<Arc<str>> = files.folder("../elsewhere");
        assert_eq!(root.as_deref(), Some("elsewhere"));
    });
}

#[test]
fn messages_name_the_path_from_the_root_and_what_may_be_meant() {
    let sources = measured_folder();
    in_stack(&sources, |files| {
        let error = |function: &str, path: &str| {
            let failure = evaluate(files, function, &[Value::string(path)]).unwrap_err();
            assert_eq!(failure.argument, Some(0));
            failure.message
        };
        assert_eq!(
            error("file", "sub/depe/../a.txt"),
            "there is no file stack/sub/a.txt: did you mean stack/sub/b.txt?"
        );
        assert_eq!(
            error("filemd5", "../elsewhere/nothing.json"),
            "there is no file elsewhere/nothing.json"
        );
        assert_eq!(
            error("file", "sub"),
            "stack/sub cannot be read: it is a folder"
        );
        assert_eq!(
            error("fileexists", "a.txt/b"),
            "stack/a.txt/b cannot be read: stack/a.txt is a file, not a folder"
        );
        assert_eq!(
            error("file", "bin.dat"),
            "stack/bin.dat cannot be read: it is not in UTF-8: filebase64() reads such files"
        );
    });
}

#[test]
fn a_folder_is_listed_once() {
    let sources = measured_folder();
    let ignores = Ignores::of(&sources);
    let files = RepositoryFiles::new(&sources, &ignores, "stack");
    let first = files.list("sub").unwrap();
    assert_eq!(&*first, ["b.txt", "deep/c.txt", "deep/er/d.md", "s.json"]);
    assert!(Arc::ptr_eq(&first, &files.list("./sub/deep/..").unwrap()));
    let uncertain = files.uncertain(".");
    assert!(Arc::ptr_eq(&uncertain, &files.uncertain("./sub/..")));
}
