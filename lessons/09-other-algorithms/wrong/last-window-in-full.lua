-- Wrong: the last window counts in full until it is gone, so nobody gets in during the whole next one.
local limit, windowUs = tonumber(ARGV[1]), ARGV[2] * 1000
local time = redis.call('TIME')
local nowUs = time[1] * 1000000 + time[2]
local startUs = nowUs - nowUs % windowUs

local stored = redis.call('HMGET', KEYS[1], 'startUs', 'current', 'previous')
local storedUs = tonumber(stored[1]) or 0
local current, previous = 0, 0
if storedUs == startUs then
  current, previous = tonumber(stored[2]), tonumber(stored[3])
elseif storedUs == startUs - windowUs then
  -- A new window has begun: this one's count is the last one's now.
  previous = tonumber(stored[2])
end

-- region: weigh
local overlap = 1
local used = current + previous * overlap
local allowed = used < limit
-- endregion: weigh
if allowed then
  redis.call('HSET', KEYS[1], 'startUs', startUs, 'current', current + 1, 'previous', previous)
  -- Two windows: in the next one this count is still needed.
  redis.call('PEXPIRE', KEYS[1], 2 * ARGV[2])
  used = used + 1
end
return { allowed and 1 or 0, math.floor(used) }
