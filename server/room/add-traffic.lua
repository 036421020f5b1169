-- What one server process counted in one second. KEYS: state, traffic. ARGV: channel, JSON, how many are kept.
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
redis.call('RPUSH', KEYS[2], ARGV[2])
redis.call('LTRIM', KEYS[2], -ARGV[3], -1)
return redis.call('PUBLISH', ARGV[1], '{"traffic":' .. ARGV[2] .. '}')
