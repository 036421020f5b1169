-- Each level is a level of whoever reads it.
local t = {}
for i = 1, 1e5 do
  t = { t }
end
return t
