-- One call into C: no instruction of Lua ends, so SCRIPT KILL is not heard.
return string.find(string.rep('a', 40), string.rep('a-', 40) .. 'b')
