//! What a policy says of the resources of a stack.

use super::{CONFIG, HEAD, STACK, errors, judged, judged_all, open, told};

const OWNER: &str = r#"
resource_policy "aws_s3_bucket" "owner" {
  enforce {
    condition     = core::try(attrs.tags["Owner"], null) != null
    error_message = "bucket ${attrs.bucket} has no owner."
  }
}
"#;

#[test]
fn a_condition_that_does_not_hold_fails_with_its_message() {
    let outcome = judged(
        OWNER,
        "resource \"aws_s3_bucket\" \"good\" {\n  bucket = \"g\"\n  tags = { Owner = \"shop\" }\n}\n\
         resource \"aws_s3_bucket\" \"bad\" {\n  bucket = \"b\"\n  tags = { Name = \"x\" }\n}\n\
         resource \"aws_s3_bucket\" \"none\" {\n  bucket = \"n\"\n}\n",
    );
    assert_eq!(errors(&outcome), Vec::<String>::new());
    assert_eq!(
        told(&outcome),
        [
            "error aws_s3_bucket.bad: bucket b has no owner",
            "error aws_s3_bucket.none: bucket n has no owner"
        ]
    );
    assert_eq!(open(&outcome), Vec::<String>::new());
    // The place is what must change.
    assert_eq!(
        outcome.findings[0].subject.attribute.as_deref(),
        Some("tags")
    );
    assert_eq!(outcome.findings[0].meta.id, "p");
}

#[test]
fn what_cannot_be_known_is_undetermined_with_its_cause() {
    let outcome = judged(
        OWNER,
        "variable \"tags\" {\n  type = map(string)\n}\nresource \"aws_s3_bucket\" \"a\" {\n  bucket = \"a\"\n  tags = var.tags\n}\n",
    );
    assert_eq!(told(&outcome), Vec::<String>::new());
    assert_eq!(
        open(&outcome),
        [
            "aws_s3_bucket.a: whether `p` fails is not known, because var.tags is given no value in the repository"
        ]
    );
}

#[test]
fn each_reason_is_told_where_several_demands_are_not_decided() {
    let demand = |condition: &str| {
        format!(
            "  enforce {{\n    condition = core::{condition}\n    error_message = \"no\"\n  }}\n"
        )
    };
    let block = |label: &str, demands: &str| {
        format!("# iaclint-id: p\nresource_policy \"aws_sqs_queue\" \"{label}\" {{\n{demands}}}\n")
    };
    let open_of = |policies: &str| {
        open(&judged(
            policies,
            "resource \"aws_sqs_queue\" \"q\" {\n  name = \"q\"\n}\n",
        ))
    };
    let (pattern, version) = (
        demand("regex_match(\"x\", attrs.name == \"q\" ? \"[\" : \"\")"),
        demand("semvercmp(attrs.name, \"1.0.0\") == 0"),
    );
    let told = open_of(&block("a", &format!("{pattern}{version}")));
    let [told] = &told[..] else {
        panic!("{told:?}");
    };
    let (first, second) = told.split_once(", and because ").unwrap();
    assert!(
        first.starts_with("aws_sqs_queue.q: whether `p` fails (no) is not known, because the policy cannot be evaluated")
            && first.contains("the pattern is not one"),
        "{first}"
    );
    assert!(second.contains("`q` is no version"), "{second}");

    let apart = open_of(&(block("a", &pattern) + &block("b", &version)));
    assert_eq!(apart.len(), 2, "{apart:?}");
    for reason in ["the pattern is not one", "`q` is no version"] {
        assert!(
            apart.iter().any(|it| it.contains(reason)),
            "{reason}: {apart:?}"
        );
    }
}

#[test]
fn a_filter_leaves_subjects_out_and_one_that_is_not_known_decides_nothing() {
    let policy = r#"
resource_policy "aws_sqs_queue" "encrypted" {
  filter = attrs.name != "logs"
  enforce {
    condition     = attrs.kms_master_key_id != null
    error_message = "not encrypted"
  }
}
"#;
    let outcome = judged(
        policy,
        "variable \"name\" {}\n\
         resource \"aws_sqs_queue\" \"left_out\" {\n  name = \"logs\"\n}\n\
         resource \"aws_sqs_queue\" \"holds\" {\n  name = var.name\n  kms_master_key_id = \"k\"\n}\n\
         resource \"aws_sqs_queue\" \"open\" {\n  name = var.name\n  kms_master_key_id = null\n}\n",
    );
    assert_eq!(told(&outcome), Vec::<String>::new());
    assert_eq!(
        open(&outcome),
        [
            "aws_sqs_queue.open: whether `p` fails (not encrypted) is not known, because var.name is given no value in the \
             repository"
        ]
    );
}

