//! Schemas of providers that are imported, listed and read again.

use std::fs;

use crate::scratch::{Run, Scratch, clean_stack};

const JSON: &str = r#"{"format_version":"1.0","provider_schemas":{
  "registry.terraform.io/acme/shop":{
    "resource_schemas":{"shop_cart":{"version":0,"block":{"attributes":{
      "id":{"type":"string","computed":true},"size":{"type":"number","required":true}}}}}},
  "terraform.io/builtin/terraform":{"provider":{"version":0}}}}"#;

const FILE: &str = ".iaclint/schema/registry.terraform.io/acme/shop.bin";

fn repository(name: &str) -> Scratch {
    let scratch = Scratch::new(name);
    scratch.write("iaclint.toml", "");
    clean_stack(&scratch, "live/prod/us-east-1/vpc", "");
    clean_stack(&scratch, "live/test/us-east-1/vpc", "");
    scratch.write("schema.json", JSON);
    scratch
}

fn imported(name: &str) -> Scratch {
    let scratch = repository(name);
    let run = scratch.run(&[
        "schema",
        "import",
        "schema.json",
        "--provider-version",
        "1.2.0",
    ]);
    assert_eq!(run.status, 0, "{}", run.err);
    scratch
}

/// The run's line about a provider, with single spaces.
fn line(run: &Run, provider: &str) -> String {
    let line = run
        .out
        .lines()
        .find(|line| line.starts_with(provider))
        .unwrap_or_default();
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn what_the_program_brings_along_is_listed() {
    let run = repository("schema-embedded").run(&["schema", "list"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    assert_eq!(
        line(&run, "registry.terraform.io/hashicorp/aws"),
        "registry.terraform.io/hashicorp/aws 5.100.0 1526 608 7 iaclint"
    );
    assert_eq!(run.out.lines().count(), 3, "{}", run.out);
}

#[test]
fn what_is_imported_is_listed_and_read_by_a_run() {
    let scratch = imported("schema-import");
    let below = scratch.0.join("live/prod/us-east-1/vpc");
    let list = crate::scratch::program(&below)
        .args(["schema", "list"])
        .output()
        .unwrap();
    let list = Run::from(list);
    assert_eq!(
        line(&list, "registry.terraform.io/acme/shop"),
        format!("registry.terraform.io/acme/shop 1.2.0 1 0 0 {FILE}")
    );
    assert_eq!(
        line(&list, "terraform.io/builtin/terraform"),
        "terraform.io/builtin/terraform unknown 0 0 0 .iaclint/schema/terraform.io/builtin/terraform.bin",
        "what is imported takes precedence"
    );
    let run = scratch.run(&[]);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{}", run.out);
    let bytes = fs::read(scratch.0.join(FILE)).unwrap();
    scratch.run(&[
        "schema",
        "import",
        "schema.json",
        "--provider-version",
        "shop=1.2.0",
    ]);
    assert_eq!(fs::read(scratch.0.join(FILE)).unwrap(), bytes);
}

#[test]
fn a_damaged_or_misplaced_file_ends_the_run() {
    let scratch = imported("schema-damaged");
    let good = fs::read(scratch.0.join(FILE)).unwrap();
    let refused = |part: &str| {
        for arguments in [&["check"][..], &["report"], &["schema", "list"]] {
            let run = scratch.run(arguments);
            assert_eq!((run.status, run.out.as_str()), (2, ""), "{arguments:?}");
            assert!(run.err.contains(part), "{}", run.err);
            assert!(!run.err.contains("internal error"), "{}", run.err);
        }
    };
    let mut damaged = good.clone();
    *damaged.last_mut().unwrap() ^= 1;
    scratch.write(FILE, &damaged);
    refused(&format!(
        "{FILE}: is no provider schema that this iaclint can read: at byte 8: its checksum"
    ));
    scratch.write(FILE, &good[..20]);
    refused("at byte 8");
    scratch.write(FILE, "");
    refused("at byte 0: it does not begin as a provider schema does");
    scratch.write(FILE, vec![0; 17 * 1024 * 1024]);
    refused("larger than 16 MB");
    scratch.write(FILE, &good);
    let elsewhere = ".iaclint/schema/registry.terraform.io/hashicorp/aws.bin";
    scratch.write(elsewhere, &good);
    refused(&format!(
        "{elsewhere}: holds the schema of another provider than its path says"
    ));
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let scratch = imported("schema-link");
    let outside = imported("schema-link-outside");
    let target = outside.0.join(FILE);
    fs::remove_file(scratch.0.join(FILE)).unwrap();
    std::os::unix::fs::symlink(target, scratch.0.join(FILE)).unwrap();
    let run = scratch.run(&[]);
    assert_eq!(run.status, 2);
    assert!(
        run.err.contains(&format!("{FILE}: is a link")),
        "{}",
        run.err
    );
    fs::remove_dir_all(scratch.0.join(".iaclint")).unwrap();
    std::os::unix::fs::symlink(outside.0.join(".iaclint"), scratch.0.join(".iaclint")).unwrap();
    let run = scratch.run(&[]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains(".iaclint: is a link"), "{}", run.err);
}

#[test]
fn what_is_no_schema_is_not_imported() {
    let scratch = repository("schema-refused");
    let refused = |arguments: &[&str], part: &str| {
        let run = scratch.run(&[&["schema", "import"], arguments].concat());
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{arguments:?}");
        assert!(run.err.contains(part), "{}", run.err);
        assert!(!scratch.0.join(".iaclint").exists());
    };
    refused(&["missing.json"], "cannot read missing.json");
    refused(&["live"], "cannot read live");
    scratch.write("broken.json", "{\n  \"format_version\": }");
    refused(
        &["broken.json"],
        "broken.json:2:21: is not what `terraform providers schema -json` writes",
    );
    scratch.write("bytes.json", [0xff, 0xfe, 0x00]);
    refused(&["bytes.json"], "bytes.json:1:1: ");
    refused(
        &["schema.json", "--provider-version", "latest"],
        "must be a version such as",
    );
    refused(
        &["schema.json", "--provider-version", "aws=5.0.0"],
        "there is no provider `aws` in the file",
    );
    scratch.write(
        "two.json",
        JSON.replace("terraform.io/builtin/terraform", "a/b/c"),
    );
    refused(
        &["two.json", "--provider-version", "5.0.0"],
        "the file holds several providers",
    );
}
