-- Counts one request in a fixed window, in one atomic step.
-- KEYS[1]  the counter, for example rate:127.0.0.1
-- ARGV[1]  the window in whole seconds
-- Returns  { count, ttlMs }: requests in this window so far, milliseconds until it ends.
-- region: script
local count = redis.call('INCR', KEYS[1])
local ttlMs = redis.call('PTTL', KEYS[1])
-- region: expiry
-- branch: expiry
if ttlMs < 0 then
  -- The first request of a window, or a counter that lost
  -- its expiry: without one it would never reset.
  redis.call('EXPIRE', KEYS[1], ARGV[1])
  ttlMs = ARGV[1] * 1000
end
-- endregion: expiry
return { count, ttlMs }
-- endregion: script
