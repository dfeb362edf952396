policytest {
  targets = ["ec2-imdsv2-said.policy.hcl"]
}

resource "aws_ec2_instance_metadata_defaults" "account" {
  skip  = true
  attrs = { http_tokens = "required" }
}

resource "aws_instance" "unsaid" {
  attrs = { ami = "ami-005e54dee72cc1d00" }
}

# What a template says goes before what the account does.
resource "aws_launch_template" "optional" {
  expect_failure = true
  attrs          = { metadata_options = [{ http_tokens = "optional" }] }
}
