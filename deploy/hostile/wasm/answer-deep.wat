;; Answers with lists nested as deep as an answer is long.
(module
  (memory (export "memory") 2 16)
  (func (export "alloc") (param i32) (result i32) (i32.const 65536))
  (func (export "act") (param i32 i32) (result i64)
    (memory.fill (i32.const 0) (i32.const 91) (i32.const 8000)) (memory.fill (i32.const 8000) (i32.const 93) (i32.const 8000)) (i64.const 16000)))
