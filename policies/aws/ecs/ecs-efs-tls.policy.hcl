# iaclint-summary: Tasks talk to a file system of EFS without TLS.
# iaclint-why: What they read and write crosses the network readable, and IAM cannot decide who may mount.
# iaclint-fix: Set `transit_encryption = "ENABLED"` in `efs_volume_configuration`.
# iaclint-controls: ECS.18
# iaclint-groups: default, encryption, fsbp
# iaclint-peers: checkov:CKV_AWS_97, trivy:AWS-0035, kics:4d46ff3b-7160-41d1-a310-71d6d370b08f
# iaclint-security: 6.0
resource_policy "aws_ecs_task_definition" "efs_tls" {
  enforcement_level = "mandatory_overridable"

  locals {
    plain = [
      for volume in core::try(attrs.volume, []) : volume
      if core::length([
        for one in core::try(volume.efs_volume_configuration, []) : one
        if core::try(one.transit_encryption, null) != "ENABLED"
      ]) > 0
    ]
  }

  enforce {
    condition     = core::length(local.plain) == 0
    error_message = "A file system of EFS is mounted without TLS"
  }
}
