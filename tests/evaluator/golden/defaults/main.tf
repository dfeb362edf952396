resource "terraform_data" "o" {
  input = { l = [1, 2], a = "x", b = true, n = 7, z = null, m = { k = "v" }, all = [{ name = "a", port = 1 }, { name = "b", port = 2 }] }
}

resource "terraform_data" "list" {
  input = tolist(["p", "q"])
}

locals {
  id    = terraform_data.o.id
  later = terraform_data.o.output
}

# What is null turns out to be so only once Terraform applies.
module "null" {
  source = "./m"
  one    = { name = "q", port = local.later.b ? null : 8080, deep = local.later.b ? null : { z = 5 } }
  text   = local.later.b ? null : "x"
  any    = local.later.b ? null : { name = "z", p = 3 }
  all    = local.later.b ? [{ name = "a", port = null }] : []
  each   = { for key in ["x", "y"] : key => { name = key, port = local.later.b ? null : 1 } }
}

# What is not null is not known before.
module "late" {
  source = "./m"
  one    = { name = local.id, port = local.later.n, deep = { z = local.later.n, l = local.later.l } }
  text   = local.later.z == null ? "x" : "y"
  all    = local.later.all
  each   = { p = { name = local.later.a, port = local.later.n } }
}
