# iaclint-summary: The methods of an API are not counted one by one.
# iaclint-why: CloudWatch has figures of the whole stage only: which method is slow or fails cannot be seen, and no
# alarm can watch one.
# iaclint-fix: Set `metrics_enabled = true` in `settings`. Each method is paid for as a metric of its own.
# iaclint-groups: logging
# iaclint-peers: kics:081069cb-588b-4ce1-884c-2a1ce3029fe5, checkov:CKV2_AWS_4
resource_policy "aws_api_gateway_method_settings" "metrics" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.settings[0].metrics_enabled, false) == true
    error_message = "Methods of the stage have no metrics of their own"
  }
}
