# iaclint-summary: An organization only shares its bill.
# iaclint-why: Service control policies and other policies of organizations cannot be used, so that nothing limits what
# the administrators of an account may do.
# iaclint-fix: Remove `feature_set`, or set it to `ALL`. The accounts that were invited must agree.
# iaclint-groups: identity
# iaclint-peers: kics:5ba6229c-8057-433e-91d0-21cf13569ca9
# iaclint-security: 3.0
resource_policy "aws_organizations_organization" "all_features" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.feature_set, "ALL") == "ALL"
    error_message = "The organization only shares its bill"
  }
}
