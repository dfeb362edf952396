policytest {
  targets = ["config-global-resources.policy.hcl"]
}

resource "aws_config_configuration_recorder" "named" {
  attrs = {
    recording_group = [{
      all_supported  = false
      resource_types = ["AWS::IAM::Group", "AWS::IAM::Policy", "AWS::IAM::Role", "AWS::IAM::User", "AWS::S3::Bucket"]
    }]
  }
}
