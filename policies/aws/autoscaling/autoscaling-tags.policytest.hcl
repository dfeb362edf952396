policytest {
  targets = ["autoscaling-tags.policy.hcl"]
}

resource "aws_autoscaling_group" "tagged" {
  attrs = { id = "1", tag = [{ key = "Owner", value = "shop", propagate_at_launch = true }] }
}

resource "aws_autoscaling_group" "apart" {
  attrs = { id = "2", tag = [] }
}

resource "aws_autoscaling_group_tag" "apart" {
  skip  = true
  attrs = { autoscaling_group_name = aws_autoscaling_group.apart.attrs.id }
}

resource "aws_autoscaling_group" "untagged" {
  expect_failure = true
  attrs          = { id = "3", tag = [] }
}

resource "aws_autoscaling_group" "unsaid" {
  expect_failure = true
  attrs          = { id = "4" }
}

# iaclint-unknown: tag
# iaclint-expect: undetermined
resource "aws_autoscaling_group" "unknown" {
  skip  = true
  attrs = { id = "5" }
}
