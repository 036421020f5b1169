-- Wrong: with less than a second left it begins the window anew, with the old count in it.
local count = redis.call('INCR', KEYS[1])
local ttlMs = redis.call('PTTL', KEYS[1])
if ttlMs < 1000 then
  redis.call('EXPIRE', KEYS[1], ARGV[1])
  ttlMs = ARGV[1] * 1000
end
return { count, ttlMs }
