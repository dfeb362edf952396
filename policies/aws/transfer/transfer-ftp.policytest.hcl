policytest {
  targets = ["transfer-ftp.policy.hcl"]
}

resource "aws_transfer_server" "sftp" {
  attrs = { protocols = ["SFTP"] }
}

resource "aws_transfer_server" "ftps" {
  attrs = { protocols = ["FTPS", "SFTP"] }
}

resource "aws_transfer_server" "left_out" {
  attrs = { domain = "S3" }
}

resource "aws_transfer_server" "ftp" {
  expect_failure = true
  attrs          = { protocols = ["FTPS", "FTP"] }
}

# iaclint-unknown: protocols
# iaclint-expect: undetermined
resource "aws_transfer_server" "unknown" {
  skip  = true
  attrs = { domain = "S3" }
}
