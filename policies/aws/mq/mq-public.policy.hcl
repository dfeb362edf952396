# iaclint-summary: A message broker has a public address.
# iaclint-why: The whole internet can try to connect to it, and to its web console.
# iaclint-fix: Remove `publicly_accessible = true`; the broker is replaced by that.
# iaclint-groups: default, exposure
# iaclint-peers: checkov:CKV_AWS_69, trivy:AWS-0072, kics:4eb5f791-c861-4afd-9f94-f2a6a3fe49cb
# iaclint-security: 8.0
resource_policy "aws_mq_broker" "public" {
  enforcement_level = "mandatory"

  enforce {
    condition     = core::try(attrs.publicly_accessible, false) != true
    error_message = "The broker has a public address"
  }
}
