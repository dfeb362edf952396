environment  = "test"
region       = "us-east-1"
account_id   = "111111111111"
state_bucket = "acme-test-terraform-state"

github_repository = "acme/shopping-cart"
