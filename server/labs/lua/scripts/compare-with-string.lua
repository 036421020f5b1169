-- A classic mistake: ARGV holds strings, and Lua does not compare a number with one.
-- KEYS[1]  the counter    ARGV[1]  the limit
local count = redis.call('INCR', KEYS[1])
if count > ARGV[1] then
  return 0
end
return 1