#[test]
fn locals_of_the_file_and_of_the_policy_are_followed() {
    let policy = r#"
locals {
  weak = ["a", "b"]
}
resource_policy "aws_sqs_queue" "name" {
  locals {
    name = core::try(attrs.name, "")
    ok   = !core::contains(local.weak, local.name)
  }
  enforce {
    condition     = local.ok
    error_message = "weak name ${local.name}"
  }
}
"#;
    let outcome = judged(
        policy,
        "resource \"aws_sqs_queue\" \"x\" {\n  name = \"a\"\n}\nresource \"aws_sqs_queue\" \"y\" {\n  name = \"c\"\n}\n",
    );
    assert_eq!(told(&outcome), ["error aws_sqs_queue.x: weak name a"]);
    assert_eq!(
        outcome.findings[0].subject.attribute.as_deref(),
        Some("name")
    );
}

#[test]
fn every_demand_is_told_and_those_of_one_place_together() {
    let policy = r#"
resource_policy "aws_sqs_queue" "two" {
  enforce {
    condition     = attrs.name == "x"
    error_message = "wrong name"
  }
  enforce {
    condition     = core::length(attrs.name) < 3
    error_message = "long name"
  }
}
"#;
    let outcome = judged(
        policy,
        "resource \"aws_sqs_queue\" \"q\" {\n  name = \"long\"\n}\n",
    );
    assert_eq!(
        told(&outcome),
        ["error aws_sqs_queue.q: wrong name; long name"]
    );
}

#[test]
fn what_names_its_resource_does_not_name_it_twice() {
    let policy = |message: &str| {
        format!(
            "resource_policy \"aws_sqs_queue\" \"name\" {{\n  enforce {{\n    condition     = attrs.name != \"x\"\n    \
             error_message = \"{message}\"\n  }}\n}}\n"
        )
    };
    let stack = "resource \"aws_sqs_queue\" \"q\" {\n  name = \"x\"\n}\n";
    let of = |message: &str| told(&judged(&policy(message), stack));
    assert_eq!(of("x is taken"), ["error aws_sqs_queue.q: x is taken"]);
    assert_eq!(
        of("the name of aws_sqs_queue.q is taken"),
        ["error the name of aws_sqs_queue.q is taken"]
    );
    // Attributes of it are of it; what only begins alike is another.
    assert_eq!(
        of("aws_sqs_queue.q.name is taken"),
        ["error aws_sqs_queue.q.name is taken"]
    );
    assert_eq!(
        of("aws_sqs_queue.q2 has the same name"),
        ["error aws_sqs_queue.q: aws_sqs_queue.q2 has the same name"]
    );
}

const TWINS: &str = r#"
# iaclint-id: queue-name
# iaclint-fix: Lengthen it.
resource_policy "aws_sqs_queue" "long" {
  enforcement_level = "mandatory_overridable"
  enforce {
    condition     = core::length(attrs.name) > 3
    error_message = "short"
  }
}
# iaclint-id: queue-name
# iaclint-fix: Choose another.
resource_policy "aws_sqs_queue" "free" {
  enforce {
    condition     = attrs.name != "x"
    error_message = "taken"
  }
}
"#;

#[test]
fn policies_of_one_id_that_both_fail_are_both_told_each_with_its_level_and_its_advice() {
    let outcome = judged(
        TWINS,
        "resource \"aws_sqs_queue\" \"q\" {\n  name = \"x\"\n}\n",
    );
    assert_eq!(errors(&outcome), Vec::<String>::new());
    assert_eq!(
        told(&outcome),
        [
            "warning aws_sqs_queue.q: short",
            "error aws_sqs_queue.q: taken"
        ]
    );
    let helps: Vec<&str> = outcome.findings.iter().map(|it| &*it.help).collect();
    assert_eq!(helps, ["Lengthen it.", "Choose another."]);
    let prints: Vec<&str> = outcome.findings.iter().map(|it| &*it.fingerprint).collect();
    assert_ne!(prints[0], prints[1]);
}

