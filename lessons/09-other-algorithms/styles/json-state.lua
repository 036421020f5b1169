-- The state is JSON, and what was decided is a table.
-- KEYS[1]  the key, for example rate:127.0.0.1
-- ARGV[1]  the limit    ARGV[2]  the window in milliseconds
-- ARGV[3]  what the caller's clock says, in milliseconds: every server has another one
-- Returns  { allowed, count }: 1 or 0, and how much of the limit is used now, in whole requests.
local policy = { limit = tonumber(ARGV[1]), window = tonumber(ARGV[2]) / 1000 }
local time = redis.call('TIME')
local now = tonumber(time[1]) + tonumber(time[2]) / 1e6
local index = math.floor(now / policy.window)

local state = { index = index, current = 0, previous = 0 }
local text = redis.call('GET', KEYS[1])
if text then
  local old = cjson.decode(text)
  if old.index == index then
    state = old
  elseif old.index == index - 1 then
    state.previous = old.current
  end
end

local overlap = index + 1 - now / policy.window
local used = state.current + math.floor(state.previous * overlap)
local result = { allowed = used + 1 <= policy.limit, used = used }
if result.allowed then
  state.current = state.current + 1
  result.used = result.used + 1
  redis.call('SET', KEYS[1], cjson.encode(state))
  redis.call('PEXPIRE', KEYS[1], math.ceil(policy.window * 2000))
end
return { result.allowed and 1 or 0, result.used }
