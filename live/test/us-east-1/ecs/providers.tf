provider "aws" {
  region              = var.region
  allowed_account_ids = [var.account_id]

  default_tags {
    tags = {
      Environment = var.environment
      Service     = "shopping-cart"
      Stack       = "us-east-1/ecs"
      ManagedBy   = "terraform"
    }
  }
}
