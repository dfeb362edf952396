policytest {
  targets = ["ec2-role.policy.hcl"]
}

# iaclint-unknown: name
resource "aws_iam_instance_profile" "made" {
  skip  = true
  attrs = { name = "web", role = "web" }
}

resource "aws_instance" "with_made_role" {
  attrs = { iam_instance_profile = aws_iam_instance_profile.made.attrs.name }
}
