-- Small functions, and a repair before the hit instead of behind it.
-- KEYS[1]  the counter, for example rate:127.0.0.1
-- ARGV[1]  the window in whole seconds
-- Returns  { count, ttlMs }: requests in this window so far, milliseconds until it ends.
local function msLeft() return redis.call('PTTL', KEYS[1]) end
local function open() redis.call('EXPIRE', KEYS[1], ARGV[1]) end

local noKey, noExpiry = -2, -1
local before = msLeft()
if before == noExpiry then
  open()
end
local count = redis.call('INCR', KEYS[1])
if before == noKey then
  open()
end
return { count, msLeft() }
