-- A script may use data commands only; not the ones that run the server.
return redis.call('CONFIG', 'SET', 'maxmemory', '0')
