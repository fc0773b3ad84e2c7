#!/usr/bin/env bash
# isolated.sh COMMAND…: runs a command in a network of its own that leads nowhere, so that nothing it starts can reach
# the outside, and in which there is one address beside the loopback: Firefox finds no media path where there is only that.
# Needs root, or a system that lets users make namespaces; where neither is, the command runs as it is.
set -euo pipefail

if [[ ${SCENE_MEDIA_ADDRESS:-} == "" ]] && unshare --map-root-user --net true 2>/dev/null; then
  export SCENE_MEDIA_ADDRESS=10.77.0.1
  exec unshare --map-root-user --net -- "${BASH_SOURCE[0]}" "$@"
fi
if [[ ${SCENE_MEDIA_ADDRESS:-} != "" ]]; then
  ip link set lo up
  ip link add media0 type veth peer name media1
  ip address add "$SCENE_MEDIA_ADDRESS/24" dev media0
  # An address that comes by itself a moment later would be a changed network, for which browsers break off what they load.
  ip link set media0 addrgenmode none
  ip link set media1 addrgenmode none
  ip link set media0 up
  ip link set media1 up
  # It leads nowhere; but without one Firefox believes to have no network at all.
  ip route add default dev media0
fi
exec "$@"
