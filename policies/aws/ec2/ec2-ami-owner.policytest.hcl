policytest {
  targets = ["ec2-ami-owner.policy.hcl"]
}

data "aws_ami" "anybody" {
  attrs = { id = "ami-anybody", most_recent = true, filter = [{ name = "name", values = ["ubuntu-*"] }] }
}

data "aws_ami" "owned" {
  attrs = { id = "ami-owned", most_recent = true, owners = ["099720109477"], filter = [{ name = "name", values = ["ubuntu-*"] }] }
}

data "aws_ami" "alias" {
  attrs = { id = "ami-alias", most_recent = true, filter = [{ name = "owner-alias", values = ["amazon"] }] }
}

data "aws_ami" "single" {
  attrs = { id = "ami-single", filter = [{ name = "name", values = ["ubuntu-*"] }] }
}

resource "aws_instance" "by_template" {
  attrs = { launch_template = [{ id = "lt-1" }] }
}

resource "aws_instance" "anybody" {
  expect_failure = true
  attrs          = { ami = "ami-anybody" }
}

resource "aws_instance" "owned" {
  attrs = { ami = "ami-owned" }
}

resource "aws_instance" "alias" {
  attrs = { ami = "ami-alias" }
}

resource "aws_instance" "single" {
  attrs = { ami = "ami-single" }
}

# It may be what a data source finds.
# iaclint-expect: undetermined
resource "aws_instance" "written_out" {
  skip  = true
  attrs = { ami = "ami-1" }
}

resource "aws_launch_template" "anybody" {
  expect_failure = true
  attrs          = { image_id = "ami-anybody" }
}

resource "aws_launch_template" "owned" {
  attrs = { image_id = "ami-owned" }
}

resource "aws_launch_template" "alias" {
  attrs = { image_id = "ami-alias" }
}

resource "aws_launch_template" "single" {
  attrs = { image_id = "ami-single" }
}

# It may be what a data source finds.
# iaclint-expect: undetermined
resource "aws_launch_template" "written_out" {
  skip  = true
  attrs = { image_id = "ami-1" }
}

resource "aws_launch_configuration" "anybody" {
  expect_failure = true
  attrs          = { image_id = "ami-anybody" }
}

resource "aws_launch_configuration" "owned" {
  attrs = { image_id = "ami-owned" }
}

resource "aws_launch_configuration" "alias" {
  attrs = { image_id = "ami-alias" }
}

resource "aws_launch_configuration" "single" {
  attrs = { image_id = "ami-single" }
}

# It may be what a data source finds.
# iaclint-expect: undetermined
resource "aws_launch_configuration" "written_out" {
  skip  = true
  attrs = { image_id = "ami-1" }
}
