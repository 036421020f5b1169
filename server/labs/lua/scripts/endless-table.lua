-- maxmemory does not count what a script builds.
local t = {}
while true do
  t[#t + 1] = {}
end
