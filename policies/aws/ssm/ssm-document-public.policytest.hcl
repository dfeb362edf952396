policytest {
  targets = ["ssm-document-public.policy.hcl"]
}

resource "aws_ssm_document" "unsaid" {
  attrs = { document_type = "Command" }
}

resource "aws_ssm_document" "shared" {
  attrs = { permissions = { type = "Share", account_ids = "111122223333,444455556666" } }
}

resource "aws_ssm_document" "public" {
  expect_failure = true
  attrs          = { permissions = { type = "Share", account_ids = "All" } }
}

resource "aws_ssm_document" "public_in_lowercase" {
  expect_failure = true
  attrs          = { permissions = { type = "Share", account_ids = "all" } }
}

# iaclint-unknown: permissions
# iaclint-expect: undetermined
resource "aws_ssm_document" "unknown" {
  skip  = true
  attrs = { document_type = "Command" }
}
