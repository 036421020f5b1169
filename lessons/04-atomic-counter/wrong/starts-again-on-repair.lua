-- Wrong: it mends a lost expiry by beginning anew, so whoever makes a counter lose its expiry has a fresh limit.
local ttlMs = redis.call('PTTL', KEYS[1])
if ttlMs < 0 then
  redis.call('SET', KEYS[1], 1, 'EX', ARGV[1])
  return { 1, ARGV[1] * 1000 }
end
return { redis.call('INCR', KEYS[1]), ttlMs }
