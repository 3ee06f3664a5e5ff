;; Exports numbers where functions are expected.
(module
  (memory (export "memory") 2 16)
  (global (export "alloc") i32 (i32.const 1))
  (global (export "act") i32 (i32.const 1))
  (global (export "init") i32 (i32.const 1)))
