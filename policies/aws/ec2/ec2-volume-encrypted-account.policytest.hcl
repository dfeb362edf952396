policytest {
  targets = ["ec2-volume-encrypted.policy.hcl"]
}

resource "aws_ebs_encryption_by_default" "all" {
  skip  = true
  attrs = {}
}

resource "aws_ebs_volume" "left_out" {
  attrs = { size = 8 }
}
