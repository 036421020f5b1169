-- What a script catches cannot stop it.
while true do
  pcall(error, {})
end
