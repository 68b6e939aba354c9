//! The text of an OpenAPI document (JSON or YAML, 3.0 to 3.2) into the `openapiv3` types, every message with its place.

mod checks;
mod convert;
mod facts;
mod loader;
mod lowering;
mod origins;
mod overlay;
pub(crate) mod path;
mod position;
mod read;
mod refs;
mod render;
mod shape;
mod version;

pub use loader::{Loader, NoFiles, confine};

use std::sync::{Mutex, PoisonError};

use openapiv3::OpenAPI;
use serde_json::Value;

use crate::diagnostics::{Diagnostics, Place};
use origins::Origins;
use overlay::Ground;
use read::File;
use refs::Others;

/// A file as the caller handed it over.
#[derive(Debug, Clone)]
pub struct Source {
    /// Name as the caller wrote it; messages repeat it.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// A way to write a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// JSON.
    Json,
    /// YAML.
    Yaml,
}

impl Format {
    /// What a text seems to be: one that begins with a brace or bracket is JSON.
    #[must_use]
    pub fn of(text: &str) -> Self {
        if text.trim_start().starts_with(['{', '[']) { Self::Json } else { Self::Yaml }
    }
}

/// A document as a value tree in its own version's form, with all that is needed to say where something stands.
#[derive(Debug)]
pub struct Document {
    tree: Value,
    /// The document itself, then its overlays and the files it refers to.
    files: Vec<File>,
    origins: Origins,
    others: Others,
    /// Where the last call of [`Self::to_openapi`] took things from that it put elsewhere.
    hoisted: Mutex<Origins>,
}

impl Document {
    /// Reads a document. `None` where nothing further can be said; what is wrong is in `d`.
    pub fn read(source: Source, loader: &dyn Loader, d: &mut Diagnostics) -> Option<Self> {
        let (file, tree) = read::read(source, d)?;
        let mut document = Self {
            tree,
            files: vec![file],
            origins: Origins::default(),
            others: Others::default(),
            hoisted: Mutex::default(),
        };
        if version::check(&document.tree, d) {
            document.others = Others::load(&document.tree, &mut document.files, loader, d);
            return Some(document);
        }
        document.locate_all(d);
        None
    }

    /// Applies an overlay (OpenAPI Overlay 1.0 and 1.1). Of one that is not valid nothing is applied.
    pub fn apply_overlay(&mut self, overlay: Source, d: &mut Diagnostics) {
        let Some((file, value)) = read::read(overlay, d) else { return };
        let ground = Ground { tree: &mut self.tree, origins: &mut self.origins };
        overlay::apply(&file, self.files.len(), value, &self.files[0].name, ground, d);
        self.files.push(file);
    }

    /// The tree: the document's own form, overlays applied.
    #[must_use]
    pub fn tree(&self) -> &Value {
        &self.tree
    }

    /// The tree, to be changed.
    pub fn tree_mut(&mut self) -> &mut Value {
        &mut self.tree
    }

    /// The tree with every reference led to `components`, as its places are named after [`Self::to_openapi`]. What
    /// cannot be resolved stays; the typed document says what is wrong with it.
    #[must_use]
    pub fn resolved(&self) -> Value {
        let mut tree = self.tree.clone();
        refs::resolve(&mut tree, &self.tree, &self.files, &self.others, &mut Diagnostics::new());
        tree
    }

    /// The typed document: references within `components`, newer forms lowered to 3.0. `None` where `d` holds an error,
    /// its own or an earlier one.
    pub fn to_openapi(&self, d: &mut Diagnostics) -> Option<OpenAPI> {
        // Before references are resolved: some are put in place, and what they led to would seem unused.
        checks::unused::check(&self.tree, d);
        let mut tree = self.tree.clone();
        let hoisted = refs::resolve(&mut tree, &self.tree, &self.files, &self.others, d);
        *self.hoisted.lock().unwrap_or_else(PoisonError::into_inner) = hoisted;
        checks::check(&mut tree, d);
        lowering::lower(&mut tree, d);
        let openapi = convert::convert(tree, d);
        (!d.has_errors()).then_some(openapi)
    }

    /// Adds file, line and column to a place that is known by its pointer: of the overlay where one put the thing there,
    /// of the nearest ancestor that exists where the pointer itself does not.
    pub fn locate(&self, place: &mut Place) {
        if place.file.is_some() {
            return;
        }
        let origin = self.hoisted.lock().unwrap_or_else(PoisonError::into_inner).resolve(&place.pointer);
        place.pointer.clone_from(&origin.pointer);
        let origin = if origin.file == 0 { self.origins.resolve(&origin.pointer) } else { origin };
        if let Some(file) = self.files.get(origin.file) {
            let found = file.place(&origin.pointer);
            place.file = found.file;
            place.line = found.line;
            place.column = found.column;
        }
    }

    /// Finds out where everything stands in the document's own text, so that [`Self::locate`] need not.
    pub fn find_positions(&self) {
        if let Some(file) = self.files.first() {
            file.positions();
        }
    }

    /// Adds file, line and column to every message.
    pub fn locate_all(&self, d: &mut Diagnostics) {
        for diagnostic in d.all_mut() {
            self.locate(&mut diagnostic.place);
        }
    }

    /// The tree as text, stable from run to run.
    #[must_use]
    pub fn render(&self, format: Format) -> String {
        render::render(&self.tree, format)
    }
}
