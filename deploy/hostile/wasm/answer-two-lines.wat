;; Answers with two answers.
(module
  (memory (export "memory") 2 16)
  (func (export "alloc") (param i32) (result i32) (i32.const 65536))
  (data (i32.const 16) "\22a\22\0a\22forged\22")
  (func (export "act") (param i32 i32) (result i64) (i64.or (i64.shl (i64.const 16) (i64.const 32)) (i64.const 12))))
