-- Wrong: TTL is rounded. Up to half a second is missing, and a client that waits so long comes too early.
local count = redis.call('INCR', KEYS[1])
redis.call('EXPIRE', KEYS[1], ARGV[1], 'NX')
return { count, redis.call('TTL', KEYS[1]) * 1000 }
