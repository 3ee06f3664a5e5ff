;; Has a memory that threads share, and waits on it for ever.
(module
  (memory (export "memory") 1 16 shared)
  (func (export "alloc") (param i32) (result i32) (i32.const 65536))
  (func (export "act") (param i32 i32) (result i64) (drop (memory.atomic.wait32 (i32.const 0) (i32.const 0) (i64.const -1))) (i64.const 0)))
