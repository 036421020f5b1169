-- Once a script has written, it may write past maxmemory.
for i = 1, 1e6 do
  redis.call('SET', 'k' .. i, i)
end
