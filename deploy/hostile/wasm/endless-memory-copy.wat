;; Copies all of its memory for ever, an instruction at a time.
(module
  (memory (export "memory") 256 256)
  (func (export "alloc") (param i32) (result i32) (i32.const 65536))
  (func (export "act") (param i32 i32) (result i64)
    (loop (memory.copy (i32.const 0) (i32.const 1) (i32.const 16777215)) (memory.fill (i32.const 0) (i32.const 1) (i32.const 16777216)) (br 0)) (i64.const 0)))
