-- The fixed window as one of several policies: like fixed-window.lua, but a request that does not pass takes nothing.
-- KEYS[1]  the key, for example rate:burst:{127.0.0.1}
-- ARGV[1]  the limit    ARGV[2]  the window in milliseconds
-- ARGV[3]  'peek' to decide without taking anything
-- Returns  { allowed, count, ttlMs, retryAfterMs, nowUs }, and 1 when the key held something else
-- region: script
local limit, windowMs = tonumber(ARGV[1]), tonumber(ARGV[2])
local time = redis.call('TIME')
local stored = redis.call('GET', KEYS[1])
-- Something else, or a number below zero, counts as absent.
local count = tonumber(string.match(stored or '', '^%d+$'))
local replaced = stored and not count and 1 or nil
count = count or 0

-- A counter that lost its expiry, or has one beyond its window, gets one again.
local ttlMs = redis.call('PTTL', KEYS[1])
-- branch: lost expiry
if ttlMs == -1 or ttlMs > windowMs then
  redis.call('PEXPIRE', KEYS[1], windowMs)
  ttlMs = windowMs
end

local allowed = count < limit
-- branch: taken
if allowed and ARGV[3] ~= 'peek' then
  -- branch: no counter
  if replaced then
    redis.call('DEL', KEYS[1])
    ttlMs = -2
  end
  count = redis.call('INCR', KEYS[1])
  -- branch: opened
  if ttlMs < 0 then
    redis.call('PEXPIRE', KEYS[1], windowMs)
    ttlMs = windowMs
  end
end
return {
  allowed and 1 or 0,
  math.min(count, limit),
  math.max(ttlMs, 0),
  allowed and 0 or ttlMs,
  time[1] * 1000000 + time[2],
  replaced,
}
-- endregion: script
