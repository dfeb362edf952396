policytest {
  targets = ["cloudformation-template.policy.hcl"]
}

resource "aws_cloudformation_stack" "body" {
  attrs = { template_body = "{}" }
}

resource "aws_cloudformation_stack" "url" {
  attrs = { template_url = "https://stacks.s3.amazonaws.com/network.json" }
}

resource "aws_cloudformation_stack" "none" {
  expect_failure = true
  attrs          = { name = "network" }
}

resource "aws_cloudformation_stack" "two" {
  expect_failure = true
  attrs = {
    template_body = "{}"
    template_url  = "https://stacks.s3.amazonaws.com/network.json"
  }
}

resource "aws_cloudformation_stack" "url_and_empty_body" {
  attrs = {
    template_body = ""
    template_url  = "https://stacks.s3.amazonaws.com/network.json"
  }
}

# iaclint-unknown: template_url
# iaclint-expect: undetermined
resource "aws_cloudformation_stack" "unknown" {
  skip  = true
  attrs = { name = "network" }
}
