policytest {
  targets = ["emr-public-access-block.policy.hcl"]
}

resource "aws_emr_block_public_access_configuration" "blocked" {
  attrs = {
    block_public_security_group_rules          = true
    permitted_public_security_group_rule_range = [{ min_range = 22, max_range = 22 }]
  }
}

resource "aws_emr_block_public_access_configuration" "open" {
  expect_failure = true
  attrs          = { block_public_security_group_rules = false }
}

# iaclint-unknown: block_public_security_group_rules
# iaclint-expect: undetermined
resource "aws_emr_block_public_access_configuration" "unknown" {
  skip  = true
  attrs = { block_public_security_group_rules = true }
}
