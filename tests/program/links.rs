//! Files that are linked into stacks, as teams share one provider configuration or backend.
#![cfg(unix)]

use std::os::unix::fs::symlink;

use crate::scratch::{Scratch, clean_stack};

const PROVIDER: &str = "provider \"aws\" {\n  region              = \"us-east-1\"\n  allowed_account_ids = [\"111122223333\"]\n}\n";

#[test]
fn a_folder_that_only_keeps_linked_files_is_no_stack() {
    let scratch = Scratch::new("lent");
    scratch.write("common/provider.tf", PROVIDER);
    for stack in ["live/prod/us-east-1/vpc", "live/test/us-east-1/vpc"] {
        clean_stack(&scratch, stack, "");
        let link = scratch.0.join(stack).join("provider.tf");
        symlink("../../../../common/provider.tf", link).unwrap();
    }
    let run = scratch.run(&["check"]);
    assert!(!run.out.contains("state-backend-missing"), "{}", run.out);
    assert!(run.out.contains("of 2 stacks"), "{}", run.out);
}

#[test]
fn a_link_with_a_name_of_terraform_counts_whatever_it_leads_to() {
    let scratch = Scratch::new("link-name");
    let backend = "terraform {\n  backend \"s3\" {\n    bucket = \"b\"\n    key    = \"one\"\n    region = \"us-east-1\"\n  }\n}\n";
    scratch.write("common/backend.txt", backend);
    for stack in ["live/prod/us-east-1/a", "live/prod/us-east-1/b"] {
        scratch.write(&format!("{stack}/main.tf"), "locals {\n}\n");
        let link = scratch.0.join(stack).join("backend.tf");
        symlink("../../../../common/backend.txt", link).unwrap();
    }
    let run = scratch.run(&["check"]);
    assert!(run.out.contains("state-key-duplicate"), "{}", run.out);
}

#[test]
fn a_link_to_what_git_keeps_for_itself_is_not_read() {
    let scratch = Scratch::new("link-git");
    clean_stack(&scratch, "live/prod/us-east-1/vpc", "");
    scratch.write(
        ".git/config",
        "[remote \"o\"]\n\turl = https://me:hidden-word@example.com/a.git\n",
    );
    let link = scratch.0.join("live/prod/us-east-1/vpc/x.tf");
    symlink("../../../../.git/config", link).unwrap();
    let run = scratch.run(&["check"]);
    assert!(run.out.contains("layout-link-outside"), "{}", run.out);
    assert!(!run.out.contains("hidden-word"), "{}", run.out);
}
