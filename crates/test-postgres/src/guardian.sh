# Stops a test cluster when nobody uses it any more. $1: its folder, $2: PostgreSQL's programs, $3: seconds to wait for the next user, then
# what runs a program as the server's account.
folder=$1 programs=$2 patience=$3
shift 3
cd / || exit 1
exec 8>>"$folder/start" 9>>"$folder/users"
while :; do
  flock -x 9
  flock -u 9
  sleep "$patience"
  # Nobody may start to use it from here on.
  flock -x 8
  if flock -n -x 9; then
    "$@" "$programs/pg_ctl" stop -s -D "$folder/data" -m immediate
    # At once, not file by file: who comes meanwhile must not find a part of it.
    mv "$folder" "$folder.gone-$$" && rm -rf "$folder.gone-$$"
    exit
  fi
  flock -u 8
done
