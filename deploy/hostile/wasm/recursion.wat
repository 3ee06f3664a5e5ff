;; Recurses to the end of the stack.
(module
  (memory (export "memory") 2 16)
  (func (export "alloc") (param i32) (result i32) (i32.const 65536))
  (func $act (export "act") (param i32 i32) (result i64) (i64.add (call $act (local.get 0) (local.get 1)) (i64.const 1))))
