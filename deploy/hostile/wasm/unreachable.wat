;; Traps where nothing should be reached.
(module
  (memory (export "memory") 2 16)
  (func (export "alloc") (param i32) (result i32) (i32.const 65536))
  (func (export "act") (param i32 i32) (result i64) (unreachable)))
