-- A classic mistake: without `local` the variable is a global one, which Valkey does not let a script make.
-- KEYS[1]  the counter
count = redis.call('INCR', KEYS[1])
return count
