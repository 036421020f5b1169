-- Wrong: it repairs a lost expiry with a minute, whatever the window is.
local count = redis.call('INCR', KEYS[1])
local ttlMs = redis.call('PTTL', KEYS[1])
if count == 1 then
  redis.call('EXPIRE', KEYS[1], ARGV[1])
  ttlMs = ARGV[1] * 1000
elseif ttlMs < 0 then
  redis.call('EXPIRE', KEYS[1], 60)
  ttlMs = 60000
end
return { count, ttlMs }
