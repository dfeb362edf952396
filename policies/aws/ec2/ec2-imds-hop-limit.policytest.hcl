policytest {
  targets = ["ec2-imds-hop-limit.policy.hcl"]
}

resource "aws_launch_template" "one" {
  attrs = { metadata_options = [{ http_put_response_hop_limit = 1 }] }
}

resource "aws_launch_template" "unsaid" {
  attrs = { metadata_options = [] }
}

resource "aws_launch_template" "no_service" {
  attrs = { metadata_options = [{ http_put_response_hop_limit = 2, http_endpoint = "disabled" }] }
}

resource "aws_launch_template" "two" {
  expect_failure = true
  attrs          = { metadata_options = [{ http_put_response_hop_limit = 2 }] }
}

# iaclint-unknown: metadata_options[0].http_put_response_hop_limit
# iaclint-expect: undetermined
resource "aws_launch_template" "unknown" {
  skip  = true
  attrs = { metadata_options = [{ http_put_response_hop_limit = 1 }] }
}

resource "aws_launch_configuration" "two" {
  expect_failure = true
  attrs          = { metadata_options = [{ http_put_response_hop_limit = 2 }] }
}

resource "aws_instance" "two" {
  expect_failure = true
  attrs          = { metadata_options = [{ http_put_response_hop_limit = 2 }] }
}
