resource "terraform_data" "o" {
  input = { l = [1, 2], a = "x", b = true, m = { k = "v" }, n = 7 }
}

resource "terraform_data" "f" {
  for_each = toset(["x", "y"])
  input    = each.key
}

locals {
  id    = terraform_data.o.id
  later = terraform_data.o.output
  # What it is chosen by is of no known type until it is there.
  text = try(0.nope, startswith(terraform_data.o.output.a, "hello")) ? "" : true
}

# What Terraform learns only later, of no known type and of known ones.
locals {
  un  = jsondecode(local.id)
  c   = local.id == "x"
  lt  = matchkeys(tolist([["a", 1]]), [local.id], ["x"])
  lss = matchkeys(tolist([toset(["a"])]), [local.id], ["x"])
}
