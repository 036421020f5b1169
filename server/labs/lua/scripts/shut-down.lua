-- No script may.
return redis.call('SHUTDOWN', 'NOSAVE')
