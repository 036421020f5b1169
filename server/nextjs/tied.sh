# Runs a command that cannot outlive the process that started it, even when that one is SIGKILLed: the parent holds the
# other end of our stdin, and the kernel closes it whatever way the parent ends. The whole process group ends then, what
# npm or Next.js started too; so start this as the leader of a group of its own.
# arguments: the command.
exec 3<&0
# A handler, not '': what is ignored here would be ignored by the command as well.
trap : TERM
"$@" </dev/null 3<&- &
command=$!
{
  trap '' TERM
  while read -r _ <&3; do :; done
  kill -TERM 0
  sleep 2
  kill -KILL 0
} >/dev/null 2>&1 &
watcher=$!

wait "$command"
status=$?
# Interrupted by the TERM above: wait for how the command really ends.
while kill -0 "$command" 2>/dev/null; do
  wait "$command"
  status=$?
done
kill -KILL "$watcher" 2>/dev/null
exit "$status"
