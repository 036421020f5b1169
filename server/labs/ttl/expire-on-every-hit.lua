-- Wrong: every request moves the end of the window away. Who keeps asking never gets through again.
-- region: script
local count = redis.call('INCR', KEYS[1])
redis.call('EXPIRE', KEYS[1], ARGV[1])
return { count, redis.call('PTTL', KEYS[1]) }
-- endregion: script