#[test]
fn what_stacks_of_one_module_lack_is_told_for_each_demand() {
    let call = |length: usize| {
        format!(
            "{HEAD}module \"m\" {{\n  source = \"../../../../modules/m\"\n  length = {length}\n}}\n"
        )
    };
    let (prod, test, both) = (call(3), call(1), call(2));
    let module = "variable \"length\" {}\nresource \"aws_sqs_queue\" \"q\" {\n  name = substr(\"xyz\", 0, var.length)\n}\n";
    let files = [
        ("policies/p.policy.hcl", TWINS),
        ("modules/m/main.tf", module),
        ("live/prod/us-east-1/a/main.tf", &*prod),
        ("live/prod/us-east-1/b/main.tf", &*test),
        ("live/prod/us-east-1/c/main.tf", &*both),
    ];
    let outcome = judged_all(CONFIG, &files).unwrap();
    assert_eq!(
        told(&outcome),
        [
            "warning module.m.aws_sqs_queue.q: short",
            "error module.m.aws_sqs_queue.q: taken"
        ]
    );
    let stacks: Vec<usize> = outcome
        .findings
        .iter()
        .map(|it| it.instances.len())
        .collect();
    assert_eq!(stacks, [3, 1]);
}

#[test]
fn what_may_not_be_made_at_all_does_not_fail() {
    let outcome = judged(
        OWNER,
        "variable \"n\" {}\nresource \"aws_s3_bucket\" \"b\" {\n  count = var.n\n  bucket = \"b\"\n}\n",
    );
    assert_eq!(told(&outcome), Vec::<String>::new());
    assert_eq!(open(&outcome).len(), 1);
    assert!(
        open(&outcome)[0].contains("how many of aws_s3_bucket.b"),
        "{:?}",
        open(&outcome)
    );
}

#[test]
fn a_policy_that_cannot_be_evaluated_for_a_subject_decides_nothing_there() {
    let policy = r#"
resource_policy "aws_sqs_queue" "key" {
  enforce {
    condition     = attrs.tags["Owner"] == "shop"
    error_message = "not ours"
  }
}
"#;
    let outcome = judged(
        policy,
        "resource \"aws_sqs_queue\" \"a\" {\n  tags = { Name = \"x\" }\n}\nresource \"aws_sqs_queue\" \"b\" {\n  tags = { Owner = \"x\" }\n}\n",
    );
    assert_eq!(told(&outcome), ["error aws_sqs_queue.b: not ours"]);
    assert_eq!(open(&outcome).len(), 1);
    assert!(
        open(&outcome)[0]
            .contains("the policy cannot be evaluated for it (policies/p.policy.hcl:4)"),
        "{:?}",
        open(&outcome)
    );
}

#[test]
fn a_star_judges_every_type() {
    let policy = r#"
resource_policy "aws_s*" "tags" {
  enforce {
    condition     = attrs.tags != null
    error_message = "no tags"
  }
}
"#;
    let outcome = judged(
        policy,
        "resource \"aws_sqs_queue\" \"q\" {}\nresource \"aws_sns_topic\" \"t\" {}\nresource \"aws_vpc\" \"v\" {}\n",
    );
    assert_eq!(
        told(&outcome),
        [
            "error aws_sns_topic.t: no tags",
            "error aws_sqs_queue.q: no tags"
        ]
        .into_iter()
        .rev()
        .collect::<Vec<_>>()
    );
}

