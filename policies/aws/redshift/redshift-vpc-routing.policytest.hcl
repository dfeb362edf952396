policytest {
  targets = ["redshift-vpc-routing.policy.hcl"]
}

resource "aws_redshift_cluster" "on" {
  attrs = { enhanced_vpc_routing = true }
}

resource "aws_redshift_cluster" "off" {
  expect_failure = true
  attrs          = { enhanced_vpc_routing = false }
}

resource "aws_redshift_cluster" "unsaid" {
  expect_failure = true
  attrs          = { cluster_identifier = "sales" }
}

# iaclint-unknown: enhanced_vpc_routing
# iaclint-expect: undetermined
resource "aws_redshift_cluster" "unknown" {
  skip  = true
  attrs = { cluster_identifier = "sales" }
}

resource "aws_redshiftserverless_workgroup" "on" {
  attrs = { enhanced_vpc_routing = true }
}

resource "aws_redshiftserverless_workgroup" "off" {
  expect_failure = true
  attrs          = { enhanced_vpc_routing = false }
}

resource "aws_redshiftserverless_workgroup" "unsaid" {
  expect_failure = true
  attrs          = { workgroup_name = "sales" }
}

# iaclint-unknown: enhanced_vpc_routing
# iaclint-expect: undetermined
resource "aws_redshiftserverless_workgroup" "unknown" {
  skip  = true
  attrs = { workgroup_name = "sales" }
}
