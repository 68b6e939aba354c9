//! The sources of an emitted crate → their size, and its types and functions with the paths that name them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result};
use syn::{FnArg, GenericArgument, Item, PathArguments, ReturnType, Type};

use super::record::Size;
use crate::files;

/// Files, lines and bytes of Rust.
pub(super) fn size(folder: &Path) -> Result<Size> {
    let mut size = Size { files: 0, lines: 0, bytes: 0 };
    for file in rust(folder)? {
        let text = std::fs::read_to_string(&file).with_context(|| format!("cannot read {}", files::shown(&file)))?;
        size.files += 1;
        size.lines += text.lines().count();
        size.bytes += text.len() as u64;
    }
    Ok(size)
}

fn rust(folder: &Path) -> Result<Vec<std::path::PathBuf>> {
    Ok(files::walk(folder)?.into_iter().filter(|file| file.extension().is_some_and(|it| it == "rs")).collect())
}

/// What a crate has.
#[derive(Default)]
pub(super) struct Sources {
    /// Paths from the crate's root, by name.
    types: BTreeMap<String, Vec<String>>,
    /// Public functions and methods.
    pub(super) functions: Vec<Function>,
    /// Modules that only their crate can name: what they hold is reached by what the module around exports again.
    private: BTreeSet<String>,
    /// Whether an enum has a variant that `Debug` shows as it shows free JSON.
    pub(super) is_ambiguous: bool,
}

/// A public function.
pub(super) struct Function {
    pub(super) name: String,
    /// Path of its module from the crate's root.
    pub(super) module: String,
    /// The type whose method it is.
    pub(super) owner: Option<String>,
    /// Its first lines of documentation.
    pub(super) doc: String,
    /// Its parameters, `self` left out.
    pub(super) arguments: Vec<Type>,
    pub(super) output: Option<Type>,
}

impl Sources {
    /// Reads all files below `src`; one that cannot be read as Rust is left out, as the compiler will say so too.
    pub(super) fn read(krate: &Path) -> Result<Self> {
        let mut sources = Self::default();
        let root = krate.join("src");
        for file in rust(&root)? {
            let text = std::fs::read_to_string(&file)?;
            if let Ok(syntax) = syn::parse_file(&text) {
                sources.items(syntax.items, &module(file.strip_prefix(&root).unwrap_or(&file)));
            }
        }
        Ok(sources)
    }

    fn items(&mut self, items: Vec<Item>, module: &str) {
        for item in items {
            match item {
                Item::Struct(one) => self.known(&one.ident, module),
                Item::Type(one) => self.known(&one.ident, module),
                Item::Enum(one) => {
                    self.known(&one.ident, module);
                    let is_like = |name: &syn::Ident| ["String", "Number", "Bool"].iter().any(|like| name == like);
                    let mut variants = one.variants.iter().filter(|one| !matches!(one.fields, syn::Fields::Unit));
                    self.is_ambiguous |= variants.any(|variant| is_like(&variant.ident));
                }
                Item::Mod(one) => {
                    let inner = join(module, &one.ident.to_string());
                    if let Some((_, items)) = one.content {
                        self.items(items, &inner);
                    }
                    if !is_public(&one.vis) {
                        self.private.insert(inner);
                    }
                }
                Item::Use(one) if is_public(&one.vis) && one.leading_colon.is_none() => {
                    self.exported(&one.tree, module)
                }
                Item::Fn(one) if is_public(&one.vis) => self.function(one.sig, &one.attrs, module, None),
                Item::Impl(one) if one.trait_.is_none() => self.methods(one, module),
                _ => {}
            }
        }
    }

    fn known(&mut self, name: &syn::Ident, module: &str) {
        self.types.entry(name.to_string()).or_default().push(join(module, &name.to_string()));
    }

    /// Types of the crate that a module exports again by name: they are that module's too.
    fn exported(&mut self, tree: &syn::UseTree, module: &str) {
        match tree {
            syn::UseTree::Path(path) if ["crate", "self", "super"].iter().any(|own| path.ident == own) => {
                let mut tree = &*path.tree;
                while let syn::UseTree::Path(inner) = tree {
                    tree = &inner.tree;
                }
                if let syn::UseTree::Name(name) = tree {
                    self.known(&name.ident, module);
                }
            }
            _ => {}
        }
    }

    fn methods(&mut self, block: syn::ItemImpl, module: &str) {
        let owner = last(&block.self_ty);
        for item in block.items {
            if let syn::ImplItem::Fn(one) = item
                && is_public(&one.vis)
            {
                self.function(one.sig, &one.attrs, module, owner.clone());
            }
        }
    }

    fn function(&mut self, sig: syn::Signature, attrs: &[syn::Attribute], module: &str, owner: Option<String>) {
        let typed = |one: FnArg| match one {
            FnArg::Typed(one) => Some(*one.ty),
            FnArg::Receiver(_) => None,
        };
        let output = match sig.output {
            ReturnType::Type(_, output) => Some(*output),
            ReturnType::Default => None,
        };
        self.functions.push(Function {
            name: sig.ident.to_string(),
            module: module.to_owned(),
            owner,
            doc: doc(attrs),
            arguments: sig.inputs.into_iter().filter_map(typed).collect(),
            output,
        });
    }

