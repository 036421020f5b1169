-- The write stays: Lua does not roll back.
redis.call('SET', KEYS[1], 1)
return redis.call('MIGRATE', '127.0.0.1', '6379', KEYS[1], '0', '100')
