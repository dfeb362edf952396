# iaclint-id: workspaces-user-volume-encrypted
# iaclint-summary: The user volume of a WorkSpace is not encrypted.
# iaclint-why: What people keep there lies in plain text on the disk and in its snapshots. It cannot be switched on
# later.
# iaclint-fix: Set `user_volume_encryption_enabled = true` and `volume_encryption_key`. A WorkSpace that exists is
# replaced by that. No custom image can be made of one that is encrypted.
# iaclint-controls: WorkSpaces.1
# iaclint-groups: encryption, fsbp
# iaclint-peers: checkov:CKV_AWS_155, trivy:AWS-0109, kics:b9033580-6886-401a-8631-5f19f5bb24c7
# iaclint-security: 4.0

resource_policy "aws_workspaces_workspace" "workspaces_user_volume_encrypted" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.user_volume_encryption_enabled, false) == true
    error_message = "The user volume of the WorkSpace is not encrypted"
  }
}
