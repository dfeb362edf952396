policytest {
  targets = ["config-aggregator-regions.policy.hcl"]
}

resource "aws_config_configuration_aggregator" "accounts" {
  attrs = { account_aggregation_source = [{ account_ids = ["111122223333"], all_regions = true }] }
}

resource "aws_config_configuration_aggregator" "organization" {
  attrs = { organization_aggregation_source = [{ all_regions = true }] }
}

resource "aws_config_configuration_aggregator" "some" {
  expect_failure = true
  attrs          = { account_aggregation_source = [{ account_ids = ["111122223333"], regions = ["eu-central-1"] }] }
}

resource "aws_config_configuration_aggregator" "off" {
  expect_failure = true
  attrs          = { organization_aggregation_source = [{ all_regions = false, regions = ["eu-central-1"] }] }
}

# iaclint-unknown: organization_aggregation_source[0].all_regions
# iaclint-expect: undetermined
resource "aws_config_configuration_aggregator" "unknown" {
  skip  = true
  attrs = { organization_aggregation_source = [{ role_arn = "arn:aws:iam::111122223333:role/config" }] }
}
