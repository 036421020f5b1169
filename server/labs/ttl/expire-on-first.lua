-- Wrong: only the first request of a window sets its expiry. A counter that loses it, whoever's fault that is, has no
-- first request any more: it counts up for ever.
-- region: script
local count = redis.call('INCR', KEYS[1])
if count == 1 then
  redis.call('EXPIRE', KEYS[1], ARGV[1])
end
return { count, redis.call('PTTL', KEYS[1]) }
-- endregion: script
