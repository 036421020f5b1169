-- Ends the room: everything of it is deleted, and everybody is told. KEYS: all of the room's. ARGV: channel.
-- Gives the ids of the keyspaces, whose own keys are elsewhere.
if redis.call('EXISTS', KEYS[1]) == 0 then return {} end
local keyspaces = redis.call('HKEYS', KEYS[2])
redis.call('UNLINK', unpack(KEYS))
local time = redis.call('TIME')
redis.call('PUBLISH', ARGV[1], '{"ended":true,"at":' .. string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000)) .. '}')
return keyspaces
