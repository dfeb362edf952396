# iaclint-id: workspaces-root-volume-encrypted
# iaclint-summary: The root volume of a WorkSpace is not encrypted.
# iaclint-why: The system, with what programs leave there of documents and sign-ins, lies in plain text on the disk
# and in its snapshots. It cannot be switched on later.
# iaclint-fix: Set `root_volume_encryption_enabled = true` and `volume_encryption_key`. A WorkSpace that exists is
# replaced by that. No custom image can be made of one that is encrypted.
# iaclint-controls: WorkSpaces.2
# iaclint-groups: encryption, fsbp
# iaclint-peers: checkov:CKV_AWS_156, trivy:AWS-0109, kics:b9033580-6886-401a-8631-5f19f5bb24c7
# iaclint-security: 4.0

resource_policy "aws_workspaces_workspace" "workspaces_root_volume_encrypted" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.root_volume_encryption_enabled, false) == true
    error_message = "The root volume of the WorkSpace is not encrypted"
  }
}
