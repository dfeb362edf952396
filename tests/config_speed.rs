//! What reading `iaclint.toml` costs, which every run pays. Run it with
//! `cargo test --release --test config_speed -- --ignored --nocapture`.

use std::time::Instant;

#[test]
#[ignore = "a measurement, not a check"]
fn a_file_of_sixty_lines_is_read_within_a_millisecond() {
    let mut text = String::from(
        "[layout]\nlive = [\"live/{environment}/{region}/{stack}\"]\nmodules = [\"modules/{provider}/{module}\"]\n[rules]\n",
    );
    for rule in 0..40 {
        text.push_str(&format!(
            "\"net-rule-{rule}\" = {{ severity = \"note\", zones = [\"a\"] }}\n"
        ));
    }
    for environment in 0..8 {
        text.push_str(&format!(
            "[environments.e{environment}]\ntier = \"production\"\n"
        ));
    }
    assert_eq!(text.lines().count(), 60);
    let mut times: Vec<_> = (0..200)
        .map(|_| {
            let start = Instant::now();
            iaclint::config::parse("iaclint.toml", &text).unwrap();
            start.elapsed()
        })
        .collect();
    let first = times[0];
    times.sort();
    println!("first {first:?}, median {:?}", times[100]);
    assert!(times[100].as_micros() < 1000, "{:?}", times[100]);
}
