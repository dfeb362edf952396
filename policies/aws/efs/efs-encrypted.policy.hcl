# iaclint-summary: A file system is not encrypted.
# iaclint-why: Files and backups lie on AWS's disks as they are, and it cannot be switched on later: all files must be
# copied to a new file system.
# iaclint-fix: Set `encrypted = true`; without `kms_key_id` it costs nothing.
# iaclint-controls: EFS.1, EFS.8, CIS 2.4.1
# iaclint-groups: default, encryption, fsbp, cis
# iaclint-peers: checkov:CKV_AWS_42, trivy:AWS-0037, kics:48207659-729f-4b5c-9402-f884257d794f
# iaclint-security: 7.0
resource_policy "aws_efs_file_system" "efs_encrypted" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.encrypted, false) == true
    error_message = "The file system is not encrypted"
  }
}
