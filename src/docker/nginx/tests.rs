use super::{Request, Served, listens};
use crate::docker::Dockerfiles;
use crate::source::{FileId, Sources};

#[test]
fn the_forms_of_nginx_documentation_are_read() {
    let text = "http {\n  # listen 1;\n  log_format x '{ listen 2; }';\n  server { listen 80 default_server; listen [::]:8080; }\n  \
                server { listen 127.0.0.1:81; listen localhost; listen unix:/x; listen *:82 ssl; location /{ return 200 \"listen 9;\"; } }\n}\n";
    let ports: Vec<_> = listens(FileId(0), text).iter().map(|it| it.port).collect();
    assert_eq!(
        ports,
        [Some(80), Some(8080), Some(81), Some(80), None, Some(82)]
    );
}

#[test]
fn what_is_broken_ends() {
    for text in [
        "listen",
        "listen 80",
        "\"",
        "'\\",
        "{}};",
        "ä listen 80;",
        "a {",
        "a \\",
    ] {
        assert_eq!(listens(FileId(0), text), [], "{text}");
    }
    let deep = "a {".repeat(1000) + &"}".repeat(1000);
    assert_eq!(listens(FileId(0), &deep), []);
}

/// The status of the answer to a request for a path at port 80, `-` where nothing listens, and `?` where it is not known.
fn status(files: &[(&str, &str)], path: &str) -> String {
    let sources = Sources::from_memory(files.iter().copied());
    let read = Dockerfiles::read(&sources);
    let file = read.at("app/Dockerfile").unwrap();
    let served = Served::by(&sources, file, vec!["/tmp".to_owned()]);
    match served.and_then(|it| it.reply(&Request { port: 80, path })) {
        Ok(Some(reply)) => reply.status.to_string(),
        Ok(None) => "-".to_owned(),
        Err(_) => "?".to_owned(),
    }
}

const DOCKERFILE: &str = "FROM nginx:1\nCOPY site.conf /etc/nginx/conf.d/default.conf\nCOPY html/ /usr/share/nginx/html/\n";

/// The same by a server with these directives, beside a page `about.html` and a folder `docs` without an index.
fn of_server(directives: &str, path: &str) -> String {
    let site = format!("server {{ listen 80; root /usr/share/nginx/html; {directives} }}");
    of_site(&site, path)
}

fn of_site(site: &str, path: &str) -> String {
    let files = [
        ("app/Dockerfile", DOCKERFILE),
        ("app/site.conf", site),
        ("app/html/about.html", ""),
        ("app/html/docs/a.html", ""),
    ];
    status(&files, path)
}

/// The order of <https://nginx.org/en/docs/http/ngx_http_core_module.html#location>, with its own example.
#[test]
fn locations_are_chosen_as_documented() {
    let example = "location = / { return 201; } location / { return 202; } location /documents/ { return 203; } \
                   location ^~ /images/ { return 204; } location ~* \\.(gif|jpg|jpeg)$ { return 205; }";
    for (path, expected) in [
        ("/", "201"),
        ("/index.html", "202"),
        ("/documents/document.html", "203"),
        ("/images/1.gif", "204"),
        ("/documents/1.jpg", "205"),
        ("/documents/1.JPG?a=b", "205"),
        // Where requests are passed on, nginx redirects to the path with the slash.
        ("/documents", "?"),
    ] {
        assert_eq!(of_server(example, path), expected, "{path}");
    }
    let patterns = "location ~ ^/a { return 201; } location ~ ^/ab { return 202; } location @a { return 203; }";
    assert_eq!(of_server(patterns, "/ab"), "201");
    // This engine does not have what looks ahead.
    assert_eq!(of_server("location ~ ^/(?!a) { return 200; }", "/b"), "?");
}

#[test]
fn a_return_answers_before_anything_else() {
    for (directives, expected) in [
        ("location = /h { return 200 'ok\\n'; }", "200"),
        ("location = /h { deny all; return 204; }", "204"),
        (
            "location = /h { access_log off; default_type text/plain; return 200 \"ok; }\"; }",
            "200",
        ),
        (
            "location = /h { return 301 https://$host$request_uri; }",
            "301",
        ),
        ("location = /h { return https://example.com; }", "302"),
        (
            "return 301 https://$host$request_uri; location = /h { return 200; }",
            "301",
        ),
        ("location = /h { return 444; }", "444"),
        ("location = /h { if ($a) { return 200; } return 500; }", "?"),
        ("if ($a) { return 200; } location = /h { return 500; }", "?"),
        ("rewrite ^ /x; location = /h { return 500; }", "?"),
        ("location = /h { return $code; }", "?"),
        ("include more.conf; location = /h { return 500; }", "?"),
        ("error_page 404 =200 /x; location = /h { return 404; }", "?"),
        ("error_page 500 /x; location = /h { return 404; }", "404"),
        (
            "location / { location = /h { return 200; } return 301 /x; }",
            "?",
        ),
        ("location = /h { internal; return 200; }", "?"),
    ] {
        assert_eq!(of_server(directives, "/h"), expected, "{directives}");
    }
}

#[test]
fn a_server_that_may_include_where_it_listens_is_not_known() {
    assert_eq!(of_site("server { return 500; }", "/"), "500");
    let site = "server { return 500; include listen.conf; }";
    assert_eq!(of_site(site, "/"), "?");
}

