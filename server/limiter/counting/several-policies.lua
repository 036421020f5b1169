-- Decides on one request by several policies, all or nothing: it takes from every one of them, or from none.
-- KEYS     one key per policy, all in one hash slot
-- ARGV     for each policy: its algorithm's number in the table below, its limit, its window in milliseconds
-- Returns  one { allowed, count, ttlMs, retryAfterMs, nowUs } per policy
local algorithms = {
  -- Each algorithm's own script, as a function of KEYS and ARGV, is put in here by several-policies.ts.
}
local function decide(i, ...)
  local algorithm, limit, windowMs = ARGV[3 * i - 2], ARGV[3 * i - 1], ARGV[3 * i]
  return algorithms[tonumber(algorithm)]({ KEYS[i] }, { limit, windowMs, ... })
end

-- First a look at all of them: a key that holds something else fails here, before anything is taken.
local decisions, allAllow = {}, true
-- branch: each policy
for i = 1, #KEYS do
  decisions[i] = decide(i, 'peek')
  allAllow = allAllow and decisions[i][1] == 1
end
-- branch: all allow
if allAllow then
  -- branch: each policy
  for i = 1, #KEYS do
    decisions[i] = decide(i)
  end
end
return decisions
