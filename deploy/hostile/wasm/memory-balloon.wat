;; Grows its memory as far as it may and touches all of it.
(module
  (memory (export "memory") 2 1024)
  (func (export "alloc") (param i32) (result i32) (i32.const 65536))
  (data (i32.const 16) "\22a\22")
  (func (export "act") (param i32 i32) (result i64)
    (loop (br_if 0 (i32.ne (memory.grow (i32.const 1)) (i32.const -1))))
    (memory.fill (i32.const 65536) (i32.const 1) (i32.sub (i32.shl (memory.size) (i32.const 16)) (i32.const 65536)))
    (i64.or (i64.shl (i64.const 16) (i64.const 32)) (i64.const 3))))
