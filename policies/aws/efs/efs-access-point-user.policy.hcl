# iaclint-summary: An access point lets its clients say which user they are.
# iaclint-why: A client that is root in its container is root on the file system: permissions of files keep it from
# nothing.
# iaclint-fix: Add `posix_user` with a `uid` and `gid`.
# iaclint-controls: EFS.4
# iaclint-groups: identity, fsbp
# iaclint-peers: checkov:CKV_AWS_330
# iaclint-security: 4.0
resource_policy "aws_efs_access_point" "efs_access_point_user" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::length(core::try(attrs.posix_user, [])) > 0
    error_message = "The access point gives its clients no user"
  }
}
