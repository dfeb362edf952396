//! With which status a request is answered.

use super::image::Served;
use super::{Directive, Doubt, Reply, Request, location, server};

/// How often nginx itself looks for another location before it gives up.
const MAX_REDIRECTS: usize = 10;

/// What closes the connection without an answer.
const CLOSED: u16 = 444;

/// The answer of what is served; `None` where nothing listens on the port.
pub(super) fn reply(served: &Served<'_>, request: &Request<'_>) -> Result<Option<Reply>, Doubt> {
    let path = request.path.split('?').next().unwrap_or_default();
    let is_plain = path.starts_with('/')
        && !path.contains(['%', '#', '\\'])
        && !path.contains("//")
        && !path
            .split('/')
            .any(|part| part.starts_with('.') && part.trim_matches('.').is_empty());
    if !is_plain {
        let reason = format!("what nginx makes of the path {path:?} is not followed");
        return Err(Doubt::new(reason, None));
    }
    only_harmless(&served.http, &["server"])?;
    let Some(named) = server::choose(&served.http, request)? else {
        return Ok(None);
    };
    let answering = Answering {
        served,
        server: named.block(),
        named,
    };
    answering.answer(path, 0).map(Some)
}

struct Answering<'s> {
    served: &'s Served<'s>,
    server: &'s [Directive],
    named: &'s Directive,
}

impl Answering<'_> {
    fn answer(&self, path: &str, redirects: usize) -> Result<Reply, Doubt> {
        if redirects > MAX_REDIRECTS {
            let reason = "nginx goes from location to location";
            return Err(Doubt::new(reason, Some(self.named.span())));
        }
        if let Some(reply) = returned(self.server)? {
            return self.unless_replaced(reply, &[]);
        }
        let location = location::choose(self.server, path)?;
        let own = location.map_or(&[][..], Directive::block);
        // A location in it may fit better, and one for nginx itself answers no request with what it says.
        let other = own
            .iter()
            .find(|it| matches!(it.name(), "location" | "internal"));
        if let Some(other) = other {
            return Err(Doubt::of(other));
        }
        if let Some(reply) = returned(own)? {
            return self.unless_replaced(reply, own);
        }
        only_harmless(own, &["try_files", "stub_status"])?;
        only_harmless(self.server, &["location", "try_files"])?;
        let chosen = location.unwrap_or(self.named);
        if let Some(status) = own.iter().find(|it| it.name() == "stub_status") {
            let span = status.span();
            return Ok(Reply { status: 200, span });
        }
        let whole: &[Directive] = if location.is_some() { own } else { self.server };
        let found = match whole.iter().find(|it| it.name() == "try_files") {
            Some(tried) => self.tried(tried, own, path, redirects)?,
            None => self.file(chosen, own, path, redirects)?,
        };
        self.unless_replaced(found, own)
    }

    /// The answer by the first file that is there, else by the last argument.
    fn tried(
        &self,
        tried: &Directive,
        own: &[Directive],
        path: &str,
        redirects: usize,
    ) -> Result<Reply, Doubt> {
        let mut candidates: Vec<&str> = tried.arguments().collect();
        let last = candidates.pop().ok_or_else(|| Doubt::of(tried))?;
        let root = self.root(own).ok_or_else(|| Doubt::of(tried))?;
        for candidate in candidates {
            let candidate = with_path(candidate, path).ok_or_else(|| Doubt::of(tried))?;
            if let Some(folder) = candidate.strip_suffix('/') {
                if has_folder(&self.served.pages(root)?, folder) {
                    return self.index(tried, own, folder, redirects);
                }
            } else if self.served.pages(root)?.contains(&candidate) {
                let span = tried.span();
                return Ok(Reply { status: 200, span });
            }
        }
        if let Some(status) = last.strip_prefix('=') {
            let status = status.parse().map_err(|_| Doubt::of(tried))?;
            let span = tried.span();
            return Ok(Reply { status, span });
        }
        let next = with_path(last, path).filter(|it| it.starts_with('/'));
        let next = next.ok_or_else(|| Doubt::of(tried))?;
        self.answer(next.split('?').next().unwrap_or_default(), redirects + 1)
    }

    /// The answer by the file of this path.
    fn file(
        &self,
        chosen: &Directive,
        own: &[Directive],
        path: &str,
        redirects: usize,
    ) -> Result<Reply, Doubt> {
        let root = self.root(own).ok_or_else(|| {
            let reason = "the folder that nginx serves files from is not known";
            Doubt::new(reason, Some(chosen.span()))
        })?;
        let span = chosen.span();
        if let Some(folder) = path.strip_suffix('/') {
            if has_folder(&self.served.pages(root)?, folder) {
                return self.index(chosen, own, folder, redirects);
            }
            return Ok(Reply { status: 404, span });
        }
        let pages = self.served.pages(root)?;
        let status = if pages.iter().any(|page| page == path) {
            200
        } else if has_folder(&pages, path) {
            301
        } else {
            404
        };
        Ok(Reply { status, span })
    }

    /// The answer by the index of a folder that is there.
    fn index(
        &self,
        chosen: &Directive,
        own: &[Directive],
        folder: &str,
        redirects: usize,
    ) -> Result<Reply, Doubt> {
        let root = self.root(own).ok_or_else(|| Doubt::of(chosen))?;
        let written = self.inherited(own, "index");
        let names: Vec<&str> =
            written.map_or_else(|| vec!["index.html"], |it| it.arguments().collect());
        for name in names {
            let is_plain = !name.contains(['$', '/']);
            let path = format!("{folder}/{name}");
            if !is_plain {
                return Err(Doubt::of(written.unwrap_or(chosen)));
            }
            if self.served.pages(root)?.contains(&path) {
                return self.answer(&path, redirects + 1);
            }
        }
        let span = chosen.span();
        Ok(Reply { status: 403, span })
    }

    /// The folder that files are served from.
    fn root<'d>(&'d self, own: &'d [Directive]) -> Option<&'d str> {
        let root = self.inherited(own, "root")?.argument(0);
        let is_plain = root.starts_with('/') && !root.contains('$');
        is_plain.then(|| root.trim_end_matches('/'))
    }

    /// The nearest directive of a name.
    fn inherited<'d>(&'d self, own: &'d [Directive], name: &str) -> Option<&'d Directive> {
        let levels = [own, self.server, &self.served.http];
        levels
            .into_iter()
            .find_map(|level| level.iter().find(|it| it.name() == name))
    }

    /// The reply, where no page for errors of this status may have another one.
    fn unless_replaced(&self, reply: Reply, own: &[Directive]) -> Result<Reply, Doubt> {
        let code = reply.status.to_string();
        let pages = [own, self.server, &self.served.http]
            .into_iter()
            .flatten()
            .filter(|it| it.name() == "error_page");
        for page in pages {
            if reply.status != CLOSED && page.arguments().any(|word| word == code) {
                return Err(Doubt::of(page));
            }
        }
        Ok(reply)
    }
}

