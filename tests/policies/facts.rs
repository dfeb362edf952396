//! `iaclint::…`: what follows from the whole environment.

use super::{judged, open, told};

const NETWORK: &str = r#"
variable "zone" {
  type = string
}
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}
resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}
resource "aws_route_table_association" "a" {
  subnet_id      = aws_subnet.a.id
  route_table_id = aws_route_table.public.id
}
resource "aws_route_table" "none" {
  vpc_id = aws_vpc.main.id
}
resource "aws_route_table_association" "b" {
  subnet_id      = aws_subnet.b.id
  route_table_id = aws_route_table.none.id
}
resource "aws_subnet" "a" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.0.0/24"
  availability_zone = "us-east-1a"
}
resource "aws_subnet" "b" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "us-east-1b"
}
resource "aws_subnet" "c" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.2.0/24"
  availability_zone = var.zone
}
"#;

fn group(name: &str, subnets: &str) -> String {
    format!("resource \"aws_db_subnet_group\" \"{name}\" {{\n  subnet_ids = [{subnets}]\n}}\n")
}

#[test]
fn zones_are_those_of_the_subnets() {
    let policy = r#"
resource_policy "aws_db_subnet_group" "zones" {
  enforce {
    condition     = core::length(iaclint::zones(attrs.subnet_ids)) >= 2
    error_message = "one zone in ${iaclint::environment()}"
  }
}
"#;
    let groups = [
        group("two", "aws_subnet.a.id, aws_subnet.b.id"),
        group("one", "aws_subnet.a.id"),
        group("three", "aws_subnet.a.id, aws_subnet.b.id, aws_subnet.c.id"),
        group("perhaps", "aws_subnet.a.id, aws_subnet.c.id"),
    ];
    let outcome = judged(policy, &format!("{NETWORK}{}", groups.concat()));
    assert_eq!(
        told(&outcome),
        ["error aws_db_subnet_group.one: one zone in prod"]
    );
    let found = open(&outcome);
    assert!(
        found.len() == 1 && found[0].starts_with("aws_db_subnet_group.perhaps"),
        "{found:?}"
    );
}

#[test]
fn the_class_of_a_subnet_follows_from_its_routes() {
    let policy = r#"
resource_policy "aws_subnet" "class" {
  enforce {
    condition     = iaclint::subnet_class(attrs.id) != "public"
    error_message = "public"
  }
}
"#;
    let outcome = judged(policy, NETWORK);
    assert_eq!(told(&outcome), ["error aws_subnet.a: public"]);
    let found = open(&outcome);
    assert!(
        found.iter().all(|line| line.starts_with("aws_subnet.c")),
        "{found:?}"
    );
}

#[test]
fn a_name_that_there_is_not_is_told() {
    let policy = "resource_policy \"aws_subnet\" \"class\" {\n  enforce {\n    condition = iaclint::subnet_clas(attrs.id) == \
                  \"public\"\n  }\n}\n";
    let outcome = judged(policy, "");
    let errors = super::errors(&outcome);
    assert!(
        errors.len() == 1 && errors[0].ends_with("did you mean `iaclint::subnet_class`?"),
        "{errors:?}"
    );
}
