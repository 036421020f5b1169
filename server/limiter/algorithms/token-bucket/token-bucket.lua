-- Decides on one request by a token bucket: a request takes a token, time puts them back one by one.
-- KEYS[1]  the key, for example rate:127.0.0.1
-- ARGV[1]  the limit, the size of the bucket    ARGV[2]  the window in milliseconds: empty to full
-- ARGV[3]  'peek' to decide without taking anything
-- Returns  { allowed, count, ttlMs, retryAfterMs, nowUs }, and 1 when the key held something else
-- region: script
local limit, windowUs = tonumber(ARGV[1]), ARGV[2] * 1000
local time = redis.call('TIME')
local nowUs = time[1] * 1000000 + time[2]

-- A new token comes every so often: whole microseconds, rounded up, so never more than the limit.
local intervalUs = math.ceil(windowUs / limit)

-- What is left in the bucket, and when the last token came. No bucket yet is a full one;
-- a time from the future (the clock was set back) counts as now.
local state = redis.call('GET', KEYS[1]) or ''
local tokens, storedUs = string.match(state, '^(%d+) (%d+)$')
local replaced = state ~= '' and not tokens and 1 or nil
tokens = tonumber(tokens) or limit
storedUs = tonumber(storedUs) or nowUs
local refilledUs = math.min(storedUs, nowUs)

-- region: refill
local earned = math.floor((nowUs - refilledUs) / intervalUs)
-- branch: full
if tokens + earned >= limit then
  -- A full bucket earns nothing more: its clock starts with the next request.
  tokens, refilledUs = limit, nowUs
else
  -- Only the time of whole tokens is used up; the rest counts towards the next one.
  tokens, refilledUs = tokens + earned, refilledUs + earned * intervalUs
end
-- endregion: refill

-- region: decide
local allowed = tokens >= 1
local retryAfterUs = allowed and 0 or refilledUs + intervalUs - nowUs
-- endregion: decide

-- region: take
local taken = allowed and ARGV[3] ~= 'peek'
if taken then tokens = tokens - 1 end
local fullAtUs = refilledUs + (limit - tokens) * intervalUs
local expiresAtMs = string.format('%.0f', math.ceil(fullAtUs / 1000))
-- branch: written
if taken or storedUs > nowUs then
  -- One command, so the bucket is never without its expiry.
  redis.call('SET', KEYS[1], string.format('%.0f %.0f', tokens, refilledUs), 'PXAT', expiresAtMs)
else
  -- Nothing to write, but a key that lost its expiry gets one again.
  redis.call('PEXPIREAT', KEYS[1], expiresAtMs, 'NX')
end
-- endregion: take

return {
  allowed and 1 or 0,
  limit - tokens,
  math.ceil((fullAtUs - nowUs) / 1000),
  math.ceil(retryAfterUs / 1000),
  nowUs,
  replaced,
}
-- endregion: script
