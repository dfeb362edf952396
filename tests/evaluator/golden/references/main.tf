variable "text" {
  type    = string
  default = "a"
}
locals {
  text = "a"
  key  = "x"
}
resource "terraform_data" "u" {
  input = { a = "b" }
}
resource "terraform_data" "c" {
  count = 2
  input = count.index
}
resource "terraform_data" "f" {
  for_each = toset(["x", "y"])
  input    = each.key
}
resource "terraform_data" "none" {
  count = 0
}
module "one" {
  source = "./m"
}
module "counted" {
  source = "./m"
  count  = 2
}
module "keyed" {
  source   = "./m"
  for_each = toset(["x"])
}