    /// The path of a type from outside the crate, called `client` there: the one that fits the path as it is written.
    pub(super) fn named(&self, written: &[String], module: &str) -> Option<String> {
        let paths = self.types.get(written.last()?)?;
        let inner: Vec<&str> =
            written.iter().map(String::as_str).filter(|it| !matches!(*it, "crate" | "self" | "super")).collect();
        let tail = inner.join("::");
        let paths: Vec<(&String, String)> = paths.iter().map(|path| (path, self.reachable(path))).collect();
        let ends = |path: &str| path == tail || path.ends_with(&format!("::{tail}"));
        let here = join(module, &tail);
        let path = paths.iter().find(|(path, reachable)| [*path, reachable].contains(&&here));
        let path = path.or_else(|| paths.iter().find(|(path, reachable)| ends(path) || ends(reachable)));
        let path = path.or_else(|| paths.first().filter(|_| inner.len() == 1));
        path.map(|(_, reachable)| format!("client::{reachable}"))
    }

    /// A path without the modules that cannot be named from outside.
    fn reachable(&self, path: &str) -> String {
        let mut whole = String::new();
        let kept = path.split("::").filter(|word| {
            whole = join(&whole, word);
            !self.private.contains(&whole)
        });
        kept.collect::<Vec<_>>().join("::")
    }

    /// A type as it is written outside the crate.
    pub(super) fn written(&self, ty: &Type, module: &str) -> Option<String> {
        match ty {
            Type::Path(path) => self.path(&path.path, module),
            Type::Paren(inner) => self.written(&inner.elem, module),
            Type::Group(inner) => self.written(&inner.elem, module),
            Type::Tuple(parts) => {
                let parts: Option<Vec<String>> = parts.elems.iter().map(|part| self.written(part, module)).collect();
                Some(format!("({})", parts?.join(", ")))
            }
            _ => None,
        }
    }

    fn path(&self, path: &syn::Path, module: &str) -> Option<String> {
        let words: Vec<String> = path.segments.iter().map(|one| one.ident.to_string()).collect();
        let name = match (path.leading_colon.is_none()).then(|| self.named(&words, module)).flatten() {
            Some(own) => own,
            None => foreign(&words),
        };
        let PathArguments::AngleBracketed(list) = &path.segments.last()?.arguments else { return Some(name) };
        let types = list.args.iter().filter_map(|one| match one {
            GenericArgument::Type(ty) => Some(self.written(ty, module)),
            _ => None,
        });
        let types: Option<Vec<String>> = types.collect();
        Some(format!("{name}<{}>", types?.join(", ")))
    }
}

/// Types of others, which the emitted files may have imported.
fn foreign(words: &[String]) -> String {
    match words {
        [one] if one == "Value" => "serde_json::Value".to_owned(),
        [one] if matches!(one.as_str(), "HashMap" | "BTreeMap" | "HashSet" | "BTreeSet") => {
            format!("std::collections::{one}")
        }
        _ => words.join("::"),
    }
}

/// `apis/mod.rs` and `apis.rs` are `apis`.
fn module(file: &Path) -> String {
    let words: Vec<String> = file.with_extension("").iter().map(|word| word.to_string_lossy().into_owned()).collect();
    let kept = match words.last().map(String::as_str) {
        Some("lib" | "mod") => &words[..words.len() - 1],
        _ => &words[..],
    };
    kept.join("::")
}

fn join(module: &str, name: &str) -> String {
    if module.is_empty() { name.to_owned() } else { format!("{module}::{name}") }
}

fn is_public(visibility: &syn::Visibility) -> bool {
    matches!(visibility, syn::Visibility::Public(_))
}

/// The last word of a path.
pub(super) fn last(ty: &Type) -> Option<String> {
    let Type::Path(path) = ty else { return None };
    path.path.segments.last().map(|one| one.ident.to_string())
}

/// The types between the angle brackets of a path.
pub(super) fn inner(ty: &Type) -> Vec<&Type> {
    let Type::Path(path) = ty else { return Vec::new() };
    let Some(PathArguments::AngleBracketed(list)) = path.path.segments.last().map(|one| &one.arguments) else {
        return Vec::new();
    };
    let types = list.args.iter().filter_map(|one| match one {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    types.collect()
}

fn doc(attrs: &[syn::Attribute]) -> String {
    let line = |one: &syn::Attribute| match &one.meta {
        syn::Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    };
    attrs.iter().filter_map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_named_from_outside() {
        let mut sources = Sources::default();
        let text = "pub mod types { pub struct Page<T>(T); mod device { pub struct Device {} } pub use device::*; } \
                    impl Client { pub async fn list(&self, limit: Option<u8>) -> \
                    Result<types::Page<Device>, ::serde_json::Map<String, Value>> { } }";
        sources.items(syn::parse_file(text).unwrap_or_else(|error| panic!("{error}")).items, "api");
        let list_of = |sources: &Sources| {
            let [list] = &sources.functions[..] else { panic!("one method") };
            assert_eq!((list.owner.as_deref(), list.arguments.len()), (Some("Client"), 1));
            list.output.as_ref().and_then(|output| sources.written(output, &list.module))
        };
        let written = list_of(&sources);
        let expected = "Result<client::api::types::Page<client::api::types::Device>, \
                        serde_json::Map<String, serde_json::Value>>";
        assert_eq!(written.as_deref(), Some(expected));
        let file = syn::parse_file("mod api; pub use api::*; pub use self::api::types::Page;")
            .unwrap_or_else(|error| panic!("{error}"));
        sources.items(file.items, "");
        let written = list_of(&sources);
        assert_eq!(written.as_deref(), Some(expected.replace("api::", "").as_str()));
        assert_eq!(module(Path::new("apis/mod.rs")), "apis");
        assert_eq!(module(Path::new("lib.rs")), "");
    }
}
