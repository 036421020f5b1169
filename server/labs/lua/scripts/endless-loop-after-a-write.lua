-- And this? A script that has written is never stopped halfway, or half of its writes would stay.
-- KEYS[1]  any key
redis.call('SET', KEYS[1], 'written')
while true do
end
