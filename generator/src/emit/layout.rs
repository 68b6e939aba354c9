//! Types and the groups that use them → which file of `models/` holds each, and which features it is compiled for.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::graph::{mentioned, reached, targets};
use crate::ir::{Api, BodyContent, Operation, TypeId};
use crate::names::Names;

/// A type that more groups than this use is compiled for all: the list would say nothing to its reader.
const MOST_GROUPS: usize = 8;

/// Where types stand.
pub(super) struct Layout {
    /// By type: the groups whose operations reach it.
    users: Vec<BTreeSet<usize>>,
    /// Features of the groups; empty where there is but one group, and so nothing to choose.
    features: Vec<String>,
}

/// A file of models.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Home {
    /// Types of no group or of several.
    Common,
    /// Types of one group.
    Group(usize),
}

impl Layout {
    pub(super) fn new(api: &Api, names: &Names) -> Self {
        let edges: Vec<Vec<usize>> = api.types.iter().map(|def| targets(&def.shape, true)).collect();
        let mut users = vec![BTreeSet::new(); api.types.len()];
        for group in 0..api.groups.len() {
            let members = api.operations.iter().filter(|operation| operation.group == group);
            let roots: Vec<usize> = members.flat_map(types).collect();
            for (index, _) in reached(&edges, roots).into_iter().enumerate().filter(|(_, reached)| *reached) {
                users[index].insert(group);
            }
        }
        // Rows lead to rows of other sets, so all of them are there together, whatever is chosen; payloads likewise.
        for (users, _) in users.iter_mut().zip(reached(&edges, ungrouped(api))).filter(|(_, reached)| *reached) {
            users.clear();
        }
        let several = names.groups.len() > 1;
        let features = names.groups.iter().filter(|_| several).map(|group| group.feature.clone()).collect();
        Self { users, features }
    }

    /// Whether there is a feature for each group.
    pub(super) fn is_split(&self) -> bool {
        !self.features.is_empty()
    }

    /// The file of a type.
    pub(super) fn home(&self, id: TypeId) -> Home {
        match self.users[id.0].iter().next() {
            Some(group) if self.is_split() && self.users[id.0].len() == 1 => Home::Group(*group),
            _ => Home::Common,
        }
    }

    /// The groups that a type is compiled for; `None` for all.
    pub(super) fn gate(&self, id: TypeId) -> Option<BTreeSet<usize>> {
        let users = &self.users[id.0];
        let some =
            self.is_split() && !users.is_empty() && users.len() < self.features.len() && users.len() <= MOST_GROUPS;
        some.then(|| users.clone())
    }

    /// `#[cfg(…)]` for these groups.
    pub(super) fn cfg(&self, gate: Option<&BTreeSet<usize>>) -> Option<TokenStream> {
        let features: Vec<&String> = gate?.iter().filter_map(|group| self.features.get(*group)).collect();
        match features.as_slice() {
            [] => None,
            [one] => Some(quote!(#[cfg(feature = #one)])),
            several => Some(quote!(#[cfg(any(#(feature = #several),*))])),
        }
    }

    /// `#[cfg(…)]` for what belongs to one group.
    pub(super) fn cfg_of_group(&self, group: usize) -> Option<TokenStream> {
        self.cfg(Some(&BTreeSet::from([group])))
    }
}

/// What is needed where several things are: nothing in particular, if one of them is always there.
pub(super) fn union(gates: impl IntoIterator<Item = Option<BTreeSet<usize>>>) -> Option<BTreeSet<usize>> {
    gates.into_iter().try_fold(BTreeSet::new(), |mut all, gate| {
        all.extend(gate?);
        Some(all)
    })
}

/// Types that sets and payloads mention.
fn ungrouped(api: &Api) -> Vec<usize> {
    let mut found = Vec::new();
    api.payloads.iter().for_each(|payload| mentioned(&payload.ty, true, &mut found));
    for set in &api.sets {
        let types = [Some(&set.row), set.create.as_ref(), set.update.as_ref()];
        types.into_iter().flatten().for_each(|ty| mentioned(ty, true, &mut found));
    }
    found
}

/// Types that an operation mentions.
fn types(operation: &Operation) -> Vec<usize> {
    let mut found = Vec::new();
    operation.parameters.iter().for_each(|parameter| mentioned(&parameter.ty, true, &mut found));
    match operation.body.as_ref().map(|body| &body.content) {
        Some(BodyContent::Json(ty) | BodyContent::Form(ty) | BodyContent::Multipart(ty)) => {
            mentioned(ty, true, &mut found);
        }
        Some(BodyContent::Text | BodyContent::Binary) | None => {}
    }
    for reply in operation.replies.iter().chain(&operation.errors) {
        if let Some(ty) = reply.content.ty() {
            mentioned(ty, true, &mut found);
        }
    }
    found
}
