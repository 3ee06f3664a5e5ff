;; Divides by zero.
(module
  (memory (export "memory") 2 16)
  (func (export "alloc") (param i32) (result i32) (i32.const 65536))
  (func (export "act") (param i32 i32) (result i64) (i64.div_s (i64.const 1) (i64.const 0))))
