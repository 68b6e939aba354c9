//! Ad hoc: document (and overlays) → files, with times. Replaced by `cargo xtask generate`.
use std::time::Instant;
use generator::{diagnostics::Diagnostics, document::{Document, NoFiles, Source}, emit, lower, names};
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let (path, out, name, runtime) = (&args[1], &args[2], &args[3], &args[4]);
    let start = Instant::now();
    let mut d = Diagnostics::new();
    let text = std::fs::read_to_string(path).unwrap();
    let report = |d: &Diagnostics| {
        let show = std::env::var("SHOW").is_ok();
        for x in d.all() { if show || x.severity == generator::diagnostics::Severity::Error { println!("{x}"); } }
    };
    let Some(mut document) = Document::read(Source { name: path.clone(), text }, &NoFiles, &mut d) else { report(&d); println!("READ FAILED"); std::process::exit(2) };
    for overlay in args.iter().skip(5) {
        document.apply_overlay(Source { name: overlay.clone(), text: std::fs::read_to_string(overlay).unwrap() }, &mut d);
    }
    let Some(openapi) = document.to_openapi(&mut d) else { report(&d); println!("TYPED FAILED"); std::process::exit(2) };
    let t1 = start.elapsed();
    let api = lower::lower(&openapi, &mut d);
    let t2 = start.elapsed();
    let names = names::assign(&api, &mut d);
    let t3 = start.elapsed();
    let options = emit::Options { whole_crate: true, crate_name: name.clone(), runtime: emit::RuntimeSource::Path(runtime.clone()), document: path.rsplit('/').next().unwrap().into(), document_hash: "0".into() };
    let files = emit::emit(&api, &names, &options).render().unwrap();
    let t4 = start.elapsed();
    let lines: usize = files.values().map(|t| t.lines().count()).sum();
    for (path, text) in &files {
        let to = std::path::Path::new(out).join(path);
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::write(to, text).unwrap();
    }
    report(&d);
    println!("{name}: {} operations, {} types, {} files, {lines} lines, {} notes; read {t1:?} lower {:?} names {:?} emit {:?}", api.operations.len(), api.types.len(), files.len(), d.all().len(), t2 - t1, t3 - t2, t4 - t3);
}
