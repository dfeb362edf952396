locals {
  name = "shopping-cart-${var.environment}"
}

module "secrets" {
  source = "../../../../modules/aws/secrets"

  name                 = local.name
  recovery_window_days = var.recovery_window_days

  secrets = {
    session_signing_key = "Signs the sessions of the shopping cart"
  }
}
