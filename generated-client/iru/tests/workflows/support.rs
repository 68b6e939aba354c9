//! A server that a test writes as one function, and a clock that runs fast.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use iru_client::Client;
use iru_client::runtime::{BoxFuture, Clock};

pub(crate) const ITEM: &str = "5d1f8a70-9a44-4d0c-b7c1-0e6b1a2c3d4e";
pub(crate) const DEVICE: &str = "7a0c6f52-3d0b-4a51-9f5e-2f1f6f0e9b11";

/// A request as the server saw it.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) method: String,
    pub(crate) target: String,
    /// Lines of the head after the first, names in lower case.
    pub(crate) head: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// How often this method and target were asked for before.
    pub(crate) before: usize,
    /// The server's own URL.
    pub(crate) url: String,
}

impl Asked {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn line(&self) -> String {
        format!("{} {}", self.method, self.target)
    }
}

/// What the server does with a request.
pub(crate) enum Answer {
    /// A whole reply.
    Full(u16, &'static str, Vec<u8>),
    /// A body of the announced length that ends early.
    Cut(usize, Vec<u8>),
    /// A body that repeats this for ever.
    Endless(Vec<u8>),
}

pub(crate) fn json(status: u16, body: impl Into<String>) -> Answer {
    Answer::Full(status, "application/json", body.into().into_bytes())
}

pub(crate) fn bytes(body: impl Into<Vec<u8>>) -> Answer {
    Answer::Full(200, "application/octet-stream", body.into())
}

pub(crate) fn xml(status: u16, code: &str, message: &str) -> Answer {
    let body = format!("<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>{message}</Message></Error>");
    Answer::Full(status, "application/xml", body.into_bytes())
}

pub(crate) type Asks = Arc<Mutex<Vec<Asked>>>;

/// Connections that are closed after so many bytes of the body of a request for that target.
pub(crate) type Cuts = Vec<(&'static str, usize)>;

pub(crate) struct Server {
    pub(crate) url: String,
    asks: Asks,
}

impl Server {
    pub(crate) fn start(answer: impl Fn(&Asked) -> Answer + Send + Sync + 'static) -> Self {
        Self::cutting(Vec::new(), answer)
    }

    pub(crate) fn cutting(cuts: Cuts, answer: impl Fn(&Asked) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a loopback port");
        let url = format!("http://{}", listener.local_addr().expect("its address"));
        let asks: Asks = Arc::default();
        let (own, seen) = (url.clone(), asks.clone());
        let (cuts, answer) = (Arc::new(Mutex::new(cuts)), Arc::new(answer));
        // The thread ends with the process.
        std::thread::spawn(move || {
            while let Ok((stream, _)) = listener.accept() {
                let (own, seen, cuts, answer) = (own.clone(), seen.clone(), cuts.clone(), answer.clone());
                std::thread::spawn(move || serve(stream, own, &seen, &cuts, &*answer));
            }
        });
        Self { url, asks }
    }

    pub(crate) fn client(&self) -> Client {
        let builder = Client::builder().base_url(&self.url).token("TOKEN");
        builder.configure(|builder| builder.clock(Arc::new(Fast::default()))).build().expect("a client")
    }

    /// A client on the clock of the machine: for a test whose requests may not seem to take a minute on a busy one.
    pub(crate) fn patient_client(&self) -> Client {
        Client::builder().base_url(&self.url).token("TOKEN").build().expect("a client")
    }

    pub(crate) fn asks(&self) -> Vec<Asked> {
        self.asks.lock().expect("no test panics while it holds this").clone()
    }

    pub(crate) fn lines(&self) -> Vec<String> {
        self.asks().iter().map(Asked::line).collect()
    }
}

fn serve(
    mut stream: TcpStream,
    url: String,
    asks: &Mutex<Vec<Asked>>,
    cuts: &Mutex<Cuts>,
    answer: &(dyn Fn(&Asked) -> Answer + Send + Sync),
) {
    let Some(mut asked) = head(&mut stream, url) else { return };
    let length = asked.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    let cut = {
        let mut cuts = cuts.lock().expect("no panic");
        let place = cuts.iter().position(|(target, _)| asked.target.contains(target));
        place.map(|place| cuts.remove(place).1)
    };
    if !body(&mut stream, &mut asked, cut.unwrap_or(length)) || cut.is_some() {
        return;
    }
    {
        let mut asks = asks.lock().expect("no panic");
        asked.before = asks.iter().filter(|known| known.line() == asked.line()).count();
        asks.push(asked.clone());
    }
    // A client that hangs up in the middle is part of some tests.
    let _ = reply(&mut stream, answer(&asked));
}

fn head(stream: &mut TcpStream, url: String) -> Option<Asked> {
    let mut text = Vec::new();
    let mut byte = [0];
    while !text.ends_with(b"\r\n\r\n") {
        if stream.read(&mut byte).ok()? == 0 {
            return None;
        }
        text.push(byte[0]);
    }
    let text = String::from_utf8(text).ok()?;
    let mut lines = text.trim_end().lines();
    let mut first = lines.next()?.split(' ');
    let (method, target) = (first.next()?.to_owned(), first.next()?.to_owned());
    let pair = |line: &str| line.split_once(": ").map(|(name, value)| (name.to_lowercase(), value.to_owned()));
    Some(Asked { method, target, head: lines.filter_map(pair).collect(), body: Vec::new(), before: 0, url })
}

fn body(stream: &mut TcpStream, asked: &mut Asked, length: usize) -> bool {
    let mut chunk = vec![0; 64 * 1024];
    while asked.body.len() < length {
        let most = chunk.len().min(length - asked.body.len());
        match stream.read(&mut chunk[..most]) {
            Ok(read) if read > 0 => asked.body.extend_from_slice(&chunk[..read]),
            _ => return false,
        }
    }
    true
}

fn reply(stream: &mut TcpStream, answer: Answer) -> std::io::Result<()> {
    let mut head = |status: u16, media_type: &str, length: Option<usize>| {
        let length = length.map(|length| format!("content-length: {length}\r\n")).unwrap_or_default();
        let head = format!("HTTP/1.1 {status} X\r\ncontent-type: {media_type}\r\nconnection: close\r\n{length}\r\n");
        stream.write_all(head.as_bytes())
    };
    match answer {
        Answer::Full(status, media_type, body) => {
            head(status, media_type, Some(body.len()))?;
            stream.write_all(&body)
        }
        Answer::Cut(announced, body) => {
            head(200, "application/octet-stream", Some(announced))?;
            stream.write_all(&body)
        }
        Answer::Endless(body) => {
            head(200, "text/csv", None)?;
            loop {
                stream.write_all(&body)?;
                std::thread::sleep(Duration::from_millis(1));
            }
        }
    }
}

/// A clock on which a minute is a second.
#[derive(Debug)]
pub(crate) struct Fast {
    start: std::time::Instant,
}

const FACTOR: u32 = 60;

impl Default for Fast {
    fn default() -> Self {
        Self { start: std::time::Instant::now() }
    }
}

impl Clock for Fast {
    fn now(&self) -> Duration {
        self.start.elapsed() * FACTOR
    }

    fn wall(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration / FACTOR))
    }
}

/// A folder of the test's own, gone at its end.
pub(crate) struct Folder(tempfile::TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, content).expect("a file");
        path
    }

    /// The names of all files in it.
    pub(crate) fn names(&self) -> Vec<String> {
        names(self.0.path())
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("the folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Hears of progress and keeps it.
pub(crate) fn heard<T: Clone + Send + 'static>() -> (Arc<Mutex<Vec<T>>>, impl Fn(T) + Send + Sync + 'static) {
    let all: Arc<Mutex<Vec<T>>> = Arc::default();
    let own = all.clone();
    (all, move |one| own.lock().expect("no panic").push(one))
}
