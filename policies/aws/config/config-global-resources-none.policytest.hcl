policytest {
  targets = ["config-global-resources.policy.hcl"]
}

resource "aws_config_configuration_recorder" "regional" {
  expect_failure = true
  attrs          = { recording_group = [{ include_global_resource_types = false }] }
}

resource "aws_config_configuration_recorder" "unsaid" {
  expect_failure = true
  attrs          = { recording_group = [{ all_supported = true }] }
}

resource "aws_config_configuration_recorder" "no_group" {
  expect_failure = true
  attrs          = { name = "default" }
}

resource "aws_config_configuration_recorder" "without_iam" {
  expect_failure = true
  attrs = {
    recording_group = [{
      all_supported               = false
      exclusion_by_resource_types = [{ resource_types = ["AWS::EC2::Instance", "AWS::IAM::Role"] }]
      recording_strategy          = [{ use_only = "EXCLUSION_BY_RESOURCE_TYPES" }]
    }]
  }
}

resource "aws_config_configuration_recorder" "only_roles" {
  expect_failure = true
  attrs          = { recording_group = [{ all_supported = false, resource_types = ["AWS::IAM::Role"] }] }
}
