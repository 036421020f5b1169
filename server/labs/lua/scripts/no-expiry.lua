-- A classic mistake: nothing ever resets this counter. Its TTL is -1, and after five requests the client is out for good.
-- KEYS[1]  the counter
return redis.call('INCR', KEYS[1])
