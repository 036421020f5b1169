-- Wrong: PEXPIRE takes milliseconds. The window of 60 s ends after 60 ms, and there is hardly a limit left.
local count = redis.call('INCR', KEYS[1])
if redis.call('PTTL', KEYS[1]) < 0 then
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
end
return { count, redis.call('PTTL', KEYS[1]) }
