-- Replaces a learner's progress if it still is what was read. KEYS: learners, progress. ARGV: id, what was read, the new.
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 then return redis.error_reply('UNKNOWN') end
if (redis.call('HGET', KEYS[2], ARGV[1]) or '') ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[2], ARGV[1], ARGV[3])
return 1
