locals {
  name = "shopping-cart-${var.environment}"
}

module "iam" {
  source = "../../../../modules/aws/iam"

  name              = local.name
  environment       = var.environment
  github_repository = var.github_repository
  state_bucket      = var.state_bucket
}