#[test]
fn calls_of_modules_and_configurations_of_providers_are_judged() {
    let policy = r#"
module_policy "*" "version" {
  filter = meta.version != null
  enforce {
    condition     = core::semverconstraint(meta.version, ">= 5.0.0")
    error_message = "${meta.source} ${meta.version} is too old"
  }
}
provider_policy "aws" "region" {
  enforce {
    condition     = attrs.region == "eu-west-1"
    error_message = "region ${attrs.region}, alias ${meta.alias == null ? "none" : meta.alias}"
  }
}
"#;
    let outcome = judged(
        policy,
        "provider \"aws\" {\n  region = \"eu-west-1\"\n}\n\
         provider \"aws\" {\n  alias = \"east\"\n  region = \"us-east-1\"\n}\n\
         module \"old\" {\n  source = \"terraform-aws-modules/vpc/aws\"\n  version = \"4.0.1\"\n}\n\
         module \"new\" {\n  source = \"terraform-aws-modules/vpc/aws\"\n  version = \"5.1.0\"\n}\n\
         module \"some\" {\n  source = \"terraform-aws-modules/vpc/aws\"\n  version = \"~> 5.0\"\n}\n",
    );
    assert_eq!(
        told(&outcome),
        [
            "error provider.aws.east: region us-east-1, alias east",
            "error module.old: registry.terraform.io/terraform-aws-modules/vpc/aws 4.0.1 is too old"
        ]
    );
    assert_eq!(open(&outcome).len(), 1, "{:?}", open(&outcome));
    assert!(open(&outcome)[0].starts_with("module.some: "));
}

#[test]
fn an_ignore_comment_silences_a_policy_and_one_of_a_name_that_does_not_exist_is_told() {
    let outcome = judged(
        OWNER,
        "# iaclint:ignore[p] -- it belongs to nobody\nresource \"aws_s3_bucket\" \"b\" {\n  bucket = \"b\"\n}\n",
    );
    assert_eq!(told(&outcome), Vec::<String>::new());
    assert_eq!(outcome.suppressed.len(), 1);
    let outcome = judged(
        OWNER,
        "# iaclint:ignore[pp] -- it belongs to nobody\nresource \"aws_s3_bucket\" \"b\" {\n  bucket = \"b\"\n}\n",
    );
    let told = told(&outcome);
    assert!(
        told.iter().any(|it| it.contains("names the rule `pp`")),
        "{told:?}"
    );
}

#[test]
fn work_without_end_ends() {
    let policy = r#"
locals {
  many = core::range(1000)
}
resource_policy "aws_sqs_queue" "hostile" {
  locals {
    all = [for a in local.many : [for b in local.many : [for c in local.many : a + b + c]]]
  }
  enforce {
    condition     = core::length(local.all) == 0
    error_message = "never told"
  }
}
"#;
    let start = std::time::Instant::now();
    let outcome = judged(policy, "resource \"aws_sqs_queue\" \"q\" {}\n");
    assert_eq!(told(&outcome), Vec::<String>::new());
    assert!(
        open(&outcome)[0].contains("more work than iaclint spends"),
        "{:?}",
        open(&outcome)
    );
    // Without a bound it would take a thousand million rounds.
    assert!(start.elapsed().as_secs() < 120);
}

