# Runs a valkey-server that cannot outlive the process that started it, even when that one is SIGKILLed:
# the parent holds the other end of our stdin and the kernel closes it whatever way the parent ends.
# (Linux's parent-death signal fires when a worker thread ends, and macOS has none.)
#
# stdin: the configuration with its password (so that no argument list shows it), a line "end", then
#        nothing; the end of the file ends the server.
# arguments: the server's command. First line of stdout: "pid <number>", then the server's log.
config=
line=
while IFS= read -r line && [ "$line" != end ]; do
  config="$config$line
"
done
[ "$line" = end ] || exit 1

# Whatever a learner's SAVE writes goes here, and goes away with the server.
folder=$(mktemp -d) && cd "$folder" || exit 1

exec 3<&0
printf '%s' "$config" | "$@" - 3<&- &
server=$!
echo "pid $server"
{
  while read -r _ <&3; do :; done
  kill -TERM "$server"
  sleep 2
  kill -KILL "$server"
} >/dev/null 2>&1 &
watcher=$!

wait "$server"
status=$?
kill "$watcher" 2>/dev/null
cd / && rm -rf "$folder"
exit "$status"
