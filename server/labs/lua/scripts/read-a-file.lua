-- Lua in Valkey has no files.
return io.open('/etc/passwd')
