policytest {
  targets = ["mwaa-public.policy.hcl"]
}

resource "aws_mwaa_environment" "private" {
  attrs = { webserver_access_mode = "PRIVATE_ONLY" }
}

resource "aws_mwaa_environment" "unsaid" {
  attrs = { name = "etl" }
}

resource "aws_mwaa_environment" "public" {
  expect_failure = true
  attrs          = { webserver_access_mode = "PUBLIC_ONLY" }
}

# iaclint-unknown: webserver_access_mode
# iaclint-expect: undetermined
resource "aws_mwaa_environment" "unknown" {
  skip  = true
  attrs = { name = "etl" }
}
