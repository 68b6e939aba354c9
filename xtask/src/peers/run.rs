//! One document → what every tool makes of it, by turns.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;

use super::build::{self, Crate};
use super::document::{self, Document, Operation};
use super::record::{Results, Step};
use super::sources::{self, Sources};
use super::tool::Tool;
use super::{Args, call, decode, mapping, measure};
use crate::report;

/// Compiled dependencies are thrown away above this.
const LARGEST_TARGET: u64 = 6_000_000_000;

/// A document, and where its crates go.
pub(super) struct Round<'a> {
    args: &'a Args,
    work: &'a Path,
    tools: &'a Path,
    document: &'a Document,
    operations: Vec<Operation>,
}

impl<'a> Round<'a> {
    /// Reads the document.
    pub(super) fn new(args: &'a Args, work: &'a Path, tools: &'a Path, document: &'a Document) -> Result<Self> {
        Ok(Self { args, work, tools, document, operations: document::operations(document)? })
    }

    /// Measures what is not known yet.
    pub(super) fn measure(&self, versions: &BTreeMap<Tool, String>, results: &mut Results) -> Result<()> {
        for (tool, version) in versions {
            results.begin(&self.document.name, *tool, version, self.args.fresh);
        }
        let tools: Vec<Tool> = versions.keys().copied().collect();
        for run in 0..self.args.runs {
            tools.iter().try_for_each(|tool| self.generate(*tool, run, results))?;
        }
        if !self.args.skip_builds {
            tools.iter().try_for_each(|tool| self.prepare(*tool, results))?;
            for step in [Step::Dev, Step::DevChanged, Step::DevOneGroup, Step::Release] {
                for run in 0..self.build_runs() {
                    tools.iter().try_for_each(|tool| self.build(*tool, step, run, results))?;
                }
            }
            tools.iter().try_for_each(|tool| self.uses(*tool, results))?;
        }
        self.tidy(&tools)
    }

    fn build_runs(&self) -> usize {
        if self.document.is_large { 1 } else { self.args.build_runs }
    }

    fn package(&self, tool: Tool) -> String {
        format!("{}-{}", self.document.name, tool.slug())
    }

    fn krate(&self, tool: Tool) -> Crate {
        let package = self.package(tool);
        Crate {
            folder: self.work.join("crates").join(&package),
            log: self.work.join(format!("{package}.log")),
            package,
            target: self.work.join("target"),
            limit: self.args.limit,
        }
    }

    fn say(&self, tool: Tool, what: &str) {
        report::line(&format!("{}, {}: {what}", self.document.name, tool.name()));
    }

    fn generate(&self, tool: Tool, run: usize, results: &mut Results) -> Result<()> {
        let name = &self.document.name;
        let known = results.get(name, tool);
        if known.is_some_and(|one| one.failure.is_some() || one.generation.len() > run) {
            return Ok(());
        }
        let krate = self.krate(tool);
        if krate.folder.exists() {
            std::fs::remove_dir_all(&krate.folder)?;
        }
        std::fs::create_dir_all(self.work.join("crates"))?;
        let command = tool.generate(self.tools, &self.document.file, &krate.folder, &krate.package);
        let measure = measure::run(&command, &krate.log, self.args.limit)?;
        self.say(tool, &format!("generated in {:.3} s, {:.3} s of processor", measure.wall, measure.cpu));
        let size = sources::size(&krate.folder)?;
        if !measure.ok || size.files == 0 {
            let failure = if measure.late { krate.failure(measure) } else { last_words(&krate.log) };
            self.say(tool, &failure);
            return results.note(name, tool, |one| one.failure = Some(failure));
        }
        tool.settle(&krate.folder, &krate.package)?;
        if results.get(name, tool).is_some_and(|one| one.operations.is_none()) {
            let sources = Sources::read(&krate.folder)?;
            let is_there = |one: &&Operation| mapping::function(&sources, one).is_some();
            let found = self.operations.iter().filter(is_there).count();
            results.note(name, tool, |one| one.operations = Some((self.operations.len(), found)))?;
        }
        results.note(name, tool, |one| {
            one.generation.push(measure);
            one.size = Some(size);
        })
    }

    /// The steps of a tool that are not all measured yet.
    fn is_open(&self, tool: Tool, step: Step, run: usize, results: &Results) -> bool {
        let only_ours = step == Step::DevOneGroup && tool != Tool::Ours;
        let known = results.get(&self.document.name, tool).filter(|one| one.failure.is_none());
        !only_ours
            && known.is_some_and(|one| one.build_failure.is_none() && one.builds.get(&step).map_or(0, Vec::len) <= run)
    }

