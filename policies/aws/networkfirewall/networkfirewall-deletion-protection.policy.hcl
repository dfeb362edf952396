# iaclint-summary: A network firewall can be deleted like anything else.
# iaclint-why: One wrong edit or a destroyed stack takes the guard off the network, and the routes lead nowhere.
# iaclint-fix: Set `delete_protection = true`.
# iaclint-controls: NetworkFirewall.9
# iaclint-groups: resilience, fsbp
# iaclint-peers: checkov:CKV_AWS_344
resource_policy "aws_networkfirewall_firewall" "deletion_protection" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.delete_protection, false) == true
    error_message = "The firewall is not protected from deletion"
  }
}
