;; Answers with names that would change every object of a careless reader.
(module
  (memory (export "memory") 2 16)
  (func (export "alloc") (param i32) (result i32) (i32.const 65536))
  (data (i32.const 16) "{\22__proto__\22:{\22polluted\22:1},\22then\22:1}")
  (func (export "act") (param i32 i32) (result i64) (i64.or (i64.shl (i64.const 16) (i64.const 32)) (i64.const 37))))
