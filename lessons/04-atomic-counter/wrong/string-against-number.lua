-- Wrong: ARGV holds text, and in Lua a text never equals a number. No window ever begins.
-- ARGV[2] is the count that opens a window; it is not sent, so '1' stands in for it.
local first = ARGV[2] or '1'
local count = redis.call('INCR', KEYS[1])
if count == first then
  redis.call('EXPIRE', KEYS[1], ARGV[1])
end
return { count, redis.call('PTTL', KEYS[1]) }
