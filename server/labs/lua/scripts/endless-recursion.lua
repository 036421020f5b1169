-- Lua's own stack has an end.
local function deeper()
  return 1 + deeper()
end
return deeper()
