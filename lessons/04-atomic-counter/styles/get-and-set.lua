-- Read, add, write: inside a script nobody comes between.
-- KEYS[1]  the counter, for example rate:127.0.0.1
-- ARGV[1]  the window in whole seconds
-- Returns  { count, ttlMs }: requests in this window so far, milliseconds until it ends.
local windowMs = tonumber(ARGV[1]) * 1000
local count = (tonumber(redis.call('GET', KEYS[1])) or 0) + 1
local left = redis.call('PTTL', KEYS[1])
local endsInMs = left > 0 and left or windowMs
redis.call('SET', KEYS[1], count, 'PX', endsInMs)
return { count, endsInMs }
