policytest {
  targets = ["ssm-session-customer-key.policy.hcl"]
}

resource "aws_ssm_document" "own" {
  attrs = {
    document_type = "Session"
    content       = core::jsonencode({ schemaVersion = "1.0", inputs = { kmsKeyId = "1234" } })
  }
}

resource "aws_ssm_document" "own_in_yaml" {
  attrs = {
    document_type   = "Session"
    document_format = "YAML"
    content         = "schemaVersion: '1.0'\ninputs:\n  kmsKeyId: '1234'\n"
  }
}

resource "aws_ssm_document" "unsaid" {
  expect_failure = true
  attrs = {
    document_type = "Session"
    content       = core::jsonencode({ schemaVersion = "1.0", inputs = { runAsEnabled = false } })
  }
}

resource "aws_ssm_document" "empty" {
  expect_failure = true
  attrs = {
    document_type = "Session"
    content       = core::jsonencode({ schemaVersion = "1.0", inputs = { kmsKeyId = "" } })
  }
}

resource "aws_ssm_document" "unsaid_in_yaml" {
  expect_failure = true
  attrs = {
    document_type   = "Session"
    document_format = "YAML"
    content         = "schemaVersion: '1.0'\ninputs:\n  kmsKeyId: ''\n"
  }
}

resource "aws_ssm_document" "no_inputs" {
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
