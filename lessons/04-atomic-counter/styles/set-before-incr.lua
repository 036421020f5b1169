-- The window is opened before the hit is counted: SET with NX writes only where nothing is.
-- KEYS[1]  the counter, for example rate:127.0.0.1
-- ARGV[1]  the window in whole seconds
-- Returns  { count, ttlMs }: requests in this window so far, milliseconds until it ends.
redis.call('SET', KEYS[1], 0, 'EX', ARGV[1], 'NX')
local count = redis.call('INCR', KEYS[1])
if redis.call('TTL', KEYS[1]) == -1 then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
return { count, redis.call('PTTL', KEYS[1]) }
