-- Scripts share one Lua, and may not change it.
redis.call = nil
