# iaclint-id: bedrock-agent-guardrail
# iaclint-summary: No guardrail stands before an agent of Bedrock.
# iaclint-why: Whoever talks to it can bring it to say or do what it was not made for, and to give away personal data
# that it has seen.
# iaclint-fix: Add `guardrail_configuration` with the id and version of an aws_bedrock_guardrail.
# iaclint-groups: exposure
# iaclint-peers: checkov:CKV_AWS_383
# iaclint-security: 4.0

resource_policy "aws_bedrockagent_agent" "bedrock_agent_guardrail" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.guardrail_configuration[0].guardrail_identifier, null) != null
    error_message = "No guardrail stands before the agent"
  }
}
