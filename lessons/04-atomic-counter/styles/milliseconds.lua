-- The window in milliseconds, and an expiry that is set where there is none.
-- KEYS[1]  the counter, for example rate:127.0.0.1
-- ARGV[1]  the window in whole seconds
-- Returns  { count, ttlMs }: requests in this window so far, milliseconds until it ends.
local counter, windowMs = KEYS[1], string.format('%d', ARGV[1] * 1000)
local reply = { redis.call('INCRBY', counter, 1) }
redis.call('PEXPIRE', counter, windowMs, 'NX')
reply[#reply + 1] = redis.call('PTTL', counter)
return reply
