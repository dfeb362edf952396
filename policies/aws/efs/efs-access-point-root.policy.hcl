# iaclint-summary: An access point leads to the whole file system.
# iaclint-why: Who mounts it sees the files of all who use the file system, not its own.
# iaclint-fix: Add `root_directory` with a `path` below `/`.
# iaclint-controls: EFS.3
# iaclint-groups: exposure, fsbp
# iaclint-peers: checkov:CKV_AWS_329
# iaclint-security: 4.0
resource_policy "aws_efs_access_point" "efs_access_point_root" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(core::coalesce(attrs.root_directory[0].path, "/"), "/") != "/"
    error_message = "The access point's root is that of the file system"
  }
}
