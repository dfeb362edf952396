policytest {
  targets = ["codeartifact-customer-key.policy.hcl"]
}

resource "aws_kms_key" "packages" {
  skip  = true
  attrs = { arn = "arn:aws:kms:eu-central-1:111122223333:key/1234" }
}

resource "aws_codeartifact_domain" "own" {
  attrs = { encryption_key = aws_kms_key.packages.attrs.arn }
}

resource "aws_codeartifact_domain" "unsaid" {
  expect_failure = true
  attrs          = { domain = "shop" }
}

# iaclint-unknown: encryption_key
# iaclint-expect: undetermined
resource "aws_codeartifact_domain" "unknown" {
  skip  = true
  attrs = { domain = "shop" }
}
