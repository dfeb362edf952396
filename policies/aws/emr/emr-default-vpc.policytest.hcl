policytest {
  targets = ["emr-default-vpc.policy.hcl"]
}

resource "aws_emr_cluster" "one" {
  attrs = { ec2_attributes = [{ subnet_id = "subnet-1" }] }
}

resource "aws_emr_cluster" "fleet" {
  attrs = { ec2_attributes = [{ subnet_ids = ["subnet-1", "subnet-2"] }] }
}

resource "aws_emr_cluster" "no_subnet" {
  expect_failure = true
  attrs          = { ec2_attributes = [{ instance_profile = "emr" }] }
}

resource "aws_emr_cluster" "unsaid" {
  expect_failure = true
  attrs          = { name = "spark" }
}

# iaclint-unknown: ec2_attributes[0].subnet_id
# iaclint-expect: undetermined
resource "aws_emr_cluster" "unknown" {
  skip  = true
  attrs = { ec2_attributes = [{ instance_profile = "emr" }] }
}
