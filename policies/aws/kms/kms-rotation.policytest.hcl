policytest {
  targets = ["kms-rotation.policy.hcl"]
}

resource "aws_kms_key" "rotated" {
  attrs = { enable_key_rotation = true }
}

resource "aws_kms_key" "off" {
  expect_failure = true
  attrs          = { enable_key_rotation = false }
}

resource "aws_kms_key" "unsaid" {
  expect_failure = true
  attrs          = { customer_master_key_spec = "SYMMETRIC_DEFAULT" }
}

resource "aws_kms_key" "asymmetric" {
  attrs = { customer_master_key_spec = "RSA_2048" }
}

resource "aws_kms_key" "asymmetric_rotated" {
  expect_failure = true
  attrs = {
    customer_master_key_spec = "RSA_2048"
    enable_key_rotation      = true
  }
}

resource "aws_kms_key" "of_a_store_rotated" {
  expect_failure = true
  attrs = {
    custom_key_store_id = "cks-1"
    enable_key_rotation = true
  }
}

resource "aws_kms_key" "for_signatures" {
  attrs = { key_usage = "SIGN_VERIFY" }
}

resource "aws_kms_key" "of_a_store" {
  attrs = { custom_key_store_id = "cks-1" }
}

# iaclint-unknown: enable_key_rotation
# iaclint-expect: undetermined
resource "aws_kms_key" "unknown" {
  skip  = true
  attrs = { description = "x" }
}
