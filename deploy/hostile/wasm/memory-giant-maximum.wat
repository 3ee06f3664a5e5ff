;; Declares that its memory may grow to four gigabytes, and grows it.
(module
  (memory (export "memory") 1 65536)
  (func (export "alloc") (param i32) (result i32) (i32.const 65536))
  (func (export "act") (param i32 i32) (result i64)
    (loop (br_if 0 (i32.ne (memory.grow (i32.const 256)) (i32.const -1)))) (i64.const 0)))
