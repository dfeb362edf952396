policytest {
  targets = ["msk-customer-key.policy.hcl"]
}

resource "aws_kms_key" "data" {
  skip  = true
  attrs = { id = "1234", key_id = "1234", arn = "arn:aws:kms:us-east-1:111122223333:key/1234" }
}

resource "aws_msk_cluster" "own" {
  attrs = { encryption_info = [{ encryption_at_rest_kms_key_arn = aws_kms_key.data.attrs.arn }] }
}

resource "aws_msk_cluster" "unsaid" {
  expect_failure = true
  attrs          = { cluster_name = "shop" }
}

resource "aws_msk_cluster" "other" {
  expect_failure = true
  attrs          = { encryption_info = [{ encryption_in_transit = [{ client_broker = "TLS" }] }] }
}

# iaclint-unknown: encryption_info[0].encryption_at_rest_kms_key_arn
# iaclint-expect: undetermined
resource "aws_msk_cluster" "unknown" {
  skip  = true
  attrs = { encryption_info = [{ encryption_in_transit = [] }] }
}
