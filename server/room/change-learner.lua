-- One change of one learner, whole or not at all, told to everybody who listens.
-- KEYS: state, learners, progress, counters. ARGV: channel, the learner's id, what to do, its argument as JSON.
if redis.call('EXISTS', KEYS[1]) == 0 then return redis.error_reply('ENDED') end
local channel, id, what, arg = ARGV[1], ARGV[2], ARGV[3], cjson.decode(ARGV[4])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local null = cjson.null
local was = redis.call('HGET', KEYS[2], id)
local row = was and cjson.decode(was)

if what == 'join' then
  if not row and redis.call('HLEN', KEYS[2]) >= arg.max then return redis.error_reply('FULL') end
  if not row then
    row = {
      id = id, seat = redis.call('HINCRBY', KEYS[4], 'seats', 1), name = null, joinedAt = now, seenAt = now, activeAt = now, here = false, progressAt = now,
      place = null, lessons = {}, marks = 0, check = null, exerciseOpen = null, help = null, pace = null, hint = null, home = false,
    }
  end
  row.name = arg.name
end
if not row then return redis.error_reply('UNKNOWN') end

-- What a learner does is a sign of life; what an instructor does to them is none. A page that is merely open is one, but
-- no activity.
local seen = true
if what == 'name' then
  row.name = arg.name
elseif what == 'place' then
  row.place = arg.path
  row.exerciseOpen = arg.exerciseOpen
  if arg.lesson ~= null and not row.lessons[arg.lesson] then
    row.lessons[arg.lesson] = 'begun'
    row.progressAt = now
  end
elseif what == 'here' then
  row.here = arg.here
elseif what == 'lessons' then
  row.lessons = arg.lessons
  if arg.marks > row.marks then row.progressAt = now end
  row.marks = arg.marks
  row.home = arg.home or row.home
  local check = row.check
  if check ~= null and check.passed == check.total then row.lessons[check.lesson] = 'passed' end
elseif what == 'check' then
  local before = row.check ~= null and row.check.lesson == arg.lesson and row.check.passed or -1
  if arg.passed > before then row.progressAt = now end
  arg.at = now
  row.check = arg
  row.home = arg.home or row.home
  arg.home = nil
  if arg.passed == arg.total then row.lessons[arg.lesson] = 'passed' end
elseif what == 'help' then
  if not arg.raised then row.help = null
  elseif row.help == null then row.help = { since = now, claimedBy = null } end
elseif what == 'pace' then
  row.pace = arg.pace == null and null or { value = arg.pace, at = now }
elseif what == 'claim' then
  seen = false
  if row.help == null then return redis.error_reply('LOWERED') end
  if row.help.claimedBy ~= null and row.help.claimedBy ~= arg.by then
    return redis.error_reply('CLAIMED ' .. row.help.claimedBy)
  end
  row.help.claimedBy = arg.by
elseif what == 'done' then
  seen = false
  row.help = null
elseif what == 'hint' then
  seen = false
  row.hint = arg.text == null and null or { id = arg.id, text = arg.text, at = now }
elseif what == 'leave' then
  redis.call('HDEL', KEYS[2], id)
  redis.call('HDEL', KEYS[3], id)
  redis.call('PUBLISH', channel, cjson.encode({ gone = id, at = now }))
  return was
end
if seen then row.seenAt = now end
if seen and what ~= 'here' then row.activeAt = now end

row.rev = redis.call('HINCRBY', KEYS[4], 'rev', 1)
local encoded = cjson.encode(row)
redis.call('HSET', KEYS[2], id, encoded)
redis.call('PUBLISH', channel, '{"learner":' .. encoded .. ',"at":' .. string.format('%.0f', now) .. '}')
return encoded
