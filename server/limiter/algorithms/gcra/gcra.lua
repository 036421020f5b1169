-- Decides on one request by the generic cell rate algorithm: one stored time per key.
-- KEYS[1]  the key, for example rate:127.0.0.1
-- ARGV[1]  the limit    ARGV[2]  the window in milliseconds
-- ARGV[3]  'peek' to decide without taking anything
-- Returns  { allowed, count, ttlMs, retryAfterMs, nowUs }, and 1 when the key held something else
-- region: script
local limit, windowUs = tonumber(ARGV[1]), ARGV[2] * 1000
local time = redis.call('TIME')
local nowUs = time[1] * 1000000 + time[2]

-- One request's share of the window, and how far ahead of now a full quota reaches.
-- Whole microseconds, rounded up: exact sums, and never more than the limit.
local intervalUs = math.ceil(windowUs / limit)
local quotaUs = limit * intervalUs

-- The theoretical arrival time: when the next request would come if all were evenly spaced.
-- Never in the past; further ahead than a full quota only if the clock was set back.
local stored = redis.call('GET', KEYS[1])
local storedUs = tonumber(string.match(stored or '', '^%d+$')) or 0
local replaced = stored and not string.match(stored, '^%d+$') and 1 or nil
local tatUs = math.min(math.max(storedUs, nowUs), nowUs + quotaUs)

-- region: decide
local passesAtUs = tatUs + intervalUs - quotaUs
local allowed = nowUs >= passesAtUs
-- endregion: decide

-- region: take
local taken = allowed and ARGV[3] ~= 'peek'
if taken then tatUs = tatUs + intervalUs end
local expiresAtMs = string.format('%.0f', math.ceil(tatUs / 1000))
-- branch: written
if taken or storedUs > tatUs then
  -- One command, so the time is never without its expiry.
  redis.call('SET', KEYS[1], string.format('%.0f', tatUs), 'PXAT', expiresAtMs)
else
  -- Nothing to write, but a key that lost its expiry gets one again.
  redis.call('PEXPIREAT', KEYS[1], expiresAtMs, 'NX')
end
-- endregion: take

return {
  allowed and 1 or 0,
  math.ceil((tatUs - nowUs) / intervalUs),
  math.ceil((tatUs - nowUs) / 1000),
  allowed and 0 or math.ceil((passesAtUs - nowUs) / 1000),
  nowUs,
  replaced,
}
-- endregion: script
