;; Counts in its memory and in a global, and says how far; the next match must begin anew.
(module
  (memory (export "memory") 2 16)
  (global $count (mut i32) (i32.const 48))
  (func (export "alloc") (param i32) (result i32) (i32.const 65536))
  (func (export "act") (param i32 i32) (result i64)
    (i32.store8 (i32.const 17) (i32.add (i32.const 48) (i32.load8_u (i32.const 40000))))
    (i32.store8 (i32.const 18) (global.get $count))
    (i32.store8 (i32.const 16) (i32.const 49))
    (i32.store8 (i32.const 40000) (i32.const 1))
    (global.set $count (i32.add (global.get $count) (i32.const 1)))
    (i64.or (i64.shl (i64.const 16) (i64.const 32)) (i64.const 3))))
