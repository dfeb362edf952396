//! `core::getresources` and `core::getdatasource`: which resources a policy finds.

use super::{judged, open, told};

const BLOCKED: &str = r#"
resource_policy "aws_s3_bucket" "blocked" {
  locals {
    blocks = core::getresources("aws_s3_bucket_public_access_block", { bucket = attrs.id })
  }
  enforce {
    condition     = core::length(local.blocks) > 0
    error_message = "no public access block"
  }
}
"#;

#[test]
fn a_resource_is_found_by_the_identity_of_what_it_refers_to() {
    // HashiCorp's engine finds every block for every bucket before they exist.
    let outcome = judged(
        BLOCKED,
        "resource \"aws_s3_bucket\" \"a\" {}\nresource \"aws_s3_bucket\" \"b\" {}\nresource \"aws_s3_bucket\" \"c\" {}\n\
         resource \"aws_s3_bucket_public_access_block\" \"a\" {\n  bucket = aws_s3_bucket.a.id\n}\n\
         resource \"aws_s3_bucket_public_access_block\" \"b\" {\n  bucket = aws_s3_bucket.b.id\n}\n",
    );
    assert_eq!(
        told(&outcome),
        ["error aws_s3_bucket.c: no public access block"]
    );
    assert_eq!(open(&outcome), Vec::<String>::new());
}

#[test]
fn a_bucket_is_found_by_its_name_as_well() {
    let outcome = judged(
        BLOCKED,
        "resource \"aws_s3_bucket\" \"a\" {\n  bucket = \"one\"\n}\nresource \"aws_s3_bucket\" \"b\" {\n  bucket = \"two\"\n}\n\
         resource \"aws_s3_bucket_public_access_block\" \"a\" {\n  bucket = \"one\"\n}\n\
         resource \"aws_s3_bucket_public_access_block\" \"x\" {\n  bucket = \"three\"\n}\n",
    );
    assert_eq!(
        told(&outcome),
        ["error aws_s3_bucket.b: no public access block"]
    );
    assert_eq!(open(&outcome), Vec::<String>::new());
}

#[test]
fn what_may_belong_to_a_resource_leaves_it_open() {
    let outcome = judged(
        BLOCKED,
        "variable \"bucket\" {}\nresource \"aws_s3_bucket\" \"a\" {\n  bucket = \"one\"\n}\n\
         resource \"aws_s3_bucket_public_access_block\" \"a\" {\n  bucket = var.bucket\n}\n",
    );
    assert_eq!(told(&outcome), Vec::<String>::new());
    assert_eq!(
        open(&outcome),
        [
            "aws_s3_bucket.a: whether `p` fails (no public access block) is not known, because var.bucket is given no value in the repository"
        ]
    );
}

#[test]
fn a_module_that_is_not_in_the_repository_may_hold_what_is_missing() {
    let module = |argument: &str| {
        format!(
            "resource \"aws_s3_bucket\" \"a\" {{}}\nmodule \"m\" {{\n  source = \"example/block/aws\"\n  bucket = {argument}\n}}\n"
        )
    };
    let given = judged(BLOCKED, &module("aws_s3_bucket.a.id"));
    assert_eq!(told(&given), Vec::<String>::new());
    assert_eq!(open(&given).len(), 1);
    assert!(open(&given)[0].contains("the module example/block/aws is not in the repository"));
    // One that is given nothing of the bucket cannot name it.
    let other = judged(BLOCKED, &module("\"else\""));
    assert_eq!(
        told(&other),
        ["error aws_s3_bucket.a: no public access block"]
    );
}

#[test]
fn attributes_of_what_is_found_are_judged() {
    let policy = r#"
resource_policy "aws_s3_bucket" "versioned" {
  locals {
    found  = core::getresources("aws_s3_bucket_versioning", { bucket = attrs.id })
    status = core::try(local.found[0].versioning_configuration[0].status, "")
  }
  enforce {
    condition     = local.status == "Enabled"
    error_message = "versioning is '${local.status}'"
  }
}
"#;
    let versioning = |name: &str, status: &str| {
        format!(
            "resource \"aws_s3_bucket\" \"{name}\" {{}}\nresource \"aws_s3_bucket_versioning\" \"{name}\" {{\n  bucket = \
             aws_s3_bucket.{name}.id\n  versioning_configuration {{\n    status = \"{status}\"\n  }}\n}}\n"
        )
    };
    let stack = versioning("a", "Enabled") + &versioning("b", "Suspended");
    let outcome = judged(policy, &stack);
    assert_eq!(
        told(&outcome),
        ["error aws_s3_bucket.b: versioning is 'Suspended'"]
    );
    assert_eq!(open(&outcome), Vec::<String>::new());
}

