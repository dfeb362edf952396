# iaclint-id: s3-acl-write-acp
# iaclint-summary: The ACL of a bucket lets somebody else change it.
# iaclint-why: Whoever may change the ACL gives themselves, or everybody, all the rest. Who delivers logs needs to
# write objects and to read the ACL, and no more. Where everybody may, s3-acl-public-write tells.
# iaclint-fix: Remove the grant of `WRITE_ACP`, and let the bucket's policy name who may do what.
# iaclint-groups: strict
# iaclint-peers: kics:64a222aa-7793-4e40-915f-4b302c76e4d4
# iaclint-security: 4.0

resource_policy "aws_s3_bucket_acl" "s3_acl_write_acp" {
  enforcement_level = "advisory"

  enforce {
    condition = !core::anytrue(core::flatten([
      for policy in core::try(attrs.access_control_policy, []) : [
        for grant in core::try(policy.grant, []) : (
          core::try(grant.permission, null) == "WRITE_ACP" &&
          # The owner may in any case.
          !core::try(grant.grantee[0].id == policy.owner[0].id, false)
        )
      ]
    ]))
    error_message = "The ACL lets somebody else change it"
  }
}
