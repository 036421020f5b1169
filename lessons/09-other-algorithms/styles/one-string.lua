-- Window number and both counts in one string.
-- KEYS[1]  the key, for example rate:127.0.0.1
-- ARGV[1]  the limit    ARGV[2]  the window in milliseconds
-- ARGV[3]  what the caller's clock says, in milliseconds: every server has another one
-- Returns  { allowed, count }: 1 or 0, and how much of the limit is used now, in whole requests.
local limit = tonumber(ARGV[1])
local windowMs = tonumber(ARGV[2])
local t = redis.call('TIME')
local windows = (t[1] * 1000 + t[2] / 1000) / windowMs
local number = math.floor(windows)
local gone = windows - number

local value = redis.call('GET', KEYS[1]) or '0:0:0'
local stored, current, previous = string.match(value, '^(%d+):(%d+):(%d+)$')
stored, current, previous = tonumber(stored), tonumber(current), tonumber(previous)
if stored ~= number then
  if stored == number - 1 then previous = current else previous = 0 end
  current = 0
end

local used = current + math.ceil(previous * (1 - gone))
local allowed = 0
if used < limit then
  allowed = 1
  used = used + 1
  local text = string.format('%.0f:%d:%d', number, current + 1, previous)
  redis.call('SET', KEYS[1], text, 'PX', 2 * windowMs)
end
return { allowed, used }
