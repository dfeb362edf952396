# iaclint-summary: A module comes from git by a tag or branch, not by a commit.
# iaclint-why: Whoever may write to that repository can move the tag, and the next `init` downloads other code, which
# the apply then runs with its rights.
# iaclint-fix: Give `?ref=` the whole id of the commit, with the tag in a comment beside it.
# iaclint-groups: hygiene
# iaclint-peers: checkov:CKV_TF_1
# iaclint-security: 3.0
module_policy "*" "commit" {
  enforcement_level = "advisory"

  filter = core::regex_match(meta.source, "^(git::|git@|github[.]com/|bitbucket[.]org/)")

  enforce {
    condition     = core::regex_match(meta.source, "[?&]ref=[0-9a-f]{40}(&|$)")
    error_message = "The module is not taken by a commit"
  }
}
