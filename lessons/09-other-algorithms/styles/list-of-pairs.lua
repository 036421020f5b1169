-- A list of two entries, the newer one first, each a start and a count.
-- KEYS[1]  the key, for example rate:127.0.0.1
-- ARGV[1]  the limit    ARGV[2]  the window in milliseconds
-- ARGV[3]  what the caller's clock says, in milliseconds: every server has another one
-- Returns  { allowed, count }: 1 or 0, and how much of the limit is used now, in whole requests.
local limit, windowUs = ARGV[1] + 0, ARGV[2] * 1000
local clock = redis.call('TIME')
local now = clock[1] * 1e6 + clock[2]
local start = math.floor(now / windowUs) * windowUs
local entries = redis.call('LRANGE', KEYS[1], 0, 1)

local counts = {}
for _, entry in ipairs(entries) do
  local at, count = string.match(entry, '(%d+)=(%d+)')
  counts[at] = tonumber(count)
end
local function name(us) return string.format('%.0f', us) end
local current = counts[name(start)] or 0
local previous = counts[name(start - windowUs)] or 0
local weight = 1 - (now - start) / windowUs

local used = current + previous * weight
if used >= limit then return { 0, math.floor(used) } end
redis.call('DEL', KEYS[1])
redis.call('RPUSH', KEYS[1], name(start) .. '=' .. (current + 1), name(start - windowUs) .. '=' .. previous)
redis.call('PEXPIRE', KEYS[1], ARGV[2] * 2)
return { 1, math.floor(used) + 1 }
