//! Whether a resource lies where a data source looks.

use crate::eval::{Cause, Value};
use crate::repo::{Place, Repo, Resource, StackId};

use super::super::provider::ProviderName;
use super::super::{ModuleInstance, ResourceInstance};
use super::table::GLOBAL;

/// Where a resource is made, or where a data source looks.
pub(super) struct Location<'l> {
    place: &'l Place,
    region: Option<&'l str>,
    account: Account<'l>,
    /// Whether it is that of the stack's default provider.
    is_default: bool,
}

/// Which account a provider configuration works in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Account<'l> {
    /// That of whoever runs Terraform.
    Own,
    /// The one of this number.
    Number(&'l str),
    /// The one of a profile.
    Profile(&'l str),
    /// Another one, which is not known; that of a variable without a value, which it may share with another stack's
    /// variable of the same name.
    Unknown(Option<&'l Cause>),
}

impl<'l> Location<'l> {
    /// That of an instance of `declaration` in `module`.
    pub(super) fn of(
        repo: &'l Repo<'_>,
        stack: StackId,
        module: &'l ModuleInstance<'_>,
        declaration: &Resource<'_>,
        instance: &'l ResourceInstance,
    ) -> Self {
        let name = ProviderName::of_resource(declaration);
        let provider = module.providers.get(&name.text());
        let place = &repo.stack(stack).place;
        let says_region = declaration.block.body.attribute("region").is_some();
        let is_default = name.alias.is_none() && !says_region;
        let region = if says_region {
            instance.value.get("region").and_then(Value::as_str)
        } else {
            let configured = provider.and_then(|provider| provider.get("region")?.as_str());
            configured.or_else(|| place.region.as_deref().filter(|_| is_default))
        };
        Self {
            place,
            region,
            account: provider.map_or(Account::Own, account),
            is_default,
        }
    }

    /// Whether what is of the type `kind` there is found from here; `None` where that is not known. Stacks of one
    /// environment whose providers say nothing else share an account, and a region unless one of them says another.
    pub(super) fn is_near(&self, other: &Self, kind: &str) -> Option<bool> {
        if self.place.environment != other.place.environment {
            return Some(false);
        }
        let are_default = self.is_default && other.is_default;
        let same_region = match (self.region, other.region) {
            _ if GLOBAL.contains(&kind) => Some(true),
            (Some(ours), Some(theirs)) => Some(ours == theirs),
            (None, None) if are_default => Some(true),
            _ => None,
        };
        let same_account = match (self.account, other.account) {
            (Account::Number(ours), Account::Number(theirs)) => Some(ours == theirs),
            (Account::Unknown(ours), Account::Unknown(theirs)) => {
                (are_default && ours.is_some() && ours == theirs).then_some(true)
            }
            (ours, theirs) => (ours == theirs).then_some(true),
        };
        match (same_region, same_account) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            _ => None,
        }
    }
}

fn account(provider: &Value) -> Account<'_> {
    for kind in ["assume_role", "assume_role_with_web_identity"] {
        let roles = provider.get(kind);
        let Some(roles) = roles.filter(|roles| !roles.is_null()) else {
            continue;
        };
        match roles.elements().map(|roles| roles.first()) {
            Some(None) => {}
            Some(Some(role)) => {
                let role = role.get("role_arn");
                // arn:aws:iam::123456789012:role/name
                let number = role
                    .and_then(Value::as_str)
                    .and_then(|role| role.split(':').nth(4));
                return number.map_or_else(|| unknown(role), Account::Number);
            }
            None => return Account::Unknown(None),
        }
    }
    let allowed = provider.get("allowed_account_ids");
    if let Some([only]) = allowed.and_then(Value::elements).map(|all| &**all) {
        return only
            .as_str()
            .map_or_else(|| unknown(Some(only)), Account::Number);
    }
    match provider.get("profile") {
        Some(profile) if !profile.is_null() => {
            let name = profile.as_str();
            name.map_or_else(|| unknown(Some(profile)), Account::Profile)
        }
        _ => Account::Own,
    }
}

/// The account of what is not known.
fn unknown(value: Option<&Value>) -> Account<'_> {
    let cause = value
        .and_then(Value::as_unknown)
        .map(|unknown| &unknown.cause);
    Account::Unknown(cause.filter(|cause| matches!(cause, Cause::NoValue(_))))
}
