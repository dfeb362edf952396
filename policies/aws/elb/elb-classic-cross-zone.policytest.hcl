policytest {
  targets = ["elb-classic-cross-zone.policy.hcl"]
}

resource "aws_elb" "on" {
  attrs = { cross_zone_load_balancing = true }
}

resource "aws_elb" "left_out" {
  attrs = { name = "web" }
}

resource "aws_elb" "off" {
  expect_failure = true
  attrs          = { cross_zone_load_balancing = false }
}

# iaclint-unknown: cross_zone_load_balancing
# iaclint-expect: undetermined
resource "aws_elb" "unknown" {
  skip  = true
  attrs = { name = "web" }
}
