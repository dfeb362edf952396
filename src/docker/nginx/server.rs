//! Which server answers a request that is sent to an address and not to a name.

use super::listen::port;
use super::{Directive, Doubt, Request};

/// The directives of the server that answers; `None` where nothing listens on the port.
pub(super) fn choose<'d>(
    http: &'d [Directive],
    request: &Request<'_>,
) -> Result<Option<&'d Directive>, Doubt> {
    let mut first = None;
    let mut default = None;
    let mut others = Vec::new();
    for server in http.iter().filter(|it| it.name() == "server") {
        for listen in heard(server, request)? {
            others.push(server);
            first = first.or(Some(server));
            let is_default = listen.is_some_and(|it| {
                it.arguments()
                    .any(|word| matches!(word, "default_server" | "default"))
            });
            if is_default {
                default = Some(server);
            }
        }
    }
    let chosen = default.or(first);
    for server in others {
        if !chosen.is_some_and(|it| std::ptr::eq(it, server)) {
            is_not_named(server)?;
        }
    }
    Ok(chosen)
}

/// The `listen` directives by which a server hears the request; `None` stands for the one that is not written.
fn heard<'d>(
    server: &'d Directive,
    request: &Request<'_>,
) -> Result<Vec<Option<&'d Directive>>, Doubt> {
    let own = server.block().iter().filter(|it| it.name() == "listen");
    let own: Vec<&Directive> = own.collect();
    if own.is_empty() {
        if let Some(include) = server.block().iter().find(|it| it.name() == "include") {
            return Err(Doubt::of(include));
        }
        return Ok(if request.port == 80 {
            vec![None]
        } else {
            Vec::new()
        });
    }
    let mut found = Vec::new();
    for listen in own {
        let address = listen.argument(0);
        if address.starts_with("unix:") {
            continue;
        }
        let number = port(address).ok_or_else(|| Doubt::of(listen))?;
        if number != request.port {
            continue;
        }
        let host = address
            .strip_suffix(&format!(":{number}"))
            .unwrap_or(address);
        let is_any = host.bytes().all(|it| it.is_ascii_digit()) || matches!(host, "*" | "0.0.0.0");
        // Requests come by IPv4, which the addresses of IPv6 do not hear.
        if host.starts_with('[') {
            continue;
        }
        let is_plain = !listen
            .arguments()
            .any(|word| matches!(word, "ssl" | "quic" | "proxy_protocol"));
        if !is_any || !is_plain {
            return Err(Doubt::of(listen));
        }
        found.push(Some(listen));
    }
    Ok(found)
}

/// That no name of a server that is not the default one may be an address.
fn is_not_named(server: &Directive) -> Result<(), Doubt> {
    let names = server
        .block()
        .iter()
        .filter(|it| it.name() == "server_name");
    for directive in names {
        let may_be = |name: &str| {
            name.starts_with('~') || name.contains('$') || name.parse::<core::net::IpAddr>().is_ok()
        };
        if directive.arguments().any(may_be) {
            return Err(Doubt::of(directive));
        }
    }
    Ok(())
}