    /// The feature of the group that the program's call is in.
    fn group(&self, tool: Tool, step: Step) -> Result<Option<String>> {
        if tool != Tool::Ours || step != Step::DevOneGroup {
            return Ok(None);
        }
        let operation = document::call(self.document, &self.operations);
        operation.map_or(Ok(None), |operation| call::feature(&self.krate(tool).folder, operation))
    }

    /// Compiles everything once, so that only the crate itself is left to measure.
    fn prepare(&self, tool: Tool, results: &mut Results) -> Result<()> {
        let krate = self.krate(tool);
        for step in [Step::Dev, Step::DevOneGroup, Step::Release] {
            if !self.is_open(tool, step, self.build_runs().saturating_sub(1), results) {
                continue;
            }
            let group = self.group(tool, step)?;
            if step == Step::DevOneGroup && group.is_none() {
                continue;
            }
            self.say(tool, "compiling its dependencies");
            let failure = krate.prepare(step, group.as_deref())?;
            if let Some(failure) = &failure {
                self.say(tool, failure);
            }
            results.note(&self.document.name, tool, |one| one.build_failure = failure)?;
        }
        if results.get(&self.document.name, tool).is_some_and(|one| one.failure.is_none() && one.crates.is_none()) {
            let crates = krate.tree()?;
            results.note(&self.document.name, tool, |one| one.crates = Some(crates))?;
        }
        Ok(())
    }

    fn build(&self, tool: Tool, step: Step, run: usize, results: &mut Results) -> Result<()> {
        if !self.is_open(tool, step, run, results) {
            return Ok(());
        }
        let group = self.group(tool, step)?;
        if step == Step::DevOneGroup && group.is_none() {
            return Ok(());
        }
        let krate = self.krate(tool);
        let measure = krate.measured(step, group.as_deref(), run)?;
        if !measure.ok {
            let failure = krate.failure(measure);
            self.say(tool, &failure);
            return results.note(&self.document.name, tool, |one| one.build_failure = Some(failure));
        }
        self.say(tool, &format!("{step:?} in {:.2} s, {:.2} s of processor", measure.wall, measure.cpu));
        results.note(&self.document.name, tool, |one| one.builds.entry(step).or_default().push(measure))
    }

    /// The program with one call, and the examples.
    fn uses(&self, tool: Tool, results: &mut Results) -> Result<()> {
        let name = &self.document.name;
        let is_usable = |results: &Results| {
            results.get(name, tool).filter(|one| one.failure.is_none() && one.build_failure.is_none()).cloned()
        };
        let Some(known) = is_usable(results) else { return Ok(()) };
        let krate = self.krate(tool);
        if known.program.is_none() {
            let operation = document::call(self.document, &self.operations);
            let program = call::size(tool, &krate, self.work, operation)?;
            self.say(tool, &format!("program: {program:?}"));
            results.note(name, tool, |one| one.program = Some(program))?;
        }
        if tool == Tool::Ours && known.bare.is_none() {
            let bare = call::bare(&krate, self.work)?;
            self.say(tool, &format!("program of bare reqwest: {bare:?}"));
            results.note(name, tool, |one| one.bare = Some(bare))?;
        }
        if known.decode.is_none() {
            let decode = decode::decode(tool, &krate, self.work, &self.operations)?;
            self.say(tool, &format!("{} of {} examples decoded", decode.decoded, decode.examples));
            results.note(name, tool, |one| one.decode = Some(decode))?;
        }
        Ok(())
    }

    /// Throws away what was compiled of the crates themselves.
    fn tidy(&self, tools: &[Tool]) -> Result<()> {
        let target = self.work.join("target");
        if !target.exists() {
            return Ok(());
        }
        for krate in tools.iter().map(|tool| self.krate(*tool)).filter(|krate| krate.folder.exists()) {
            krate.cargo(&["clean", "--quiet", "--package", &krate.package]).output()?;
        }
        if build::size(&target)? > LARGEST_TARGET {
            std::fs::remove_dir_all(&target)?;
        }
        Ok(())
    }
}

/// What a generator said when it failed: the line that names an error, otherwise the last one.
fn last_words(log: &Path) -> String {
    let said = std::fs::read_to_string(log).unwrap_or_default();
    let mut lines = said.lines().map(str::trim).filter(|line| !line.is_empty());
    let names = |line: &&str| {
        let line = line.to_lowercase();
        line.contains("error") || line.contains("panicked") || line.contains("fail")
    };
    let Some(first) = lines.clone().find(names) else {
        return lines.next_back().unwrap_or("nothing was written, and nothing said").to_owned();
    };
    // A panic says where it was on one line, and why on the next.
    let why = said.lines().map(str::trim).skip_while(|line| *line != first).nth(1).unwrap_or_default();
    if first.ends_with(':') { format!("{first} {why}") } else { first.to_owned() }
}
