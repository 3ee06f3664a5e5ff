;; Answers with a length that overflows when it is added to the place.
(module
  (memory (export "memory") 2 16)
  (func (export "alloc") (param i32) (result i32) (i32.const 65536))
  (func (export "act") (param i32 i32) (result i64) (i64.or (i64.shl (i64.const 4294967295) (i64.const 32)) (i64.const 4294967295))))
