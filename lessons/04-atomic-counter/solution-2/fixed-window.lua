-- Another way to the same end: NX lets EXPIRE set an expiry only where there is none.
-- Source: https://valkey.io/commands/expire/
-- KEYS[1]  the counter, for example rate:127.0.0.1
-- ARGV[1]  the window in whole seconds
-- Returns  { count, ttlMs }: requests in this window so far, milliseconds until it ends.
local count = redis.call('INCR', KEYS[1])
redis.call('EXPIRE', KEYS[1], ARGV[1], 'NX')
return { count, redis.call('PTTL', KEYS[1]) }
