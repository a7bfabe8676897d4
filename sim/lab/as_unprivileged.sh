#!/bin/sh
# as_unprivileged.sh COMMAND…: runs it as the user nobody, with no capability and none to be had, but with a tun device
# that everyone may open. The device lies in a mount namespace of its own, so the machine's stays as it is. Someone who
# is not root already just runs the command.
set -eu
[ $# -gt 0 ] || { echo "usage: as_unprivileged.sh COMMAND…" >&2; exit 1; }
[ "$(id -u)" = 0 ] || exec "$@"

exec unshare --mount --propagation private sh -euc '
  home=$(mktemp -d)                 # covered by a tmpfs that goes with this namespace; only the empty folder remains
  trap "rmdir \"$home\"" EXIT
  mount -t tmpfs -o mode=0777 none "$home"
  mkdir -p /dev/net
  mount -t tmpfs -o mode=0755 none /dev/net
  mknod -m 0666 /dev/net/tun c 10 200
  status=0
  HOME=$home TMPDIR=$home setpriv --reuid=65534 --regid=65534 --clear-groups --no-new-privs \
    --inh-caps=-all --bounding-set=-all "$@" || status=$?
  umount "$home"
  exit "$status"
' sh "$@"
