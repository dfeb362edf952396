//! What goes where: reports to standard output or files, all else to standard error, colours on demand.

use std::fs;
use std::process::Stdio;

use crate::scratch::{Scratch, clean_stack, program};

fn broken(name: &str) -> Scratch {
    let scratch = Scratch::new(name);
    clean_stack(
        &scratch,
        "live/prod/us-east-1/vpc",
        "output \"a\" {\n  value = \n}\n",
    );
    scratch
}

#[test]
fn several_reports_are_written_in_one_run() {
    let scratch = broken("several");
    let run = scratch.run(&[
        "check",
        "--format",
        "terminal",
        "--format",
        "sarif=out.sarif",
        "--format",
        "json=out.json",
    ]);
    assert_eq!(run.status, 1);
    assert!(run.out.contains("error[parse-error]"), "{}", run.out);
    let sarif: serde_json::Value =
        serde_json::from_slice(&fs::read(scratch.0.join("out.sarif")).unwrap()).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    let uri = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
        ["uri"];
    assert_eq!(uri, "live/prod/us-east-1/vpc/main.tf");
    let json: serde_json::Value =
        serde_json::from_slice(&fs::read(scratch.0.join("out.json")).unwrap()).unwrap();
    let findings = json["findings"].as_array().unwrap();
    let broken = findings
        .iter()
        .find(|finding| finding["rule"] == "parse-error")
        .unwrap();
    assert_eq!(broken["file"], "live/prod/us-east-1/vpc/main.tf");
    let left: Vec<_> = fs::read_dir(&scratch.0)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert!(
        left.iter()
            .all(|name| !name.to_string_lossy().contains("partial")),
        "{left:?}"
    );
}

#[test]
fn a_report_from_a_subfolder_has_the_same_bytes() {
    let scratch = broken("subfolder");
    scratch.write("iaclint.toml", "");
    let top = scratch.run(&["report", "--format", "sarif"]).out;
    let below = program(&scratch.0.join("live/prod"))
        .args(["report", "--format", "sarif"])
        .output()
        .unwrap();
    assert_eq!(top, String::from_utf8(below.stdout).unwrap());
}

#[test]
fn the_same_input_gives_the_same_bytes_on_any_number_of_threads() {
    let scratch = Scratch::new("threads");
    for stack in 0..40 {
        let path = format!(
            "live/{}/us-east-1/stack-{stack}",
            ["prod", "test"][stack % 2]
        );
        scratch.write(&format!("{path}/main.tf"), "output \"a\" {\n  value = \n}\nterraform {\n  backend \"s3\" {\n    bucket = \"b\"\n    key = \"k\"\n  }\n}\n");
        scratch.write(
            &format!("{path}/other.tf"),
            "terraform {\n  backend \"s3\" {\n    bucket = \"b\"\n    key = \"k\"\n  }\n}\n",
        );
    }
    let run = |threads: &str| {
        scratch
            .run_with(
                &["report", "--format", "json"],
                &[("RAYON_NUM_THREADS", threads)],
            )
            .out
    };
    let one = run("1");
    assert!(one.contains("state-key-duplicate"));
    for threads in ["2", "7"] {
        assert_eq!(run(threads), one);
    }
}

#[test]
fn colours_follow_the_option_and_the_customary_variables() {
    let scratch = broken("colours");
    let coloured = |arguments: &[&str], variables: &[(&str, &str)]| {
        scratch
            .run_with(arguments, variables)
            .out
            .contains('\u{1b}')
    };
    assert!(!coloured(&[], &[]), "a pipe is not coloured by itself");
    assert!(coloured(&["--color", "always"], &[]));
    assert!(coloured(&[], &[("FORCE_COLOR", "1")]));
    assert!(coloured(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[], &[("FORCE_COLOR", "1"), ("NO_COLOR", "1")]));
    assert!(!coloured(&["--color", "never"], &[("FORCE_COLOR", "1")]));
}

#[test]
fn a_closed_pipe_is_no_fault() {
    let scratch = broken("pipe");
    let mut child = program(&scratch.0)
        .args(["rules", "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(output.stderr.is_empty());
}

#[test]
fn rules_pages_and_completions_are_printed() {
    let scratch = Scratch::new("pages");
    let list = scratch.run(&["rules"]);
    assert!(list.status == 0 && list.out.contains("state-key-duplicate"));
    let page = scratch.run(&["explain", "state-key-duplicate"]);
    assert!(page.status == 0 && page.out.starts_with("# state-key-duplicate"));
    let near = scratch.run(&["explain", "state-key-dupliate"]);
    assert!(
        near.err.contains("did you mean `state-key-duplicate`?"),
        "{}",
        near.err
    );
    assert!(
        scratch
            .run(&["completions", "bash"])
            .out
            .contains("iaclint")
    );
    let version = scratch.run(&["--version"]);
    assert_eq!(
        version.out.trim(),
        format!("iaclint {}", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn ignore_comments_silence_with_a_reason_and_can_be_overruled() {
    let scratch = Scratch::new("ignores");
    let provider = "# iaclint:ignore[layout-module-provider-block] -- moves with the next release\nprovider \"aws\" {\n  region = \"us-east-1\"\n}\n";
    scratch.write("modules/aws/vpc/main.tf", provider);
    clean_stack(
        &scratch,
        "live/prod/us-east-1/vpc",
        "module \"vpc\" {\n  source = \"../../../../modules/aws/vpc\"\n  count  = 1\n}\n",
    );
    let rule = "layout-module-provider-block";
    let silenced = scratch.run(&["report", "--show", "suppressed"]);
    assert!(
        silenced.out.contains("moves with the next release"),
        "{}",
        silenced.out
    );
    let json: serde_json::Value =
        serde_json::from_str(&scratch.run(&["report", "--format", "json"]).out).unwrap();
    assert_eq!(json["summary"]["suppressed"], 1);
    assert!(
        scratch
            .run(&["report", "--no-ignores"])
            .out
            .contains(&format!("error[{rule}]"))
    );
    scratch.write(
        "iaclint.toml",
        format!("[rules]\n\"{rule}\" = {{ ignorable = false }}\n"),
    );
    let overruled = scratch.run(&["report"]);
    assert!(
        overruled.out.contains(&format!("error[{rule}]")),
        "{}",
        overruled.out
    );
}

#[test]
fn many_notes_are_counted_and_shown_on_demand() {
    let scratch = Scratch::new("notes");
    let variables: Vec<String> = (0..6)
        .map(|at| format!("variable \"v{at}\" {{}}\n"))
        .collect();
    let variables = variables.concat();
    clean_stack(&scratch, "live/prod/us-east-1/vpc", &variables);
    let short = scratch.run(&["check"]);
    assert!(!short.out.contains("note["), "{}", short.out);
    assert!(
        short.out.contains("6 layout-undocumented") && short.out.contains("--show notes"),
        "{}",
        short.out
    );
    for all in [
        &["check", "--show", "notes"][..],
        &["check", "--fail-on", "note"],
    ] {
        let run = scratch.run(all);
        assert!(run.out.contains("note[layout-undocumented]"), "{}", run.out);
    }
}
