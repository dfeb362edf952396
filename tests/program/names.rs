//! Names that are no UTF-8, as old archives have them.
#![cfg(target_os = "linux")]

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;

use crate::scratch::{Scratch, clean_stack};

/// Writes a file whose path is any bytes.
fn write(scratch: &Scratch, path: &[u8], content: &str) {
    let path = scratch.0.join(OsStr::from_bytes(path));
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, content).unwrap();
}

fn refers_to(name: &str) -> String {
    format!("resource \"terraform_data\" \"{name}\" {{\n  input = var.{name}\n}}\n")
}

#[test]
fn files_and_folders_in_latin_1_are_judged_as_terraform_reads_them() {
    let scratch = Scratch::new("latin-1");
    clean_stack(&scratch, "live/prod/us-east-1/vpc", &refers_to("plain"));
    let of_stack = |path: &[u8]| [b"live/prod/us-east-1/", path].concat();
    write(&scratch, &of_stack(b"vpc/r\xe9seau.tf"), &refers_to("one"));
    write(&scratch, &of_stack(b"vpc/r\xe8seau.tf"), &refers_to("two"));
    write(
        &scratch,
        &of_stack(b"caf\xe9/main.tf"),
        &refers_to("inside"),
    );
    let run = scratch.run(&["check", "--format", "github"]);
    for name in ["plain", "one", "two", "inside"] {
        let message = format!("var.{name} is not declared");
        assert!(run.out.contains(&message), "{name}: {}", run.out);
    }
    assert!(run.out.contains("r\\xE9seau.tf"), "{}", run.out);
    assert!(run.out.contains("caf\\xE9"), "{}", run.out);
    assert_eq!(run.status, 1, "{} {}", run.out, run.err);
}

#[test]
fn every_form_of_report_takes_such_names() {
    let scratch = Scratch::new("latin-1-forms");
    write(
        &scratch,
        b"live/prod/us-east-1/caf\xe9/m\xffin.tf",
        &refers_to("x"),
    );
    for form in ["terminal", "json", "sarif", "github"] {
        let run = scratch.run(&["check", "--format", form]);
        assert_eq!(run.status, 1, "{form}: {} {}", run.out, run.err);
        assert!(run.out.contains("xFFin.tf"), "{form}: {}", run.out);
    }
}
