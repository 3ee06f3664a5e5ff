// Throws nothing at all while it is loaded.
throw undefined
