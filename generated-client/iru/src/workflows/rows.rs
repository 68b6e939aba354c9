//! A CSV body as it arrives → one row after the other.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use csv::StringRecord;
use csv_core::ReadRecordResult;
use futures_core::Stream;

use super::Error;
use super::course::{Course, Progress};
use crate::runtime::serde::de::DeserializeOwned;
use crate::runtime::{Bytes, Download};

/// No row of an export is longer; what is would be no CSV.
const LONGEST: usize = 16 * 1024 * 1024;

/// The rows of an export, read while they arrive. An error ends it.
#[must_use = "a stream does nothing until it is polled"]
pub struct ExportRows {
    columns: Arc<StringRecord>,
    rows: Pin<Box<dyn Stream<Item = Result<ExportRow, Error>> + Send>>,
}

/// One row of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportRow {
    columns: Arc<StringRecord>,
    fields: StringRecord,
    number: u64,
}

impl ExportRows {
    /// Reads the header.
    pub(super) async fn begin(body: Download, course: Course) -> Result<Self, Error> {
        let mut records = Records::new(body, course);
        // An export without a header has no rows either.
        let columns = Arc::new(records.next().await?.unwrap_or_default());
        let header = columns.clone();
        let rows =
            futures_util::stream::try_unfold((records, header, 0), |(mut records, columns, before)| async move {
                let course = records.course.clone();
                let Some(fields) = course.within(records.next()).await? else { return Ok(None) };
                let number = before + 1;
                if fields.len() != columns.len() {
                    let message = format!("it has {} fields, the header {}", fields.len(), columns.len());
                    return Err(Error::Row { row: number, message });
                }
                Ok(Some((ExportRow { columns: columns.clone(), fields, number }, (records, columns, number))))
            });
        Ok(Self { columns, rows: Box::pin(rows) })
    }

    /// Names of the columns.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.columns.iter()
    }

    /// The next row; `None` after the last.
    ///
    /// # Errors
    ///
    /// Where the connection breaks, the deadline passes, or what arrives is no CSV.
    pub async fn try_next(&mut self) -> Result<Option<ExportRow>, Error> {
        std::future::poll_fn(|context| self.rows.as_mut().poll_next(context)).await.transpose()
    }
}

impl Stream for ExportRows {
    type Item = Result<ExportRow, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.rows.as_mut().poll_next(context)
    }
}

impl fmt::Debug for ExportRows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ExportRows").field("columns", &self.columns).finish_non_exhaustive()
    }
}

impl ExportRow {
    /// The field of a column; none where there is no such column.
    pub fn get(&self, column: &str) -> Option<&str> {
        let place = self.columns.iter().position(|name| name == column)?;
        self.fields.get(place)
    }

    /// Names of the columns with the fields.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.columns.iter().zip(&self.fields)
    }

    /// Its number, from 1; the header is not counted.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// The row as a struct whose members are called like the columns. An empty field is `None` for an `Option`.
    ///
    /// # Errors
    ///
    /// Where a field does not fit its member, or a column is missing.
    pub fn deserialize<T: DeserializeOwned>(&self) -> Result<T, Error> {
        let row = self.fields.deserialize(Some(&self.columns));
        row.map_err(|error| Error::Row { row: self.number, message: error.to_string() })
    }
}

/// The records of a body, the header among them.
struct Records {
    body: Download,
    course: Course,
    parser: csv_core::Reader,
    /// What has arrived and is not parsed yet.
    chunk: Bytes,
    ended: bool,
    received: u64,
    count: u64,
    output: Vec<u8>,
    ends: Vec<usize>,
}

impl Records {
    fn new(body: Download, course: Course) -> Self {
        Self {
            body,
            course,
            parser: csv_core::Reader::new(),
            chunk: Bytes::new(),
            ended: false,
            received: 0,
            count: 0,
            output: vec![0; 8 * 1024],
            ends: vec![0; 64],
        }
    }

    async fn next(&mut self) -> Result<Option<StringRecord>, Error> {
        let (mut written, mut fields) = (0, 0);
        loop {
            self.fill().await?;
            let (result, read, wrote, found) =
                self.parser.read_record(&self.chunk, &mut self.output[written..], &mut self.ends[fields..]);
            self.chunk = self.chunk.slice(read..);
            written += wrote;
            fields += found;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if self.output.len() >= LONGEST => {
                    return Err(self.wrong("it is too long"));
                }
                ReadRecordResult::OutputFull => self.output.resize(self.output.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record => return self.record(fields).map(Some),
                ReadRecordResult::End => return Ok(None),
            }
        }
    }

    /// Waits for the next piece where the last one is used up. An empty one says to the parser that there is no more.
    async fn fill(&mut self) -> Result<(), Error> {
        while self.chunk.is_empty() && !self.ended {
            match self.body.chunk().await? {
                Some(chunk) => self.chunk = chunk,
                None => self.ended = true,
            }
            self.received += self.chunk.len() as u64;
            self.course.tell(Progress::Receiving { received: self.received, total: None });
        }
        Ok(())
    }

    fn record(&mut self, fields: usize) -> Result<StringRecord, Error> {
        let mut record = StringRecord::with_capacity(self.ends[fields.saturating_sub(1)], fields);
        let mut start = 0;
        for &end in &self.ends[..fields] {
            let field = std::str::from_utf8(&self.output[start..end]).map_err(|_| self.wrong("it is not UTF-8"))?;
            record.push_field(field);
            start = end;
        }
        self.count += 1;
        Ok(record)
    }

    fn wrong(&self, message: &str) -> Error {
        Error::Row { row: self.count, message: message.to_owned() }
    }
}