#[test]
fn a_data_source_is_answered_from_the_repository_or_is_not_known() {
    let policy = |name: &str| {
        format!(
            "resource_policy \"aws_sqs_queue\" \"region\" {{\n  locals {{\n    found = \
             core::getdatasource(\"aws_iam_policy_document\", {{ policy_id = \"{name}\" }})\n  }}\n  enforce {{\n    condition = \
             local.found.version == \"2012-10-17\"\n    error_message = \"version ${{local.found.version}}\"\n  }}\n}}\n"
        )
    };
    let stack = "resource \"aws_sqs_queue\" \"q\" {}\ndata \"aws_iam_policy_document\" \"d\" {\n  policy_id = \"mine\"\n  version = \"2008-10-17\"\n}\n";
    let known = judged(&policy("mine"), stack);
    assert_eq!(told(&known), ["error aws_sqs_queue.q: version 2008-10-17"]);
    let other = judged(&policy("other"), stack);
    assert_eq!(told(&other), Vec::<String>::new());
    assert!(
        open(&other)[0].contains("is read from the provider's service"),
        "{:?}",
        open(&other)
    );
}

#[test]
fn a_resource_is_found_by_each_name_of_one_value() {
    let policy = r#"
resource_policy "aws_lb" "listened" {
  enforce {
    condition     = core::length(core::getresources("aws_lb_listener", { load_balancer_arn = attrs.arn })) > 0
    error_message = "no listener"
  }
}
resource_policy "aws_db_subnet_group" "used" {
  enforce {
    condition     = core::length(core::getresources("aws_db_instance", { db_subnet_group_name = attrs.name })) > 0
    error_message = "no database"
  }
}
"#;
    let outcome = judged(
        policy,
        "resource \"aws_lb\" \"a\" {}\nresource \"aws_lb\" \"b\" {}\nresource \"aws_lb_listener\" \"a\" {\n  \
         load_balancer_arn = aws_lb.a.id\n}\nresource \"aws_lb_listener\" \"b\" {\n  load_balancer_arn = \
         aws_lb.b.arn\n}\nresource \"aws_lb\" \"c\" {}\n\
         resource \"aws_db_subnet_group\" \"x\" {}\nresource \"aws_db_instance\" \"x\" {\n  db_subnet_group_name = \
         aws_db_subnet_group.x.id\n}\nresource \"aws_db_subnet_group\" \"y\" {}\n",
    );
    assert_eq!(
        told(&outcome),
        [
            "error aws_lb.c: no listener",
            "error aws_db_subnet_group.y: no database"
        ]
    );
    assert_eq!(open(&outcome), Vec::<String>::new());
}

#[test]
fn what_a_module_outside_decides_is_told_once_for_each_policy_and_module() {
    let bucket = |name: &str| format!("resource \"aws_s3_bucket\" \"{name}\" {{}}\n");
    let buckets: String = ["a", "b", "c"].map(bucket).concat();
    let given = "bucket = aws_s3_bucket.a.id\n  other = [aws_s3_bucket.b.id, aws_s3_bucket.c.id]\n";
    let call = |name: &str| {
        format!(
            "module \"{name}\" {{\n  source = \"example/{name}/aws\"\n  version = \"1.0.0\"\n  {given}}}\n"
        )
    };
    let outcome = judged(BLOCKED, &format!("{buckets}{}", call("block")));
    assert_eq!(
        open(&outcome),
        [
            "whether `p` fails (no public access block) is not known for 3 resources, because the module example/block/aws is not in the \
             repository"
        ]
    );
    let told = &outcome.undetermined[0];
    let addresses: Vec<&str> = told
        .instances
        .iter()
        .filter_map(|it| it.address.as_deref())
        .collect();
    assert_eq!(
        addresses,
        ["aws_s3_bucket.a", "aws_s3_bucket.b", "aws_s3_bucket.c"]
    );
    assert_eq!(told.subject.stack.as_deref(), Some(super::STACK));
    // One alone keeps its words.
    let outcome = judged(
        BLOCKED,
        &format!(
            "{}{}",
            bucket("a"),
            call("block").replace(given, "bucket = aws_s3_bucket.a.id\n")
        ),
    );
    assert_eq!(
        open(&outcome),
        [
            "aws_s3_bucket.a: whether `p` fails (no public access block) is not known, because the module example/block/aws is not in the \
             repository"
        ]
    );
    // It is told at the call, and silenced there.
    let silenced = format!(
        "{buckets}# iaclint:ignore[p] -- blocks all that it is given\n{}",
        call("block")
    );
    let outcome = judged(BLOCKED, &silenced);
    assert_eq!(super::told(&outcome), Vec::<String>::new());
    assert_eq!(open(&outcome), Vec::<String>::new());
}
