-- Writes sixteen fillers at once. Valkey looks at its memory before a script's first write and not again, so the last
-- round goes past maxmemory, and the server stays full although a buffer here and there is given back.
-- KEYS  the fillers    ARGV[1]  their size in bytes
local value = string.rep('x', tonumber(ARGV[1]))
for _, key in ipairs(KEYS) do
  redis.call('SET', key, value, 'EX', 600)
end
