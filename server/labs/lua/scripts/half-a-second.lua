-- A classic mistake: EXPIRE takes whole seconds. It fails after the INCR, and Lua takes nothing back.
-- KEYS[1]  the counter    ARGV[1]  the window, 0.5
local count = redis.call('INCR', KEYS[1])
if count == 1 then
  redis.call('EXPIRE', KEYS[1], ARGV[1])
end
return { count, redis.call('PTTL', KEYS[1]) }
