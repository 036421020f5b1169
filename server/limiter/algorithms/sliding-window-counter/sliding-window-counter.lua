-- Decides on one request by two counters: this window's, and the last one's by how much of it still overlaps.
-- KEYS[1]  the key, for example rate:127.0.0.1
-- ARGV[1]  the limit    ARGV[2]  the window in milliseconds
-- ARGV[3]  'peek' to decide without taking anything
-- Returns  { allowed, count, ttlMs, retryAfterMs, nowUs }
-- region: script
local limit, windowUs = tonumber(ARGV[1]), ARGV[2] * 1000
local time = redis.call('TIME')
local nowUs = time[1] * 1000000 + time[2]
local startUs = nowUs - nowUs % windowUs

-- Checked before the first write: what Lua has written stays written when a later line fails.
assert(limit >= 1 and windowUs >= 1000 and windowUs <= 1e14, 'limit or window out of bounds')

-- region: roll
local stored = redis.call('HMGET', KEYS[1], 'startUs', 'current', 'previous')
local function whole(text) return tonumber(string.match(text or '', '^%d+$')) or 0 end
local storedUs = whole(stored[1])
local current, previous = 0, 0
-- branch: which window
if storedUs >= startUs then
  -- This window, or a later one if the clock was set back: it counts as this one.
  current, previous = math.min(whole(stored[2]), limit), math.min(whole(stored[3]), limit)
elseif storedUs >= startUs - windowUs then
  previous = math.min(whole(stored[2]), limit)
end
-- endregion: roll

-- How far into a window the part of `before` that still counts falls below `share`.
local function fallsBelow(share, before)
  return windowUs - math.ceil(share * windowUs / before) + 1
end

-- region: decide
local passesAtUs
-- branch: has room
if current < limit then
  passesAtUs = startUs + fallsBelow(limit - current, previous)
else
  -- Full by this window alone: it has to become the last one first.
  passesAtUs = startUs + windowUs + fallsBelow(limit, current)
end
local allowed = nowUs >= passesAtUs
-- endregion: decide

-- What counts now: this window's requests and the last one's share, whole requests only.
local overlap = math.floor(previous * (startUs + windowUs - nowUs) / windowUs)
local count = allowed and math.min(current + overlap, limit - 1) or limit

-- region: take
local taken = allowed and ARGV[3] ~= 'peek'
-- branch: taken
if taken then
  current, count = current + 1, count + 1
end
local fullAtUs = startUs + fallsBelow(1, previous)
if current > 0 then fullAtUs = startUs + windowUs + fallsBelow(1, current) end
fullAtUs = math.max(fullAtUs, nowUs)
local expiresAtMs = string.format('%.0f', math.ceil(fullAtUs / 1000))
-- branch: written
if taken or storedUs > startUs then
  redis.call('HSET', KEYS[1], 'startUs', string.format('%.0f', startUs),
    'current', string.format('%.0f', current), 'previous', string.format('%.0f', previous))
  redis.call('PEXPIREAT', KEYS[1], expiresAtMs)
else
  -- Nothing to write, but a key that lost its expiry gets one again.
  redis.call('PEXPIREAT', KEYS[1], expiresAtMs, 'NX')
end
-- endregion: take

return {
  allowed and 1 or 0,
  count,
  math.ceil((fullAtUs - nowUs) / 1000),
  allowed and 0 or math.ceil((passesAtUs - nowUs) / 1000),
  nowUs,
}
-- endregion: script
