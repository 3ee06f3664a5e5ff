;; Answers with a number of 32 bits, where one of 64 is expected.
(module
  (memory (export "memory") 2 16)
  (func (export "alloc") (param i32) (result i32) (i32.const 65536))
  (func (export "act") (param i32 i32) (result i32) (i32.const 16)))
