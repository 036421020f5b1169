-- Wrong: over the limit nothing is repaired. The client who is refused already is refused for ever.
local count = redis.call('INCR', KEYS[1])
local ttlMs = redis.call('PTTL', KEYS[1])
if ttlMs < 0 and count <= 5 then
  redis.call('EXPIRE', KEYS[1], ARGV[1])
  ttlMs = ARGV[1] * 1000
end
return { count, ttlMs }
