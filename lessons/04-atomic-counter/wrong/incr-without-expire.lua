-- Wrong: it counts and never sets an end. After the first five requests a client is locked out for good.
local count = redis.call('INCR', KEYS[1])
return { count, redis.call('PTTL', KEYS[1]) }
