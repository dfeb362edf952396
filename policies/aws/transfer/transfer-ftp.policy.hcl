# iaclint-id: transfer-ftp
# iaclint-summary: A server of Transfer Family serves FTP without encryption.
# iaclint-why: Names, passwords and files go in plain text, for everybody in between to read and change.
# iaclint-fix: Leave `FTP` out of `protocols`; `SFTP` and `FTPS` are encrypted.
# iaclint-controls: Transfer.2
# iaclint-groups: encryption, fsbp
# iaclint-peers: checkov:CKV_AWS_357
# iaclint-security: 6.0

resource_policy "aws_transfer_server" "transfer_ftp" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = !core::contains(core::coalesce(core::try(attrs.protocols, null), ["SFTP"]), "FTP")
    error_message = "The server serves FTP without encryption"
  }
}
