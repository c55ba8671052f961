#!/usr/bin/env bash
# A real S3 server for the tests: Ceph's gateway with everything in memory, on the loopback, from Debian's packages
# (radosgw ceph-mon ceph-osd ceph-mgr). One serves all test processes of a machine's user:
#   s3.sh use FOLDER PID   starts it in FOLDER unless it runs, notes that PID uses it, prints its endpoint
#   s3.sh stop FOLDER      ends the processes whose ids lie in FOLDER, and no others
# It ends by itself when nobody who uses it has been alive for a while. Access key DWTEST, secret DWSECRET, any region.
set -euo pipefail

action=${1:?use or stop}
mkdir -p "${2:?a folder}"
folder=$(cd "$2" && pwd)
unused_seconds=20

runs() { [[ -f $folder/endpoint ]] && kill -0 "$(cat "$folder/run/client.rgw.pid" 2>/dev/null)" 2>/dev/null; }

end_all() {
  local file
  rm -f "$folder/endpoint"
  for file in "$folder"/run/*.pid; do
    if [[ -f $file ]]; then kill "$(cat "$file")" 2>/dev/null || true; fi
  done
  rm -rf "$folder/run"
}

free_ports() {
  node -e '
    const { createServer } = require("node:net");
    const servers = [1, 2, 3].map(() => createServer());
    Promise.all(servers.map((server) => new Promise((done) => server.listen(0, "127.0.0.1", done)))).then(() => {
      console.log(servers.map((server) => server.address().port).join(" "));
      for (const server of servers) server.close();
    });'
}

write_config() {
  local gateway=$1 monitor2=$2 monitor1=$3
  cat >"$folder/ceph.conf" <<CONFIG
[global]
fsid = $(cat /proc/sys/kernel/random/uuid)
keyring = $folder/keyring
run dir = $folder/run
pid file = $folder/run/\$name.pid
admin socket = $folder/run/\$name.asok
log file = $folder/log
mon initial members = a
mon host = [v2:127.0.0.1:$monitor2,v1:127.0.0.1:$monitor1]
public addr = 127.0.0.1
cluster addr = 127.0.0.1
mon allow pool size one = true
mon data avail crit = 0
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
[mon.a]
mon data = $folder/mon
[osd.0]
osd data = $folder/osd
osd objectstore = memstore
memstore device bytes = 4294967296
[mgr.x]
mgr data = $folder/mgr
mgr initial modules =
[client.rgw]
rgw frontends = beast endpoint=127.0.0.1:$gateway
rgw enable usage log = false
CONFIG
}

start() {
  local gateway monitor2 monitor1 everything=(--cap mon 'allow *' --cap osd 'allow *' --cap mgr 'allow *')
  end_all
  rm -rf "$folder"/{mon,osd,mgr,keyring,monmap,log}
  mkdir -p "$folder"/{mon,osd,mgr,run,users}
  read -r gateway monitor2 monitor1 < <(free_ports)
  write_config "$gateway" "$monitor2" "$monitor1"
  export CEPH_CONF=$folder/ceph.conf
  cd "$folder"
  ceph-authtool --create-keyring keyring --gen-key -n mon. --cap mon 'allow *'
  for name in client.admin client.rgw osd.0 mgr.x; do
    ceph-authtool keyring --gen-key -n "$name" "${everything[@]}"
  done
  monmaptool --create --fsid "$(ceph-conf --lookup fsid)" monmap \
    --addv a "[v2:127.0.0.1:$monitor2,v1:127.0.0.1:$monitor1]"
  ceph-mon --mkfs -i a --monmap monmap --keyring keyring
  ceph-mon -i a
  timeout 30 ceph auth import -i keyring
  timeout 30 ceph osd create
  ceph-osd --mkfs -i 0 --no-mon-config
  ceph-osd -i 0
  ceph-mgr -i x
  timeout 90 radosgw-admin user create --uid=tests --display-name=tests --access-key=DWTEST --secret=DWSECRET
  radosgw -n client.rgw
  for _ in $(seq 150); do
    if (exec 3<>"/dev/tcp/127.0.0.1/$gateway") 2>/dev/null; then
      echo "http://127.0.0.1:$gateway" >"$folder/endpoint"
      setsid nohup "$BASH" "$script" guard "$folder" >/dev/null 2>&1 &
      return
    fi
    sleep 0.2
  done
  echo "the gateway did not answer" >&2
  return 1
}

# Looks whether anybody who uses the server is alive, and ends it when nobody has been for a while.
guard() {
  local unused=0 file
  while [[ -f $folder/endpoint ]]; do
    for file in "$folder"/users/*; do
      if [[ -f $file ]] && kill -0 "$(basename "$file")" 2>/dev/null; then unused=-2; else rm -f "$file"; fi
    done
    unused=$((unused + 2))
    if ((unused >= unused_seconds)); then
      exec 9>"$folder/lock"
      flock 9
      if [[ -z $(ls "$folder/users") ]]; then end_all; fi
      exec 9>&-
    fi
    sleep 2
  done
}

script=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/$(basename "${BASH_SOURCE[0]}")
case $action in
  use)
    exec 9>"$folder/lock"
    flock -w 120 9
    mkdir -p "$folder/users"
    : >"$folder/users/${3:?a process id}"
    # What it starts must not hold the lock.
    runs || (start 9>&-) >"$folder/start.log" 2>&1 || { tail -n 5 "$folder/start.log" >&2; end_all; exit 1; }
    cat "$folder/endpoint"
    ;;
  guard) guard ;;
  stop) end_all ;;
  *) echo "use or stop" >&2; exit 2 ;;
esac
