policytest {
  targets = ["bedrock-agent-guardrail.policy.hcl"]
}

resource "aws_bedrockagent_agent" "guarded" {
  attrs = { guardrail_configuration = [{ guardrail_identifier = "abcd1234", guardrail_version = "1" }] }
}

resource "aws_bedrockagent_agent" "unguarded" {
  expect_failure = true
  attrs          = { agent_name = "shop" }
}

resource "aws_bedrockagent_agent" "empty" {
  expect_failure = true
  attrs          = { guardrail_configuration = [] }
}

# iaclint-unknown: guardrail_configuration
# iaclint-expect: undetermined
resource "aws_bedrockagent_agent" "unknown" {
  skip  = true
  attrs = { guardrail_configuration = [] }
}
