-- One change of what is the same for the whole room, whole or not at all, told to everybody who listens.
-- KEYS: state, learners, shared, counters. ARGV: channel, what to do, its argument as JSON.
local state = redis.call('GET', KEYS[1])
if not state then return redis.error_reply('ENDED') end
state = cjson.decode(state)
local channel, what, arg = ARGV[1], ARGV[2], cjson.decode(ARGV[3])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local null = cjson.null

local function message()
  if arg.text == null then return null end
  return { id = arg.id, text = arg.text, at = now }
end

if what == 'notice' then
  state.notice = message()
elseif what == 'hint' then
  state.hint = message()
elseif what == 'follow' then
  state.follow = arg.path
elseif what == 'timer' then
  state.timer = null
  if arg.ms ~= null then state.timer = { startedAt = now, endsAt = now + arg.ms, label = arg.label } end
elseif what == 'share' then
  -- Before and after, the counter is empty: the minute begins fresh, and leaves nothing behind.
  redis.call('DEL', KEYS[3])
  state.shared = null
  if arg.ms ~= null then
    state.shared = {
      startedAt = now, endsAt = now + arg.ms, limit = arg.limit, windowSeconds = arg.windowSeconds,
      through = {}, allowed = 0, refused = 0,
    }
  end
elseif what == 'shared hits' then
  if state.shared == null or state.shared.startedAt ~= arg.startedAt then return cjson.encode(state) end
  local shared = state.shared
  shared.refused = shared.refused + arg.refused
  for _, id in ipairs(arg.through) do
    shared.allowed = shared.allowed + 1
    local row = redis.call('HGET', KEYS[2], id)
    if row then
      row = cjson.decode(row)
      table.insert(shared.through, { id = id, seat = row.seat, name = row.name, at = now })
    end
  end
  while #shared.through > 50 do table.remove(shared.through, 1) end
end

state.rev = redis.call('HINCRBY', KEYS[4], 'rev', 1)
local encoded = cjson.encode(state)
redis.call('SET', KEYS[1], encoded)
redis.call('PUBLISH', channel, '{"state":' .. encoded .. ',"at":' .. string.format('%.0f', now) .. '}')
return encoded
