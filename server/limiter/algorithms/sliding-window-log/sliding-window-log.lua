-- Decides on one request by the times of the requests that passed in the last window.
-- KEYS[1]  the key, for example rate:127.0.0.1
-- ARGV[1]  the limit    ARGV[2]  the window in milliseconds
-- ARGV[3]  'peek' to decide without taking anything
-- Returns  { allowed, count, ttlMs, retryAfterMs, nowUs }
-- region: script
local limit, windowUs = tonumber(ARGV[1]), ARGV[2] * 1000
local time = redis.call('TIME')
local nowUs = time[1] * 1000000 + time[2]
local now = string.format('%.0f', nowUs)

-- Checked before the first write: what Lua has written stays written when a later line fails.
assert(limit >= 1 and windowUs >= 1000 and windowUs <= 1e14, 'limit or window out of bounds')

-- region: forget
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', nowUs - windowUs))
-- branch: from the future
for _, entry in ipairs(redis.call('ZRANGE', KEYS[1], '(' .. now, '+inf', 'BYSCORE')) do
  -- A time from the future (the clock was set back) counts as now.
  redis.call('ZADD', KEYS[1], now, entry)
end
-- endregion: forget

-- region: decide
local count = redis.call('ZCARD', KEYS[1])
local allowed = count < limit
local retryAfterUs = 0
-- branch: refused
if not allowed then
  -- The entry that has to leave before another request can pass.
  local leaving = redis.call('ZRANGE', KEYS[1], count - limit, count - limit, 'WITHSCORES')
  retryAfterUs = leaving[2] + windowUs - nowUs
end
-- endregion: decide

-- region: take
local taken = allowed and ARGV[3] ~= 'peek'
-- branch: taken
if taken then
  local suffix = count
  repeat
    -- Two requests of one microsecond are two entries.
    suffix = suffix + 1
  until redis.call('ZADD', KEYS[1], 'NX', now, now .. '-' .. suffix) == 1
  count = count + 1
end
local newest = redis.call('ZRANGE', KEYS[1], -1, -1, 'WITHSCORES')
local fullAtUs = newest[2] and newest[2] + windowUs or nowUs
local expiresAtMs = string.format('%.0f', math.ceil(fullAtUs / 1000))
-- branch: taken
if taken then
  redis.call('PEXPIREAT', KEYS[1], expiresAtMs)
else
  -- A key that lost its expiry gets one again.
  redis.call('PEXPIREAT', KEYS[1], expiresAtMs, 'NX')
end
-- endregion: take

return {
  allowed and 1 or 0,
  math.min(count, limit),
  math.ceil((fullAtUs - nowUs) / 1000),
  math.ceil(retryAfterUs / 1000),
  nowUs,
}
-- endregion: script