/// What a `return` answers before files are looked for; `None` where there is none.
fn returned(block: &[Directive]) -> Result<Option<Reply>, Doubt> {
    for directive in block {
        match directive.name() {
            "return" => {
                let span = directive.span();
                let first = directive.argument(0);
                let status = match first.parse() {
                    Ok(status) => status,
                    Err(_)
                        if ["http://", "https://", "$scheme"]
                            .iter()
                            .any(|it| first.starts_with(it)) =>
                    {
                        302
                    }
                    Err(_) => return Err(Doubt::of(directive)),
                };
                return Ok(Some(Reply { status, span }));
            }
            "if" | "rewrite" | "break" | "include" => return Err(Doubt::of(directive)),
            name if name.contains("_by_lua") || name.starts_with("js_") => {
                return Err(Doubt::of(directive));
            }
            _ => {}
        }
    }
    Ok(None)
}

/// Whether there is a folder of this path among pages; the folder of all of them has no path.
fn has_folder(pages: &[String], folder: &str) -> bool {
    let inside = format!("{folder}/");
    pages.iter().any(|page| page.starts_with(&inside))
}

/// A candidate of `try_files` for this path; `None` where it hangs on another variable.
fn with_path(candidate: &str, path: &str) -> Option<String> {
    let candidate = candidate
        .replace("${uri}", path)
        .replace("$uri", path)
        .replace("?$query_string", "")
        .replace("?$args", "")
        .replace("$is_args$args", "");
    (!candidate.contains('$')).then(|| candidate.replace("//", "/"))
}

/// That every directive of a level is one of these, or one that does not decide about the status.
fn only_harmless(level: &[Directive], known: &[&str]) -> Result<(), Doubt> {
    let is_known = |it: &&Directive| {
        let name = it.name();
        known.contains(&name)
            || HARMLESS.contains(&name)
            || BEGINNINGS.iter().any(|start| name.starts_with(start))
                && !name.ends_with("_pass")
                && name != "proxy_intercept_errors"
    };
    match level.iter().find(|it| !is_known(it)) {
        Some(other) => Err(Doubt::of(other)),
        None => Ok(()),
    }
}

/// Directives that leave the status of an answer as it is.
const HARMLESS: [&str; 47] = [
    "absolute_redirect",
    "access_log",
    "add_header",
    "aio",
    "charset",
    "charset_types",
    "chunked_transfer_encoding",
    "default_type",
    "directio",
    "error_log",
    "error_page",
    "etag",
    "expires",
    "geo",
    "gzip",
    "http2",
    "http3",
    "if_modified_since",
    "ignore_invalid_headers",
    "index",
    "large_client_header_buffers",
    "limit_conn_zone",
    "limit_rate",
    "limit_rate_after",
    "limit_req_zone",
    "listen",
    "lingering_close",
    "log_format",
    "log_not_found",
    "log_subrequest",
    "map",
    "msie_padding",
    "open_file_cache",
    "output_buffers",
    "port_in_redirect",
    "postpone_output",
    "real_ip_header",
    "real_ip_recursive",
    "recursive_error_pages",
    "request_pool_size",
    "root",
    "send_timeout",
    "sendfile",
    "server_name",
    "server_name_in_redirect",
    "server_tokens",
    "set",
];

/// How further such directives begin.
const BEGINNINGS: [&str; 24] = [
    "brotli",
    "client_",
    "fastcgi_",
    "gzip_",
    "keepalive_",
    "map_hash",
    "open_file_cache_",
    "proxy_",
    "reset_timedout",
    "resolver",
    "scgi_",
    "sendfile_",
    "server_names_hash",
    "set_real_ip",
    "split_clients",
    "ssl_",
    "sub_filter",
    "tcp_",
    "types",
    "underscores_",
    "upstream",
    "uwsgi_",
    "variables_hash",
    "zstd",
];
