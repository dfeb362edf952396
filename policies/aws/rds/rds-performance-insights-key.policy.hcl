# iaclint-id: rds-performance-insights-key
# iaclint-summary: Performance Insights of a database are encrypted with a key of AWS.
# iaclint-why: They hold the texts of queries. A key of AWS has no policy of one's own: one cannot say who may
# decrypt, and cannot withdraw it.
# iaclint-fix: Set `performance_insights_kms_key_id` to the ARN of a key of your own; it cannot be changed later.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_354, trivy:AWS-0078
# iaclint-security: 2.5

resource_policy "aws_db_instance" "performance_insights_key" {
  enforcement_level = "advisory"

  filter = core::try(attrs.performance_insights_enabled, false) == true

  enforce {
    condition = (
      core::try(attrs.performance_insights_kms_key_id, null) != null &&
      core::try(attrs.performance_insights_kms_key_id, null) != ""
    )
    error_message = "Performance Insights are encrypted with a key of AWS"
  }
}

resource_policy "aws_rds_cluster_instance" "performance_insights_key" {
  enforcement_level = "advisory"

  filter = core::try(attrs.performance_insights_enabled, false) == true

  enforce {
    condition = (
      core::try(attrs.performance_insights_kms_key_id, null) != null &&
      core::try(attrs.performance_insights_kms_key_id, null) != ""
    )
    error_message = "Performance Insights are encrypted with a key of AWS"
  }
}

resource_policy "aws_rds_cluster" "performance_insights_key" {
  enforcement_level = "advisory"

  filter = core::try(attrs.performance_insights_enabled, false) == true

  enforce {
    condition = (
      core::try(attrs.performance_insights_kms_key_id, null) != null &&
      core::try(attrs.performance_insights_kms_key_id, null) != ""
    )
    error_message = "Performance Insights are encrypted with a key of AWS"
  }
}
