locals {
  name = "shopping-cart-${var.environment}"
}

module "budget" {
  source = "../../../../modules/aws/budget"

  name              = local.name
  monthly_limit_usd = var.monthly_limit_usd
  emails            = var.emails
}
