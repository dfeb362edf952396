//! Input that nobody should write: a clear message each, and nothing lost of the rest.

use std::time::{Duration, Instant};

use crate::scratch::{Scratch, clean_stack};

/// A healthy stack with one well-known finding, beside which the bad file is put.
fn beside(name: &str, path: &str, content: impl AsRef<[u8]>) -> crate::scratch::Run {
    let scratch = Scratch::new(name);
    clean_stack(
        &scratch,
        "live/prod/us-east-1/alb",
        "module \"gone\" {\n  source = \"../nowhere\"\n}\n",
    );
    clean_stack(&scratch, "live/prod/us-east-1/vpc", "");
    scratch.write(path, content);
    let start = Instant::now();
    let run = scratch.run(&["check"]);
    assert!(
        start.elapsed() < Duration::from_secs(60),
        "{name} took {:?}",
        start.elapsed()
    );
    assert_eq!(run.status, 1, "{name}: {}{}", run.out, run.err);
    assert!(
        run.out.contains("module-source-missing"),
        "{name} lost the finding beside it: {}",
        run.out
    );
    assert!(
        !run.err.contains("internal error") && !run.out.contains("iaclint broke"),
        "{name}: {}",
        run.err
    );
    run
}

#[test]
fn a_file_that_is_encrypted_is_no_fault_and_a_binary_one_is_one() {
    let noise: Vec<u8> = (0..=255u8).cycle().take(4096).collect();
    let values = "live/prod/us-east-1/vpc/terraform.tfvars";
    let encrypted = beside(
        "git_crypt",
        values,
        [b"\0GITCRYPT\0".as_slice(), &noise].concat(),
    );
    assert!(!encrypted.out.contains("parse-error"), "{}", encrypted.out);
    let binary = beside("binary_values", values, noise);
    assert_eq!(
        binary.out.matches("parse-error").count(),
        1,
        "{}",
        binary.out
    );
}

const PLACE: &str = "live/prod/us-east-1/vpc/bad.tf";

#[test]
fn bad_files_are_findings_and_nothing_is_lost() {
    let nested = |open: &str, close: &str, depth: usize| {
        format!(
            "locals {{\n  a = {}1{}\n}}\n",
            open.repeat(depth),
            close.repeat(depth)
        )
    };
    let blocks = |depth: usize| format!("{}{}", "block {\n".repeat(depth), "}\n".repeat(depth));
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("binary", (0..=255u8).cycle().take(4096).collect()),
        ("utf-8", b"locals {\n  a = \"\xff\xfe\"\n}\n".to_vec()),
        ("string", b"locals {\n  a = \"never closed\n}\n".to_vec()),
        (
            "heredoc",
            b"locals {\n  a = <<EOT\nnever closed\n}\n".to_vec(),
        ),
        ("template", b"locals {\n  a = \"${\"${\"${\n}\n".to_vec()),
        ("brackets", nested("[", "]", 10_000).into_bytes()),
        ("parentheses", nested("(", ")", 10_000).into_bytes()),
        ("objects", nested("{ a = ", " }", 10_000).into_bytes()),
        ("templates", nested("\"${", "}\"", 10_000).into_bytes()),
        ("minus", nested("-", "", 10_000).into_bytes()),
        ("conditions", nested("true ? 1 : ", "", 10_000).into_bytes()),
        ("blocks", blocks(10_000).into_bytes()),
        ("unclosed", "block {\n".repeat(10_000).into_bytes()),
        (
            "quotes",
            b"locals {\n  a = \xe2\x80\x9ccurly\xe2\x80\x9d\n}\n".to_vec(),
        ),
    ];
    for (name, content) in cases {
        let run = beside(name, PLACE, content);
        assert!(
            run.out.contains("error[parse-error]") && run.out.contains(PLACE),
            "{name}: {}",
            run.out
        );
        assert!(
            run.out.len() < 200_000,
            "{name} prints {} bytes",
            run.out.len()
        );
    }
}

#[test]
fn odd_but_valid_files_are_no_findings() {
    for (name, content) in [
        ("empty", Vec::new()),
        ("mark-only", b"\xef\xbb\xbf".to_vec()),
        ("mark", b"\xef\xbb\xbflocals {\n}\n".to_vec()),
        (
            "carriage-returns",
            b"locals {\r\n  # all is well\r\n}\r\n".to_vec(),
        ),
        ("comment-only", b"# nothing here".to_vec()),
    ] {
        let run = beside(name, PLACE, content);
        assert!(!run.out.contains("parse-error"), "{name}: {}", run.out);
    }
}

