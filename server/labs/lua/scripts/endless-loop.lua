-- What stops this? Valkey runs one script at a time: all other clients wait.
while true do
end
