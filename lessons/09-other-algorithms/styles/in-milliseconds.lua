-- The same two counters by milliseconds, and a function for the clock.
-- KEYS[1]  the key, for example rate:127.0.0.1
-- ARGV[1]  the limit    ARGV[2]  the window in milliseconds
-- ARGV[3]  what the caller's clock says, in milliseconds: every server has another one
-- Returns  { allowed, count }: 1 or 0, and how much of the limit is used now, in whole requests.
local limit, windowMs = tonumber(ARGV[1]), tonumber(ARGV[2])

local function nowMs()
  local seconds, micros = unpack(redis.call('TIME'))
  return seconds * 1000 + math.floor(micros / 1000)
end

local now = nowMs()
local passed = now % windowMs
local start = now - passed
local function read(field) return tonumber(redis.call('HGET', KEYS[1], field) or '0') end

local this, last = 0, 0
local known = read('start')
if known == start then
  this, last = read('this'), read('last')
elseif known == start - windowMs then
  last = read('this')
end

local used = this + last * (windowMs - passed) / windowMs
if used >= limit then
  return { 0, math.floor(used) }
end
redis.call('HMSET', KEYS[1], 'start', string.format('%.0f', start), 'this', this + 1, 'last', last)
redis.call('PEXPIRE', KEYS[1], 2 * windowMs - passed)
return { 1, math.floor(used + 1) }
