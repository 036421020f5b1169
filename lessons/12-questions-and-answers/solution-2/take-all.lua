-- Takes one request from every policy, or from none when one of them has nothing left.
-- KEYS  a counter per policy    ARGV  limit, window in seconds; limit, window; …
-- Returns { allowed (1 or 0), { taken, ttlMs }, … }
local allowed = 1
for i, key in ipairs(KEYS) do
  local taken = tonumber(redis.call('GET', key) or 0)
  if taken >= tonumber(ARGV[2 * i - 1]) then
    allowed = 0
  end
end
local reply = { allowed }
for i, key in ipairs(KEYS) do
  if allowed == 1 then
    redis.call('INCR', key)
  end
  local ttlMs = redis.call('PTTL', key)
  if ttlMs == -1 then
    redis.call('EXPIRE', key, ARGV[2 * i])
  end
  if ttlMs < 0 then
    ttlMs = ARGV[2 * i] * 1000
  end
  reply[i + 1] = { tonumber(redis.call('GET', key) or 0), ttlMs }
end
return reply
