policytest {
  targets = ["ec2-imdsv2.policy.hcl"]
}

data "aws_ami" "new" {
  attrs = {
    id     = "ami-2023"
    filter = [{ name = "name", values = ["al2023-ami-*-x86_64"] }]
  }
}

data "aws_ssm_parameter" "new" {
  attrs = {
    name  = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64"
    value = "ami-2023-arm"
  }
}

resource "aws_instance" "by_image" {
  attrs = { ami = "ami-2023" }
}

resource "aws_launch_template" "by_image" {
  attrs = { image_id = "ami-2023-arm" }
}

resource "aws_launch_template" "against_image" {
  expect_failure = true
  attrs = {
    image_id         = "ami-2023-arm"
    metadata_options = [{ http_tokens = "optional" }]
  }
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

resource "aws_launch_template" "unsaid" {
  expect_failure = true
  attrs          = { metadata_options = [] }
}

resource "aws_launch_template" "other_option" {
  expect_failure = true
  attrs          = { metadata_options = [{ http_put_response_hop_limit = 1 }] }
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
  attrs          = { metadata_options = [] }
}

resource "aws_instance" "required" {
  attrs = { metadata_options = [{ http_tokens = "required" }] }
}

resource "aws_instance" "by_template" {
  attrs = { launch_template = [{ id = "lt-1" }], metadata_options = [] }
}

resource "aws_instance" "against_template" {
  expect_failure = true
  attrs          = { launch_template = [{ id = "lt-1" }], metadata_options = [{ http_tokens = "optional" }] }
}

resource "aws_instance" "unsaid" {
  expect_failure = true
  attrs          = { metadata_options = [] }
}
