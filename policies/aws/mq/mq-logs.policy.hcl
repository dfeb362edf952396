# iaclint-summary: A message broker writes no logs.
# iaclint-why: Why it refused clients, ran full or failed over cannot be found out afterwards.
# iaclint-fix: Add `logs { general = true }`.
# iaclint-groups: logging
# iaclint-peers: checkov:CKV_AWS_48, trivy:AWS-0071, kics:31245f98-a6a9-4182-9fc1-45482b9d030a
resource_policy "aws_mq_broker" "logs" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.logs[0].general, false) == true
    error_message = "The broker writes no logs"
  }
}
