# iaclint-summary: A trail tells no topic of its new files.
# iaclint-why: What evaluates the files, such as a SIEM, must then look for new ones in the bucket again and again, and
# learns of an attack later.
# iaclint-fix: Set `sns_topic_name` to a topic whose policy lets CloudTrail publish, and subscribe a queue to it.
# iaclint-groups: logging
# iaclint-peers: checkov:CKV_AWS_252, kics:482b7d26-0bdb-4b5f-bf6f-545826c0a3dd
# iaclint-security: 1.0
resource_policy "aws_cloudtrail" "topic" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.sns_topic_name, null) != null
    error_message = "The trail tells no topic of its new files"
  }
}