#[test]
fn what_hangs_on_no_order_and_on_no_quote_is_known() {
    let policy = r#"
resource_policy "aws_sns_topic_policy" "narrow" {
  locals {
    statements = core::flatten([core::try(core::jsondecode(attrs.policy).Statement, [])])
  }
  enforce {
    condition     = core::alltrue([for one in local.statements : core::try(one.Principal, "") != "*"])
    error_message = "anybody"
  }
  enforce {
    condition     = !core::anytrue([for one in local.statements : core::contains(core::flatten([one.Resource]), "*")])
    error_message = "anything"
  }
  enforce {
    condition     = core::alltrue([for one in core::flatten([local.statements[*].Resource]) : !core::endswith(one, ":root")])
    error_message = "the account"
  }
}
"#;
    let stack = r#"
resource "aws_s3_bucket" "b" {}
resource "aws_sns_topic" "t" {}
data "aws_iam_policy_document" "d" {
  statement {
    actions   = ["s3:GetObject"]
    resources = [aws_s3_bucket.b.arn, "${aws_s3_bucket.b.arn}/*"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::123456789012:root"]
    }
  }
}
resource "aws_sns_topic_policy" "document" {
  arn    = aws_sns_topic.t.arn
  policy = data.aws_iam_policy_document.d.json
}
resource "aws_sns_topic_policy" "text" {
  arn    = aws_sns_topic.t.arn
  policy = <<P
{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": ["sns:Publish"], "Resource": "${aws_sns_topic.t.arn}"}]}
P
}
"#;
    let outcome = judged(policy, stack);
    assert_eq!(told(&outcome), ["error aws_sns_topic_policy.text: anybody"]);
    assert_eq!(open(&outcome), Vec::<String>::new());
}

#[test]
fn what_aws_documents_of_an_argument_that_it_decides_counts() {
    let policy = "resource_policy \"aws_db_instance\" \"kept\" {\n  enforce {\n    condition     = \
                  attrs.backup_retention_period > 0\n    error_message = \"no backups\"\n  }\n}\n";
    let outcome = judged(
        policy,
        "resource \"aws_db_instance\" \"d\" {\n  instance_class = \"db.t4g.small\"\n}\n",
    );
    assert_eq!(told(&outcome), ["error aws_db_instance.d: no backups"]);
}

#[test]
fn modules_that_no_stack_calls_are_said_not_to_be_judged() {
    let main = format!("{HEAD}module \"m\" {{\n  source = \"../../../../modules/called\"\n}}\n");
    let bucket = "resource \"aws_s3_bucket\" \"b\" {\n  bucket = \"b\"\n}\n";
    let queue = "resource \"aws_sqs_queue\" \"q\" {}\n";
    let files = [
        ("policies/p.policy.hcl", OWNER),
        ("modules/called/main.tf", bucket),
        ("modules/forgotten/main.tf", bucket),
        // Nothing in it is judged by a policy.
        ("modules/other/main.tf", queue),
        ("live/prod/us-east-1/main/main.tf", &*main),
    ];
    let config = format!(
        "{CONFIG}[layout]\nlive = [\"live/{{environment}}/{{region}}/{{stack}}\"]\nmodules = [\"modules/{{module}}\"]\n"
    );
    let outcome = judged_all(&config, &files).unwrap();
    assert_eq!(
        told(&outcome),
        ["error module.m.aws_s3_bucket.b: bucket b has no owner"]
    );
    assert_eq!(
        outcome.notices,
        ["no stack calls modules/forgotten, so that policies do not judge what it holds"]
    );
}

#[test]
fn a_repository_that_is_a_module_is_said_not_to_be_judged() {
    let bucket = "resource \"aws_s3_bucket\" \"b\" {\n  bucket = \"b\"\n}\n";
    let files = [("policies/p.policy.hcl", OWNER), ("main.tf", bucket)];
    let outcome = judged_all(CONFIG, &files).unwrap();
    assert_eq!(told(&outcome), Vec::<String>::new());
    assert_eq!(
        outcome.notices,
        [
            "no stack is found here, so only what modules show by themselves is judged: a folder is a stack where it has \
             a backend, a provider configuration, a lock file or a terraform.tfvars, or where `live` of `[layout]` in \
             iaclint.toml names it"
        ]
    );
}

#[test]
fn a_comparison_that_decides_nothing_is_said_with_its_place() {
    let policy = |condition: &str| {
        format!(
            "resource_policy \"aws_launch_template\" \"name\" {{\n  enforce {{\n    condition     = {condition}\n    \
             error_message = \"no\"\n  }}\n}}\n"
        )
    };
    let of = |condition: &str| judged(&policy(condition), "").notices;
    let place = "policies/p.policy.hcl:3:21: ";
    // The provider keeps these as texts, so that they can be left out.
    let encrypted = "attrs.block_device_mappings[0].ebs[0].encrypted";
    for condition in [
        format!("{encrypted} == true"),
        format!("core::try({encrypted}, false) == true"),
        format!("true == ({encrypted})"),
    ] {
        assert_eq!(
            of(&condition),
            [format!(
                "{place}`{encrypted}` is a string, and this compares it with a bool, so that it holds for none; write \"true\""
            )]
        );
    }
    assert_eq!(
        of("attrs.default_version != \"1\""),
        [format!(
            "{place}`attrs.default_version` is a number, and this compares it with a string, so that it holds for all; write 1"
        )]
    );
    for condition in [
        format!("{encrypted} == \"true\""),
        // The default is what it is compared with.
        format!("core::try({encrypted}, true) == true"),
        "attrs.default_version == 1".to_owned(),
        "attrs.tags[\"a\"] == true".to_owned(),
        "attrs.name == null".to_owned(),
    ] {
        assert_eq!(of(&condition), Vec::<String>::new(), "{condition}");
    }
    // Of another version of the provider nobody here knows the types.
    let other = "policy {\n  required_providers {\n    aws = { source = \"hashicorp/aws\", version = \">= 6.0\" }\n  }\n}\n";
    let policy = format!("{other}{}", policy("attrs.default_version != \"1\""));
    assert_eq!(judged(&policy, "").notices, Vec::<String>::new());
}

/// By its guide for upgrades, version 6 of the provider gives a cluster no public address unless told to.
#[test]
fn a_default_that_a_newer_provider_changes_is_known_of_an_older_one_only() {
    let policy = r#"
resource_policy "aws_redshift_cluster" "private" {
  enforce {
    condition     = core::coalesce(core::try(attrs.publicly_accessible, null), true) != true
    error_message = "The cluster is public"
  }
}
"#;
    let cluster = "resource \"aws_redshift_cluster\" \"a\" {\n  cluster_identifier = \"a\"\n  node_type = \"ra3.large\"\n}\n";
    let of = |constraint: &str| {
        let head = format!(
            "terraform {{\n  backend \"local\" {{}}\n  required_providers {{\n    aws = {{\n      source = \
             \"hashicorp/aws\"\n{constraint}    }}\n  }}\n}}\n"
        );
        let main = format!("{head}{cluster}");
        let path = format!("{STACK}/main.tf");
        judged_all(CONFIG, &[("policies/p.policy.hcl", policy), (&path, &main)]).unwrap()
    };
    let fails = ["error aws_redshift_cluster.a: The cluster is public"];
    assert_eq!(told(&of("      version = \"~> 5.0\"\n")), fails);
    for newer in [
        "      version = \">= 6.27\"\n",
        "      version = \">= 5.0\"\n",
        "",
    ] {
        let outcome = of(newer);
        assert_eq!(told(&outcome), Vec::<String>::new(), "{newer}");
        assert_eq!(open(&outcome).len(), 1, "{newer}");
    }
}

/// What Terraform plans (1.11.4, provider 5.100.0): the default configuration is inherited whatever else is passed.
#[test]
fn a_module_has_the_default_provider_of_its_caller_also_where_others_are_passed() {
    let policy = r#"
resource_policy "aws_kms_key" "who" {
  enforce {
    condition     = attrs.tags_all.who == "nobody"
    error_message = "of ${attrs.tags_all.who}"
  }
}
"#;
    let providers = r#"
provider "aws" {
  region = "us-east-1"
  default_tags {
    tags = { who = "east" }
  }
}
provider "aws" {
  alias  = "w"
  region = "us-west-2"
  default_tags {
    tags = { who = "west" }
  }
}
"#;
    let alias = "configuration_aliases = [aws.w]";
    // A block of the module announces what is passed, as before `configuration_aliases`.
    let announced = "provider = aws.w\n}\nprovider \"aws\" {\n  alias = \"w\"";
    let said = "provider = aws";
    let cases = [
        ("", "", "", "east"),
        ("", "", said, "east"),
        ("providers = {}", "", "", "east"),
        ("providers = { aws.w = aws.w }", "", "", "east"),
        ("providers = { aws.w = aws.w }", alias, "", "east"),
        ("providers = { aws.w = aws.w }", alias, said, "east"),
        ("providers = { aws = aws.w }", "", "", "west"),
        ("providers = { aws.w = aws.w }", "", announced, "west"),
        (
            "providers = { aws.w = aws.w }",
            alias,
            "provider = aws.w",
            "west",
        ),
        (
            "providers = { aws.w = aws }",
            alias,
            "provider = aws.w",
            "east",
        ),
    ];
    for (passed, declared, provider, expected) in cases {
        let main = format!(
            "{HEAD}{providers}module \"m\" {{\n  source = \"../../../../modules/m\"\n  {passed}\n}}\n"
        );
        let module = format!(
            "terraform {{\n  required_providers {{\n    aws = {{\n      source = \"hashicorp/aws\"\n      {declared}\n    }}\n  }}\n}}\n\
             resource \"aws_kms_key\" \"b\" {{\n  {provider}\n}}\n"
        );
        let outcome = judged_all(
            CONFIG,
            &[
                ("policies/p.policy.hcl", policy),
                (&format!("{STACK}/main.tf"), &main),
                ("modules/m/main.tf", &module),
            ],
        )
        .unwrap();
        assert_eq!(
            open(&outcome),
            Vec::<String>::new(),
            "{passed} {declared} {provider}"
        );
        assert_eq!(
            told(&outcome),
            [format!("error module.m.aws_kms_key.b: of {expected}")],
            "{passed} {declared} {provider}"
        );
    }
}

#[test]
fn blocks_that_only_another_version_of_the_provider_has_are_known_to_be_there() {
    let policy = r#"
resource_policy "aws_instance" "interface" {
  enforce {
    condition     = core::length(core::try(attrs["primary_network_interface"], [])) > 0
    error_message = "no interface"
  }
  enforce {
    condition     = core::try(attrs["primary_network_interface"][0].network_interface_id, "") != "eni-1"
    error_message = "the interface"
  }
}
"#;
    let instances = r#"
resource "aws_instance" "one" {
  ami = "ami-1"
  primary_network_interface {
    network_interface_id = "eni-1"
  }
  lifecycle {
    ignore_changes = [ami]
  }
}
variable "interfaces" {
  type = list(string)
}
resource "aws_instance" "any" {
  ami = "ami-1"
  dynamic "primary_network_interface" {
    for_each = var.interfaces
    content {
      network_interface_id = primary_network_interface.value
    }
  }
}
resource "aws_instance" "none" {
  ami = "ami-1"
}
"#;
    let main = format!("{}{instances}", HEAD.replace("5.100.0", "~> 6.0"));
    let path = format!("{STACK}/main.tf");
    let files = [("policies/p.policy.hcl", policy), (&path, &main)];
    let outcome = judged_all(CONFIG, &files).unwrap();
    assert_eq!(errors(&outcome), Vec::<String>::new());
    assert_eq!(told(&outcome), ["error aws_instance.none: no interface"]);
    let why = "no schema of this version of the provider is known";
    assert_eq!(
        open(&outcome),
        [
            format!(
                "aws_instance.one: whether `p` fails (no interface) is not known, because {why}"
            ),
            format!(
                "aws_instance.any: whether `p` fails (no interface) is not known, because {why}"
            ),
        ]
    );
}

#[test]
fn a_message_that_cannot_be_evaluated_is_the_summary_and_that_is_said() {
    let policy = r#"
# iaclint-summary: A queue has no owner.
resource_policy "aws_sqs_queue" "owner" {
  enforce {
    condition     = core::try(attrs.tags["Owner"], null) != null
    error_message = "The queue of ${attrs.tags["Name"]} has none"
  }
}
"#;
    let outcome = judged(
        policy,
        "resource \"aws_sqs_queue\" \"named\" {\n  tags = { Name = \"a\" }\n}\n\
         resource \"aws_sqs_queue\" \"plain\" {\n  tags = { Team = \"b\" }\n}\n",
    );
    assert_eq!(
        told(&outcome),
        [
            "error aws_sqs_queue.named: The queue of a has none",
            "error aws_sqs_queue.plain: A queue has no owner"
        ]
    );
    let said = outcome.notices.iter().filter(|it| it.contains("`p`"));
    let said: Vec<&String> = said.collect();
    assert_eq!(said.len(), 1, "{said:?}");
    let beginning = "the message of the policy `p` could not be evaluated for 1 that it finds, and its summary stands there: ";
    assert!(
        said[0].starts_with(beginning) && said[0].ends_with("(policies/p.policy.hcl:6)"),
        "{said:?}"
    );
    // One that says nothing of itself still tells what is asked of it.
    let silent = policy.replace(
        "    error_message = \"The queue of ${attrs.tags[\"Name\"]} has none\"\n",
        "",
    );
    let outcome = judged(
        &silent,
        "resource \"aws_sqs_queue\" \"q\" {\n  name = \"q\"\n}\n",
    );
    assert_eq!(
        told(&outcome),
        ["error aws_sqs_queue.q: A queue has no owner"]
    );
}
