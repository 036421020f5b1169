-- It has written, so SCRIPT KILL is refused.
while true do
  redis.call('INCR', KEYS[1])
end
