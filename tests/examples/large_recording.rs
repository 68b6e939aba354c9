//! That memory stays small: `cargo run --release -p tests --example large_recording`.
//!
//! Imports a HAR recording of 200 MB, made up while it is read, and prints the peak of resident memory.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement prints, and stops when something is wrong")]

use std::io::Read;

use generator::diagnostics::Diagnostics;
use generator::import::Importer;
use serde_json::{Value, json};

const SIZE: usize = 200_000_000;

fn main() {
    println!("at the start: {} MB at most", peak());
    let mut recording =
        Recording { buffer: br#"{"log": {"version": "1.2", "entries": ["#.to_vec(), at: 0, entries: 0, made: 0 };
    let mut messages = Diagnostics::new();
    let mut importer = Importer::default();
    importer.add_recording("large.har", &mut recording, &mut messages);
    let document = importer.finish(&mut messages).unwrap();
    println!("{} entries, {} MB imported: {} MB at most", recording.entries, recording.made / 1_000_000, peak());
    println!("{} paths, {} KB", document["paths"].as_object().unwrap().len(), document.to_string().len() / 1000);
}

/// The most memory that was resident so far, in MB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
}

/// A recording that is written while it is read.
struct Recording {
    buffer: Vec<u8>,
    at: usize,
    entries: usize,
    made: usize,
}

impl Read for Recording {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        if self.at == self.buffer.len() && self.made < SIZE {
            let entry = entry(self.entries).to_string();
            let comma = if self.entries == 0 { "" } else { "," };
            self.entries += 1;
            self.made += entry.len();
            let end = if self.made < SIZE { "" } else { "]}}" };
            self.buffer = format!("{comma}{entry}{end}").into_bytes();
            self.at = 0;
        }
        let count = into.len().min(self.buffer.len() - self.at);
        into[..count].copy_from_slice(&self.buffer[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}

/// Pages of 300 devices and single devices, no two with the same members.
fn entry(number: usize) -> Value {
    let is_list = number.is_multiple_of(5);
    let id = format!("{number:08x}-0000-4000-8000-000000000000");
    let body = if is_list { (0..300).map(|index| device(number * 300 + index)).collect() } else { device(number) };
    let path = if is_list { String::new() } else { format!("/{id}/{}", ["details", "apps", "notes"][number % 3]) };
    json!({
        "startedDateTime": "2024-01-01T00:00:00Z",
        "time": 12.5,
        "request": {
            "method": "GET",
            "url": format!("https://api.example/v1/devices{path}?limit=300&offset={number}"),
            "headers": vec![json!({ "name": "authorization", "value": "Bearer SECRET" }); 8],
        },
        "response": { "status": 200, "content": { "mimeType": "application/json", "text": body.to_string() } },
    })
}

fn device(number: usize) -> Value {
    let mut device =
        json!({ "id": format!("{number:08x}-0000-4000-8000-000000000000"), "name": "m".repeat(number % 40) });
    for member in 0..40 {
        // A scattered choice, so that nearly every combination of members is seen once only.
        let choice = number.wrapping_mul(0x9e37_79b9).wrapping_add(member * 0x85eb_ca6b) >> 7;
        match choice % 4 {
            0 => {}
            1 => device[format!("member_{member}")] = Value::Null,
            2 => device[format!("member_{member}")] = json!(choice),
            _ => device[format!("member_{member}")] = json!(format!("text {choice}")),
        }
    }
    device["owners"] = json!({ format!("{number:08x}-1111-4000-8000-000000000000"): { "since": "2024-01-01" } });
    device
}
