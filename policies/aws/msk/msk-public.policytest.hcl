policytest {
  targets = ["msk-public.policy.hcl"]
}

resource "aws_msk_cluster" "private" {
  attrs = { broker_node_group_info = [{ connectivity_info = [{ public_access = [{ type = "DISABLED" }] }] }] }
}

resource "aws_msk_cluster" "unsaid" {
  attrs = { broker_node_group_info = [{ instance_type = "kafka.m5.large" }] }
}

resource "aws_msk_cluster" "public" {
  expect_failure = true
  attrs          = { broker_node_group_info = [{ connectivity_info = [{ public_access = [{ type = "SERVICE_PROVIDED_EIPS" }] }] }] }
}

# iaclint-unknown: broker_node_group_info[0].connectivity_info[0].public_access[0].type
# iaclint-expect: undetermined
resource "aws_msk_cluster" "unknown" {
  skip  = true
  attrs = { broker_node_group_info = [{ connectivity_info = [{ public_access = [{ type = "DISABLED" }] }] }] }
}
