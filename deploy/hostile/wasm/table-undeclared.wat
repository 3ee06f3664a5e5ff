;; Has a table without a maximum and grows it to the end.
(module
  (table $t 1 externref)
  (memory (export "memory") 2 16)
  (func (export "alloc") (param i32) (result i32) (i32.const 65536))
  (func (export "act") (param i32 i32) (result i64)
    (loop (br_if 0 (i32.ne (table.grow $t (ref.null extern) (i32.const 100000)) (i32.const -1)))) (i64.const 0)))
