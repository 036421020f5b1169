-- Wrong: keeps Valkey busy for ARGV[1] seconds, and nobody else is served meanwhile. By processor time, because TIME stands
-- still inside a script: https://valkey.io/topics/eval-intro/
-- region: script
local ends = os.clock() + ARGV[1]
repeat
until os.clock() >= ends
return 'done'
-- endregion: script
