policytest {
  targets = ["ec2-default-security-group.policy.hcl"]
}

resource "aws_default_security_group" "default" {
  skip  = true
  attrs = { id = "sg-default" }
}

resource "aws_vpc" "main" {
  skip  = true
  attrs = { default_security_group_id = "sg-main-default" }
}

resource "aws_instance" "own" {
  attrs = { vpc_security_group_ids = ["sg-web"] }
}

resource "aws_instance" "default" {
  expect_failure = true
  attrs          = { vpc_security_group_ids = ["sg-web", "sg-default"] }
}

resource "aws_instance" "of_vpc" {
  expect_failure = true
  attrs          = { vpc_security_group_ids = ["sg-main-default"] }
}

resource "aws_instance" "by_name" {
  expect_failure = true
  attrs          = { security_groups = ["default"] }
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

# iaclint-unknown: vpc_security_group_ids
# iaclint-expect: undetermined
resource "aws_instance" "unknown" {
  skip  = true
  attrs = { ami = "ami-1" }
}
