-- There is no os.execute in Valkey's Lua.
return os.execute('id')
