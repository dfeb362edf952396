policytest {
  targets = ["ec2-imdsv2-said.policy.hcl"]
}

resource "aws_launch_template" "required" {
  attrs = { metadata_options = [{ http_tokens = "required", http_endpoint = "enabled" }] }
}

resource "aws_launch_template" "no_service" {
  attrs = { metadata_options = [{ http_tokens = null, http_endpoint = "disabled" }] }
}

resource "aws_launch_template" "optional" {
  expect_failure = true
  attrs          = { metadata_options = [{ http_tokens = "optional" }] }
}

# Whatever the image demands.
resource "aws_launch_template" "unsaid" {
  expect_failure = true
  attrs          = { image_id = "ami-005e54dee72cc1d00" }
}

# iaclint-unknown: metadata_options[0].http_tokens
# iaclint-expect: undetermined
resource "aws_launch_template" "unknown" {
  skip  = true
  attrs = { metadata_options = [{ http_tokens = "" }] }
}

resource "aws_launch_configuration" "required" {
  attrs = { metadata_options = [{ http_tokens = "required" }] }
}

resource "aws_launch_configuration" "unsaid" {
  expect_failure = true
  attrs          = { image_id = "ami-005e54dee72cc1d00", metadata_options = [] }
}

resource "aws_instance" "required" {
  attrs = { metadata_options = [{ http_tokens = "required" }] }
}

resource "aws_instance" "unsaid" {
  expect_failure = true
  attrs          = { ami = "ami-005e54dee72cc1d00" }
}

resource "aws_instance" "by_template" {
  attrs = { launch_template = [{ id = "lt-1" }] }
}

resource "aws_instance" "against_template" {
  expect_failure = true
  attrs          = { launch_template = [{ id = "lt-1" }], metadata_options = [{ http_tokens = "optional" }] }
}
