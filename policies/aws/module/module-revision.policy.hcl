# iaclint-id: module-revision
# iaclint-summary: A module comes from git without a tag, branch or commit.
# iaclint-why: Each `init` downloads whatever the default branch holds then, so that what was reviewed and what is
# applied may differ. layout-versions, a rule that is on without being asked for, tells of this beside every other
# version that is left open; module-commit asks for the commit itself.
# iaclint-fix: Add `?ref=` with a tag or commit to the source.
# iaclint-groups: strict
# iaclint-peers: kics:3a81fc06-566f-492a-91dd-7448e409e2cd
# iaclint-security: 3.0

module_policy "*" "revision" {
  enforcement_level = "advisory"

  filter = core::regex_match(meta.source, "^(git::|git@|github[.]com/|bitbucket[.]org/)")

  enforce {
    condition     = core::regex_match(meta.source, "[?&]ref=[^&]")
    error_message = "The module is taken as it is at the time"
  }
}
