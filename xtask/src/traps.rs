//! Takes out of a module what would put a panic into words.
//!
//! A panic ends in the instruction `unreachable`, and before that std makes a sentence of what went wrong and where. In a
//! page nobody hears it, and yet every place that could panic has the numbers for it ready. So each call of a function that
//! never returns becomes `unreachable` itself, and what only such calls have needed is left out. What goes out into the page
//! on its way, as an exception of JavaScript does, stays.

use std::collections::HashSet;

use walrus::ir::{Instr, InstrLocId, InstrSeq, InstrSeqId, Unreachable, Visitor, VisitorMut};
use walrus::ir::{dfs_in_order, dfs_pre_order_mut};
use walrus::{FunctionId, Import, ImportKind, LocalFunction, Module};

/// Replaces such calls in all functions.
pub fn without_words(module: &mut Module) {
    let silent = silent(module);
    for (_, function) in module.funcs.iter_local_mut() {
        let entry = function.entry_block();
        dfs_pre_order_mut(&mut Trap(&silent), function, entry);
    }
    walrus::passes::gc::run(module);
}

/// The functions that never return and call nothing outside of the module.
fn silent(module: &Module) -> HashSet<FunctionId> {
    let looks: Vec<(FunctionId, Look)> = module
        .funcs
        .iter_local()
        .map(|(id, function)| (id, Look::at(function)))
        .collect();
    let mut loud: HashSet<FunctionId> = module.imports.iter().filter_map(imported).collect();
    loop {
        let before = loud.len();
        let calls_loud = |look: &Look| look.calls.iter().any(|callee| loud.contains(callee));
        let more: Vec<_> = looks.iter().filter(|(_, look)| calls_loud(look)).collect();
        loud.extend(more.into_iter().map(|(id, _)| *id));
        if loud.len() == before {
            break;
        }
    }
    let never_return = looks.iter().filter(|(_, look)| !look.returns);
    never_return
        .map(|(id, _)| *id)
        .filter(|id| !loud.contains(id))
        .collect()
}

fn imported(import: &Import) -> Option<FunctionId> {
    match import.kind {
        ImportKind::Function(id) => Some(id),
        _ => None,
    }
}

/// What is seen of a function.
struct Look {
    entry: InstrSeqId,
    /// By a return, by a jump to its end, or by getting there.
    returns: bool,
    calls: Vec<FunctionId>,
}

impl Look {
    fn at(function: &LocalFunction) -> Self {
        let entry = function.entry_block();
        let end = function.block(entry).instrs.last();
        let mut look = Self {
            entry,
            returns: !matches!(end, Some((Instr::Unreachable(_), _))),
            calls: Vec::new(),
        };
        dfs_in_order(&mut look, function, entry);
        look
    }
}

impl<'a> Visitor<'a> for Look {
    fn visit_instr(&mut self, instr: &'a Instr, _: &'a InstrLocId) {
        match instr {
            Instr::Call(call) => self.calls.push(call.func),
            Instr::Return(_) | Instr::ReturnCall(_) | Instr::ReturnCallIndirect(_) => {
                self.returns = true;
            }
            _ => {}
        }
    }

    /// Asked of every target of a jump.
    fn visit_instr_seq_id(&mut self, target: &InstrSeqId) {
        self.returns |= *target == self.entry;
    }
}

/// Puts a trap in the place of calls.
struct Trap<'a>(&'a HashSet<FunctionId>);

impl VisitorMut for Trap<'_> {
    fn start_instr_seq_mut(&mut self, seq: &mut InstrSeq) {
        let is_silent =
            |instr: &Instr| matches!(instr, Instr::Call(call) if self.0.contains(&call.func));
        let Some(place) = seq.instrs.iter().position(|(instr, _)| is_silent(instr)) else {
            return;
        };
        let (_, at) = seq.instrs[place];
        seq.instrs.truncate(place);
        // Nothing sees what has been made ready for the call.
        while seq
            .instrs
            .last()
            .is_some_and(|(instr, _)| only_prepares(instr))
        {
            seq.instrs.pop();
        }
        seq.instrs.push((Instr::Unreachable(Unreachable {}), at));
    }
}

/// Changes nothing but the stack, a local or the memory.
fn only_prepares(instr: &Instr) -> bool {
    matches!(
        instr,
        Instr::Const(_)
            | Instr::LocalGet(_)
            | Instr::LocalSet(_)
            | Instr::LocalTee(_)
            | Instr::GlobalGet(_)
            | Instr::GlobalSet(_)
            | Instr::Load(_)
            | Instr::Store(_)
            | Instr::Binop(_)
            | Instr::Unop(_)
            | Instr::Select(_)
            | Instr::Drop(_)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use walrus::ValType::I32;
    use walrus::{FunctionBuilder, ModuleConfig};

    /// A function that says something by a call and traps.
    fn trapping(module: &mut Module, says: FunctionId) -> FunctionId {
        let mut builder = FunctionBuilder::new(&mut module.types, &[I32], &[]);
        builder.func_body().call(says).unreachable();
        let line = module.locals.add(I32);
        builder.finish(vec![line], &mut module.funcs)
    }

    /// An exported function that calls another with a number and has a result.
    fn calling(module: &mut Module, name: &str, callee: FunctionId) {
        let mut builder = FunctionBuilder::new(&mut module.types, &[], &[I32]);
        let mut body = builder.func_body();
        body.i32_const(1).i32_const(7).call(callee).unreachable();
        let caller = builder.finish(Vec::new(), &mut module.funcs);
        module.exports.add(name, caller);
    }

    fn instructions(module: &Module, name: &str) -> Vec<String> {
        let id = module.exports.get_func(name).unwrap();
        let function = module.funcs.get(id).kind.unwrap_local();
        let instrs = &function.block(function.entry_block()).instrs;
        let word = |instr: &Instr| format!("{instr:?}").split('(').next().unwrap().to_owned();
        instrs.iter().map(|(instr, _)| word(instr)).collect()
    }

    #[test]
    fn a_silent_trap_takes_the_place_of_its_call() {
        let mut module = Module::with_config(ModuleConfig::new());
        let nothing = module.types.add(&[], &[]);
        let (throw, _) = module.add_import_func("page", "throw", nothing);
        let mut builder = FunctionBuilder::new(&mut module.types, &[], &[]);
        builder.func_body().return_();
        let harmless = builder.finish(Vec::new(), &mut module.funcs);
        let panic = trapping(&mut module, harmless);
        let exception = trapping(&mut module, throw);
        calling(&mut module, "panics", panic);
        calling(&mut module, "throws", exception);
        calling(&mut module, "returns", harmless);
        without_words(&mut module);
        assert_eq!(instructions(&module, "panics"), ["Unreachable"]);
        let kept = ["Const", "Const", "Call", "Unreachable"];
        assert_eq!(instructions(&module, "throws"), kept);
        assert_eq!(instructions(&module, "returns"), kept);
        // The last of them and what it calls, and the two that call it.
        assert_eq!(module.funcs.iter_local().count(), 5);
    }
}