#[test]
fn a_line_of_16_mb_is_read() {
    let content = format!(
        "locals {{\n  a = \"{}\"\n}}\n",
        "x".repeat(16 * 1024 * 1024)
    );
    let run = beside("long-line", PLACE, content);
    assert!(
        !run.out.contains("parse-error"),
        "{}",
        &run.out[..run.out.len().min(2_000)]
    );
    let broken = format!("locals {{\n  a = \"{}\n}}\n", "x".repeat(16 * 1024 * 1024));
    let run = beside("long-broken-line", PLACE, broken);
    assert!(
        run.out.contains("parse-error") && run.out.len() < 100_000,
        "{} bytes",
        run.out.len()
    );
}

#[test]
fn a_file_beyond_the_limit_is_named_and_not_read() {
    let run = beside("huge", PLACE, vec![b'#'; 33 * 1024 * 1024]);
    assert!(run.out.contains("33 MiB"), "{}", run.out);
}

#[test]
fn bad_json_syntax_is_a_finding() {
    for (name, content) in [
        ("json-broken", "{\"locals\": {\"a\": }}".to_owned()),
        (
            "json-deep",
            format!(
                "{{\"locals\": {{\"a\": {}1{}}}}}",
                "[".repeat(100_000),
                "]".repeat(100_000)
            ),
        ),
        ("json-list", "[1, 2]".to_owned()),
    ] {
        let run = beside(name, "live/prod/us-east-1/vpc/bad.tf.json", content);
        assert!(
            run.out.contains("error[parse-error]"),
            "{name}: {}",
            run.out
        );
    }
}

#[cfg(unix)]
#[test]
fn links_that_lead_away_or_in_circles_are_findings() {
    use std::os::unix::fs::symlink;
    let outside = Scratch::new("links-outside");
    outside.write("secret.tf", "locals {\n  a = \"do not read me\n}\n");
    let scratch = Scratch::new("links");
    clean_stack(&scratch, "live/prod/us-east-1/vpc", "");
    clean_stack(&scratch, "live/test/us-east-1/vpc", "");
    symlink(
        outside.0.join("secret.tf"),
        scratch.0.join("live/prod/us-east-1/vpc/secret.tf"),
    )
    .unwrap();
    symlink("..", scratch.0.join("live/prod/us-east-1/loop")).unwrap();
    let run = scratch.run(&["check"]);
    assert!(
        run.out.contains("layout-link-outside") && run.out.contains("layout-link-broken"),
        "{}",
        run.out
    );
    assert!(
        !run.out.contains("parse-error") && !run.out.contains("do not read me"),
        "{}",
        run.out
    );
}

#[test]
fn a_layout_without_stacks_says_so() {
    let scratch = Scratch::new("no-live");
    scratch.write("iaclint.toml", "[layout]\nlive = [\"live/{environment}/{region}/{stack}\"]\nmodules = [\"modules/{provider}/{module}\"]\n");
    scratch.write("infrastructure/main.tf", "locals {\n}\n");
    let run = scratch.run(&["check"]);
    assert_eq!(run.status, 3, "{}{}", run.out, run.err);
    assert!(run.err.contains("no Terraform found"), "{}", run.err);
}

#[test]
fn modules_that_call_each_other_many_times_come_to_an_end() {
    let scratch = Scratch::new("diamond");
    let root = "live/prod/us-east-1/vpc";
    clean_stack(
        &scratch,
        root,
        "module \"a\" {\n  source = \"../../../../modules/aws/m0\"\n}\n",
    );
    for at in 0..17 {
        let calls: Vec<String> = (0..4)
            .map(|call| format!("module \"c{call}\" {{\n  source = \"../m{}\"\n}}\n", at + 1))
            .collect();
        scratch.write(&format!("modules/aws/m{at}/main.tf"), calls.concat());
    }
    scratch.write("modules/aws/m17/main.tf", "locals {\n}\n");
    let start = Instant::now();
    let run = scratch.run(&["check"]);
    assert!(run.status < 2, "{}", run.err);
    assert!(
        start.elapsed() < Duration::from_secs(120),
        "{:?}",
        start.elapsed()
    );
}

#[test]
fn a_long_text_that_is_named_many_times_is_not_copied_as_often() {
    let list = "local.s,".repeat(8_000);
    let content = format!(
        "locals {{\n  s = \"{}\"\n  l = [{list}]\n}}\n",
        "x".repeat(1_000_000)
    );
    beside("many-copies", PLACE, content);
}

#[test]
fn very_many_ignore_comments_in_one_file_are_read() {
    let lines: Vec<String> = (0..20_000)
        .map(|at| format!("  a{at} = {at} # iaclint:ignore[state-lock] -- because\n"))
        .collect();
    beside(
        "many-ignores",
        PLACE,
        format!("locals {{\n{}}}\n", lines.concat()),
    );
}
