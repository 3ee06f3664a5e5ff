;; Declares a memory of four gigabytes.
(module
  (memory (export "memory") 65536 65536)
  (func (export "alloc") (param i32) (result i32) (i32.const 65536))
  (func (export "act") (param i32 i32) (result i64) (i64.or (i64.shl (i64.const 16) (i64.const 32)) (i64.const 3))))
