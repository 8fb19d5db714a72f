//! `cargo bench`: parsing, binding, loading, filtering, summarizing and joining over logs that are made here.
//!
//! Peers side by side are the affair of `tests/bench/peers`.

use std::fmt::Write;
use std::path::PathBuf;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use kqlab::{Engine, Options};

const ROWS: u64 = 20_000;
const RULE: &str = include_str!("bitlocker.kql");

/// Sign-ins as an export has them; every hundredth is of interest.
fn sign_ins() -> String {
    let mut lines = String::new();
    let mut state = 7_u64;
    let mut next = |below: u64| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    for row in 0..ROWS {
        let result = if next(100) == 0 { "50126" } else { "0" };
        let (user, host, minute) = (next(500), next(250), row % 60);
        let agent =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)";
        writeln!(
            lines,
            r#"{{"TimeGenerated":"2026-04-21T10:{minute:02}:00.1234567Z","UserPrincipalName":"user{user}@contoso.com","ResultType":"{result}","IPAddress":"10.0.{host}.7","LocationDetails":{{"city":"Lagos","geoCoordinates":{{"latitude":6.5,"longitude":3.4}}}},"UserAgent":"{agent}","CorrelationId":"00000000-0000-0000-0000-{row:012}"}}"#
        )
        .expect("a string takes everything");
    }
    lines
}

struct Bench {
    folder: tempfile::TempDir,
    bytes: u64,
}

impl Bench {
    fn new() -> Self {
        let folder = tempfile::TempDir::new().expect("a folder");
        let lines = sign_ins();
        std::fs::write(folder.path().join("SigninLogs.json"), &lines).expect("a file");
        Self { folder, bytes: lines.len() as u64 }
    }

    fn engine(&self) -> Engine {
        let data: Vec<PathBuf> = vec![self.folder.path().to_owned()];
        Engine::new(Options { data, ..Options::default() }).expect("an engine")
    }
}

fn front(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("front");
    group.throughput(Throughput::Bytes(RULE.len() as u64));
    group.bench_function("parse", |bencher| bencher.iter(|| kqlab_syntax::parse(RULE)));
    let engine = Engine::new(Options::default()).expect("an engine");
    group.bench_function("bind", |bencher| bencher.iter(|| engine.check(RULE).expect("a query")));
    group.finish();
}

fn queries(criterion: &mut Criterion) {
    let bench = Bench::new();
    let mut group = criterion.benchmark_group("query");
    group.throughput(Throughput::Bytes(bench.bytes)).sample_size(20);
    let failed =
        r#"SigninLogs | where ResultType =~ "50126" | project UserPrincipalName, IPAddress"#;
    let by_user = "summarize n = count(), addresses = make_set(IPAddress) by UserPrincipalName";
    for (name, query) in [
        (
            "load",
            "SigninLogs | project TimeGenerated, UserPrincipalName, LocationDetails.city"
                .to_owned(),
        ),
        ("filter", failed.to_owned()),
        ("summarize", format!("SigninLogs | {by_user}")),
        (
            "join",
            format!("{failed} | join kind=inner (SigninLogs | {by_user}) on UserPrincipalName"),
        ),
    ] {
        // A new engine each time: nothing that was learned of the files is kept.
        group.bench_function(name, |bencher| {
            bencher.iter_batched(
                || bench.engine(),
                |engine| engine.run(&query).expect("an answer"),
                BatchSize::PerIteration,
            );
        });
    }
    group.finish();
}

criterion_group!(benches, front, queries);
criterion_main!(benches);
