-- Puts a counter right that the other scripts could not count on: something else is in its place, it is below one, or
-- its time to live is longer than the window. It looks again, because another process may have been quicker.
-- KEYS[1]  the counter
-- ARGV[1]  the window in whole seconds    ARGV[2]  how many requests to count when there is no counter
-- Returns  { count, ttlMs, replaced }: replaced is 1 when something else was in its place
local stored = redis.pcall('GET', KEYS[1])
local isText = type(stored) == 'string'
local count = isText and tonumber(string.match(stored, '^%-?%d+$'))
if not count or count < 1 then
  redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[1])
  return { tonumber(ARGV[2]), ARGV[1] * 1000, stored and 1 or 0 }
end
local ttlMs = redis.call('PTTL', KEYS[1])
if ttlMs < 0 or ttlMs > ARGV[1] * 1000 then
  redis.call('EXPIRE', KEYS[1], ARGV[1])
  ttlMs = ARGV[1] * 1000
end
-- Numbers of more digits are not exact in Lua.
return { math.min(count, 1e15), ttlMs, 0 }
