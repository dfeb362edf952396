environment = "test"
region      = "us-east-1"
account_id  = "111111111111"

monthly_limit_usd = 120
emails            = ["shopping-cart-team@example.com"]
