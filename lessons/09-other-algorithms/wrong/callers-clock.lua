-- Wrong: each server asks with its own clock. Where two disagree, each one begins a new window for the other.
-- region: clock
local limit, windowUs = tonumber(ARGV[1]), ARGV[2] * 1000
local nowUs = ARGV[3] * 1000
local startUs = nowUs - nowUs % windowUs
-- endregion: clock

local stored = redis.call('HMGET', KEYS[1], 'startUs', 'current', 'previous')
local storedUs = tonumber(stored[1]) or 0
local current, previous = 0, 0
if storedUs == startUs then
  current, previous = tonumber(stored[2]), tonumber(stored[3])
elseif storedUs == startUs - windowUs then
  -- A new window has begun: this one's count is the last one's now.
  previous = tonumber(stored[2])
end

local overlap = (startUs + windowUs - nowUs) / windowUs
local used = current + previous * overlap
local allowed = used < limit
if allowed then
  redis.call('HSET', KEYS[1], 'startUs', startUs, 'current', current + 1, 'previous', previous)
  -- Two windows: in the next one this count is still needed.
  redis.call('PEXPIRE', KEYS[1], 2 * ARGV[2])
  used = used + 1
end
return { allowed and 1 or 0, math.floor(used) }
