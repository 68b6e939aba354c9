//! The golden client: what the emitter's output must look like, do, and refuse to compile.

mod calls;
