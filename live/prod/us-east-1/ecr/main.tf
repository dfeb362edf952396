locals {
  name = "shopping-cart-${var.environment}"

  # One file for each repository, called like it.
  repositories = {
    for file in fileset("${path.module}/config", "*.yaml") :
    trimsuffix(file, ".yaml") => yamldecode(file("${path.module}/config/${file}"))
  }
}

module "ecr" {
  source = "../../../../modules/aws/ecr"

  name             = local.name
  repositories     = local.repositories
  pull_account_ids = var.pull_account_ids
  force_delete     = var.force_delete
}