#[test]
fn what_is_passed_on_or_guarded_is_not_known() {
    for directives in [
        "location / { proxy_pass http://app; }",
        "location / { fastcgi_pass app:9000; }",
        "location / { content_by_lua 'x'; }",
        "location / { auth_basic x; }",
        "location / { deny all; }",
        "allow 10.0.0.0/8; location / { index a; }",
        "location / { alias /a/; }",
        "location / { try_files $uri @app; }",
        "location / { root html; }",
        "location / { proxy_intercept_errors on; }",
    ] {
        assert_eq!(of_server(directives, "/h"), "?", "{directives}");
    }
}

#[test]
fn files_are_looked_for() {
    let tried = "location / { try_files $uri $uri/ =404; }";
    for (path, expected) in [
        ("/about.html", "200"),
        ("/healthz", "404"),
        // The image brings one.
        ("/", "200"),
        ("/index.html", "200"),
        ("/docs/", "403"),
        ("/docs/a.html", "200"),
    ] {
        assert_eq!(of_server(tried, path), expected, "{path}");
    }
    assert_eq!(of_server("location / { index about.html; }", "/"), "200");
    assert_eq!(of_server("", "/healthz"), "404");
    assert_eq!(of_server("", "/docs"), "301");
    // An application of one page answers everything.
    let page = "location / { try_files $uri /about.html; }";
    assert_eq!(of_server(page, "/healthz"), "200");
    let endless = "location / { try_files $uri /other; }";
    assert_eq!(of_server(endless, "/healthz"), "?");
    let elsewhere = "location / { root /srv; }";
    assert_eq!(of_server(elsewhere, "/healthz"), "?");
}

#[test]
fn files_that_the_repository_does_not_show_are_not_known() {
    let site = "server { listen 80; root /usr/share/nginx/html; }";
    for more in [
        "RUN echo ok > x",
        "COPY --from=build /dist /usr/share/nginx/html",
        "COPY . .",
        "ADD pages.tar.gz /usr/share/nginx/html/",
        "ADD https://example.com/x /usr/share/nginx/html/healthz",
        "COPY missing /usr/share/nginx/",
        "COPY <<EOF /usr/share/nginx/html/healthz\nok\nEOF",
    ] {
        let text = format!("FROM node AS build\n{DOCKERFILE}{more}\n");
        let files = [
            ("app/Dockerfile", &*text),
            ("app/site.conf", site),
            ("app/html/a", ""),
        ];
        assert_eq!(status(&files, "/healthz"), "?", "{more}");
    }
}

#[test]
fn the_default_server_answers() {
    let two = "server { listen 80; server_name a; return 201; } server { listen 80; server_name b; return 202; }";
    assert_eq!(of_site(two, "/"), "201");
    let said = "server { listen 80; return 201; } server { listen 80 default_server; listen [::]:80; return 202; }";
    assert_eq!(of_site(said, "/"), "202");
    assert_eq!(of_site("server { listen 8080; return 200; }", "/"), "-");
    assert_eq!(of_site("server { return 200; }", "/"), "200");
    for open in [
        "server { listen 80; return 201; } server { listen 80; server_name ~^10; return 202; }",
        "server { listen 80; return 201; } server { listen 10.0.0.1:80; return 202; }",
        "server { listen 80 ssl; return 201; }",
        "server { listen 127.0.0.1:80; return 201; }",
        "deny all; server { listen 80; return 201; }",
        "server { listen 80; return 201;",
    ] {
        assert_eq!(of_site(open, "/"), "?", "{open}");
    }
}

#[test]
fn the_main_configuration_and_its_sites_are_read() {
    let main = "events {} http { include mime.types; server { listen 80; return 201; } }";
    let with_sites = "http { include /etc/nginx/conf.d/*.conf; server { listen 80; return 201; } }";
    let other = "http { include more.conf; server { listen 80; return 201; } }";
    let dockerfile = |more: &str| format!("FROM nginx:1\nCOPY nginx.conf /etc/nginx/\n{more}\n");
    let site = "server { listen 80; return 202; }";
    for (main, more, expected) in [
        (main, "", "201"),
        (main, "COPY site.conf /etc/nginx/conf.d/", "201"),
        (main, "RUN sed -i s/a/b/ /etc/nginx/nginx.conf", "?"),
        (
            main,
            "COPY site.conf /etc/nginx/templates/site.conf.template",
            "?",
        ),
        (main, "CMD [\"nginx\", \"-c\", \"/other.conf\"]", "?"),
        (main, "CMD [\"nginx\", \"-g\", \"daemon off;\"]", "201"),
        (main, "CMD nginx -g 'daemon off;'", "201"),
        (main, "ENTRYPOINT [\"/start.sh\"]", "?"),
        (other, "", "?"),
        // The image's own site is there too.
        (with_sites, "COPY site.conf /etc/nginx/conf.d/", "?"),
        (
            with_sites,
            "COPY site.conf /etc/nginx/conf.d/default.conf",
            "202",
        ),
        (
            with_sites,
            "RUN rm /etc/nginx/conf.d/default.conf\nCOPY site.conf /etc/nginx/conf.d/",
            "202",
        ),
    ] {
        let text = dockerfile(more);
        let files = [
            ("app/Dockerfile", &*text),
            ("app/nginx.conf", main),
            ("app/site.conf", site),
        ];
        assert_eq!(status(&files, "/"), expected, "{main} {more}");
    }
    let files = [
        ("app/Dockerfile", "FROM node\nCOPY nginx.conf /etc/nginx/\n"),
        ("app/nginx.conf", main),
    ];
    assert_eq!(status(&files, "/"), "?");
    assert_eq!(status(&[("app/Dockerfile", "FROM nginx\n")], "/"), "?");
}
