policytest {
  targets = ["ec2-default-vpc.policy.hcl"]
}

resource "aws_subnet" "own" {
  skip  = true
  attrs = { id = "subnet-own", vpc_id = "vpc-own" }
}

resource "aws_default_vpc" "default" {
  skip  = true
  attrs = { id = "vpc-default" }
}

resource "aws_subnet" "in_default" {
  skip  = true
  attrs = { id = "subnet-more", vpc_id = "vpc-default" }
}

resource "aws_default_subnet" "default" {
  skip  = true
  attrs = { id = "subnet-default" }
}

resource "aws_instance" "in_own" {
  attrs = { subnet_id = "subnet-own" }
}

resource "aws_instance" "elsewhere" {
  attrs = { subnet_id = "subnet-written-out" }
}

resource "aws_instance" "in_default_subnet" {
  expect_failure = true
  attrs          = { subnet_id = "subnet-default" }
}

resource "aws_instance" "in_subnet_of_default" {
  expect_failure = true
  attrs          = { subnet_id = "subnet-more" }
}

resource "aws_instance" "left_out" {
  expect_failure = true
  attrs          = { ami = "ami-1" }
}

resource "aws_instance" "by_interface" {
  attrs = { network_interface = [{ network_interface_id = "eni-1" }] }
}

# As version 6 of the provider has it.
resource "aws_instance" "by_primary_interface" {
  attrs = { primary_network_interface = [{ network_interface_id = "eni-1" }] }
}

resource "aws_instance" "by_template" {
  attrs = { launch_template = [{ id = "lt-1" }] }
}

# iaclint-unknown: subnet_id
# iaclint-expect: undetermined
resource "aws_instance" "unknown" {
  skip  = true
  attrs = { ami = "ami-1" }
}
