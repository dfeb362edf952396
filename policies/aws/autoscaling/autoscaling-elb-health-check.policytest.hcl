policytest {
  targets = ["autoscaling-elb-health-check.policy.hcl"]
}

resource "aws_autoscaling_group" "heeds" {
  attrs = { id = "1", target_group_arns = ["arn:tg"], health_check_type = "ELB" }
}

resource "aws_autoscaling_group" "no_balancer" {
  attrs = { id = "2", target_group_arns = [], load_balancers = [] }
}

resource "aws_autoscaling_group" "in_its_block" {
  expect_failure = true
  attrs          = { id = "3", target_group_arns = ["arn:tg"], health_check_type = "EC2" }
}

resource "aws_autoscaling_group" "classic" {
  expect_failure = true
  attrs          = { id = "4", load_balancers = ["web"] }
}

resource "aws_autoscaling_group" "attached" {
  expect_failure = true
  attrs          = { id = "5" }
}

resource "aws_autoscaling_attachment" "attached" {
  skip  = true
  attrs = { autoscaling_group_name = aws_autoscaling_group.attached.attrs.id, lb_target_group_arn = "arn:tg" }
}

resource "aws_autoscaling_group" "by_traffic_source" {
  expect_failure = true
  attrs          = { id = "6", traffic_source = [{ identifier = "arn:tg", type = "elbv2" }] }
}

resource "aws_autoscaling_group" "by_name" {
  expect_failure = true
  attrs          = { id = "8", name = "web" }
}

resource "aws_autoscaling_attachment" "by_name" {
  skip  = true
  attrs = { autoscaling_group_name = "web", elb = "classic" }
}

# iaclint-unknown: health_check_type
# iaclint-expect: undetermined
resource "aws_autoscaling_group" "unknown" {
  skip  = true
  attrs = { id = "7", target_group_arns = ["arn:tg"] }
}
