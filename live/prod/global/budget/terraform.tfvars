environment = "prod"
region      = "us-east-1"
account_id  = "222222222222"

monthly_limit_usd = 300
emails            = ["shopping-cart-team@example.com"]
