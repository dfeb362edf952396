provider "aws" {
  region              = var.region
  allowed_account_ids = [var.account_id]

  default_tags {
    tags = {
      Environment = var.environment
      Service     = "shopping-cart"
      Stack       = "global/state"
      ManagedBy   = "terraform"
    }
  }
}
