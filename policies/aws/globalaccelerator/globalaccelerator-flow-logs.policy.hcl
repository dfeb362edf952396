# iaclint-summary: The connections through an accelerator are not recorded.
# iaclint-why: Nobody can tell afterwards from where an application was reached, and which of its endpoints answered.
# iaclint-fix: Set `flow_logs_enabled = true`, `flow_logs_s3_bucket` and `flow_logs_s3_prefix` in `attributes`.
# iaclint-groups: logging
# iaclint-peers: checkov:CKV_AWS_75, kics:96e8183b-e985-457b-90cd-61c0503a3369
resource_policy "aws_globalaccelerator_accelerator" "flow_logs" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.attributes[0].flow_logs_enabled, false) == true
    error_message = "Connections through the accelerator are not recorded"
  }
}
