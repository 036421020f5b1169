-- A string of one gigabyte is no key, so maxmemory does not count it.
return #string.rep('x', 1024 ^ 3)
