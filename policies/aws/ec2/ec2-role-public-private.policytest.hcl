policytest {
  targets = ["ec2-role-public-private.policy.hcl"]
}

resource "aws_subnet" "public" {
  skip  = true
  attrs = { id = "subnet-public" }
  meta  = { subnet_class = "public" }
}

resource "aws_subnet" "private" {
  skip  = true
  attrs = { id = "subnet-private" }
  meta  = { subnet_class = "private" }
}

resource "aws_instance" "shares" {
  expect_failure = true
  attrs          = { subnet_id = "subnet-public", iam_instance_profile = "shared" }
}

resource "aws_instance" "shared" {
  attrs = { subnet_id = "subnet-private", iam_instance_profile = "shared" }
}

resource "aws_instance" "alone" {
  attrs = { subnet_id = "subnet-public", iam_instance_profile = "web" }
}

resource "aws_instance" "also_public" {
  attrs = { subnet_id = "subnet-public", iam_instance_profile = "web" }
}

resource "aws_instance" "without" {
  attrs = { subnet_id = "subnet-public" }
}

resource "aws_instance" "other" {
  attrs = { subnet_id = "subnet-private", iam_instance_profile = "other" }
}

# iaclint-unknown: subnet_id
# iaclint-expect: undetermined
resource "aws_instance" "unknown" {
  skip  = true
  attrs = { iam_instance_profile = "other" }
}
