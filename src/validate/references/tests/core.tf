resource "terraform_data" "x" {
  input = 1
}

resource "terraform_data" "c" {
  count = 2
  input = 1
}

resource "terraform_data" "f" {
  for_each = toset(["0", "a"])
  input    = 1
}

variable "v" {
  default = 1
}

locals {
  l = 1
}
