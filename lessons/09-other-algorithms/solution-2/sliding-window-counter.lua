-- Decides on one request by two counters: this window's, and the last one's by how much of it still overlaps.
-- KEYS[1]  the key, for example rate:127.0.0.1
-- ARGV[1]  the limit    ARGV[2]  the window in milliseconds
-- ARGV[3]  what the caller's clock says, in milliseconds: every server has another one
-- Returns  { allowed, count }: 1 or 0, and how much of the limit is used now, in whole requests.
local limit, windowMs = tonumber(ARGV[1]), tonumber(ARGV[2])
local time = redis.call('TIME')
local nowMs = time[1] * 1000 + time[2] / 1000
local number = math.floor(nowMs / windowMs)

-- A field for each window, named by its number. Only this one and the last are read, the others are forgotten.
local this, last = string.format('%.0f', number), string.format('%.0f', number - 1)
local weight = number + 1 - nowMs / windowMs
local function countOf(field) return tonumber(redis.call('HGET', KEYS[1], field) or 0) end
local used = countOf(this) + math.floor(weight * countOf(last))
if used + 1 > limit then return { 0, used } end

for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
  if field ~= this and field ~= last then redis.call('HDEL', KEYS[1], field) end
end
redis.call('HINCRBY', KEYS[1], this, 1)
redis.call('PEXPIREAT', KEYS[1], string.format('%.0f', (number + 2) * windowMs))
return { 1, used + 1 }
