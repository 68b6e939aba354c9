//! The typed document into the IR: every construct becomes IR or a diagnostic, nothing is dropped in silence.
//! `openapiv3` types appear in no module past this one.

mod alias;
mod body;
mod bounds;
mod callback;
mod claim;
mod dedup;
mod discriminate;
mod enums;
mod example;
mod extension;
mod group;
mod hint;
mod ids;
mod keywords;
mod media;
mod merge;
mod naming;
mod notes;
mod object;
mod operation;
mod paging;
mod parameter;
mod path;
mod pattern;
mod pointer;
pub mod prose;
mod recognise;
mod reply;
mod resolve;
mod sample;
mod scalar;
mod schema;
mod security;
mod select;
mod server;
mod sets;
mod subject;
mod union;
mod usage;
mod variant;
mod words;

pub use self::select::{BadSelector, Selection, Selector};

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

use indexmap::IndexMap;
use openapiv3::{OpenAPI, ReferenceOr, Schema};
use serde_json::Value;

use self::notes::Notes;
use self::union::OpenUnion;
use crate::diagnostics::Diagnostics;
use crate::ir::{Api, TypeDef, TypeId};

/// Lowers a document. Whatever has no place in the IR is noted with its pointer.
#[must_use]
pub fn lower(document: &OpenAPI, diagnostics: &mut Diagnostics) -> Api {
    lower_selected(document, &Selection::default(), diagnostics)
}

/// Lowers some of the operations of a document, and the types that are reached from them.
#[must_use]
pub fn lower_selected(document: &OpenAPI, select: &Selection, diagnostics: &mut Diagnostics) -> Api {
    let mut lowerer = Lowerer::new(document, select, diagnostics);
    lowerer.register_ids();
    let mut api = lowerer.api();
    lowerer.operations(&mut api);
    lowerer.drain();
    lowerer.finish(api)
}

/// What lowering knows while it goes through a document.
struct Lowerer<'a, 'd> {
    document: &'a OpenAPI,
    select: &'a Selection,
    schemas: Option<&'a IndexMap<String, ReferenceOr<Schema>>>,
    diagnostics: Notes<'d>,
    types: Vec<TypeDef>,
    /// Types of components that were referred to.
    components: BTreeMap<&'a str, TypeId>,
    /// Types of inline schemas, by what [`merge::Merged::key`] holds.
    inline: BTreeMap<String, TypeId>,
    /// Components that were referred to and not defined yet.
    queue: VecDeque<(&'a str, TypeId)>,
    unions: Vec<OpenUnion>,
    /// By type: how good its claim to its first candidate name is.
    claims: Vec<hint::Claim>,
    ids: ids::Ids,
    /// Groups by the words of their names.
    groups: BTreeMap<words::Words, usize>,
    /// Merged schemas that samples came by.
    merges: BTreeMap<String, Rc<merge::Merged<'a>>>,
    /// Samples of replies, by their schemas: most operations of an API share those of their errors.
    replies: BTreeMap<String, Value>,
    /// Lower and upper bound of parameters, by pointer.
    bounds: BTreeMap<String, (Option<f64>, Option<f64>)>,
    /// Operations whose paging is declared, be it that there is none.
    paged: BTreeSet<String>,
}

impl<'a, 'd> Lowerer<'a, 'd> {
    fn new(document: &'a OpenAPI, select: &'a Selection, diagnostics: &'d mut Diagnostics) -> Self {
        Self {
            document,
            select,
            schemas: document.components.as_ref().map(|components| &components.schemas),
            diagnostics: Notes::new(diagnostics),
            types: Vec::new(),
            components: BTreeMap::new(),
            inline: BTreeMap::new(),
            queue: VecDeque::new(),
            unions: Vec::new(),
            claims: Vec::new(),
            ids: ids::Ids::default(),
            groups: BTreeMap::new(),
            merges: BTreeMap::new(),
            replies: BTreeMap::new(),
            bounds: BTreeMap::new(),
            paged: BTreeSet::new(),
        }
    }

    fn api(&mut self) -> Api {
        let document = self.document;
        Api {
            title: document.info.title.clone(),
            version: document.info.version.clone(),
            doc: document.info.description.as_deref().and_then(prose::to_markdown),
            servers: self.servers(&document.servers, "/servers"),
            security: self.security_schemes(),
            rate_limits: self.rate_limits(),
            known_errors: self.known_errors(),
            ..Api::default()
        }
    }

    /// Settles what needs all types: aliases, unions, equal shapes, paging, usage.
    fn finish(mut self, mut api: Api) -> Api {
        let models_only = api.operations.is_empty() && api.sets.is_empty() && self.select.is_everything();
        if models_only {
            for name in self.schemas.into_iter().flat_map(IndexMap::keys) {
                self.component_type(name);
            }
            self.drain();
        }
        self.report_unused();
        // A union that comes down to one of its members is an alias, which may decide another union.
        for _ in 0..8 {
            self.inline_aliases(&mut api);
            if !self.discriminate() {
                break;
            }
        }
        self.inline_aliases(&mut api);
        self.report_undecided();
        api.types = std::mem::take(&mut self.types);
        api.ids = std::mem::take(&mut self.ids.types);
        dedup::share(&mut api, &mut self.claims);
        let roots = if models_only {
            (0..api.types.len())
                .map(TypeId)
                .filter(|id| !matches!(api.get(*id).shape, crate::ir::Shape::Alias(_)))
                .collect()
        } else {
            usage::roots(&api)
        };
        claim::settle(&mut api, &self.claims, &roots);
        dedup::keep_reached(&mut api, roots);
        body::spread(&mut api);
        self.paging(&mut api);
        usage::mark(&mut api);
        if models_only {
            api.types
                .iter_mut()
                .for_each(|definition| definition.usage = crate::ir::Usage { request: true, reply: true });
        }
        api
    }

    /// Components that no operation reaches.
    fn report_unused(&mut self) {
        if !self.select.is_everything() {
            return;
        }
        for name in self.schemas.into_iter().flat_map(IndexMap::keys) {
            if !self.components.contains_key(name.as_str()) {
                let message = format!("no operation uses the schema `{name}`; it gets no type");
                self.diagnostics.note("unused-schema", merge::component_pointer(name), message);
            }
        }
    }
}
