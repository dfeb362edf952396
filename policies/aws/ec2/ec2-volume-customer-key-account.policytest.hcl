policytest {
  targets = ["ec2-volume-customer-key.policy.hcl"]
}

resource "aws_ebs_default_kms_key" "own" {
  skip  = true
  attrs = { key_arn = "arn:aws:kms:us-east-1:111122223333:key/1" }
}

resource "aws_ebs_volume" "left_out" {
  attrs = { encrypted = true }
}
