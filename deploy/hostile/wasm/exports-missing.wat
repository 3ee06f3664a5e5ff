;; Exports no function.
(module
  (memory (export "memory") 2 16))
