-- Counts many requests at once: fixed-window.lua for each key, with the number of its requests.
-- KEYS     the counters, each one once
-- ARGV[1]  the window in whole seconds
-- ARGV[2…] how many requests to count on KEYS[1], KEYS[2], …; left out when it is one on each
-- Returns  { count, ttlMs, count, ttlMs, … } in the order of KEYS: the number of a key's last request, milliseconds
--          until its window ends. Where a key cannot be counted, its count is Valkey's error as a string.
local windowSeconds = ARGV[1]
local replies = {}
-- branch: each key
for i, key in ipairs(KEYS) do
  -- pcall: a key that holds something else must not fail the others.
  local count = redis.pcall('INCRBY', key, ARGV[i + 1] or 1)
  local ttlMs = 0
  -- branch: no counter
  if type(count) == 'table' then
    count = count.err
  else
    ttlMs = redis.call('PTTL', key)
    -- branch: expiry
    if ttlMs < 0 then
      redis.call('EXPIRE', key, windowSeconds)
      ttlMs = windowSeconds * 1000
    end
  end
  replies[2 * i - 1] = count
  replies[2 * i] = ttlMs
end
return replies
