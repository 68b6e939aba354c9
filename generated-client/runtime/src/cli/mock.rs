//! The fake server as a program, with a line for each request.

use std::process::ExitCode;

use super::{complain, say, usage};
use crate::fake::{Options, Request, Server, Tables};

const USAGE: &str = "usage: mock [--port PORT] [--token TOKEN | --no-token] [--empty] [--unchecked] [--items N]
Serves an API's examples on 127.0.0.1 and remembers what is written.
  --port PORT     port to listen on; any that is free where it is 0 (4010)
  --token TOKEN   token that requests must carry (fake-token)
  --no-token      take requests without a token
  --empty         start with nothing: lists are empty, unknown ids are a 404
  --items N       items in every list
  --unchecked     take requests that the document does not allow";

/// The `mock` command.
pub fn mock(tables: Tables<'_>) -> ExitCode {
    let (routes, sets) = (tables.routes, tables.sets);
    let words: Vec<String> = std::env::args().skip(1).collect();
    if words.iter().any(|word| word == "--help" || word == "-h") {
        say(USAGE);
        return ExitCode::SUCCESS;
    }
    let options = match options(words.into_iter()) {
        Ok(options) => options,
        Err(problem) => return usage(&problem, USAGE),
    };
    match Server::start(tables, options.log(|request| say(&line(request)))) {
        Ok(server) => {
            let token = server.token();
            let token = if token.is_empty() { String::new() } else { format!(", token {token}") };
            let rows = if sets.is_empty() { String::new() } else { format!(" and {} sets of rows", sets.len()) };
            say(&format!("{} operations{rows} at {}{token}", routes.len(), server.base_url()));
            server.wait();
            ExitCode::SUCCESS
        }
        Err(error) => {
            complain(&format!("cannot listen: {error}; choose another port with --port"));
            ExitCode::from(2)
        }
    }
}

fn options(mut words: impl Iterator<Item = String>) -> Result<Options, String> {
    let mut options = Options::default().port(4010);
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or_else(|| format!("{word} needs a value"));
        match word.as_str() {
            "--port" => options.port = number(&value()?)?,
            "--token" => options.token = Some(value()?),
            "--items" => options.items = Some(number(&value()?)?),
            "--no-token" => options.token = None,
            "--empty" => options.empty = true,
            "--unchecked" => options.checked = false,
            other => return Err(format!("`{other}` is not known")),
        }
    }
    Ok(options)
}

fn number<T: std::str::FromStr>(text: &str) -> Result<T, String> {
    text.parse().map_err(|_| format!("`{text}` is no number that fits here"))
}

/// One request: status, method, path, and why it was refused.
fn line(request: &Request) -> String {
    let query = if request.query.is_empty() { String::new() } else { format!("?{}", request.query) };
    let reason = request.reason.as_ref().map(|reason| format!("  ({reason})")).unwrap_or_default();
    format!("{} {} {}{query}{reason}", request.status, request.method, request.path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_options() {
        let parse = |words: &str| options(words.split_whitespace().map(str::to_owned));
        let good = parse("--port 0 --no-token --empty --items 4").unwrap();
        assert_eq!((good.port, good.token, good.empty, good.items), (0, None, true, Some(4)));
        for bad in ["--port", "--port x", "--port 99999", "--wat"] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }
}
