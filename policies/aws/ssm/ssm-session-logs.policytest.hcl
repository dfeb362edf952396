policytest {
  targets = ["ssm-session-logs.policy.hcl"]
}

resource "aws_ssm_document" "log_group" {
  attrs = {
    document_type = "Session"
    content = core::jsonencode({
      inputs = { cloudWatchLogGroupName = "sessions", cloudWatchEncryptionEnabled = true, s3BucketName = "" }
    })
  }
}

resource "aws_ssm_document" "bucket_in_yaml" {
  attrs = {
    document_type   = "Session"
    document_format = "YAML"
    content         = "inputs:\n  s3BucketName: sessions\n  s3EncryptionEnabled: true\n"
  }
}

resource "aws_ssm_document" "not_encrypted" {
  expect_failure = true
  attrs = {
    document_type = "Session"
    content       = core::jsonencode({ inputs = { s3BucketName = "sessions", s3EncryptionEnabled = false } })
  }
}

resource "aws_ssm_document" "no_place" {
  expect_failure = true
  attrs = {
    document_type = "Session"
    content = core::jsonencode({
      inputs = {
        s3BucketName                = ""
        s3EncryptionEnabled         = true
        cloudWatchLogGroupName      = ""
        cloudWatchEncryptionEnabled = true
      }
    })
  }
}

resource "aws_ssm_document" "unsaid" {
  expect_failure = true
  attrs = {
    document_type = "Session"
    content       = core::jsonencode({ schemaVersion = "1.0" })
  }
}

resource "aws_ssm_document" "of_another_type" {
  attrs = {
    document_type = "Command"
    content       = core::jsonencode({ schemaVersion = "2.2" })
  }
}

# These take their settings from the document of the account.
resource "aws_ssm_document" "of_a_port" {
  attrs = {
    document_type = "Session"
    content = core::jsonencode({
      schemaVersion = "1.0"
      sessionType   = "Port"
      properties    = { portNumber = "443" }
    })
  }
}

resource "aws_ssm_document" "of_commands_in_yaml" {
  attrs = {
    document_type   = "Session"
    document_format = "YAML"
    content         = "schemaVersion: '1.0'\nsessionType: InteractiveCommands\n"
  }
}

resource "aws_ssm_document" "of_a_shell" {
  expect_failure = true
  attrs = {
    document_type = "Session"
    content       = core::jsonencode({ schemaVersion = "1.0", sessionType = "Standard_Stream", inputs = {} })
  }
}

# iaclint-unknown: content
# iaclint-expect: undetermined
resource "aws_ssm_document" "unknown" {
  skip  = true
  attrs = { document_type = "Session" }
}
