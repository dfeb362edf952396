//! The same system, written in different ways.

use super::{compared, expected, pair, unexpected, with};

fn stacks(prod: &str, test: &str) -> std::collections::BTreeMap<String, String> {
    let head = "terraform {\n  backend \"s3\" {\n    bucket = \"state-%E\"\n    key    = \"app\"\n    region = \"us-east-1\"\n  }\n}\n";
    let mut files = pair(&[("live/%E/us-east-1/app/main.tf", head)]);
    for (name, text) in [("prod", prod), ("test", test)] {
        let file = files
            .get_mut(&format!("live/{name}/us-east-1/app/main.tf"))
            .unwrap();
        file.push_str(text);
    }
    files
}

fn same(prod: &str, test: &str) {
    let found = compared(&stacks(prod, test), "prod", "test");
    assert_eq!(unexpected(&found), [""; 0]);
    assert_eq!(expected(&found), [""; 0]);
    assert!(found.uncertain.is_empty(), "{:#?}", found.uncertain);
}

#[test]
fn counted_and_for_each_resources_may_be_the_same() {
    same(
        r#"
resource "aws_sqs_queue" "this" {
  count = 2
  name  = "q-${count.index}"
  delay_seconds = 5
}
"#,
        r#"
resource "aws_sqs_queue" "this" {
  for_each = { a = 0, b = 1 }
  name  = "q-${each.value}"
  delay_seconds = 5
}
"#,
    );
}

#[test]
fn a_resource_may_have_another_name_in_the_code() {
    same(
        "resource \"aws_vpc\" \"main\" {\n  cidr_block = \"10.0.0.0/16\"\n}\n\
         resource \"aws_subnet\" \"a\" {\n  vpc_id     = aws_vpc.main.id\n  cidr_block = \"10.0.16.0/20\"\n}\n",
        "resource \"aws_vpc\" \"this\" {\n  cidr_block = \"10.1.0.0/16\"\n}\n\
         resource \"aws_subnet\" \"first\" {\n  vpc_id     = aws_vpc.this.id\n  cidr_block = \"10.1.16.0/20\"\n}\n",
    );
}

#[test]
fn locals_and_literals_may_say_the_same() {
    same(
        "locals {\n  port = 80\n}\nresource \"aws_lb_target_group\" \"this\" {\n  port     = local.port\n  protocol = \"HTTP\"\n}\n",
        "resource \"aws_lb_target_group\" \"this\" {\n  port     = 40 + 40\n  protocol = upper(\"http\")\n}\n",
    );
}

#[test]
fn an_element_in_the_middle_of_a_counted_resource_does_not_move_the_others() {
    let text = |names: &str| {
        format!(
            "locals {{\n  names = [{names}]\n}}\nresource \"aws_sqs_queue\" \"this\" {{\n  count = length(local.names)\n  name = local.names[count.index]\n  delay_seconds = length(local.names[count.index])\n}}\n"
        )
    };
    let found = compared(
        &stacks(&text(r#""a", "bb", "ccc""#), &text(r#""a", "ccc""#)),
        "prod",
        "test",
    );
    assert_eq!(
        unexpected(&found),
        [r#"parity-resource-missing us-east-1/app local.names[1]: "bb" / -"#]
    );
}

#[test]
fn an_output_under_another_name_gives_the_same() {
    let files = pair(&[(
        "live/%E/us-east-1/app/main.tf",
        "resource \"aws_s3_bucket\" \"data\" {\n  bucket = \"acme-%E-data\"\n}\n\
         output \"bucket_arn\" {\n  value = aws_s3_bucket.data.arn\n}\noutput \"bucket\" {\n  value = aws_s3_bucket.data.id\n}\n",
    )]);
    let path = "live/test/us-east-1/app/main.tf";
    let renamed = with(files.clone(), path, "\"bucket_arn\"", "\"data_arn\"");
    assert_eq!(unexpected(&compared(&renamed, "prod", "test")), [""; 0]);
    // Another attribute of it is another output.
    let other = with(renamed, path, "data.arn", "data.bucket_domain_name");
    assert_eq!(unexpected(&compared(&other, "prod", "test")).len(), 2);
}

#[test]
fn what_two_searches_find_is_not_known_to_be_the_same() {
    let files = pair(&[(
        "live/%E/us-east-1/app/main.tf",
        "data \"aws_ami\" \"base\" {\n  most_recent = true\n  owners = [\"amazon\"]\n}\n\
         resource \"aws_instance\" \"web\" {\n  ami = data.aws_ami.base.id\n  instance_type = \"t3.micro\"\n}\n",
    )]);
    let same = compared(&files, "prod", "test");
    assert!(same.uncertain.is_empty(), "{:?}", same.uncertain);
    let prod = "live/prod/us-east-1/app/main.tf";
    let other = compared(&with(files, prod, "amazon", "self"), "prod", "test");
    assert_eq!(unexpected(&other), [""; 0]);
    assert_eq!(other.uncertain.len(), 1, "{:?}", other.uncertain);
}
