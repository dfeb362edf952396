policytest {
  targets = ["s3-public-access-block.policy.hcl"]
}

resource "aws_s3_account_public_access_block" "all" {
  skip  = true
  attrs = { block_public_acls = true }
}

resource "aws_s3_bucket" "of_the_account" {
  attrs = { id = "images" }
}
