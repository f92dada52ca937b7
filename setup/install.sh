#!/usr/bin/env bash
# setup/install.sh GROUP…: installs what is missing of the groups of setup/packages.txt, and the
# npm packages. Says nothing and takes no time when all is there.
set -euo pipefail
cd "$(dirname "$0")/.."

stop() {
  printf 'setup: %s\n' "$@" >&2
  exit 1
}

# The packages of the groups, one a line.
wanted() {
  local group name rest keep=
  while read -r name rest; do
    case $name in
      '' | '#'*) continue ;;
      '['*']')
        keep=
        for group in "$@"; do [ "$name" != "[$group]" ] || keep=yes; done
        ;;
      *) [ -z "$keep" ] || echo "$name" ;;
    esac
  done <setup/packages.txt
}

# Node and npm may come from elsewhere than Debian; all else is a Debian package.
missing() {
  local have name
  have=$(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' 2>/dev/null | sed -n 's/^ii  *//p')
  for name in "$@"; do
    case $name in
      nodejs) command -v node >/dev/null || echo "$name" ;;
      npm) command -v npm >/dev/null || echo "$name" ;;
      *) grep -qxF -- "$name" <<<"$have" || echo "$name" ;;
    esac
  done
}

install_packages() {
  local as_root=() system version
  system=$(. /etc/os-release 2>/dev/null && echo "${ID:-}") || system=
  version=$(. /etc/os-release 2>/dev/null && echo "${VERSION_ID:-}") || version=
  [ "$system $version" = "debian 12" ] || stop \
    "these packages are missing: $*" \
    "they are Debian 12's; this system is '${system:-unknown} ${version:-}'." \
    "Install what setup/packages.txt names by this system's own means, or work in Debian 12:" \
    "  docker run -it -p 8080:8080 -v \"\$PWD:/comity\" -w /comity debian:12"
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || stop "packages are missing and there is no sudo. As root:" \
      "  apt-get update && apt-get install --no-install-recommends $*"
    as_root=(sudo)
    # Where nobody can type a password, sudo must not wait for one.
    [ -t 0 ] || as_root=(sudo -n)
  fi
  echo "setup: installing $# Debian packages"
  # A list of packages without some of its sources is enough, so long as the packages are there.
  "${as_root[@]}" apt-get update -qq || true
  # Another installation that runs (a fresh system updates itself) is waited for. A machine of CI is
  # thrown away afterwards: there each file need not be on the disk before the next.
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
    --no-install-recommends -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 \
    ${CI:+-o Dpkg::Options::=--force-unsafe-io} "$@" \
    >build/setup.log 2>&1 </dev/null || {
    tail -n 5 build/setup.log >&2
    stop "apt-get could not install them (whole output: build/setup.log)." \
      "Without a network, bring one; behind a proxy, set it in /etc/apt/apt.conf.d/; else run" \
      "  apt-get update && apt-get install --no-install-recommends $*"
  }
}

check_node() {
  local version major minor
  version=$(node --version 2>/dev/null | sed 's/^v//') || version=
  IFS=. read -r major minor _ <<<"${version:-0.0.0}"
  [ "$major" -gt 18 ] || { [ "$major" -eq 18 ] && [ "$minor" -ge 20 ]; } || stop \
    "Node is ${version:-not there}; at least 18.20 is needed ($(command -v node || echo none))." \
    "Debian 12's own is enough: apt-get install nodejs npm, and no older one before it in PATH."
}

install_npm() {
  cmp -s package-lock.json node_modules/.installed-lock && return
  echo "setup: installing npm packages"
  npm ci --ignore-scripts --no-progress --loglevel=error </dev/null || stop \
    "npm ci failed. Without a network, bring one; behind a proxy, 'npm config set proxy URL'." \
    "Then run the same command again."
  cp package-lock.json node_modules/.installed-lock
}

mkdir -p build
mapfile -t names < <(wanted "$@")
mapfile -t lacking < <(missing "${names[@]}")
[ "${#lacking[@]}" = 0 ] || install_packages "${lacking[@]}"
if [[ " ${names[*]} " == *" nodejs "* ]]; then
  check_node
  install_npm
fi
