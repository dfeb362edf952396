# Offline: the provider and the other stacks' states are mocks. The settings are those of
# terraform.tfvars, so this says what the stack promises in this environment.
mock_provider "aws" {}

run "the_account_has_a_limit" {
  assert {
    condition     = output.name == "shopping-cart-${var.environment}" && var.monthly_limit_usd > 0
    error_message = "The budget is the environment's."
  }
}
