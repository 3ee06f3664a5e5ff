# Looks like an agent and is none.
init = 1
act = 'a'
on_result = None
