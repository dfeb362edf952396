policytest {
  targets = ["ec2-public-ip.policy.hcl"]
}

resource "aws_launch_template" "private" {
  attrs = { network_interfaces = [{ associate_public_ip_address = "false" }] }
}

resource "aws_launch_template" "unsaid" {
  attrs = { network_interfaces = [{ associate_public_ip_address = null }] }
}

resource "aws_launch_template" "no_interface" {
  attrs = { network_interfaces = [] }
}

# The provider has it as a text here.
resource "aws_launch_template" "public" {
  expect_failure = true
  attrs          = { network_interfaces = [{ associate_public_ip_address = "true" }] }
}

# iaclint-unknown: network_interfaces[0].associate_public_ip_address
# iaclint-expect: undetermined
resource "aws_launch_template" "unknown" {
  skip  = true
  attrs = { network_interfaces = [{ associate_public_ip_address = "" }] }
}

resource "aws_launch_configuration" "private" {
  attrs = { associate_public_ip_address = false }
}

resource "aws_launch_configuration" "public" {
  expect_failure = true
  attrs          = { associate_public_ip_address = true }
}

resource "aws_instance" "unsaid" {
  attrs = { ami = "ami-1" }
}

resource "aws_instance" "public" {
  expect_failure = true
  attrs          = { associate_public_ip_address = true }
}
