;; Answers with five million characters.
(module
  (memory (export "memory") 128 256)
  (func (export "alloc") (param i32) (result i32) (i32.const 65536))
  (func (export "act") (param i32 i32) (result i64)
    (memory.fill (i32.const 0) (i32.const 120) (i32.const 5000000)) (i32.store8 (i32.const 0) (i32.const 34)) (i32.store8 (i32.const 4999999) (i32.const 34)) (i64.const 5000000)))
