;; Has a memory without a maximum and grows it to the end.
(module
  (memory (export "memory") 1)
  (func (export "alloc") (param i32) (result i32) (i32.const 65536))
  (func (export "act") (param i32 i32) (result i64)
    (loop (br_if 0 (i32.ne (memory.grow (i32.const 256)) (i32.const -1)))) (memory.fill (i32.const 0) (i32.const 1) (i32.shl (memory.size) (i32.const 16))) (i64.const 0)))
