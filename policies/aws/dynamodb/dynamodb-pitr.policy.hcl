# iaclint-id: dynamodb-pitr
# iaclint-summary: A table cannot be restored to an earlier point in time.
# iaclint-why: What a faulty deployment or a wrong command overwrites or deletes is gone: DynamoDB makes no backup
# unless it is told to.
# iaclint-fix: Add `point_in_time_recovery { enabled = true }`; of each replica, `point_in_time_recovery = true`.
# iaclint-controls: DynamoDB.2
# iaclint-groups: default, resilience, fsbp
# iaclint-peers: checkov:CKV_AWS_28, trivy:AWS-0024, kics:741f1291-47ac-4a85-a07b-3d32a9d6bd3e

resource_policy "aws_dynamodb_table" "dynamodb_pitr" {
  enforcement_level = "advisory"

  # A table of Terraform's locks, and one whose items expire, hold nothing that lasts.
  filter = core::try(attrs.hash_key, null) != "LockID" && core::try(attrs.ttl[0].enabled, false) != true

  enforce {
    condition     = core::try(attrs.point_in_time_recovery[0].enabled, false) == true
    error_message = "The table cannot be restored to an earlier point in time"
  }

  enforce {
    condition = core::alltrue([
      for replica in core::try(attrs.replica, []) : core::try(replica.point_in_time_recovery, false) == true
    ])
    error_message = "A replica of the table cannot be restored to an earlier point in time"
  }
}

resource_policy "aws_dynamodb_table_replica" "dynamodb_pitr" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.point_in_time_recovery, false) == true
    error_message = "The replica cannot be restored to an earlier point in time"
  }
}
